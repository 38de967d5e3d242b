//! `subtly exhaustive`

use super::search::{Search, bar, duration, verdict, watched};
use super::{Verdict, Who, print, select, write_json};
use crate::campaign;
use crate::exhaustive::{Bound, Report, Settings, count, run, summary};
use crate::fault;
use clap::Args;
use std::time::Duration;

#[derive(Debug, Args)]
pub(super) struct Exhaustive {
    /// The bounds, one after the other
    #[arg(
        long = "bound",
        value_delimiter = ',',
        value_name = "NAME,...",
        default_values_t = ["wide", "deep"].map(String::from)
    )]
    bounds: Vec<String>,
    /// The most types of a section, in place of the bounds' own
    #[arg(long, value_name = "N",
        value_parser = clap::value_parser!(u32).range(..=i64::from(Bound::TYPES_MAX)))]
    types: Option<u32>,
    /// The most fields of a struct, in place of the bounds' own
    #[arg(long, value_name = "N",
        value_parser = clap::value_parser!(u32).range(..=i64::from(Bound::FIELDS_MAX)))]
    fields: Option<u32>,
    /// Ask about sections that differ by a renaming only, too
    #[arg(long)]
    all_writings: bool,
    /// Print how many sections there are, by formulas, and ask nobody
    #[arg(long)]
    count: bool,
    /// Stop after this time, for example 90, 90s, 5m or 2h
    #[arg(long, value_name = "TIME", value_parser = duration)]
    time: Option<Duration>,
    #[command(flatten)]
    who: Who,
    #[command(flatten)]
    search: Search,
}

impl Exhaustive {
    pub(super) fn run(self) -> Result<Verdict, String> {
        let settings = self.settings()?;
        let counts = settings.bounds.iter().map(|bound| count(bound, settings.all_writings));
        let counts = counts.collect::<Result<Vec<u64>, _>>()?;
        if self.count {
            for (bound, count) in settings.bounds.iter().zip(counts) {
                print(&format!("{:<12}{count} sections, up to {bound}", bound.name));
            }
            return Ok(Verdict::Agreement);
        }
        let pool = self.search.begin()?;
        let all = counts.iter().fold(0_u64, |sum, count| sum.saturating_add(*count));
        let bar = bar(Some(all), "sections");
        let outcome =
            watched(&pool, &bar, |watch| run(&settings, watch.stop, watch.progress, watch.found))?;
        print(&summary(&settings, &outcome));
        if let Some(path) = &self.search.json {
            write_json(path, &Report::new(&settings, &outcome, pool.current_num_threads()))?;
        }
        Ok(verdict(outcome.campaign.disagreeing_cases))
    }

    fn settings(&self) -> Result<Settings, String> {
        let names = Bound::NAMED.map(|bound| bound.name);
        let mut bounds = select("bound", &self.bounds, &names, Bound::by_name)?;
        for bound in &mut bounds {
            bound.types_max = self.types.unwrap_or(bound.types_max);
            bound.fields_max = self.fields.unwrap_or(bound.fields_max);
        }
        Ok(Settings {
            bounds,
            all_writings: self.all_writings,
            campaign: campaign::Settings {
                seed: 0,
                cases: 0,
                time: self.time,
                generators: Vec::new(),
                oracles: self.who.oracles()?,
                fault: self.who.fault()?.map(fault::name),
                findings: self.search.findings.clone(),
                fail_fast: self.search.fail_fast,
                turns: campaign::Turns::ALL,
                shard: campaign::Shard::WHOLE,
                journal: campaign::Journaling::Off,
            },
        })
    }
}
