use super::{DecodeError, Malformed, module, module_types};
use crate::syntax::{AbsHeapType, DataMode, ElemMode, HeapType, Instr, Locals, Module, NumType};
use crate::syntax::{RefType, ValType};

/// A module of these sections.
fn bytes_of(sections: &[(u8, &[u8])]) -> Vec<u8> {
    let mut bytes = b"\0asm\x01\0\0\0".to_vec();
    for (n, content) in sections {
        bytes.push(*n);
        bytes.push(
            u8::try_from(content.len()).expect("the content of a section in a test is short"),
        );
        bytes.extend(*content);
    }
    bytes
}

fn decoded(sections: &[(u8, &[u8])]) -> Module {
    module(&bytes_of(sections)).expect("the module is well-formed")
}

#[track_caller]
fn check_malformed(sections: &[(u8, &[u8])], offset: usize, what: &'static str) {
    let expected = DecodeError::Malformed(Malformed { offset, what });
    assert_eq!(module(&bytes_of(sections)), Err(expected));
}

/// The types `[] -> []`.
const TYPES: (u8, &[u8]) = (1, b"\x01\x60\x00\x00");
/// One function of the first type.
const FUNCS: (u8, &[u8]) = (3, b"\x01\x00");
/// An empty body.
const CODES: (u8, &[u8]) = (10, b"\x01\x02\x00\x0b");
/// A passive data segment of two bytes.
const DATAS: (u8, &[u8]) = (11, b"\x01\x01\x02ab");

#[test]
fn an_empty_module() {
    assert_eq!(decoded(&[]), Module::default());
}

#[test]
fn the_header_is_checked() {
    let what = "magic header not detected";
    let expected = DecodeError::Malformed(Malformed { offset: 3, what });
    assert_eq!(module(b"\0asn\x01\0\0\0"), Err(expected));
    let what = "unexpected end";
    let expected = DecodeError::Malformed(Malformed { offset: 7, what });
    assert_eq!(module(b"\0asm\x01\0\0"), Err(expected));
}

#[test]
fn sections_stand_in_order() {
    let every: [(u8, &[u8]); 13] = [
        (1, &[0]),
        (2, &[0]),
        (3, &[0]),
        (4, &[0]),
        (5, &[0]),
        (13, &[0]),
        (6, &[0]),
        (7, &[0]),
        (8, &[0]),
        (9, &[0]),
        (12, &[0]),
        (10, &[0]),
        (11, &[0]),
    ];
    let what = "unexpected content after last section";
    assert!(module(&bytes_of(&every)).is_ok());
    for first in 0..every.len() {
        check_malformed(&[every[first], every[first]], 11, what);
        for second in first + 1..every.len() {
            assert!(module(&bytes_of(&[every[first], every[second]])).is_ok());
            check_malformed(&[every[second], every[first]], 11, what);
        }
    }
    check_malformed(&[(14, &[0])], 8, what);
}

#[test]
fn custom_sections_stand_anywhere() {
    let custom: (u8, &[u8]) = (0, b"\x01aany bytes");
    let m = decoded(&[custom, TYPES, custom, custom, FUNCS, custom, CODES, custom]);
    assert_eq!(m.funcs.len(), 1);
    check_malformed(&[TYPES, (0, b"")], 16, "unexpected end");
    check_malformed(&[TYPES, (0, b"\x01\xff")], 17, "malformed UTF-8 encoding");
}

#[test]
fn a_section_is_as_long_as_it_says() {
    check_malformed(&[(1, b"\x00\x00")], 11, "section size mismatch");
    check_malformed(&[(1, b"\x01")], 11, "unexpected end");
    check_malformed(
        &[TYPES, FUNCS, (10, b"\x01\x03\x00\x0b\x01")],
        24,
        "function body size mismatch",
    );
}

#[test]
fn counts_of_functions_and_data_agree() {
    let what = "function and code section have inconsistent lengths";
    check_malformed(&[TYPES, FUNCS], 18, what);
    check_malformed(&[CODES], 14, what);
    let what = "data count and data section have inconsistent lengths";
    check_malformed(&[(12, b"\x01")], 11, what);
    check_malformed(&[(12, b"\x00"), DATAS], 18, what);
    assert_eq!(decoded(&[(12, b"\x01"), DATAS]).datas[0].size_bytes, 2);
    assert_eq!(decoded(&[DATAS]).datas[0].mode, DataMode::Passive);
}

#[test]
fn bodies_that_name_data_require_the_count() {
    // `block (data.drop 0)`, where the instruction is inside another.
    let codes: (u8, &[u8]) = (10, b"\x01\x08\x00\x02\x40\xfc\x09\x00\x0b\x0b");
    check_malformed(&[TYPES, FUNCS, codes, DATAS], 37, "data count section required");
    let m = decoded(&[TYPES, FUNCS, (12, b"\x01"), codes, DATAS]);
    let [Instr::Block(_, ins)] = &m.funcs[0].body[..] else {
        panic!("the body is one block");
    };
    assert_eq!(ins[..], [Instr::DataDrop(0)]);
}

