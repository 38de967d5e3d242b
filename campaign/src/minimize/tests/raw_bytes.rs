//! Modules that are not read as type sections still shrink.

use super::laws::check;
use super::material::{Numbers, bare, open, program, reference, type_count};
use crate::program::{Program, Step};
use crate::question::{Batch, ModuleId, Question};
use crate::section::{Group, HeapRef, TypeSection};
use wasm_encoder::Encode;

fn of_bytes(bytes: Vec<u8>) -> Program {
    Program {
        steps: vec![
            Step::Define(bytes.into()),
            Step::Ask(Batch::one(Question::ValidTypes(ModuleId(0)))),
        ],
    }
}

fn only_module(program: &Program) -> Vec<u8> {
    program.modules().next().map(|b| b.to_vec()).unwrap_or_default()
}

#[test]
fn malformed_bytes_shrink_to_their_cause() {
    let mut bytes = Numbers(21).section(20).encode();
    // A byte that begins no type, where the last type was.
    if let Some(last) = bytes.last_mut() {
        *last = 0x42;
    }
    let small = check("malformed", &of_bytes(bytes), &mut |program| {
        let bytes = only_module(program);
        TypeSection::decode(&bytes).is_err() && bytes.starts_with(b"\0asm") && bytes.contains(&0x42)
    });
    assert!(only_module(&small).len() <= 12, "{small:?}");
}

#[test]
fn a_correct_section_size_is_kept_correct() {
    let mut content = Numbers(23).section(20).encode_content();
    content[0] += 1;
    content.push(0x42);
    let mut bytes = b"\0asm\x01\0\0\0\x01".to_vec();
    content.as_slice().encode(&mut bytes);
    let small = check("malformed content", &of_bytes(bytes), &mut |program| {
        let bytes = only_module(program);
        let error = TypeSection::decode(&bytes).err().unwrap_or_default();
        error.contains("leading byte (0x42)")
    });
    assert_eq!(only_module(&small), b"\0asm\x01\0\0\0\x01\x02\x01\x42");
}

#[test]
fn a_broken_field_is_found_deep_inside() {
    let mut section = Numbers(33).section(20);
    let field = reference(false, HeapRef::Index(4));
    let types = (0..5).map(|_| open(vec![2], vec![field; 6])).collect();
    section.groups.push(Group::new(types));
    section.groups.extend(Numbers(35).section(10).groups);
    let mut bytes = section.encode();
    // The mutability of the third field of the third of the five types.
    let fields: Vec<usize> =
        (0..bytes.len()).filter(|at| bytes[*at..].starts_with(&[0x64, 4, 0, 0x64, 4, 0])).collect();
    bytes[fields[2 * 5 + 2] + 2] = 7;
    let small = check("broken field", &of_bytes(bytes), &mut |program| {
        let error = TypeSection::decode(&only_module(program)).err().unwrap_or_default();
        error.contains("mutability")
    });
    let expected = b"\0asm\x01\0\0\0\x01\x06\x01\x5f\x01\x64\x04\x07";
    assert_eq!(only_module(&small), expected);
}

#[test]
fn sections_behind_the_types_are_dropped_whole() {
    let mut bytes = Numbers(25).section(20).encode();
    bytes.extend([0, 5, 1, b'x', 1, 2, 3]);
    bytes.extend([0, 4, 1, b'y', 7, 8]);
    let small = check("custom section", &of_bytes(bytes), &mut |program| {
        only_module(program).windows(2).any(|pair| pair == b"y\x07")
    });
    assert!(only_module(&small).len() <= 2 + 8, "{small:?}");
}

#[test]
fn types_spelled_out_are_read_as_such() {
    let mut section = Numbers(27).section(20);
    for group in &mut section.groups {
        for ty in &mut group.types {
            ty.spelled_out = true;
        }
    }
    let program = program(&[section], Question::ValidTypes(ModuleId(0)));
    let small = check("spelled out", &program, &mut |program| {
        // A reader that stumbles over the code of `sub final`.
        let bytes = only_module(program);
        bytes.windows(2).any(|pair| pair == [0x4f, 0x00]) && TypeSection::decode(&bytes).is_ok()
    });
    assert_eq!(type_count(&small), 1);
    let mut expected = bare(vec![]);
    expected.spelled_out = true;
    let expected = super::material::singles(vec![expected]);
    assert_eq!(only_module(&small), expected.encode());
}

#[test]
fn a_malformed_module_stays_while_others_shrink() {
    let section = Numbers(29).section(20);
    let mut input = program(&[section.clone(), section], Question::ValidTypes(ModuleId(1)));
    input.steps[0] = Step::Define(b"\0asm\x01\0\0\0\x01\x02\x01\x42".as_slice().into());
    let small = check("one malformed", &input, &mut |program| {
        let modules: Vec<_> = program.modules().collect();
        modules.len() == 2
            && TypeSection::decode(modules[0]).is_err()
            && TypeSection::decode(modules[1]).is_ok_and(|section| !section.is_empty())
    });
    let sizes: Vec<_> = small.modules().map(|bytes| bytes.len()).collect();
    assert!(sizes[0] <= 12, "{sizes:?}");
    assert_eq!(sizes[1], 13);
}
