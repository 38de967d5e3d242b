//! A campaign: cases in parallel, disagreements minimized, explained and kept.
//!
//! Cases run in chunks of a fixed size. Within a chunk they run in parallel; what they found is then
//! handled in the order of their numbers. So the result does not depend on the number of threads, and a
//! finding is on disk before the next chunk begins.

use crate::answer::Answer;
use crate::case::{CaseOutcome, Contradiction, check, generate};
use crate::explain::explain;
use crate::finding::{Finding, OracleAnswer, Origin, SavedProgram};
use crate::generator::Generator;
use crate::minimize::{Budget, minimize};
use crate::names::Names;
use crate::oracle::{Oracle, answer, ask};
use crate::oracles::ModelSession;
use crate::program::Program;
use crate::question::Kind;
use crate::repro::{Verdict, script};
use crate::rules::RuleCounts;
use crate::section::TypeSection;
use crate::statistics::GeneratorStatistics;
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use std::{io, ops::Range};

/// How many cases run between two looks at what was found.
const CHUNK: u64 = 256;

/// How many contradictions with the same kind, answers and rule are minimized. Different bugs can look
/// alike before they are minimized, so one would be too few; each costs some thousand questions.
const MINIMIZED_MAX: u32 = 3;

/// What a campaign is to do.
pub struct Settings {
    /// Decides all cases, with the list of generators.
    pub seed: u64,
    /// The number of cases.
    pub cases: u64,
    /// Ends the campaign at the first chunk of cases that ends after this time.
    pub time: Option<Duration>,
    /// The generators, which take turns; at least one.
    pub generators: Vec<&'static dyn Generator>,
    /// Who is asked. Statistics are counted from the answers of the first.
    pub oracles: Vec<Box<dyn Oracle>>,
    /// The name of the fault that is switched on, for the record.
    pub fault: Option<&'static str>,
    /// Where findings are written.
    pub findings: PathBuf,
    /// Ends the campaign after the chunk of cases in which something was found.
    pub fail_fast: bool,
}

