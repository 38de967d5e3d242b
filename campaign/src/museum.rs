//! The museum: old releases of wasmparser, each convicted anew of the bug that it is known for.
//!
//! A trial is a campaign in small: programs of a generator are put to the model, to the current release and
//! to the defendant, until the known bug is found or the time is up. Each difference is classified:
//!
//! - `bug`: the defendant contradicts the model, or crashes where the model has a verdict;
//! - `limit`: of the defendant and the current release one meets a limit where the other has a verdict;
//! - `feature`: the defendant cannot know, because its reader or its proposals are others.
//!
//! Limits and features are counted apart and are never bugs. What makes a finding the known bug is decided by
//! what the minimized program contains, in `known`, and never by a message.

mod known;

pub use known::Known;

use crate::answer::Answer;
use crate::campaign::describe;
use crate::case::generate;
use crate::explain::deciding_rule;
use crate::finding::{Finding, Origin};
use crate::generator::{self, Generator};
use crate::minimize::{Budget, minimize};
use crate::oracle::{Oracle, ask};
use crate::oracles;
use crate::program::{Program, Step};
use crate::question::Kind;
use rayon::prelude::*;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How many cases run between two looks at what was found.
const CHUNK: u64 = 64;

/// How many differences that look alike and are nothing known are minimized.
const MINIMIZED_MAX: u32 = 8;

/// A release that stands trial.
#[derive(Clone, Copy, Debug)]
pub struct Exhibit {
    /// The release.
    pub version: &'static str,
    /// The oracle that asks it.
    oracle: &'static str,
    /// What it is known for; of the current release nothing is.
    pub known: Option<Known>,
    /// Whose programs show it.
    generators: &'static [&'static str],
    /// The most cases: the known bug, or the time, ends a trial before.
    cases: u64,
}

/// The exhibits, the oldest first, and the current release, which must be acquitted.
pub const EXHIBITS: [Exhibit; 6] = [
    Exhibit::old("0.116.1", "wasmparser-0.116.1", Known::NoCanonicalization, &["types"]),
    Exhibit::old("0.119.0", "wasmparser-0.119.0", Known::CastOfNullable, &["bodies"]),
    Exhibit::old("0.207.0", "wasmparser-0.207.0", Known::NoLimitOfDepth, &["types"]),
    Exhibit::old("0.221.2", "wasmparser-0.221.2", Known::MutableFields, &["types"]),
    Exhibit::old("0.222.0", "wasmparser-0.222.0", Known::PanicInComponent, &["types"]),
    Exhibit {
        version: "0.263.0",
        oracle: "wasmparser",
        known: None,
        generators: &["types", "bodies", "mutants"],
        cases: 3_000,
    },
];

impl Exhibit {
    const fn old(
        version: &'static str,
        oracle: &'static str,
        known: Known,
        generators: &'static [&'static str],
    ) -> Self {
        Self { version, oracle, known: Some(known), generators, cases: u64::MAX }
    }
}

/// The classes of differences.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// The defendant contradicts the model.
    Bug,
    /// An implementation limit that only one of the releases has.
    Limit,
    /// Something that the defendant cannot know.
    Feature,
}

impl Class {
    /// The class of what the model, the current release and the defendant answer; `None` if it is no
    /// difference.
    #[must_use]
    pub fn of(model: Answer, current: Answer, defendant: Answer) -> Option<Self> {
        let is_verdict = |answer| matches!(answer, Answer::Yes | Answer::No);
        match (current, defendant) {
            _ if defendant.contradicts(model) => Some(Self::Bug),
            (Answer::Limit, other) | (other, Answer::Limit) if is_verdict(other) => {
                Some(Self::Limit)
            }
            (_, Answer::Unsupported) if is_verdict(model) && is_verdict(current) => {
                Some(Self::Feature)
            }
            _ => None,
        }
    }
}

