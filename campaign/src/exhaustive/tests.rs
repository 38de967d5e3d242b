//! That an enumeration has every section once, and that nothing is lost when one of each class is kept.

use super::{Bound, Reach, count, enumerate, section};
use crate::answer::Answer;
use crate::asking::program_of_types;
use crate::choices::{ByteChoices, RandomChoices};
use crate::oracle::answer;
use crate::oracles::ModelOracle;
use crate::program::{Program, Step};
use crate::question::{AbstractHeap, Batch, Heap, TypeRef, Value};
use crate::section::{Group, SubType, TypeSection, Val};
use std::collections::BTreeSet;

const TINY: Bound = Bound {
    name: "tiny",
    types_max: 2,
    empty_groups_max: 1,
    fields_max: 1,
    mutable: false,
    packed: false,
    arrays: false,
    values_max: None,
    numbers: 1,
    heaps: &[],
    references: Reach::Scope,
    supertypes: Reach::Scope,
};

/// No fields, so that four groups can be ordered.
const GROUPS: Bound = Bound { types_max: 4, empty_groups_max: 0, fields_max: 0, ..TINY };

/// Two numeric types that change names, and references that go anywhere.
const NAMES: Bound = Bound {
    empty_groups_max: 2,
    fields_max: 2,
    numbers: 2,
    references: Reach::Anywhere,
    types_max: 1,
    ..TINY
};

/// Bounds that differ in one thing each, small enough to go through.
fn bounds() -> Vec<Bound> {
    vec![
        TINY,
        GROUPS,
        NAMES,
        Bound { types_max: 0, ..TINY },
        Bound { empty_groups_max: 3, fields_max: 0, ..TINY },
        Bound { mutable: true, packed: true, ..TINY },
        Bound { arrays: true, values_max: Some(0), ..TINY },
        Bound { types_max: 1, arrays: true, values_max: Some(1), numbers: 4, ..TINY },
        Bound { numbers: 2, heaps: &[AbstractHeap::None], supertypes: Reach::Anywhere, ..TINY },
        Bound { numbers: 0, types_max: 3, empty_groups_max: 0, ..TINY },
    ]
}

#[test]
fn enumerations_come_to_what_the_formulas_say() {
    for bound in bounds() {
        for all_writings in [false, true] {
            let enumerated = enumerate(&bound, all_writings).count() as u64;
            assert_eq!(Ok(enumerated), count(&bound, all_writings), "{all_writings} {bound:?}");
        }
    }
}

#[test]
fn no_section_comes_twice() {
    for bound in bounds() {
        let distinct: BTreeSet<Vec<u8>> =
            enumerate(&bound, true).map(|section| section.encode()).collect();
        assert_eq!(Ok(distinct.len() as u64), count(&bound, true), "{bound:?}");
    }
}

/// The reduced enumeration has the least section of each class and nothing else. Classes are formed by
/// brute force here: neighbours change places, and names change, until nothing new turns up.
#[test]
fn one_section_of_each_class_is_kept() {
    for bound in bounds() {
        let least: BTreeSet<_> = enumerate(&bound, true)
            .map(|section| class(&section, &bound).into_iter().next().expect("it has itself"))
            .collect();
        let kept: BTreeSet<_> = enumerate(&bound, false).map(|section| key(&section)).collect();
        assert!(kept == least, "{} kept, but {} classes: {bound:?}", kept.len(), least.len());
    }
}

/// What the reduction relies on, for all sections of two bounds.
#[test]
fn the_model_answers_alike_about_renamed_sections() {
    let numbered = Bound { types_max: 2, fields_max: 1, ..NAMES };
    let chained = Bound { types_max: 3, fields_max: 0, empty_groups_max: 0, ..TINY };
    for bound in [numbered, Bound { references: Reach::Scope, ..numbered }, chained] {
        // The sections are many and one in seven hits every shape; of three types, all.
        let step = if bound.types_max == 3 { 1 } else { 7 };
        for section in enumerate(&bound, true).step_by(step) {
            let program = program_of_types(&section);
            let answers = answer(&ModelOracle, &program);
            for (renamed, places) in neighbours(&section) {
                assert_eq!(answers, moved(&program, &renamed, &places), "{section:?}");
            }
        }
    }
}

