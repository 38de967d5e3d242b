//! What a search came to, as JSON and as lines for people: how far it is complete, and what was found.

use super::{Outcome, Settings};
use crate::question::Kind;
use crate::report;
use serde::Serialize;
use std::fmt::Write;

/// The JSON object of `--json`: what is complete, and all that the report of a campaign has.
#[derive(Debug, Serialize)]
pub struct Report {
    complete: bool,
    all_writings: bool,
    bounds: Vec<BoundReport>,
    #[serde(flatten)]
    campaign: report::Report,
}

#[derive(Debug, Serialize)]
struct BoundReport {
    name: &'static str,
    up_to: String,
    sections: u64,
    of: u64,
    valid: u64,
}

impl Report {
    /// The report of a search that ran on `jobs` threads.
    #[must_use]
    pub fn new(settings: &Settings, outcome: &Outcome, jobs: usize) -> Self {
        Self {
            complete: outcome.is_complete(settings),
            all_writings: settings.all_writings,
            bounds: bounds(settings, outcome).collect(),
            campaign: report::Report::new(&settings.campaign, &outcome.campaign, jobs),
        }
    }
}

fn bounds<'a>(
    settings: &'a Settings,
    outcome: &'a Outcome,
) -> impl Iterator<Item = BoundReport> + 'a {
    settings.bounds.iter().zip(&outcome.searched).map(|(bound, searched)| {
        let statistics = outcome.campaign.generators.get(bound.name);
        let invalid = statistics.map_or(0, |statistics| statistics.invalid_modules);
        BoundReport {
            name: bound.name,
            up_to: bound.to_string(),
            sections: searched.sections,
            of: searched.of,
            valid: searched.sections - invalid,
        }
    })
}

/// The lines that end a search on a terminal.
#[must_use]
pub fn summary(settings: &Settings, outcome: &Outcome) -> String {
    let campaign = &outcome.campaign;
    let complete = if outcome.is_complete(settings) { "complete" } else { "not complete" };
    let verdict = match (campaign.findings.len(), campaign.disagreeing_cases) {
        (0, _) => "all oracles agree".into(),
        (1, cases) => format!("1 disagreement, in {cases} sections"),
        (findings, cases) => format!("{findings} disagreements, in {cases} sections"),
    };
    let elapsed_s = campaign.elapsed.as_secs_f64();
    let mut text = format!(
        "{complete}, {verdict}: {} sections, {} questions, {elapsed_s:.1} s, {:.0} sections/s\n",
        campaign.cases,
        campaign.questions.iter().sum::<u64>(),
        campaign.cases as f64 / elapsed_s
    );
    // Statistics are counted from the answers of the first oracle.
    let first = settings.campaign.oracles.first();
    let judges = first.is_some_and(|oracle| oracle.answers(Kind::ValidTypes));
    let kept = if settings.all_writings { "in all writings" } else { "up to renaming" };
    for BoundReport { name, up_to, sections, of, valid } in bounds(settings, outcome) {
        let reached = match sections == of {
            true if judges => {
                format!("complete up to {up_to}: {valid} of {sections} sections {kept} are valid")
            }
            true => format!("complete up to {up_to}: {sections} sections {kept}"),
            false => format!("{sections} of {of} sections {kept}, up to {up_to}"),
        };
        writeln!(text, "  {name:<12}{reached}").expect("a string takes text");
    }
    for bound in settings.bounds.iter().skip(outcome.searched.len()) {
        writeln!(text, "  {:<12}not begun", bound.name).expect("a string takes text");
    }
    text + &report::said(&settings.campaign, campaign)
}
