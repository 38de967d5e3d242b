//! Programs of several modules lose those that they do not need.

use super::laws::check;
use super::material::{Numbers, bare, program, ty, type_count};
use super::registry::{self, Fault};
use crate::program::Step;
use crate::question::{Batch, ModuleId, Question, TypeRef};
use crate::section::{Group, TypeSection};

#[test]
fn two_modules_become_one_where_one_suffices() {
    let mut numbers = Numbers(17);
    let (left, right) = (numbers.section(25), numbers.section(25));
    let mut with_pair = left.clone();
    with_pair.groups.push(Group::new(vec![bare(vec![]), bare(vec![])]));
    let mut shifted = right.clone();
    shifted.groups.push(Group::new(vec![bare(vec![]), bare(vec![])]));
    let question =
        Question::SameType(ty(left.len()), TypeRef { module: ModuleId(2), index: right.len() });
    let mut program = program(&[with_pair, left, shifted], question);
    program.steps.insert(2, Step::Drop(ModuleId(1)));
    program.steps.push(Step::Define(right.encode().into()));
    let small =
        check("N1 in two modules", &program, &mut |program| registry::shows(program, Fault::N1));
    assert_eq!(small.modules().count(), 1);
    assert_eq!(small.steps.len(), 2);
    assert_eq!(type_count(&small), 4);
}

#[test]
fn a_history_keeps_the_drop_that_it_needs() {
    let mut numbers = Numbers(19);
    let (first, second) = (numbers.section(20), numbers.section(20));
    let mut program = program(&[first, second], Question::ValidTypes(ModuleId(1)));
    program.steps.insert(1, Step::Drop(ModuleId(0)));
    let small = check("reuse after a drop", &program, &mut |program| {
        // A registry that reuses an identity: a type is dropped, then another is defined.
        let mut dropped = false;
        let mut last = 0;
        program.steps.iter().any(|step| match step {
            Step::Define(bytes) => {
                let section = TypeSection::decode(bytes).unwrap_or_default();
                last = section.len();
                dropped && last > 0
            }
            Step::Drop(_) => {
                dropped |= last > 0;
                false
            }
            Step::Ask(_) => false,
        })
    });
    assert_eq!(small.modules().count(), 2);
    assert_eq!(type_count(&small), 2);
    let batches: Vec<_> = small.batches().collect();
    assert_eq!(batches, [&Batch::ValidTypes(ModuleId(1))]);
}
