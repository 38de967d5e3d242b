//! What `types` must make: valid modules without careless edits, and every feature often enough.

mod classes;
mod features;
mod neighbours;
mod programs;
mod speed;

use super::{section, sketch};
use crate::asking::Subject;
use crate::choices::RandomChoices;
use crate::question::ModuleId;
use crate::section::TypeSection;
use crate::shape::Shape;
use classes::Classes;
use wasmparser::{Validator, WasmFeatures};

/// The supertypes above a type that engines take.
const DEPTH_MAX: u32 = 63;

fn is_accepted(section: &TypeSection) -> Result<(), String> {
    let verdict = Validator::new_with_features(WasmFeatures::WASM3).validate_all(&section.encode());
    verdict.map(drop).map_err(|error| error.to_string())
}

#[test]
fn modules_without_careless_edits_are_valid() {
    let mut within = 0;
    for case in 0..6000 {
        let sketch = sketch(&mut RandomChoices::for_case(7, case));
        let section = sketch.into_section();
        let shape = Shape::of(&section);
        let verdict = is_accepted(&section);
        if shape.depth <= DEPTH_MAX {
            assert_eq!(verdict, Ok(()), "case {case}");
            within += 1;
        } else {
            assert!(verdict.is_err(), "wasmparser has a limit of {DEPTH_MAX}");
        }
    }
    assert!(within > 5900, "{within}");
}

#[test]
fn second_modules_without_careless_edits_are_valid() {
    for case in 0..2000 {
        let mut choices = RandomChoices::for_case(8, case);
        let first = sketch(&mut choices);
        let second = super::replay::module(&first, &mut choices).into_section();
        if Shape::of(&second).depth <= DEPTH_MAX {
            assert_eq!(is_accepted(&second), Ok(()), "case {case}");
        }
    }
}

#[test]
fn types_equal_by_construction_are_equal() {
    for case in 0..2000 {
        let mut choices = RandomChoices::for_case(9, case);
        let first = sketch(&mut choices);
        let second = super::replay::module(&first, &mut choices);
        for sketch in [first, second] {
            let facts = sketch.facts.clone();
            let classes = Classes::of(&sketch.into_section());
            for (index, fact) in facts.iter().enumerate() {
                let class = classes.of_type(fact.class);
                assert_eq!(classes.of_type(index as u32), class, "case {case}, {index}");
            }
        }
    }
}

#[test]
fn subjects_are_those_of_the_encoded_module() {
    for case in 0..4000 {
        let section = section(&mut RandomChoices::for_case(10, case));
        let subject = Subject::of(ModuleId(0), &section);
        assert_eq!(subject, Subject::read(ModuleId(0), &section.encode()));
    }
}

#[test]
fn modules_are_recursive_repetitive_and_deep_in_subtypes() {
    const CASES: u64 = 4000;
    let (mut types, mut recursive, mut equal, mut strict, mut invalid) = (0, 0, 0, 0, 0);
    for case in 0..CASES {
        let section = section(&mut RandomChoices::for_case(11, case));
        let shape = Shape::of(&section);
        let classes = Classes::of(&section);
        types += u64::from(shape.types);
        recursive += u64::from(shape.recursive_groups > 0);
        equal += u64::from(classes.has_equal_groups());
        if is_accepted(&section).is_ok() {
            strict += classes.strict_pairs(&section);
        } else {
            invalid += 1;
        }
    }
    println!(
        "mean types {}, recursive {recursive}, equal groups {equal}, strict pairs {}, invalid {invalid} of {CASES}",
        types as f64 / CASES as f64,
        strict / CASES
    );
    assert!((25 * CASES..30 * CASES).contains(&types), "{types} types");
    assert!(recursive > CASES * 70 / 100, "{recursive} are recursive");
    assert!(equal > CASES * 60 / 100, "{equal} have equal groups");
    assert!(strict > CASES * 40, "{strict} strict pairs");
    let share = CASES * 10 / 100..CASES * 25 / 100;
    assert!(share.contains(&invalid), "{invalid} are invalid");
}
