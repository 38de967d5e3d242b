//! The report of a campaign, as JSON and as lines for people.

use crate::answer::Answer;
use crate::campaign::{Outcome, Settings, Turns};
use crate::question::Kind;
use crate::rules::{RuleCount, RuleCounts};
use crate::statistics::GeneratorStatistics;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::Write;
use subtly_model::rule::Rule;

/// The JSON object of `--json`. Everything outside `time` is the same for any number of threads.
#[derive(Debug, Serialize)]
pub struct Report {
    schema: u32,
    seed: u64,
    cases: u64,
    /// Whether the campaign was stopped before its end.
    stopped: bool,
    generators: BTreeMap<&'static str, GeneratorStatistics>,
    oracles: Vec<OracleReport>,
    /// Each oracle behind the second was asked in one round of cases of so many.
    turns: u64,
    questions: BTreeMap<&'static str, u64>,
    disagreeing_cases: u64,
    first_disagreement: Option<u64>,
    disagreements: Vec<DisagreementReport>,
    rules: RuleReports,
    time: TimeReport,
}

#[derive(Debug, Serialize)]
struct OracleReport {
    name: &'static str,
    version: String,
    profile: String,
    answers: BTreeMap<&'static str, u64>,
}

#[derive(Debug, Serialize)]
struct DisagreementReport {
    id: String,
    question: &'static str,
    answers: BTreeMap<String, Answer>,
    rule: String,
    generator: String,
    case: u64,
    bytes_before: usize,
    bytes_after: usize,
    types_after: u32,
    path: String,
}

/// By the names of the rules.
type RuleReports = BTreeMap<String, RuleReport>;

#[derive(Debug, Serialize, Deserialize)]
struct RuleReport {
    concluded: u64,
    /// The sum of the premises' counts.
    refuted: u64,
    /// By the premises: how often each was the first that failed.
    premises: BTreeMap<String, u64>,
}

impl RuleReport {
    fn new(count: &RuleCount<'_>) -> Self {
        let premises = count.rule.premises().iter().zip(count.failed);
        Self {
            concluded: count.concluded,
            refuted: count.refuted(),
            premises: premises.map(|(premise, failed)| ((*premise).into(), *failed)).collect(),
        }
    }
}

#[derive(Debug, Serialize)]
struct TimeReport {
    elapsed_s: f64,
    modules_per_s: f64,
    jobs: usize,
}

impl Report {
    /// The report of a campaign that ran on `jobs` threads.
    #[must_use]
    pub fn new(settings: &Settings, outcome: &Outcome, jobs: usize) -> Self {
        let oracles = settings.oracles.iter().zip(&outcome.answers).map(|(oracle, answers)| {
            let identity = oracle.identity();
            let answers =
                Answer::ALL.iter().map(|answer| (answer.name(), answers[*answer as usize]));
            OracleReport {
                name: identity.name,
                version: identity.version,
                profile: identity.profile,
                answers: answers.collect(),
            }
        });
        let disagreements = outcome.findings.iter().map(|(finding, folder)| DisagreementReport {
            id: finding.id.clone(),
            question: finding.kind.name(),
            answers: finding
                .answers
                .iter()
                .map(|said| (said.oracle.clone(), said.answer))
                .collect(),
            rule: finding.rule.clone(),
            generator: finding.origin.generator.clone(),
            case: finding.origin.case,
            bytes_before: finding.bytes_before,
            bytes_after: finding.bytes_after,
            types_after: finding.types_after,
            path: folder.display().to_string(),
        });
        let rules =
            outcome.rules.iter().map(|count| (count.rule.name().into(), RuleReport::new(&count)));
        let elapsed_s = outcome.elapsed.as_secs_f64();
        Self {
            schema: 1,
            seed: settings.seed,
            cases: outcome.cases,
            stopped: outcome.stopped,
            generators: outcome.generators.clone(),
            oracles: oracles.collect(),
            turns: settings.turns.every(),
            questions: Kind::ALL
                .iter()
                .map(|kind| (kind.name(), outcome.questions[*kind as usize]))
                .collect(),
            disagreeing_cases: outcome.disagreeing_cases,
            first_disagreement: outcome.first_disagreement,
            disagreements: disagreements.collect(),
            rules: rules.collect(),
            time: TimeReport {
                elapsed_s,
                modules_per_s: modules(outcome) as f64 / elapsed_s,
                jobs,
            },
        }
    }
}