/// A minimized difference.
#[derive(Debug)]
pub struct Found {
    /// The program and its reason.
    pub finding: Finding,
    /// Where it is on disk.
    pub folder: PathBuf,
    /// Bug or limit.
    pub class: Class,
    /// What it is known as.
    pub known: Option<Known>,
    /// The cases and the time until it was found.
    pub cases: u64,
    /// See `cases`.
    pub after: Duration,
}

/// What a trial came to.
#[derive(Debug)]
pub struct Outcome {
    /// The cases that were run.
    pub cases: u64,
    /// How many questions of each class differ.
    pub differences: BTreeMap<Class, u64>,
    /// What was found, in order; of what is known as the same, the first.
    pub found: Vec<Found>,
    /// How long it took.
    pub elapsed: Duration,
}

/// Tries a release for at most some time.
///
/// # Errors
///
/// Fails if a finding cannot be written.
pub fn try_release(
    exhibit: &Exhibit,
    seed: u64,
    time: Duration,
    findings: &Path,
) -> std::io::Result<Outcome> {
    let start = Instant::now();
    let oracles: Vec<Box<dyn Oracle>> = ["model", "wasmparser", exhibit.oracle]
        .iter()
        .map(|name| oracles::by_name(name, None).expect("the museum has its oracles"))
        .collect();
    let generators: Vec<&dyn Generator> = exhibit
        .generators
        .iter()
        .map(|name| generator::by_name(name).expect("the museum names generators"))
        .collect();
    let mut outcome = Outcome {
        cases: 0,
        differences: BTreeMap::new(),
        found: Vec::new(),
        elapsed: Duration::ZERO,
    };
    let mut alike: HashMap<_, u32> = HashMap::new();
    while outcome.cases < exhibit.cases && start.elapsed() < time && !outcome.convicts(exhibit) {
        let cases = outcome.cases..outcome.cases + CHUNK;
        let run = |case| (case, Tried::new(seed, case, &generators, &oracles));
        let tried: Vec<_> = cases.clone().into_par_iter().map(run).collect();
        outcome.cases = cases.end;
        for (case, tried) in tried {
            for (class, count) in tried.differences {
                *outcome.differences.entry(class).or_default() += count;
            }
            for difference in tried.firsts {
                let is_found = |known: Option<Known>| {
                    known.is_some() && outcome.found.iter().any(|it| it.known == known)
                };
                if is_found(difference.known) || outcome.convicts(exhibit) {
                    continue;
                }
                let count = alike.entry(difference.key()).or_default();
                *count += 1;
                if difference.known.is_none() && *count > MINIMIZED_MAX {
                    continue;
                }
                let program = difference.minimized(&oracles);
                let known = difference.known_of(&program, &oracles);
                // A second finding of the same bug says nothing new.
                if is_found(known) {
                    continue;
                }
                let origin = Origin { generator: tried.generator.into(), seed, case };
                let finding = describe(&oracles, None, origin, &difference.program, &program);
                let folder = finding.save(findings)?;
                if let Some(component) = component(exhibit, &program) {
                    std::fs::write(folder.join("component.wast"), component)?;
                }
                if outcome.found.iter().any(|found| found.folder == folder) {
                    continue;
                }
                let (class, after) = (difference.class, start.elapsed());
                outcome.found.push(Found { finding, folder, class, known, cases: case + 1, after });
            }
        }
    }
    outcome.elapsed = start.elapsed();
    Ok(outcome)
}

impl Outcome {
    /// What convicts the release: that it does what it is known for.
    #[must_use]
    pub fn conviction(&self, exhibit: &Exhibit) -> Option<&Found> {
        self.found.iter().find(|found| exhibit.known.is_some() && found.known == exhibit.known)
    }

    fn convicts(&self, exhibit: &Exhibit) -> bool {
        self.conviction(exhibit).is_some()
    }
}

/// What came of a case.
struct Tried {
    generator: &'static str,
    differences: BTreeMap<Class, u64>,
    /// For each kind and pattern of answers that is no difference of features, the first.
    firsts: Vec<Difference>,
}

/// A difference as it was found.
struct Difference {
    class: Class,
    known: Option<Known>,
    kind: Kind,
    answers: Vec<Answer>,
    rule: &'static str,
    program: Program,
}

