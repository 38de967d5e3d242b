//! `subtly verify`

use super::{Generators, Verdict, Who, print, write_file, write_json};
use crate::campaign::{self, Settings};
use crate::fault;
use crate::report::{Report, summary};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

#[derive(Debug, Args)]
pub(super) struct Verify {
    /// Decides all cases
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The number of cases [default: 20000, or no bound with --time]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    cases: Option<u64>,
    /// Stop after this time, for example 90, 90s, 5m or 2h
    #[arg(long, value_name = "TIME", value_parser = duration)]
    time: Option<Duration>,
    /// The number of threads [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
    #[command(flatten)]
    generators: Generators,
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

const CASES: u64 = 20_000;

impl Verify {
    pub(super) fn run(self) -> Result<Verdict, String> {
        let settings = Settings {
            seed: self.seed,
            cases: self.cases.unwrap_or(if self.time.is_some() { u64::MAX } else { CASES }),
            time: self.time,
            generators: self.generators.generators()?,
            oracles: self.who.oracles()?,
            fault: self.who.fault()?.map(fault::name),
            findings: self.findings,
            fail_fast: self.fail_fast,
        };
        if let Some(path) = &self.json {
            // A campaign is long: that its report cannot be written is better known before it.
            write_file(path, "")?;
        }
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(self.jobs.unwrap_or(0).into())
            .build()
            .map_err(|error| format!("cannot start threads: {error}"))?;
        let stop = stop_on_interrupt()?;
        let bar = bar(&settings);
        let progress = |cases, findings: usize| {
            bar.set_position(cases);
            if findings > 0 {
                bar.set_message(format!("{findings} found"));
            }
        };
        let found = |finding: &crate::finding::Finding, folder: &PathBuf| {
            bar.suspend(|| print(&format!("{}\n", finding.report(folder))));
        };
        let outcome = pool
            .install(|| campaign::run(&settings, &stop, &progress, &found))
            .map_err(|error| format!("cannot write to {}: {error}", settings.findings.display()))?;
        bar.finish_and_clear();
        print(&summary(&settings, &outcome));
        if let Some(path) = &self.json {
            write_json(path, &Report::new(&settings, &outcome, pool.current_num_threads()))?;
        }
        match outcome.disagreeing_cases {
            0 => Ok(Verdict::Agreement),
            _ => Ok(Verdict::Disagreement),
        }
    }
}

/// A bar on standard error; it hides itself where that is no terminal.
fn bar(settings: &Settings) -> ProgressBar {
    let template = "{bar:32} {pos}/{len} cases  {per_sec}  {eta} left  {msg}";
    match settings.cases {
        u64::MAX => ProgressBar::new_spinner().with_style(
            ProgressStyle::with_template("{spinner} {pos} cases  {per_sec}  {elapsed}  {msg}")
                .expect("the template is well-formed"),
        ),
        cases => ProgressBar::new(cases).with_style(
            ProgressStyle::with_template(template).expect("the template is well-formed"),
        ),
    }
}

/// The first Ctrl-C ends the campaign with its summary, the second ends the process.
fn stop_on_interrupt() -> Result<Arc<AtomicBool>, String> {
    let stop = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&stop);
    ctrlc::set_handler(move || {
        if flag.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    })
    .map_err(|error| format!("cannot catch Ctrl-C: {error}"))?;
    Ok(stop)
}

/// `90`, `90s`, `5m` or `2h`
pub(super) fn duration(text: &str) -> Result<Duration, String> {
    let digits = text.trim_end_matches(['s', 'm', 'h']);
    let unit = match &text[digits.len()..] {
        "" | "s" => 1,
        "m" => 60,
        "h" => 3600,
        _ => 0,
    };
    match digits.parse::<u64>().ok().and_then(|count| count.checked_mul(unit)) {
        Some(seconds) if unit > 0 && seconds > 0 => Ok(Duration::from_secs(seconds)),
        _ => Err("write a time such as 90s, 5m or 2h".into()),
    }
}
