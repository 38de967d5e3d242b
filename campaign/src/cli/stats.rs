//! `subtly stats`

use super::{Generators, Verdict, print, write_file, write_json};
use crate::campaign::{self, Journaling, Settings, Shard, Turns};
use crate::generator::Generator;
use crate::oracles;
use crate::statistics::{GeneratorStatistics, table};
use clap::Args;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

#[derive(Debug, Args)]
pub(super) struct Stats {
    /// The number of cases of each generator
    #[arg(long, value_name = "N", default_value_t = 1000, value_parser = clap::value_parser!(u64).range(1..))]
    cases: u64,
    /// Decides all cases
    #[arg(long, default_value_t = 1)]
    seed: u64,
    #[command(flatten)]
    generators: Generators,
    /// Write the statistics as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

/// The JSON object of `--json`.
#[derive(Debug, Serialize)]
struct Report<'a> {
    schema: u32,
    seed: u64,
    cases: u64,
    generators: BTreeMap<&'a str, &'a GeneratorStatistics>,
}

impl Stats {
    pub(super) fn run(self) -> Result<Verdict, String> {
        let generators = self.generators.generators()?;
        if let Some(path) = &self.json {
            write_file(path, "")?;
        }
        let mut measured = Vec::with_capacity(generators.len());
        for generator in generators {
            measured.push((generator.name(), self.measure(generator)?));
        }
        print(table(&measured).trim_end());
        if let Some(path) = &self.json {
            let generators = measured.iter().map(|(name, statistics)| (*name, statistics));
            let Self { seed, cases, .. } = self;
            let report = Report { schema: 1, seed, cases, generators: generators.collect() };
            write_json(path, &report)?;
        }
        Ok(Verdict::Agreement)
    }

    /// What a generator makes when it is alone, as a campaign of the model alone counts it: there is nobody
    /// whom it could contradict.
    fn measure(&self, generator: &'static dyn Generator) -> Result<GeneratorStatistics, String> {
        let settings = Settings {
            seed: self.seed,
            cases: self.cases,
            time: None,
            generators: vec![generator],
            oracles: vec![oracles::by_name("model", None).expect("the model is an oracle")],
            fault: None,
            findings: PathBuf::new(),
            fail_fast: false,
            turns: Turns::ALL,
            shard: Shard::WHOLE,
            journal: Journaling::Off,
        };
        let mut outcome =
            campaign::run(&settings, &AtomicBool::new(false), &|_, _| {}, &|_, _| {})?;
        Ok(outcome.generators.remove(generator.name()).unwrap_or_default())
    }
}