#[test]
fn locals_stay_runs_and_are_fewer_than_2_32() {
    let most = b"\x01\x0a\x02\xfe\xff\xff\xff\x0f\x7f\x01\x7e\x0b";
    let m = decoded(&[TYPES, FUNCS, (10, most)]);
    let t = ValType::Num(NumType::I64);
    assert_eq!(m.funcs[0].locals[1], Locals { n: 1, t });
    assert_eq!(m.funcs[0].offset, 22);
    let too_many = b"\x01\x0a\x02\xff\xff\xff\xff\x0f\x7f\x01\x7e\x0b";
    check_malformed(&[TYPES, FUNCS, (10, too_many)], 22, "too many locals");
}

#[test]
fn tables_without_a_value_start_with_null() {
    let ht = HeapType::Abs(AbsHeapType::Func);
    let m = decoded(&[(4, b"\x02\x70\x00\x01\x40\x00\x70\x05\x01\x02\xd2\x00\x0b")]);
    assert_eq!(m.tables[0].init, [Instr::RefNull(ht)]);
    assert_eq!(m.tables[1].init, [Instr::RefFunc(0)]);
    assert_eq!(m.tables[1].tt.lim.max, Some(2));
    check_malformed(&[(4, b"\x01\x40\x01\x70\x00\x01\xd0\x70\x0b")], 12, "malformed table");
    check_malformed(&[(4, b"\x01\x70\x02\x01")], 12, "malformed limits flags");
}

#[test]
fn element_segments_are_of_eight_kinds() {
    let func = RefType { null: false, ht: HeapType::Abs(AbsHeapType::Func) };
    let funcref = RefType { null: true, ..func };
    let start = vec![Instr::I32Const(0)];
    let cases: [(&[u8], ElemMode, RefType); 8] = [
        (b"\x01\x00\x41\x00\x0b\x01\x07", ElemMode::Active(0, start.clone()), func),
        (b"\x01\x01\x00\x01\x07", ElemMode::Passive, func),
        (b"\x01\x02\x03\x41\x00\x0b\x00\x01\x07", ElemMode::Active(3, start.clone()), func),
        (b"\x01\x03\x00\x01\x07", ElemMode::Declare, func),
        (b"\x01\x04\x41\x00\x0b\x01\xd2\x07\x0b", ElemMode::Active(0, start.clone()), funcref),
        (b"\x01\x05\x64\x70\x01\xd2\x07\x0b", ElemMode::Passive, func),
        (b"\x01\x06\x03\x41\x00\x0b\x70\x01\xd2\x07\x0b", ElemMode::Active(3, start), funcref),
        (b"\x01\x07\x70\x01\xd2\x07\x0b", ElemMode::Declare, funcref),
    ];
    for (content, mode, rt) in cases {
        let m = decoded(&[(9, content)]);
        assert_eq!((&m.elems[0].mode, m.elems[0].rt), (&mode, rt));
        assert_eq!(m.elems[0].init, [[Instr::RefFunc(7)]]);
    }
    check_malformed(&[(9, b"\x01\x08")], 11, "malformed elements segment kind");
    check_malformed(&[(9, b"\x01\x01\x01\x00")], 12, "malformed element kind");
    check_malformed(&[(11, b"\x01\x03")], 11, "malformed data segment kind");
}

#[test]
fn imports_and_exports_are_of_five_kinds() {
    let imports = b"\x05\x00\x00\x00\x00\x00\x00\x01\x70\x00\x01\x00\x00\x02\x04\x01\x00\x00\x03\x7f\x01\x00\x00\x04\x00\x00";
    assert_eq!(decoded(&[(2, imports)]).imports.len(), 5);
    check_malformed(&[(2, b"\x01\x00\x00\x05")], 13, "malformed import kind");
    check_malformed(&[(2, b"\x01\x00\x00\x04\x01\x00")], 14, "malformed tag attribute");
    let exports = b"\x05\x00\x00\x00\x00\x01\x00\x00\x02\x00\x00\x03\x00\x00\x04\x00";
    assert_eq!(decoded(&[(7, exports)]).exports.len(), 5);
    check_malformed(&[(7, b"\x01\x00\x05")], 12, "malformed export kind");
}

#[test]
fn types_are_read_without_the_rest() {
    let bytes = bytes_of(&[TYPES, (99, b"")]);
    assert_eq!(module_types(&bytes, 1).map(|types| types.rectypes.len()), Ok(1));
    assert_eq!(module_types(&bytes, 0), Err(DecodeError::TooManyTypes));
    assert!(module(&bytes).is_err());
}
