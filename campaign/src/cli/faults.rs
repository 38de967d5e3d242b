//! `subtly faults`

use super::Generators;
use clap::Args;
use std::path::PathBuf;
use std::time::Duration;

#[derive(Debug, Args)]
pub(super) struct Faults {
    /// List the faults, a line each: name, what is wrong, the rule it breaks, the bugs it mirrors
    #[arg(long)]
    list: bool,
    /// The faults to look for [default: all that a campaign can find]
    #[arg(long = "fault", value_delimiter = ',', value_name = "NAME,...")]
    faults: Vec<String>,
    #[command(flatten)]
    generators: Generators,
    /// Decides all cases
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The most cases for each fault and generator
    #[arg(long, value_name = "N", default_value_t = 2_000)]
    #[arg(value_parser = clap::value_parser!(u64).range(1..))]
    cases: u64,
    /// The most time for each fault and generator, for example 90s or 5m
    #[arg(long, value_name = "TIME", value_parser = super::search::duration)]
    time: Option<Duration>,
    /// Write the table as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

#[cfg(not(feature = "faults"))]
impl Faults {
    pub(super) fn run(self) -> Result<super::Verdict, String> {
        let Self { list: _, faults: _, generators: _, seed: _, cases: _, time: _, json: _ } = self;
        Err("this build has no faults; build with `cargo run --release --features faults -- faults --list`".into())
    }
}

#[cfg(feature = "faults")]
mod with_faults {
    use super::Faults;
    use crate::cli::{Verdict, print, select, write_file, write_json};
    use crate::fault::Fault;
    use crate::fault_score::{Row, Settings, Totals, lines, measure};
    use crate::generator::Generator;
    use indicatif::{ProgressBar, ProgressStyle};
    use serde::Serialize;
    use std::time::Instant;

    /// What `--json` writes. Everything but `seconds` is the same for any number of threads.
    #[derive(Serialize)]
    struct Written<'a> {
        schema: u32,
        seed: u64,
        cases: u64,
        generators: Vec<&'static str>,
        faults: &'a [Row],
        in_tests: Vec<Elsewhere>,
        without_place: Vec<Elsewhere>,
        totals: Totals,
    }

    /// A fault that the table does not have, and the test that finds it or the reason why it cannot be.
    #[derive(Serialize)]
    struct Elsewhere {
        fault: &'static str,
        summary: &'static str,
        because: &'static str,
    }

    fn in_tests() -> impl Iterator<Item = Elsewhere> {
        Fault::IN_TESTS.into_iter().map(|(fault, because)| Elsewhere {
            fault: fault.name(),
            summary: fault.summary(),
            because,
        })
    }

    fn without_place() -> impl Iterator<Item = Elsewhere> {
        let all = Fault::WITHOUT_PLACE.into_iter();
        all.map(|(fault, summary, because)| Elsewhere { fault, summary, because })
    }

    impl Faults {
        pub(in crate::cli) fn run(self) -> Result<Verdict, String> {
            if self.list {
                list();
                return Ok(Verdict::Agreement);
            }
            let settings = Settings {
                seed: self.seed,
                cases: self.cases,
                time: self.time,
                generators: self.generators.generators()?,
                faults: chosen(&self.faults)?,
            };
            if let Some(path) = &self.json {
                // That the table cannot be written is better known before it is measured.
                write_file(path, "")?;
            }
            let start = Instant::now();
            let cells = settings.faults.len() * settings.generators.len();
            let bar = ProgressBar::new(cells as u64).with_style(
                ProgressStyle::with_template("{bar:32} {pos}/{len} cells  {elapsed}")
                    .expect("the template is well-formed"),
            );
            let rows = measure(&settings, &|| bar.inc(1));
            bar.finish_and_clear();
            let totals = Totals::new(&rows, start.elapsed().as_secs_f64());
            lines(&settings, &rows, &totals).iter().for_each(|line| print(line));
            if let Some(path) = &self.json {
                let written = Written {
                    schema: 1,
                    seed: settings.seed,
                    cases: settings.cases,
                    generators: settings.generators.iter().map(|it| Generator::name(*it)).collect(),
                    faults: &rows,
                    in_tests: in_tests().collect(),
                    without_place: without_place().collect(),
                    totals,
                };
                write_json(path, &written)?;
            }
            match totals.found == totals.faults {
                true => Ok(Verdict::Agreement),
                false => Ok(Verdict::Disagreement),
            }
        }
    }

    fn list() {
        for fault in Fault::ALL {
            print(&format!(
                "{:<5}{:<82} {:<24} {}",
                fault.name(),
                fault.summary(),
                fault.rule().unwrap_or("-"),
                fault.mirrors()
            ));
        }
        for Elsewhere { fault, summary, because } in in_tests() {
            print(&format!("{fault:<5}{summary:<82} found by a test: {because}"));
        }
        for Elsewhere { fault, summary, because } in without_place() {
            print(&format!("{fault:<5}{summary:<82} not applicable here: {because}"));
        }
    }

    /// The faults with these names, or all.
    fn chosen(names: &[String]) -> Result<Vec<Fault>, String> {
        if names.is_empty() {
            return Ok(Fault::ALL.into());
        }
        if let Some(it) = in_tests().find(|it| names.iter().any(|name| name == it.fault)) {
            return Err(format!("no campaign finds '{}'; a test does: {}", it.fault, it.because));
        }
        let known = Fault::ALL.map(Fault::name);
        select("fault", names, &known, |name| Fault::ALL.into_iter().find(|it| it.name() == name))
    }
}
