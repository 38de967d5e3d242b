//! What holds of every minimization.

use super::super::cost::Cost;
use super::super::draft::Draft;
use super::super::edits::{FAMILIES, ranges};
use super::super::{Budget, Minimized, minimize};
use super::material::{Numbers, program, ty, type_count};
use super::registry::{self, Fault};
use crate::program::Program;
use crate::question::{Batch, ModuleId, Question};
use std::cell::Cell;

/// Minimizes and checks every law; the small program.
pub(super) fn check(
    name: &str,
    program: &Program,
    interesting: &mut dyn FnMut(&Program) -> bool,
) -> Program {
    assert!(interesting(program), "{name}: the input is interesting");
    let minimized = minimize(program, Budget::default(), interesting);
    println!(
        "{name}: {} to {} types, {} to {} bytes, {} tried, {} accepted",
        type_count(program),
        type_count(&minimized.program),
        program.size_bytes(),
        minimized.program.size_bytes(),
        minimized.tried,
        minimized.accepted
    );
    assert!(!minimized.exhausted, "{name}: {} tried", minimized.tried);
    assert!(minimized.tried <= 3_000, "{name}: {}", minimized.tried);
    assert!(interesting(&minimized.program), "{name}: the result is interesting");
    assert_minimal(name, &minimized.program, interesting);
    let again = minimize(program, Budget::default(), interesting);
    assert_eq!(again, minimized, "{name}: deterministic");
    minimized.program
}

/// No single edit leads to a simpler interesting program, and minimizing again changes nothing.
fn assert_minimal(name: &str, program: &Program, interesting: &mut dyn FnMut(&Program) -> bool) {
    let drafts = open_drafts(program);
    for draft in drafts {
        let cost = Cost::of(&draft);
        for edit in FAMILIES.iter().flat_map(|family| family(&draft)) {
            if let Some(candidate) = edit(&draft).filter(|candidate| Cost::of(candidate) < cost) {
                let candidate = candidate.program();
                let other = candidate != *program && interesting(&candidate);
                assert!(!other, "{name}: {candidate:?} is simpler");
            }
        }
    }
    let again = minimize(program, Budget::default(), interesting);
    assert_eq!(again.program, *program, "{name}: minimized twice");
}

/// The draft of a program with its modules read, as far as reading them leaves the bytes alone.
fn open_drafts(program: &Program) -> Vec<Draft> {
    let draft = Draft::read(program);
    let read = draft.iter().flat_map(|draft| {
        let edits = FAMILIES[0](draft);
        edits.into_iter().filter_map(|edit| edit(draft))
    });
    let mut drafts: Vec<Draft> = read.filter(|read| read.program() == *program).collect();
    drafts.truncate(1);
    if drafts.is_empty() {
        drafts.extend(draft);
    }
    drafts
}

#[test]
fn a_program_with_no_or_several_questions_is_returned_as_it_is() {
    let section = Numbers(1).section(10);
    let mut several = program(&[section], Question::ValidTypes(ModuleId(0)));
    let ask = |batch| crate::program::Step::Ask(batch);
    several.steps.push(ask(Batch::ValidTypes(ModuleId(0))));
    for program in [several, Program::default()] {
        let result = minimize(&program, Budget::default(), &mut |_| true);
        let expected = Minimized { program, tried: 0, accepted: 0, exhausted: false };
        assert_eq!(result, expected);
    }
}

#[test]
fn without_an_accepted_edit_the_input_is_returned() {
    let program = program(&[Numbers(2).section(20)], Question::SameType(ty(3), ty(4)));
    let result = minimize(&program, Budget::default(), &mut |_| false);
    assert_eq!(result.program, program);
    assert_eq!(result.accepted, 0);
}

