//! What `history` must make: modules that come and go, with the groups of what is gone.

use super::{CHANGES, History, LIVE_MAX};
use crate::choices::RandomChoices;
use crate::generator::Generator;
use crate::program::{Program, Step};
use crate::question::{ModuleId, Question};
use crate::section::{Group, TypeSection};
use std::collections::BTreeSet;

const CASES: u64 = 400;

fn program(case: u64) -> Program {
    History.generate(&mut RandomChoices::for_case(25, case))
}

#[test]
fn questions_are_about_live_modules() {
    for case in 0..CASES {
        let program = program(case);
        let (mut live, mut defined, mut changes) = (BTreeSet::new(), 0, 0);
        for step in &program.steps {
            match step {
                Step::Define(_) => {
                    live.insert(ModuleId(defined));
                    defined += 1;
                    changes += 1;
                }
                Step::Drop(module) => {
                    assert!(live.remove(module), "case {case}");
                    changes += 1;
                }
                Step::Ask(batch) => {
                    let questions = (0..batch.count()).map(|number| batch.question(number));
                    let mut asked = questions.flat_map(Question::modules);
                    assert!(asked.all(|module| live.contains(&module)), "case {case}");
                }
            }
            assert!(live.len() <= LIVE_MAX);
        }
        assert!((CHANGES[0]..=CHANGES[1]).contains(&changes), "{changes} changes");
        assert!(matches!(program.steps.last(), Some(Step::Ask(_))));
    }
}

/// A group of several types that went with a module comes back with a later one, at other indices.
#[test]
fn what_was_dropped_comes_back() {
    let mut back = 0;
    for case in 0..CASES {
        let program = program(case);
        let modules: Vec<TypeSection> = program
            .modules()
            .map(|bytes| TypeSection::decode(bytes).expect("what it writes can be read"))
            .collect();
        let (mut dropped, mut defined) = (Vec::new(), 0);
        let mut comes_back = false;
        for step in &program.steps {
            match step {
                Step::Define(_) => {
                    let own = closed_groups(&modules[defined]);
                    comes_back |= dropped.iter().any(|(group, start)| {
                        own.iter().any(|(it, at)| it == group && at != start)
                    });
                    defined += 1;
                }
                Step::Drop(module) => dropped.extend(closed_groups(&modules[module.0 as usize])),
                Step::Ask(_) => {}
            }
        }
        back += u64::from(comes_back);
    }
    assert!(back > CASES / 2, "{back} of {CASES}");
}

/// The groups of several types that name no type but their own, with relative indices, and where they begin.
fn closed_groups(section: &TypeSection) -> Vec<(Group, u32)> {
    let mut start = 0;
    let mut found = Vec::new();
    for group in &section.groups {
        let size = group.types.len() as u32;
        let mut group = group.clone();
        let mut closed = size > 1;
        for ty in &mut group.types {
            ty.for_each_index(|index| {
                closed &= (start..start + size).contains(index);
                *index = index.wrapping_sub(start);
            });
        }
        if closed {
            found.push((group, start));
        }
        start += size;
    }
    found
}
