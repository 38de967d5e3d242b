//! What `link` must make: modules whose types are valid, and imports of every kind near an export.

use super::{EXPORTS, IMPORTS, Link, MODULES_MAX};
use crate::choices::RandomChoices;
use crate::generator::Generator;
use crate::question::{Batch, Extern};
use std::collections::BTreeMap;
use wasmparser::{Payload, Validator, WasmFeatures};

const CASES: u64 = 400;

#[test]
fn only_what_begins_with_a_function_can_be_invalid() {
    let (mut valid, mut modules) = (0, 0);
    for case in 0..CASES {
        let program = Link.generate(&mut RandomChoices::for_case(23, case));
        for bytes in program.modules() {
            let mut validator = Validator::new_with_features(WasmFeatures::WASM3);
            let verdict = validator.validate_all(bytes);
            modules += 1;
            valid += u64::from(verdict.is_ok());
            if let Err(error) = verdict {
                let globals =
                    section(bytes, |payload| matches!(payload, Payload::GlobalSection(_)));
                assert!(globals.contains(&error.offset()), "case {case}: {error}");
            }
        }
    }
    assert!(valid > modules * 90 / 100 && valid < modules * 99 / 100, "{valid} of {modules}");
}

/// Where the wanted section of a module is.
fn section(bytes: &[u8], wanted: impl Fn(&Payload<'_>) -> bool) -> std::ops::Range<u64> {
    let mut payloads = wasmparser::Parser::new(0).parse_all(bytes).filter_map(Result::ok);
    let found = payloads.find(wanted).and_then(|payload| payload.as_section());
    found.map_or(0..0, |(_, range)| range)
}

#[test]
fn exports_are_asked_about_imports_of_other_modules() {
    let mut kinds: BTreeMap<&str, u64> = BTreeMap::new();
    for case in 0..CASES {
        let program = Link.generate(&mut RandomChoices::for_case(24, case));
        let modules = program.modules().count();
        assert!((2..=MODULES_MAX as usize).contains(&modules));
        let mut rows = 0;
        for batch in program.batches() {
            let Batch::Link(exports, imports) = batch else { continue };
            assert_eq!((exports.len(), imports.len()), (1, IMPORTS));
            rows += 1;
            let from = exports[0].defined().map(|ty| ty.module);
            for to in imports.iter().filter_map(|import| import.defined()) {
                assert_ne!(Some(to.module), from, "case {case}");
            }
            assert!(imports.iter().chain(&**exports).all(|it| it.is_within_bounds()));
            *kinds.entry(kind(&exports[0])).or_default() += 1;
        }
        assert_eq!(rows, EXPORTS * modules * (modules - 1));
    }
    let total: u64 = kinds.values().sum();
    assert_eq!(kinds.len(), 5);
    assert!(kinds.values().all(|count| *count > total / 40), "{kinds:?}");
}

fn kind(external: &Extern) -> &'static str {
    match external {
        Extern::Func(_) => "func",
        Extern::Tag(_) => "tag",
        Extern::Global { .. } => "global",
        Extern::Memory { .. } => "memory",
        Extern::Table { .. } => "table",
    }
}
