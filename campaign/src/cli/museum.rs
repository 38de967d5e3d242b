//! `subtly museum`

use super::search::duration;
use super::{Verdict, print, select, write_file, write_json};
use crate::museum::{Class, EXHIBITS, Exhibit, Found, Known, Outcome, try_release};
use clap::Args;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

/// The exit code is 0 if each old release is convicted of its bug and the current one of nothing.
#[derive(Debug, Args)]
pub(super) struct Museum {
    /// The releases to try
    #[arg(
        long = "release",
        value_delimiter = ',',
        value_name = "VERSIONS",
        default_values_t = EXHIBITS.map(|exhibit| exhibit.version.to_string())
    )]
    releases: Vec<String>,
    /// Decides all cases
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The time for each release, for example 90s or 5m
    #[arg(long, value_name = "TIME", value_parser = duration, default_value = "60s")]
    time: Duration,
    /// The folder that findings are written to
    #[arg(long, value_name = "DIR", default_value = "findings")]
    findings: PathBuf,
    /// Write the report as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

impl Museum {
    pub(super) fn run(self) -> Result<Verdict, String> {
        let versions = EXHIBITS.map(|exhibit| exhibit.version);
        let exhibits = select("release", &self.releases, &versions, |version| {
            EXHIBITS.into_iter().find(|exhibit| exhibit.version == version)
        })?;
        if let Some(path) = &self.json {
            write_file(path, "")?;
        }
        let mut reports = Vec::new();
        for exhibit in exhibits {
            let outcome = try_release(&exhibit, self.seed, self.time, &self.findings)
                .map_err(|error| format!("cannot write to {}: {error}", self.findings.display()))?;
            let report = Report::new(&exhibit, &outcome);
            for found in &outcome.found {
                print(&told(&exhibit, found));
            }
            print(&summary(&exhibit, &outcome, report.as_expected));
            reports.push(report);
        }
        if let Some(path) = &self.json {
            write_json(path, &Reports { schema: 1, seed: self.seed, releases: &reports })?;
        }
        match reports.iter().all(|report| report.as_expected) {
            true => Ok(Verdict::Agreement),
            false => Ok(Verdict::Disagreement),
        }
    }
}

/// A finding: whole if it is the bug that the release is known for, else a line.
fn told(exhibit: &Exhibit, found: &Found) -> String {
    let label = label(found);
    match found.class == Class::Bug && (exhibit.known.is_none() || found.known == exhibit.known) {
        true => format!("{label}\n{}\n", found.finding.report(&found.folder)),
        false => format!("{label}: {}", found.folder.display()),
    }
}

/// The class of a finding, and what it is known as.
fn label(found: &Found) -> String {
    let class = class_name(found.class);
    match found.known {
        Some(known) => format!("{class} {}: {}", known.issue(), known.title()),
        None => format!("{class}, not known to the museum"),
    }
}

const fn class_name(class: Class) -> &'static str {
    match class {
        Class::Bug => "bug",
        Class::Limit => "limit",
        Class::Feature => "feature",
    }
}

fn summary(exhibit: &Exhibit, outcome: &Outcome, as_expected: bool) -> String {
    let verdict = match (exhibit.known, outcome.conviction(exhibit)) {
        (Some(known), Some(found)) => format!(
            "shows {} after {} cases, {:.1} s",
            known.issue(),
            found.cases,
            found.after.as_secs_f64()
        ),
        (Some(known), None) => format!("does not show {}", known.issue()),
        (None, _) if as_expected => "acquitted".into(),
        (None, _) => "not acquitted".into(),
    };
    let classes = [Class::Bug, Class::Limit, Class::Feature].map(|class| {
        format!("{} {}", class_name(class), outcome.differences.get(&class).unwrap_or(&0))
    });
    format!(
        "wasmparser {:<9}{verdict}; of all {} cases, {:.1} s, the questions that differ: {}",
        exhibit.version,
        outcome.cases,
        outcome.elapsed.as_secs_f64(),
        classes.join(", ")
    )
}

#[derive(Serialize)]
struct Reports<'a> {
    schema: u32,
    seed: u64,
    releases: &'a [Report],
}

#[derive(Serialize)]
struct Report {
    version: &'static str,
    /// What the release is known for.
    known: Option<&'static str>,
    /// Whether it was found; the current release is known for nothing and must have no bug.
    as_expected: bool,
    cases: u64,
    seconds: f64,
    /// The questions that differ, by class.
    differences: BTreeMap<Class, u64>,
    found: Vec<FoundReport>,
}

#[derive(Serialize)]
struct FoundReport {
    id: String,
    class: Class,
    known: Option<&'static str>,
    question: String,
    rule: String,
    cases: u64,
    seconds: f64,
    path: String,
}

impl Report {
    fn new(exhibit: &Exhibit, outcome: &Outcome) -> Self {
        let is_bug = |found: &Found| found.class == Class::Bug;
        Self {
            version: exhibit.version,
            known: exhibit.known.map(Known::issue),
            as_expected: match exhibit.known {
                Some(_) => outcome.conviction(exhibit).is_some(),
                None => !outcome.found.iter().any(is_bug),
            },
            cases: outcome.cases,
            seconds: outcome.elapsed.as_secs_f64(),
            differences: outcome.differences.clone(),
            found: outcome.found.iter().map(FoundReport::new).collect(),
        }
    }
}

impl FoundReport {
    fn new(found: &Found) -> Self {
        Self {
            id: found.finding.id.clone(),
            class: found.class,
            known: found.known.map(Known::issue),
            question: format!("{}  {}", found.finding.kind, found.finding.question),
            rule: found.finding.rule.clone(),
            cases: found.cases,
            seconds: found.after.as_secs_f64(),
            path: found.folder.display().to_string(),
        }
    }
}
