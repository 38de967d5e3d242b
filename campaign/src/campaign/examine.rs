//! From a contradiction to a finding: minimized, explained, and with a reproducer.

use crate::answer::Answer;
use crate::case::Contradiction;
use crate::explain::explain;
use crate::finding::{Finding, OracleAnswer, Origin, SavedProgram};
use crate::minimize::{Budget, minimize};
use crate::names::Names;
use crate::oracle::{Oracle, answer, ask};
use crate::oracles::ModelSession;
use crate::program::Program;
use crate::repro::{Verdict, script};
use crate::section::TypeSection;
use std::sync::Arc;

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
    let mut finding = describe(oracles, fault, origin, original, &minimized.program);
    finding.exhausted = minimized.exhausted;
    finding
}

/// Explains the contradiction that is left in a minimized program, which asks one question.
#[must_use]
pub fn describe(
    oracles: &[Box<dyn Oracle>],
    fault: Option<&str>,
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
    let types = |bytes: &Arc<[u8]>| TypeSection::decode(bytes).map_or(0, |section| section.len());
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
        types_after: program.modules().map(types).sum(),
        original: SavedProgram::new(original),
        minimized: SavedProgram::new(program),
        exhausted: false,
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
