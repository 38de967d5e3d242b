//! One case of a campaign: a program made from seed and number, and what all oracles say of it.

use crate::answer::{Answer, Tally, tally};
use crate::asking::Subject;
use crate::choices::RandomChoices;
use crate::compare::contradictions;
use crate::explain::deciding_rule;
use crate::generator::Generator;
use crate::oracle::{Oracle, ask};
use crate::program::{Program, Step};
use crate::question::{Kind, ModuleId};
use crate::rules::RuleCounts;
use crate::statistics::GeneratorStatistics;

/// The generator and the program of a case. Cases take the generators in turn, so a case is a function
/// of the seed, its number and the list of generators.
#[must_use]
pub fn generate<'a>(
    seed: u64,
    case: u64,
    generators: &[&'a dyn Generator],
) -> (&'a dyn Generator, Program) {
    let generator = generators[(case % generators.len() as u64) as usize];
    (generator, generator.generate(&mut RandomChoices::for_case(seed, case)))
}

/// A contradiction between oracles, as it stands in a case.
#[derive(Clone, Debug)]
pub struct Contradiction {
    /// The program with the one question.
    pub program: Program,
    /// The kind of the question.
    pub kind: Kind,
    /// What each oracle answered.
    pub answers: Vec<Answer>,
    /// The rule that decides it.
    pub rule: &'static str,
}

/// What came of a case.
#[derive(Debug, Default)]
pub struct CaseOutcome {
    /// What the generator produced.
    pub statistics: GeneratorStatistics,
    /// For each oracle, how often it gave each answer.
    pub answers: Vec<Tally>,
    /// How many questions of each kind were asked.
    pub questions: [u64; Kind::ALL.len()],
    /// How the rules of the model were used.
    pub rules: RuleCounts,
    /// How many questions the oracles disagree about.
    pub contradicted: u64,
    /// For each kind and pattern of answers among these, the first.
    pub contradictions: Vec<Contradiction>,
}

/// Asks every oracle about a program.
#[must_use]
pub fn check(program: &Program, oracles: &[Box<dyn Oracle>]) -> CaseOutcome {
    let oracles: Vec<&dyn Oracle> = oracles.iter().map(|oracle| &**oracle).collect();
    check_with(program, &oracles)
}

/// The same, of oracles that are lent.
#[must_use]
pub fn check_with(program: &Program, oracles: &[&dyn Oracle]) -> CaseOutcome {
    let said: Vec<_> = oracles.iter().map(|oracle| ask(*oracle, program)).collect();
    let answers: Vec<&[Answer]> = said.iter().map(|said| said.answers.as_slice()).collect();
    let mut outcome = CaseOutcome {
        statistics: GeneratorStatistics::of(program, answers.first().unwrap_or(&[].as_slice())),
        answers: answers.iter().map(|answers| tally(answers)).collect(),
        ..CaseOutcome::default()
    };
    for batch in program.batches() {
        outcome.questions[batch.kind() as usize] += batch.count() as u64;
    }
    for said in &said {
        outcome.rules.add(&said.rules);
    }
    let contradicted = contradictions(&answers);
    outcome.contradicted = contradicted.len() as u64;
    outcome.contradictions = firsts(program, &answers, &contradicted);
    outcome
}

/// The first contradiction of each kind and pattern of answers.
fn firsts(program: &Program, answers: &[&[Answer]], contradicted: &[usize]) -> Vec<Contradiction> {
    let mut found: Vec<Contradiction> = Vec::new();
    for n in contradicted {
        let question = program.question(*n);
        let kind = question.kind();
        let pattern: Vec<Answer> = answers.iter().map(|answers| answers[*n]).collect();
        if found.iter().any(|first| first.kind == kind && first.answers == pattern) {
            continue;
        }
        let rule = deciding_rule(program, question);
        found.push(Contradiction { program: program.focused(*n), kind, answers: pattern, rule });
    }
    found
}

/// The modules that are live at the end of a program, as questions see them.
#[must_use]
pub fn live_subjects(program: &Program) -> Vec<Subject> {
    let mut live = Vec::new();
    let mut defined = 0;
    for step in &program.steps {
        match step {
            Step::Define(bytes) => {
                let module = ModuleId(defined);
                live.push((module, bytes));
                defined += 1;
            }
            Step::Drop(module) => live.retain(|(other, _)| other != module),
            Step::Ask(_) => {}
        }
    }
    live.into_iter().map(|(module, bytes)| Subject::read(module, bytes)).collect()
}
