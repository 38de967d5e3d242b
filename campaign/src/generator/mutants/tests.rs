//! Mutants are near to valid, on both sides.

use super::{module, mutant, whole};
use crate::choices::RandomChoices;
use crate::generator::bodies;
use crate::layout::{self, CODE, Code};
use std::collections::BTreeSet;
use wasmparser::{Validator, WasmFeatures};

const FEATURES: WasmFeatures = WasmFeatures::WASM3.difference(WasmFeatures::THREADS);

/// What is taken apart and put together again is the same module.
#[test]
fn an_unedited_module_is_written_as_it_was() {
    for case in 0..200 {
        let module = bodies::module(&mut RandomChoices::for_case(1, case), true);
        let mut sections = layout::read(&module);
        assert!(sections.len() > 3);
        for section in &mut sections {
            if let Some(mut entries) = layout::entries(section) {
                if section.id == CODE {
                    for entry in &mut entries {
                        *entry = Code::read(entry).expect("a careful body can be read").write();
                    }
                }
                section.content = layout::list(&entries);
            }
        }
        assert_eq!(layout::write(&sections), module);
    }
}

#[test]
fn mutants_are_on_both_sides() {
    let (mut valid, mut readable) = (0, 0);
    for case in 0..2_000 {
        let module = module(&mut RandomChoices::for_case(2, case));
        let validated = Validator::new_with_features(FEATURES).validate_all(&module);
        valid += u32::from(validated.is_ok());
        let payloads = wasmparser::Parser::new(0).parse_all(&module);
        let sections = layout::read(&module);
        let bodies = sections.iter().filter(|section| section.id == CODE);
        let bodies = bodies.filter_map(layout::entries).flatten();
        let codes_are_readable = bodies.map(|entry| Code::read(&entry)).all(|code| code.is_some());
        readable += u32::from(codes_are_readable && payloads.into_iter().all(|p| p.is_ok()));
    }
    assert!((300..1_400).contains(&valid), "{valid} of 2000 mutants are valid");
    assert!((1_000..1_990).contains(&readable), "{readable} of 2000 mutants are readable");
}

/// Types, imports, functions, tables, memories, tags, globals, exports, start, elements, the count of data, code
/// and data: the content of each is edited, not only moved or dropped.
#[test]
fn every_section_is_edited() {
    let mut edited = BTreeSet::new();
    for case in 0..4_000 {
        let mut choices = RandomChoices::for_case(5, case);
        let before = whole(&mut choices);
        let after = layout::read(&mutant(&before, &mut choices));
        for section in layout::read(&before) {
            let mut alike = after.iter().filter(|other| other.id == section.id);
            edited
                .extend(alike.any(|other| other.content != section.content).then_some(section.id));
        }
    }
    assert_eq!(
        edited.into_iter().filter(|id| *id != 0).collect::<Vec<u8>>(),
        (1..=13).collect::<Vec<_>>()
    );
}
