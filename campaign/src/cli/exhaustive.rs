//! `subtly exhaustive`

use super::verify::{duration, stop_on_interrupt};
use super::{Verdict, Who, print, select, write_file, write_json};
use crate::campaign;
use crate::exhaustive::{Bound, Outcome, Report, Settings, count, run, summary};
use crate::fault;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use std::path::PathBuf;
use std::time::Duration;

#[derive(Debug, Args)]
pub(super) struct Exhaustive {
    /// The bounds, one after the other
    #[arg(
        long = "bound",
        value_delimiter = ',',
        value_name = "NAMES",
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
    /// The number of threads [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
    #[command(flatten)]
    who: Who,
    /// The folder that findings are written to
    #[arg(long, value_name = "DIR", default_value = "findings")]
    findings: PathBuf,
    /// Write the report as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Stop at the first disagreement
    #[arg(long)]
    fail_fast: bool,
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
        if let Some(path) = &self.json {
            // A search is long: that its report cannot be written is better known before it.
            write_file(path, "")?;
        }
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(self.jobs.unwrap_or(0).into())
            .build()
            .map_err(|error| format!("cannot start threads: {error}"))?;
        let outcome =
            search(&settings, &pool, counts.iter().fold(0, |sum, n| n.saturating_add(sum)))?;
        print(&summary(&settings, &outcome));
        if let Some(path) = &self.json {
            write_json(path, &Report::new(&settings, &outcome, pool.current_num_threads()))?;
        }
        match outcome.campaign.disagreeing_cases {
            0 => Ok(Verdict::Agreement),
            _ => Ok(Verdict::Disagreement),
        }
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
                findings: self.findings.clone(),
                fail_fast: self.fail_fast,
                shard: campaign::Shard::WHOLE,
                journal: campaign::Journaling::Off,
            },
        })
    }
}

/// Searches, with a bar on standard error, which hides itself where that is no terminal.
fn search(settings: &Settings, pool: &rayon::ThreadPool, of: u64) -> Result<Outcome, String> {
    let stop = stop_on_interrupt()?;
    let template = "{bar:32} {pos}/{len} sections  {per_sec}  {eta} left  {msg}";
    let style = ProgressStyle::with_template(template).expect("the template is well-formed");
    let bar = ProgressBar::new(of).with_style(style);
    let progress = |sections, findings: usize| {
        bar.set_position(sections);
        if findings > 0 {
            bar.set_message(format!("{findings} found"));
        }
    };
    let found = |finding: &crate::finding::Finding, folder: &PathBuf| {
        bar.suspend(|| print(&format!("{}\n", finding.report(folder))));
    };
    let outcome = pool.install(|| run(settings, &stop, &progress, &found))?;
    bar.finish_and_clear();
    Ok(outcome)
}
