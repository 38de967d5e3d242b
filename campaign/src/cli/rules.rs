//! `subtly rules`

use super::{Verdict, print};
use crate::report::rules_of;
use crate::rules::RuleCounts;
use clap::Args;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use subtly_model::rule::Rule;

#[derive(Debug, Args)]
pub(super) struct Rules {
    /// A report that `subtly verify --json FILE` wrote; its counts are shown
    report: Option<PathBuf>,
    /// Show only the rules that never concluded and the premises that never failed
    #[arg(long, requires = "report")]
    missing: bool,
}

impl Rules {
    pub(super) fn run(self) -> Result<Verdict, String> {
        let Some(path) = &self.report else {
            print(names().trim_end());
            return Ok(Verdict::Agreement);
        };
        let counts = read(path)?;
        if !self.missing {
            print(&with_counts(&counts));
        }
        print(missing(&counts).trim_end());
        Ok(Verdict::Agreement)
    }
}

fn read(path: &Path) -> Result<RuleCounts, String> {
    let name = path.display();
    let text = std::fs::read_to_string(path).map_err(|error| format!("{name}: {error}"))?;
    rules_of(&text).map_err(|message| format!("{name}: {message}"))
}

/// A line for each rule, and below it one for each of its premises.
fn names() -> String {
    let mut text = String::new();
    for rule in Rule::ALL {
        writeln!(text, "{rule}").expect("a string takes text");
        for premise in rule.premises() {
            writeln!(text, "  {premise}").expect("a string takes text");
        }
    }
    text
}

/// The same lines with the counts before them.
fn with_counts(counts: &RuleCounts) -> String {
    let mut text = format!("{:>12}{:>12}\n", "concluded", "failed");
    for count in counts.iter() {
        let refuted = match count.failed {
            [] => String::new(),
            _ => count.refuted().to_string(),
        };
        writeln!(text, "{:>12}{refuted:>12}  {}", count.concluded, count.rule)
            .expect("a string takes text");
        for (premise, failed) in count.rule.premises().iter().zip(count.failed) {
            writeln!(text, "{:>12}{failed:>12}    {premise}", "").expect("a string takes text");
        }
    }
    text
}

/// The rules that never concluded, and the premises that never failed.
fn missing(counts: &RuleCounts) -> String {
    let met = counts.coverage();
    let mut text =
        format!("never concluded, {} of {} rules:\n", met.rules - met.rules_concluded, met.rules);
    for count in counts.iter().filter(|count| count.concluded == 0) {
        writeln!(text, "  {}", count.rule).expect("a string takes text");
    }
    writeln!(
        text,
        "never failed, {} of {} premises:",
        met.premises - met.premises_failed,
        met.premises
    )
    .expect("a string takes text");
    for count in counts.iter() {
        for (premise, failed) in count.rule.premises().iter().zip(count.failed) {
            if *failed == 0 {
                writeln!(text, "  {}: {premise}", count.rule).expect("a string takes text");
            }
        }
    }
    text
}
