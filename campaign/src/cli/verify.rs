//! `subtly verify`

use super::search::{Search, bar, duration, verdict, watched};
use super::{Generators, Verdict, Who, print, write_json};
use crate::campaign::{self, Journaling, Settings, Shard, Turns};
use crate::fault;
use crate::report::{Report, summary};
use clap::Args;
use std::time::Duration;

#[derive(Debug, Args)]
pub(super) struct Verify {
    /// Decides all cases
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The number of cases [default: 20000, or no bound with --time]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    cases: Option<u64>,
    /// Stop after this time, for example 90, 90s, 5m or 2h; with --resume, of all runs together
    #[arg(long, value_name = "TIME", value_parser = duration)]
    time: Option<Duration>,
    #[command(flatten)]
    generators: Generators,
    #[command(flatten)]
    who: Who,
    /// Ask each oracle behind the second in one round of cases of N only; where some disagree, all are asked
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..=1000))]
    turns: u64,
    #[command(flatten)]
    search: Search,
    /// Go on with the campaign in the folder of findings, if it was stopped or killed
    #[arg(long)]
    resume: bool,
    /// Run one of several parts of the cases, for example 3/64; `subtly merge` puts them together
    #[arg(long, value_name = "N/OF", default_value = "1/1")]
    shard: Shard,
}

const CASES: u64 = 20_000;

impl Verify {
    pub(super) fn run(self) -> Result<Verdict, String> {
        let settings = Settings {
            seed: self.seed,
            cases: self.cases.unwrap_or(if self.time.is_some() { u64::MAX } else { CASES }),
            time: self.time,
            generators: self.generators.generators()?,
            oracles: self.who.oracles()?,
            turns: Turns::new(self.turns),
            fault: self.who.fault()?.map(fault::name),
            findings: self.search.findings.clone(),
            fail_fast: self.search.fail_fast,
            shard: self.shard,
            journal: if self.resume { Journaling::Resume } else { Journaling::New },
        };
        let pool = self.search.begin()?;
        let cases = settings.shard.cases(settings.cases);
        let bar = bar((settings.cases < u64::MAX).then_some(cases), "cases");
        let outcome = watched(&pool, &bar, |watch| {
            campaign::run(&settings, watch.stop, watch.progress, watch.found)
        })?;
        print(&summary(&settings, &outcome));
        if let Some(path) = &self.search.json {
            write_json(path, &Report::new(&settings, &outcome, pool.current_num_threads()))?;
        }
        Ok(verdict(outcome.disagreeing_cases))
    }
}
