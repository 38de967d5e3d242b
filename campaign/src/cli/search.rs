//! What every search through many programs has in common: threads, a bar, Ctrl-C, and where findings go.

use super::{Verdict, print, write_file};
use crate::finding::Finding;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use rayon::ThreadPool;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

#[derive(Debug, Args)]
pub(super) struct Search {
    /// The number of threads [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
    /// The folder that findings are written to
    #[arg(long, value_name = "DIR", default_value = "findings")]
    pub(super) findings: PathBuf,
    /// Write the report as JSON
    #[arg(long, value_name = "FILE")]
    pub(super) json: Option<PathBuf>,
    /// Stop at the first disagreement
    #[arg(long)]
    pub(super) fail_fast: bool,
}

/// What a search tells while it runs, and what tells it to stop.
pub(super) struct Watch<'a> {
    /// Set at the first Ctrl-C.
    pub(super) stop: &'a AtomicBool,
    /// Is told the number of finished programs and of findings.
    pub(super) progress: &'a dyn Fn(u64, usize),
    /// Is given each finding when it is on disk.
    pub(super) found: &'a dyn Fn(&Finding, &PathBuf),
}

impl Search {
    /// The threads of the search.
    ///
    /// A search is long: that its report cannot be written, or no thread started, is better known before it.
    pub(super) fn begin(&self) -> Result<ThreadPool, String> {
        if let Some(path) = &self.json {
            write_file(path, "")?;
        }
        let findings = self.findings.display();
        if self.findings.is_file() {
            return Err(format!("cannot write to {findings}: it is a file, and no folder"));
        }
        std::fs::create_dir_all(&self.findings)
            .map_err(|error| format!("cannot write to {findings}: {error}"))?;
        rayon::ThreadPoolBuilder::new()
            .num_threads(self.jobs.unwrap_or(0).into())
            .build()
            .map_err(|error| format!("cannot start threads: {error}"))
    }
}

/// Searches on these threads, with a bar on standard error.
pub(super) fn watched<T: Send>(
    pool: &ThreadPool,
    bar: &ProgressBar,
    search: impl FnOnce(Watch<'_>) -> Result<T, String> + Send,
) -> Result<T, String> {
    let stop = stop_on_interrupt()?;
    let outcome = pool.install(|| {
        let progress = |programs, findings: usize| {
            bar.set_position(programs);
            if findings > 0 {
                bar.set_message(format!("{findings} found"));
            }
        };
        let found = |finding: &Finding, folder: &PathBuf| {
            bar.suspend(|| print(&format!("{}\n", finding.report(folder))));
        };
        search(Watch { stop: &stop, progress: &progress, found: &found })
    })?;
    bar.finish_and_clear();
    Ok(outcome)
}

/// A bar for so many of something, or one without an end; it hides itself where there is no terminal.
pub(super) fn bar(many: Option<u64>, of_what: &str) -> ProgressBar {
    let template = match many {
        Some(_) => {
            format!("{{bar:32}} {{pos}}/{{len}} {of_what}  {{per_sec}}  {{eta}} left  {{msg}}")
        }
        None => format!("{{spinner}} {{pos}} {of_what}  {{per_sec}}  {{elapsed}}  {{msg}}"),
    };
    let style = ProgressStyle::with_template(&template).expect("the template is well-formed");
    many.map_or_else(ProgressBar::new_spinner, ProgressBar::new).with_style(style)
}

/// What so many disagreements mean to the shell.
pub(super) fn verdict(disagreeing: u64) -> Verdict {
    match disagreeing {
        0 => Verdict::Agreement,
        _ => Verdict::Disagreement,
    }
}

/// The first Ctrl-C ends the search with its summary, the second ends the process.
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