#[test]
fn the_budget_is_kept_and_reported() {
    let input = program(&[Numbers(4).section(45)], Question::ValidTypes(ModuleId(0)));
    let interesting = |program: &Program| registry::valid(program) && type_count(program) > 7;
    for candidates_max in [0, 1, 5, 20] {
        let asked = Cell::new(0);
        let result = minimize(&input, Budget { candidates_max }, &mut |program| {
            asked.set(asked.get() + 1);
            interesting(program)
        });
        assert_eq!(result.tried, candidates_max);
        assert_eq!(asked.get(), candidates_max);
        assert!(result.exhausted);
        assert!(candidates_max == 0 || interesting(&result.program));
    }
}

#[test]
fn no_candidate_is_asked_twice() {
    let mut seen: Vec<Program> = Vec::new();
    let input = program(&[Numbers(6).section(20)], Question::SameType(ty(1), ty(9)));
    minimize(&input, Budget::default(), &mut |program| {
        assert!(*program != input && !seen.contains(program));
        seen.push(program.clone());
        program.size_bytes() % 3 == 0
    });
    assert!(!seen.is_empty());
}

#[test]
fn no_result_is_worse_than_its_input() {
    for seed in 0..40 {
        let mut numbers = Numbers(seed);
        let section = numbers.section(12);
        let (left, right) = (numbers.below(12) as u32, numbers.below(12) as u32);
        let input = program(&[section], Question::SameType(ty(left), ty(right)));
        // An arbitrary but fixed set of interesting programs.
        let result = minimize(&input, Budget::default(), &mut |program| {
            (program.size_bytes() as u64 + seed) % 5 < 2
        });
        let cost = |program: &Program| Draft::read(program).map(|draft| Cost::of(&draft));
        assert!(cost(&result.program) <= cost(&input));
        assert!(type_count(&result.program) <= type_count(&input));
    }
}

#[test]
fn wild_indices_do_no_harm() {
    for seed in 0..60 {
        let mut numbers = Numbers(seed);
        let mut section = numbers.section(10);
        section.for_each_index(|index| {
            if numbers.below(3) == 0 {
                *index = [12, 40, 999_999, *index + 1][numbers.below(4)];
            }
        });
        let wild = [3, 11, 4_000, u32::MAX][numbers.below(4)];
        let mut input = program(&[section.clone(), section], Question::SameType(ty(2), ty(wild)));
        let module = ModuleId([0, 1, 7, u32::MAX][numbers.below(4)]);
        input.steps.insert(1, crate::program::Step::Drop(module));
        minimize(&input, Budget::default(), &mut |program| program.size_bytes() % 4 != 1);
    }
}

#[test]
fn ranges_cover_everything_from_coarse_to_fine() {
    let listed: Vec<_> = ranges(5).into_iter().map(|r| (r.start, r.end)).collect();
    let halves = [(0, 3), (3, 5), (0, 2), (2, 4), (4, 5)];
    let singles = [(0, 1), (1, 2), (2, 3), (3, 4), (4, 5)];
    assert_eq!(listed, [&[(0, 5)], &halves[..], &singles[..]].concat());
    assert!(ranges(0).is_empty());
    assert!(ranges(1_000_000).len() < 2_000);
}

#[test]
fn a_typed_function_reference_keeps_its_kind_of_question() {
    let section = Numbers(8).section(30);
    let stored = ty(4);
    let expected = ty(9);
    let input = program(&[section], Question::TypedFuncRef { stored, expected });
    let small = check("typed function reference", &input, &mut |program| {
        registry::ids(program, Some(Fault::E4)).is_some() && type_count(program) >= 2
    });
    assert_eq!(type_count(&small), 2);
}

#[test]
fn many_types_that_must_stay_do_not_exhaust_the_budget() {
    let input = program(&[Numbers(5).section(300)], Question::ValidTypes(ModuleId(0)));
    let result = minimize(&input, Budget::default(), &mut |program| {
        type_count(program) >= 150 && registry::valid(program)
    });
    assert_eq!(type_count(&result.program), 150);
    assert!(!result.exhausted);
    assert!(result.tried <= 3_000, "{}", result.tried);
}