impl Tried {
    fn new(
        seed: u64,
        case: u64,
        generators: &[&'static dyn Generator],
        oracles: &[Box<dyn Oracle>],
    ) -> Self {
        let (generator, mut program) = generate(seed, case, generators);
        // The judge need not think about what the defendant is not asked.
        program.steps.retain(|step| match step {
            Step::Ask(batch) => oracles[2].answers(batch.kind()),
            Step::Define(_) | Step::Drop(_) => true,
        });
        let said: Vec<_> = oracles.iter().map(|oracle| ask(&**oracle, &program).answers).collect();
        let mut tried =
            Self { generator: generator.name(), differences: BTreeMap::new(), firsts: Vec::new() };
        for n in 0..program.question_count() {
            let answers: Vec<Answer> = said.iter().map(|answers| answers[n]).collect();
            let question = program.question(n);
            let kind = question.kind();
            let Some(class) = Class::of(answers[0], answers[1], answers[2]) else { continue };
            if class == Class::Feature && !matches!(kind, Kind::ValidTypes | Kind::Valid) {
                // Types of refused modules, or of several modules, could not be asked about.
                continue;
            }
            *tried.differences.entry(class).or_default() += 1;
            if class == Class::Feature {
                continue;
            }
            let known = Known::of(&program, question, &*oracles[2], &answers);
            let is_alike = |first: &Difference| {
                (first.known, first.kind) == (known, kind) && first.answers == answers
            };
            if !tried.firsts.iter().any(is_alike) {
                let rule = deciding_rule(&program, question);
                let program = program.focused(n);
                tried.firsts.push(Difference { class, known, kind, answers, rule, program });
            }
        }
        tried
    }
}

impl Difference {
    /// What differences must have in common to look alike.
    fn key(&self) -> (Kind, Vec<Answer>, &'static str) {
        (self.kind, self.answers.clone(), self.rule)
    }

    fn known_of(&self, program: &Program, oracles: &[Box<dyn Oracle>]) -> Option<Known> {
        Known::of(program, program.question(0), &*oracles[2], &self.answers)
    }

    /// The smallest program about which every answer stays as it is, and that shows what was known before.
    fn minimized(&self, oracles: &[Box<dyn Oracle>]) -> Program {
        let mut alike = |candidate: &Program| {
            // The defendant first: it is the quickest, and nearly always the one that changes its mind.
            oracles
                .iter()
                .zip(&self.answers)
                .rev()
                .all(|(oracle, before)| ask(&**oracle, candidate).answers == [*before])
                && (self.known.is_none() || self.known_of(candidate, oracles) == self.known)
        };
        minimize(&self.program, Budget::default(), &mut alike).program
    }
}

/// What a release that is asked about components was asked in place of a module.
fn component(exhibit: &Exhibit, program: &Program) -> Option<String> {
    oracles::museum::component(exhibit.oracle, program.modules().next()?)
}

#[cfg(test)]
mod tests {
    use super::Class;
    use crate::answer::Answer::{Crashed, Limit, No, Unsupported, Yes};

    #[test]
    fn limits_and_features_are_no_bugs() {
        assert_eq!(Class::of(No, No, Yes), Some(Class::Bug));
        assert_eq!(Class::of(Yes, Limit, No), Some(Class::Bug));
        assert_eq!(Class::of(Yes, Yes, Crashed), Some(Class::Bug));
        assert_eq!(Class::of(Yes, Limit, Yes), Some(Class::Limit));
        assert_eq!(Class::of(Yes, Yes, Limit), Some(Class::Limit));
        assert_eq!(Class::of(No, No, Unsupported), Some(Class::Feature));
        assert_eq!(Class::of(Yes, Yes, Yes), None);
        assert_eq!(Class::of(Limit, Yes, Yes), None);
        assert_eq!(Class::of(Yes, Limit, Limit), None);
        assert_eq!(Class::of(Yes, Unsupported, Unsupported), None);
    }
}
