//! A campaign: cases in parallel, disagreements minimized, explained and kept.
//!
//! Cases run in chunks of a fixed size. Within a chunk they run in parallel, and so does the minimization
//! of what they found, which is then handled in the order of their numbers. So the result does not depend on the number of threads, and a
//! finding is on disk before the next chunk begins.
//!
//! At the beginning and after each chunk the journal on disk, if there is one, says what came of all before it. So
//! a campaign that was killed goes on from its last whole chunk, and what it finds again in the chunk after that it
//! writes again, in the same place.

mod examine;
pub mod journal;
pub mod merge;
mod seen;
mod shard;
mod turns;

use crate::answer::Tally;
use crate::case::{CaseOutcome, generate};
use crate::finding::{Finding, Origin};
use crate::generator::Generator;
use crate::oracle::Oracle;
use crate::question::Kind;
use crate::rules::RuleCounts;
use crate::statistics::GeneratorStatistics;
pub use examine::{describe, examine};
use journal::Journal;
use rayon::prelude::*;
use seen::Seen;
pub use shard::Shard;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use std::{io, ops::Range};
pub use turns::Turns;

/// How many cases run between two looks at what was found.
const CHUNK: u64 = 256;

/// What a campaign is to do.
pub struct Settings {
    /// Decides all cases, with the list of generators.
    pub seed: u64,
    /// The number of cases.
    pub cases: u64,
    /// Ends the campaign at the first chunk of cases that ends after this time, of all its runs together.
    pub time: Option<Duration>,
    /// The generators, which take turns; at least one.
    pub generators: Vec<&'static dyn Generator>,
    /// Who is asked. Statistics are counted from the answers of the first.
    pub oracles: Vec<Box<dyn Oracle>>,
    /// Who of them is asked about which case.
    pub turns: Turns,
    /// The name of the fault that is switched on, for the record.
    pub fault: Option<&'static str>,
    /// Where findings are written.
    pub findings: PathBuf,
    /// Ends the campaign after the chunk of cases in which something was found.
    pub fail_fast: bool,
    /// Which part of the cases is run.
    pub shard: Shard,
    /// Whether the folder of findings has a journal.
    pub journal: Journaling,
}

/// What is kept on disk of a campaign besides its findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Journaling {
    /// Nothing.
    Off,
    /// A journal, in place of an earlier one.
    New,
    /// A journal, from which the campaign goes on if there is one.
    Resume,
}

/// What a campaign came to.
#[derive(Debug)]
pub struct Outcome {
    /// The cases that were run.
    pub cases: u64,
    /// The statistics of each generator, by name.
    pub generators: BTreeMap<&'static str, GeneratorStatistics>,
    /// For each oracle, how often it gave each answer.
    pub answers: Vec<Tally>,
    /// How many questions of each kind were asked.
    pub questions: [u64; Kind::ALL.len()],
    /// How the rules of the model were used.
    pub rules: RuleCounts,
    /// The cases with a disagreement.
    pub disagreeing_cases: u64,
    /// The first of them.
    pub first_disagreement: Option<u64>,
    /// The findings, each with the folder it is in, in the order of their first cases.
    pub findings: Vec<(Finding, PathBuf)>,
    /// Whether the campaign was stopped before its end.
    pub stopped: bool,
    /// How long it took.
    pub elapsed: Duration,
}

/// Runs a campaign on the current pool of threads.
///
/// `progress` is told the number of finished cases and of findings; `found` is given each finding when
/// it is on disk; `stop` ends the campaign after the chunk at hand.
///
/// # Errors
///
/// Fails if the journal or a finding cannot be written, or if there is a journal to go on from and it
/// cannot be read, or is of another campaign.
pub fn run(
    settings: &Settings,
    stop: &AtomicBool,
    progress: &dyn Fn(u64, usize),
    found: &dyn Fn(&Finding, &PathBuf),
) -> Result<Outcome, String> {
    let start = Instant::now();
    let (mut record, mut next) = (Record::new(settings), 0);
    if settings.journal == Journaling::Resume
        && let Some(journal) = Journal::read(&settings.findings)?
    {
        (record.outcome, record.seen, next) = journal.restore(settings)?;
        progress(record.outcome.cases, record.outcome.findings.len());
    }
    if settings.journal == Journaling::New {
        journal::keep_earlier(&settings.findings).map_err(unwritten(settings))?;
    }
    // Also of a shard that has no cases it is to be known that it came to its end.
    record.keep(next)?;
    let before = record.outcome.elapsed;
    while let Some(chunk) = settings.shard.chunk(next, settings.cases) {
        if settings.time.is_some_and(|time| before + start.elapsed() >= time) {
            break;
        }
        next = chunk.end;
        record.add(run_chunk(settings, chunk), found)?;
        record.outcome.elapsed = before + start.elapsed();
        record.keep(next)?;
        progress(record.outcome.cases, record.outcome.findings.len());
        if record.is_stopped(stop) {
            record.outcome.stopped = settings.shard.chunk(next, settings.cases).is_some();
            break;
        }
    }
    record.outcome.elapsed = before + start.elapsed();
    Ok(record.outcome)
}

