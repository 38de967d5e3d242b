//! What `smith` must make: valid modules, bodies with every kind of instruction, and types of ours among them.

use super::{BYTES_OF_FULL, EMPTY, TYPES_MAX, full_module, given, module, smith, wasm_3};
use crate::choices::RandomChoices;
use crate::crash::caught;
use crate::section::TypeSection;
use crate::statistics::OperatorSet;
use arbitrary::Unstructured;
use std::collections::{BTreeMap, BTreeSet};
use wasm_smith::{Config, Module};
use wasmparser::{HeapType, Operator, Parser, Payload, Validator, WasmFeatures};

/// Whether a section other than the type section has content. An empty section has one byte.
fn has_more_than_types(bytes: &[u8]) -> bool {
    let mut payloads = Parser::new(0).parse_all(bytes);
    payloads.any(|payload| {
        let payload = payload.expect("a valid module can be read");
        let types = matches!(payload, Payload::TypeSection(_));
        let section = payload.as_section();
        !types && section.is_some_and(|(_, range)| range.end - range.start > 1)
    })
}

#[test]
fn modules_are_valid_wasm_3() {
    let mut types = 0;
    let mut full = 0;
    let mut empty = 0;
    for case in 0..1000 {
        let (bytes, _) = module(&mut RandomChoices::for_case(6, case));
        Validator::new_with_features(WasmFeatures::WASM3)
            .validate_all(&bytes)
            .expect("wasm-smith makes valid modules");
        let section = TypeSection::decode(&bytes).expect("a valid module can be decoded");
        assert!(section.len() as usize <= TYPES_MAX);
        types += section.len();
        full += usize::from(has_more_than_types(&bytes));
        empty += usize::from(bytes == EMPTY);
    }
    assert!(types > 8_000, "only {types} types in 1000 modules");
    assert!((400..600).contains(&full), "{full} of 1000 modules are full");
    assert!(empty < 30, "wasm-smith refused its bytes {empty} times");
}

/// What wasm-smith seldom writes is seldom tested: each of these is in one of a hundred full modules.
/// Copies of tables and memories are in fewer; the generator `bodies` writes them.
#[test]
fn bodies_have_casts_calls_handlers_and_vectors() {
    const MODULES: u64 = 1_000;
    const EXPECTED: [&str; 18] = [
        "RefTestNonNull",
        "RefCastNonNull",
        "BrOnCast",
        "BrOnNull",
        "CallIndirect",
        "CallRef",
        "ReturnCall",
        "ReturnCallRef",
        "TryTable",
        "Throw",
        "StructNew",
        "StructSet",
        "ArrayNewFixed",
        "ArrayGet",
        "TableGet",
        "MemoryGrow",
        "I32Load",
        "I8x16Shuffle",
    ];
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for case in 0..MODULES {
        let bytes = full_module(&mut RandomChoices::for_case(8, case));
        let mut operators = OperatorSet::default();
        operators.read(&bytes).expect("a valid module can be read");
        operators.names().for_each(|name| *counts.entry(name).or_default() += 1);
    }
    println!("{} kinds: {counts:?}", counts.len());
    for name in EXPECTED {
        let count = counts.get(name).copied().unwrap_or_default();
        assert!(count >= MODULES / 100, "{name} is in {count} of {MODULES} modules");
    }
}

/// Bodies make, cast and call at types of ours, and not only at wasm-smith's own.
#[test]
fn bodies_use_given_types() {
    const MODULES: u64 = 400;
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for case in 0..MODULES {
        let mut choices = RandomChoices::for_case(9, case);
        let given = given::module(&mut choices);
        let types = TypeSection::decode(&given).expect("our own module").len();
        let config = Config { available_imports: Some(given), ..wasm_3() };
        let bytes = smith(&config, BYTES_OF_FULL, &mut choices);
        let mut used = BTreeSet::new();
        for payload in Parser::new(0).parse_all(&bytes) {
            let Ok(Payload::CodeSectionEntry(body)) = payload else { continue };
            for operator in body.get_operators_reader().expect("a valid body") {
                let found = use_of(&operator.expect("a valid body"));
                used.extend(found.filter(|(_, index)| *index < types));
            }
        }
        let kinds: BTreeSet<&str> = used.into_iter().map(|(kind, _)| kind).collect();
        kinds.into_iter().for_each(|kind| *counts.entry(kind).or_default() += 1);
    }
    for (kind, percent) in [("new", 40), ("cast", 35), ("call", 5)] {
        let count = counts.get(kind).copied().unwrap_or_default();
        assert!(count * 100 >= MODULES * percent, "{kind} is in {count} of {MODULES} modules");
    }
}

/// What an instruction does with a type, and with which.
fn use_of(operator: &Operator<'_>) -> Option<(&'static str, u32)> {
    let concrete = |heap: HeapType| match heap {
        HeapType::Concrete(index) => index.as_module_index(),
        _ => None,
    };
    Some(match operator {
        Operator::StructNew { struct_type_index: index }
        | Operator::StructNewDefault { struct_type_index: index }
        | Operator::ArrayNew { array_type_index: index }
        | Operator::ArrayNewDefault { array_type_index: index }
        | Operator::ArrayNewFixed { array_type_index: index, .. } => ("new", *index),
        Operator::RefTestNonNull { hty }
        | Operator::RefTestNullable { hty }
        | Operator::RefCastNonNull { hty }
        | Operator::RefCastNullable { hty } => ("cast", concrete(*hty)?),
        Operator::BrOnCast { to_ref_type, .. } | Operator::BrOnCastFail { to_ref_type, .. } => {
            ("cast", concrete(to_ref_type.heap_type())?)
        }
        Operator::CallIndirect { type_index: index, .. }
        | Operator::ReturnCallIndirect { type_index: index, .. }
        | Operator::CallRef { type_index: index }
        | Operator::ReturnCallRef { type_index: index } => ("call", *index),
        _ => return None,
    })
}

/// wasm-smith asserts that what it is given can be read.
#[test]
fn a_panic_of_wasm_smith_ends_no_campaign() {
    let given = b"\0asm\x01\0\0\0\x01".to_vec();
    let config = Config { available_imports: Some(given), ..wasm_3() };
    let build = || Module::new(config.clone(), &mut Unstructured::new(&[0; 64])).is_ok();
    assert!(caught(build).is_err(), "it does not panic");
    assert_eq!(smith(&config, BYTES_OF_FULL, &mut RandomChoices::for_case(1, 1)), EMPTY);
}
