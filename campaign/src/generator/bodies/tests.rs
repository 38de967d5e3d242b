//! What the generator covers. Only tests consult a validator.

use super::operators::Operators;
use super::{Bodies, module};
use crate::choices::RandomChoices;
use crate::generator::Generator;
use crate::statistics::OperatorSet;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;
use wasmparser::{Validator, WasmFeatures};

const FEATURES: WasmFeatures = WasmFeatures::WASM3.difference(WasmFeatures::THREADS);

fn modules(seed: u64, count: u64, careful: bool) -> impl Iterator<Item = Vec<u8>> {
    (0..count).map(move |case| module(&mut RandomChoices::for_case(seed, case), careful))
}

fn error(bytes: &[u8]) -> Option<String> {
    let validated = Validator::new_with_features(FEATURES).validate_all(bytes);
    validated.err().map(|error| error.message().to_string())
}

#[test]
fn about_half_of_the_modules_are_valid() {
    let mut errors: BTreeMap<String, u32> = BTreeMap::new();
    let (mut valid, mut bytes) = (0, 0);
    for module in modules(1, 2_000, false) {
        bytes += module.len();
        match error(&module) {
            None => valid += 1,
            Some(error) => *errors.entry(error).or_default() += 1,
        }
    }
    let mut common: Vec<_> = errors.iter().collect();
    common.sort_by_key(|(_, count)| u32::MAX - **count);
    common.truncate(40);
    println!("{valid} of 2000 valid, {} bytes, {common:#?}", bytes / 2_000);
    assert!((600..1_200).contains(&valid), "{valid} of 2000 modules are valid: {common:#?}");
    assert!(errors.len() > 100, "only {} ways to be invalid", errors.len());
    assert!(bytes < 2_000 * 600, "{} bytes a module", bytes / 2_000);
}

/// The simple means by which the generator types what it writes are nearly right.
#[test]
fn most_careful_modules_are_valid() {
    let mut errors: BTreeMap<String, u32> = BTreeMap::new();
    for error in modules(4, 2_000, true).filter_map(|module| error(&module)) {
        *errors.entry(error).or_default() += 1;
    }
    let invalid: u32 = errors.values().sum();
    assert!(invalid < 100, "{invalid} of 2000 modules are invalid: {errors:#?}");
}

/// Every instruction of Wasm 3.0 is in a valid module, and so its operands are known.
#[test]
fn every_instruction_is_in_a_valid_module() {
    let mut seen = OperatorSet::default();
    for module in modules(2, 6_000, false) {
        if error(&module).is_none() {
            seen.read(&module).expect("a valid module can be read");
        }
    }
    let seen: BTreeSet<&str> = seen.names().collect();
    let operators = Operators::get();
    let all = operators.tabulated.iter().chain(&operators.structural).map(|operator| operator.name);
    let structured = ["Block", "Loop", "If", "Else", "End", "TryTable"];
    // A `select` of several types is well-formed and never valid.
    let unseen: Vec<_> = all
        .chain(structured)
        .filter(|name| *name != "TypedSelectMulti" && !seen.contains(name))
        .collect();
    assert!(unseen.is_empty(), "{unseen:?}");
}

#[test]
fn a_module_takes_little_time() {
    let start = Instant::now();
    let count = 300;
    for case in 0..count {
        Bodies.generate(&mut RandomChoices::for_case(3, case));
    }
    let each = start.elapsed() / count as u32;
    assert!(each.as_millis() < 10, "{each:?} a module");
}