/// What a campaign came to.
#[derive(Debug)]
pub struct Outcome {
    /// The cases that were run.
    pub cases: u64,
    /// The statistics of each generator, by name.
    pub generators: BTreeMap<&'static str, GeneratorStatistics>,
    /// For each oracle, how often it gave each answer.
    pub answers: Vec<[u64; Answer::ALL.len()]>,
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
/// Fails if a finding cannot be written.
pub fn run(
    settings: &Settings,
    stop: &AtomicBool,
    progress: &dyn Fn(u64, usize),
    found: &dyn Fn(&Finding, &PathBuf),
) -> io::Result<Outcome> {
    let start = Instant::now();
    let mut outcome = Outcome {
        cases: 0,
        generators: settings
            .generators
            .iter()
            .map(|generator| (generator.name(), GeneratorStatistics::default()))
            .collect(),
        answers: vec![[0; Answer::ALL.len()]; settings.oracles.len()],
        questions: [0; Kind::ALL.len()],
        rules: RuleCounts::default(),
        disagreeing_cases: 0,
        first_disagreement: None,
        findings: Vec::new(),
        stopped: false,
        elapsed: Duration::ZERO,
    };
    let mut seen = Seen::default();
    let mut next = 0;
    while next < settings.cases {
        let chunk = next..settings.cases.min(next + CHUNK);
        next = chunk.end;
        for (case, name, part) in run_chunk(settings, chunk) {
            outcome.add(case, name, &part);
            for contradiction in &part.contradictions {
                let origin = Origin { generator: name.into(), seed: settings.seed, case };
                if let Some(finding) = seen.examine(settings, origin, contradiction) {
                    let folder = finding.save(&settings.findings)?;
                    found(&finding, &folder);
                    outcome.findings.push((finding, folder));
                }
            }
        }
        progress(next, outcome.findings.len());
        let timed_out = settings.time.is_some_and(|time| start.elapsed() >= time);
        let failed = settings.fail_fast && outcome.disagreeing_cases > 0;
        if timed_out || failed || stop.load(Ordering::Relaxed) {
            outcome.stopped = next < settings.cases && !timed_out;
            break;
        }
    }
    outcome.elapsed = start.elapsed();
    Ok(outcome)
}

/// Runs some cases in parallel and returns what came of them, in order.
fn run_chunk(settings: &Settings, cases: Range<u64>) -> Vec<(u64, &'static str, CaseOutcome)> {
    let run = |case| {
        let (generator, program) = generate(settings.seed, case, &settings.generators);
        (case, generator.name(), check(&program, &settings.oracles))
    };
    cases.into_par_iter().map(run).collect()
}

impl Outcome {
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

/// What was found before.
#[derive(Default)]
struct Seen {
    /// How many contradictions that look alike were minimized.
    alike: HashMap<(Kind, Vec<Answer>, &'static str), u32>,
    /// The fewest types of the findings that look alike.
    smallest: HashMap<(Kind, Vec<Answer>, String), u32>,
}

impl Seen {
    /// Minimizes and explains a contradiction, unless it was seen before. Of findings that look alike
    /// when they are minimized, one that is not smaller than those before it says nothing new.
    fn examine(
        &mut self,
        settings: &Settings,
        origin: Origin,
        contradiction: &Contradiction,
    ) -> Option<Finding> {
        let Contradiction { kind, answers, rule, .. } = contradiction;
        let count = self.alike.entry((*kind, answers.clone(), rule)).or_default();
        *count += 1;
        if *count > MINIMIZED_MAX {
            return None;
        }
        let finding = examine(&settings.oracles, settings.fault, origin, contradiction);
        let answers = finding.answers.iter().map(|said| said.answer).collect();
        let key = (finding.kind, answers, finding.rule.clone());
        let smallest = self.smallest.entry(key).or_insert(u32::MAX);
        let smaller = finding.types_after < *smallest;
        *smallest = finding.types_after.min(*smallest);
        smaller.then_some(finding)
    }
}

/// Minimizes and explains a contradiction.
#[must_use]
pub fn examine(
    oracles: &[Box<dyn Oracle>],
    fault: Option<&'static str>,
    origin: Origin,
    contradiction: &Contradiction,
) -> Finding {
    let original = &contradiction.program;
    let minimized = minimize(original, Budget::default(), &mut |candidate| {
        answers_alike(oracles, &contradiction.answers, candidate)
    });
    finding(oracles, fault, origin, original, &minimized.program)
}

/// Explains a minimized program with one question.
pub(crate) fn finding(
    oracles: &[Box<dyn Oracle>],
    fault: Option<&'static str>,
    origin: Origin,
    original: &Program,
    program: &Program,
) -> Finding {
    let question = program.question(0);
    let names = Names::short(program);
    let explanation = explain(program, question, &names);
    let verdict = Verdict::new(explanation.answer, explanation.rule);
    let script = script(program, question, verdict, &names, &ModelSession::of(program));
    let answers: Vec<_> = oracles.iter().map(|oracle| oracle_answer(&**oracle, program)).collect();
    let types = |program: &Program| {
        let count =
            |bytes: &std::sync::Arc<[u8]>| TypeSection::decode(bytes).map_or(0, |s| s.len());
        program.modules().map(count).sum()
    };
    Finding {
        id: Finding::id(question.kind(), &answers, explanation.rule, &script.text),
        kind: question.kind(),
        question: names.question(question),
        answers,
        rule: explanation.rule.into(),
        reason: explanation.lines,
        because: explanation.reason,
        opinions: explanation.opinions,
        origin,
        fault: fault.map(Into::into),
        bytes_before: original.size_bytes(),
        bytes_after: program.size_bytes(),
        types_after: types(program),
        original: SavedProgram::new(original),
        minimized: SavedProgram::new(program),
        script: Some(script),
    }
}

/// Whether every oracle that took part in a contradiction answers a candidate as it did before. The
/// oracles that could not say anything are not asked again.
fn answers_alike(oracles: &[Box<dyn Oracle>], before: &[Answer], candidate: &Program) -> bool {
    let takes_part = |answer: &Answer| matches!(answer, Answer::Yes | Answer::No | Answer::Crashed);
    oracles
        .iter()
        .zip(before)
        .filter(|(_, before)| takes_part(before))
        .all(|(oracle, before)| answer(&**oracle, candidate) == [*before])
}

/// What an oracle says of a program with one question.
fn oracle_answer(oracle: &dyn Oracle, program: &Program) -> OracleAnswer {
    let identity = oracle.identity();
    let said = ask(oracle, program);
    OracleAnswer {
        oracle: identity.name.into(),
        profile: format!("{}, {}", identity.version, identity.profile),
        answer: said.answers[0],
        crash: said.crash,
    }
}