/// What is said where something cannot be written into the folder of findings.
fn unwritten(settings: &Settings) -> impl Fn(io::Error) -> String + '_ {
    |error| format!("cannot write to {}: {error}", settings.findings.display())
}

/// What came of a case: its number, the name of its generator, and the rest.
pub(crate) type Part = (u64, &'static str, CaseOutcome);

/// Runs some cases in parallel and returns what came of them, in order.
///
/// Cases are handed out one by one: at the end of a chunk a thread waits for one case of another at most, and
/// not for a quarter of the chunk.
fn run_chunk(settings: &Settings, cases: Range<u64>) -> Vec<Part> {
    let run = |n| {
        let case = cases.start + n as u64;
        let (generator, program) = generate(settings.seed, case, &settings.generators);
        let round = case / settings.generators.len() as u64;
        (case, generator.name(), settings.turns.check(round, &program, &settings.oracles))
    };
    let count = (cases.end - cases.start) as usize;
    (0..count).into_par_iter().with_max_len(1).map(run).collect()
}

/// What a campaign came to so far, and what it has seen.
pub(crate) struct Record<'a> {
    settings: &'a Settings,
    pub(crate) outcome: Outcome,
    seen: Seen,
}

impl<'a> Record<'a> {
    pub(crate) fn new(settings: &'a Settings) -> Self {
        Self { settings, outcome: Outcome::new(settings), seen: Seen::default() }
    }

    pub(crate) fn oracles(&self) -> &'a [Box<dyn Oracle>] {
        &self.settings.oracles
    }

    /// Adds cases, in the order of their numbers, and handles what they found.
    pub(crate) fn add(
        &mut self,
        parts: Vec<Part>,
        found: &dyn Fn(&Finding, &PathBuf),
    ) -> Result<(), String> {
        let mut contradictions = Vec::new();
        for (case, name, part) in parts {
            self.outcome.add(case, name, &part);
            let origin = Origin { generator: name.into(), seed: self.settings.seed, case };
            let located = part.contradictions.into_iter().map(|it| (origin.clone(), it));
            contradictions.extend(located);
        }
        for finding in self.seen.examine(self.settings, contradictions) {
            let folder = finding.save(&self.settings.findings).map_err(unwritten(self.settings))?;
            found(&finding, &folder);
            self.outcome.findings.push((finding, folder));
        }
        Ok(())
    }

    /// Writes the journal, if there is to be one: all cases of the shard before `next` were run.
    fn keep(&self, next: u64) -> Result<(), String> {
        if self.settings.journal == Journaling::Off {
            return Ok(());
        }
        let journal = Journal::new(self.settings, &self.outcome, &self.seen, next);
        journal.write(&self.settings.findings).map_err(unwritten(self.settings))
    }

    /// Whether the campaign is to end although it has cases left and time.
    pub(crate) fn is_stopped(&self, stop: &AtomicBool) -> bool {
        let failed = self.settings.fail_fast && self.outcome.disagreeing_cases > 0;
        failed || stop.load(Ordering::Relaxed)
    }
}

impl Outcome {
    /// Nothing so far.
    fn new(settings: &Settings) -> Self {
        let names = settings.generators.iter().map(|generator| generator.name());
        Self {
            cases: 0,
            generators: names.map(|name| (name, GeneratorStatistics::default())).collect(),
            answers: vec![Tally::default(); settings.oracles.len()],
            questions: [0; Kind::ALL.len()],
            rules: RuleCounts::default(),
            disagreeing_cases: 0,
            first_disagreement: None,
            findings: Vec::new(),
            stopped: false,
            elapsed: Duration::ZERO,
        }
    }

    fn add(&mut self, case: u64, generator: &'static str, part: &CaseOutcome) {
        self.cases += 1;
        self.generators.entry(generator).or_default().add(&part.statistics);
        for (mine, theirs) in self.answers.iter_mut().zip(&part.answers) {
            mine.iter_mut().zip(theirs).for_each(|(mine, theirs)| *mine += theirs);
        }
        self.questions.iter_mut().zip(part.questions).for_each(|(mine, theirs)| *mine += theirs);
        self.rules.add(&part.rules);
        if part.contradicted > 0 {
            self.disagreeing_cases += 1;
            self.first_disagreement.get_or_insert(case);
        }
    }
}