/// What a report, as `--json` writes it, says of the rules.
///
/// # Errors
///
/// Says why the text is no report of this version: no JSON, no object `rules`, or other rules and premises
/// than [`Rule::ALL`] has.
pub fn rules_of(text: &str) -> Result<RuleCounts, String> {
    #[derive(Deserialize)]
    struct Rules {
        rules: RuleReports,
    }
    let Rules { mut rules } =
        serde_json::from_str(text).map_err(|error| format!("not a report: {error}"))?;
    let mut counts = RuleCounts::default();
    for rule in Rule::ALL {
        let missing = |what: &str| format!("a report of another version: it lacks {what}");
        let report =
            rules.remove(rule.name()).ok_or_else(|| missing(&format!("the rule {rule}")))?;
        let failed = rule.premises().iter().map(|premise| report.premises.get(*premise).copied());
        let failed: Option<Vec<u64>> = failed.collect();
        let failed = failed.filter(|failed| failed.len() == report.premises.len());
        let failed = failed.ok_or_else(|| missing(&format!("the premises of {rule}")))?;
        counts.record(*rule, report.concluded, &failed);
    }
    match rules.keys().next() {
        None => Ok(counts),
        Some(name) => Err(format!("a report of another version: it has the rule {name}")),
    }
}

fn modules(outcome: &Outcome) -> u64 {
    outcome.generators.values().map(|statistics| statistics.modules).sum()
}

/// The lines that end a campaign on a terminal.
#[must_use]
pub fn summary(settings: &Settings, outcome: &Outcome) -> String {
    let mut text = String::new();
    let questions: u64 = outcome.questions.iter().sum();
    let elapsed_s = outcome.elapsed.as_secs_f64();
    let verdict = match (outcome.findings.len(), outcome.disagreeing_cases) {
        (0, _) => "all oracles agree".into(),
        (1, cases) => format!("1 disagreement, in {cases} cases"),
        (findings, cases) => format!("{findings} disagreements, in {cases} cases"),
    };
    let stopped = if outcome.stopped { ", stopped" } else { "" };
    writeln!(
        text,
        "{verdict}: seed {}, {} cases{stopped}, {} modules, {questions} questions, {elapsed_s:.1} s, \
         {:.0} modules/s",
        settings.seed,
        outcome.cases,
        modules(outcome),
        modules(outcome) as f64 / elapsed_s
    )
    .expect("a string takes text");
    for (name, statistics) in &outcome.generators {
        let share = |part: u64| 100.0 * part as f64 / statistics.modules.max(1) as f64;
        write!(
            text,
            "  {name:<12}{} modules, {:.1} types each",
            statistics.modules,
            statistics.types as f64 / statistics.modules.max(1) as f64,
        )
        .expect("a string takes text");
        if statistics.whole_modules < statistics.modules {
            write!(
                text,
                ", {:.0} % recursive, {:.0} % with equal types, {:.1} strict subtype pairs each, \
                 {:.0} % invalid",
                share(statistics.recursive_modules),
                share(statistics.equal_pair_modules),
                statistics.strict_pairs as f64 / statistics.modules.max(1) as f64,
                share(statistics.invalid_modules),
            )
            .expect("a string takes text");
        }
        if statistics.whole_modules > 0 {
            let whole = |part: u64| 100.0 * part as f64 / statistics.whole_modules as f64;
            write!(
                text,
                "; {} whole, {:.0} % valid, {:.0} % unreadable, {} kinds of instructions",
                statistics.whole_modules,
                whole(statistics.whole_valid_modules),
                whole(statistics.whole_unreadable_modules),
                statistics.instructions.len(),
            )
            .expect("a string takes text");
        }
        text.push('\n');
    }
    text + &said(settings, outcome)
}

/// The lines that end a campaign: what each oracle answered, and how many rules that took.
pub(crate) fn said(settings: &Settings, outcome: &Outcome) -> String {
    let mut text = String::new();
    if settings.turns != Turns::ALL {
        let every = settings.turns.every();
        writeln!(text, "  oracles behind the second were asked in one round of cases of {every}")
            .expect("a string takes text");
    }
    for (oracle, answers) in settings.oracles.iter().zip(&outcome.answers) {
        let given = Answer::ALL.iter().filter(|answer| answers[**answer as usize] > 0);
        let given: Vec<_> =
            given.map(|answer| format!("{} {}", answers[*answer as usize], answer)).collect();
        writeln!(text, "  {:<12}{}", oracle.identity().name, given.join(", "))
            .expect("a string takes text");
    }
    let met = outcome.rules.coverage();
    // Only the model has rules.
    if met.rules_concluded > 0 {
        writeln!(
            text,
            "  {:<12}{} of {} concluded, {} of {} premises failed",
            "rules", met.rules_concluded, met.rules, met.premises_failed, met.premises
        )
        .expect("a string takes text");
    }
    text.truncate(text.trim_end().len());
    text
}
