//! Programs of several modules: how many there are, and what their modules share.

use super::classes::Classes;
use crate::choices::RandomChoices;
use crate::generator::Generator;
use crate::generator::types::{TOWER_MAX, Types};
use crate::program::Step;
use crate::question::ModuleId;
use crate::section::TypeSection;
use std::collections::BTreeSet;

const CASES: u64 = 2400;

#[test]
fn some_programs_have_several_modules_or_a_history() {
    let (mut pairs, mut histories) = (0, 0);
    for case in 0..CASES {
        let program = Types.generate(&mut RandomChoices::for_case(13, case));
        let drops = |step: &Step| matches!(step, Step::Drop(_));
        if program.steps.iter().any(drops) {
            assert_eq!(program.modules().count(), 3);
            histories += 1;
        } else if program.modules().count() == 2 {
            pairs += 1;
        }
    }
    let sixth = CASES * 14 / 100..CASES * 19 / 100;
    assert!(sixth.contains(&pairs), "{pairs} programs of two modules");
    let sixteenth = CASES * 5 / 100..CASES * 8 / 100;
    assert!(sixteenth.contains(&histories), "{histories} histories");
}

#[test]
fn questions_are_about_live_modules() {
    for case in 0..CASES / 4 {
        let program = Types.generate(&mut RandomChoices::for_case(14, case));
        let mut live = BTreeSet::new();
        let mut defined = 0;
        for step in &program.steps {
            match step {
                Step::Define(bytes) => {
                    let types = TypeSection::decode(bytes).map_or(0, |section| section.len());
                    assert!(types <= TOWER_MAX + 16, "{types} types");
                    live.insert(ModuleId(defined));
                    defined += 1;
                }
                Step::Drop(module) => assert!(live.remove(module)),
                Step::Ask(batch) => {
                    for number in 0..batch.count() {
                        let question = batch.question(number);
                        assert!(question.types().all(|ty| live.contains(&ty.module)));
                    }
                }
            }
        }
    }
}

#[test]
fn later_modules_share_recursive_groups_at_other_indices() {
    let mut shifted = 0;
    let mut several = 0;
    for case in 0..CASES {
        let program = Types.generate(&mut RandomChoices::for_case(15, case));
        let decode = |bytes: &std::sync::Arc<[u8]>| TypeSection::decode(bytes).ok();
        let modules: Vec<TypeSection> = program.modules().filter_map(decode).collect();
        if let [first, .., last] = modules.as_slice() {
            several += 1;
            shifted += u64::from(is_shared(first, last));
        }
    }
    assert!(shifted * 10 > several * 8, "{shifted} of {several}");
}

/// Whether a group of several types stands in both modules, at different indices: seen by
/// joining the modules, the second one shifted.
fn is_shared(first: &TypeSection, second: &TypeSection) -> bool {
    let shift = first.len();
    let mut second = second.clone();
    second.for_each_index(|index| *index = index.saturating_add(shift));
    let groups = [first.groups.clone(), second.groups].concat();
    let joined = TypeSection { groups };
    let classes = Classes::of(&joined);
    let mut start = 0;
    joined.groups.iter().any(|group| {
        let own = start;
        start += group.types.len() as u32;
        own >= shift && group.types.len() > 1 && {
            let class = classes.of_type(own);
            class < shift && class != own - shift
        }
    })
}