/// The generator makes sections within its bound, whatever drives it.
#[test]
fn every_driver_stays_within_the_bound() {
    let bound = Bound { mutable: true, ..TINY };
    let all: BTreeSet<_> = enumerate(&bound, true).map(|section| key(&section)).collect();
    for case in 0..500 {
        let random = section(&bound, &mut RandomChoices::for_case(1, case));
        assert!(all.contains(&key(&random)), "{random:?}");
        let bytes = case.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_le_bytes();
        let read = section(&bound, &mut ByteChoices::new(&bytes));
        assert!(all.contains(&key(&read)), "{read:?}");
    }
}

/// By what sections are compared: how groups are spelled plays no part.
type Key = Vec<Vec<SubType>>;

fn key(section: &TypeSection) -> Key {
    section.groups.iter().map(|group| group.types.clone()).collect()
}

fn class(section: &TypeSection, bound: &Bound) -> BTreeSet<Key> {
    let mut found = BTreeSet::new();
    let mut open = vec![section.clone()];
    while let Some(section) = open.pop() {
        if found.insert(key(&section)) {
            open.extend(neighbours(&section).into_iter().map(|(renamed, _)| renamed));
            let pairs = (0..bound.numbers as usize).flat_map(|a| (0..a).map(move |b| (a, b)));
            open.extend(pairs.map(|(a, b)| with_numbers_exchanged(&section, a, b)));
        }
    }
    found
}

fn with_numbers_exchanged(section: &TypeSection, a: usize, b: usize) -> TypeSection {
    const NUMBERS: [Val; 4] = [Val::I32, Val::I64, Val::F32, Val::F64];
    let mut section = section.clone();
    for ty in section.groups.iter_mut().flat_map(|group| &mut group.types) {
        ty.composite.for_each_val(|val| {
            if *val == NUMBERS[a] {
                *val = NUMBERS[b];
            } else if *val == NUMBERS[b] {
                *val = NUMBERS[a];
            }
        });
    }
    section
}

/// The sections in which two adjacent groups that do not mention each other have changed places, each with
/// the new index of every type.
fn neighbours(section: &TypeSection) -> Vec<(TypeSection, Vec<u32>)> {
    let mut found = Vec::new();
    let mut start = 0;
    for at in 1..section.groups.len() {
        let [first, second] = [&section.groups[at - 1], &section.groups[at]];
        let [ahead, behind] = [first.types.len() as u32, second.types.len() as u32];
        let (middle, end) = (start + ahead, start + ahead + behind);
        let mentions = |group: &Group, from, to| {
            let mut group = TypeSection { groups: vec![group.clone()] };
            let mut found = false;
            group.for_each_index(|index| found |= (from..to).contains(index));
            found
        };
        if !mentions(first, middle, end) && !mentions(second, start, middle) {
            let place = |index: u32| match index {
                index if (start..middle).contains(&index) => index + behind,
                index if (middle..end).contains(&index) => index - ahead,
                index => index,
            };
            let mut renamed = section.clone();
            renamed.groups.swap(at - 1, at);
            renamed.for_each_index(|index| *index = place(*index));
            found.push((renamed, (0..section.len()).map(place).collect()));
        }
        start = middle;
    }
    found
}

/// What the model answers about another section, when each question is about where the types are now.
fn moved(program: &Program, section: &TypeSection, places: &[u32]) -> Vec<Answer> {
    let place = |ty: &TypeRef| TypeRef { index: places[ty.index as usize], ..*ty };
    let value = |value: &Value| match *value {
        Value::Ref { nullable, heap: Heap::Defined(ty) } => {
            Value::Ref { nullable, heap: Heap::Defined(place(&ty)) }
        }
        other => other,
    };
    let steps = program.steps.iter().map(|step| match step {
        Step::Define(_) => Step::Define(section.encode().into()),
        Step::Ask(Batch::SameType(rows, columns)) => {
            let [rows, columns] = [rows, columns].map(|side| side.iter().map(place).collect());
            Step::Ask(Batch::SameType(rows, columns))
        }
        Step::Ask(Batch::Subtype(rows, columns)) => {
            let [rows, columns] = [rows, columns].map(|side| side.iter().map(value).collect());
            Step::Ask(Batch::Subtype(rows, columns))
        }
        other => other.clone(),
    });
    answer(&ModelOracle, &Program { steps: steps.collect() })
}
