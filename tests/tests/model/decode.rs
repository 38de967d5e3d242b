//! The binary format: numbers, framing, and where a malformed module goes wrong.

use subtly_model::binary::{DecodeError, Malformed, Types, module_types};
use subtly_model::syntax::{CompType, FieldType, HeapType, RecType, RefType, StorageType};
use subtly_model::syntax::{TypeUse, ValType};

const HEADER: &[u8] = b"\0asm\x01\0\0\0";

/// A section with a length of one byte.
fn section(id: u8, content: &[u8]) -> Vec<u8> {
    let len = u8::try_from(content.len()).expect("sections of tests are short");
    assert!(len < 0x80);
    [&[id, len], content].concat()
}

fn module(sections: &[Vec<u8>]) -> Vec<u8> {
    [HEADER, &sections.concat()].concat()
}

fn decode(bytes: &[u8]) -> Result<Types, Malformed> {
    module_types(bytes, 1_000).map_err(|error| match error {
        DecodeError::Malformed(malformed) => malformed,
        DecodeError::TooManyTypes => panic!("no test has so many types"),
        DecodeError::Limit(what) => panic!("{what}"),
    })
}

fn malformed(offset: usize, what: &'static str) -> Malformed {
    Malformed { offset, what }
}

/// The index that these bytes stand for, or what is wrong, at an offset counted from the first of them.
type Number = Result<u32, (usize, &'static str)>;

/// Decodes a type with the bytes of a number between two others.
fn number(before: &[u8], bytes: &[u8], after: &[u8], found: fn(&RecType) -> TypeUse) -> Number {
    let content = [&[0x01], before, bytes, after].concat();
    // The header, the section's id and length, and the number of types stand before.
    let start = HEADER.len() + 3 + before.len();
    match decode(&module(&[section(1, &content)])) {
        Ok(types) => match found(&types.rectypes[0]) {
            TypeUse::Idx(index) => Ok(index),
            other => panic!("{other:?} cannot be written"),
        },
        Err(malformed) => Err((malformed.offset - start, malformed.what)),
    }
}

/// The number as `u32`, where a type index as a declared supertype stands.
fn unsigned(bytes: &[u8]) -> Number {
    number(&[0x50, 0x01], bytes, &[0x5f, 0x00], |rt| rt.0[0].supers[0])
}

/// The number as `s33`, where a heap type stands.
fn signed(bytes: &[u8]) -> Number {
    number(&[0x5f, 0x01, 0x63], bytes, &[0x00], |rt| match &rt.0[0].ct {
        CompType::Struct(fts) => match fts.as_slice() {
            [
                FieldType {
                    zt: StorageType::Val(ValType::Ref(RefType { null: true, ht })), ..
                },
            ] => match ht {
                HeapType::Use(tu) => *tu,
                HeapType::Abs(abs) => panic!("{abs:?} is no index"),
            },
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    })
}

const TOO_LARGE: &str = "integer too large";
const TOO_LONG: &str = "integer representation too long";
const NO_HEAP_TYPE: &str = "malformed heap type";

#[test]
fn unsigned_numbers_have_32_bits() {
    for (bytes, expected) in [
        (&[0x00][..], Ok(0)),
        (&[0x7f], Ok(0x7f)),
        (&[0x80, 0x00], Ok(0)),
        (&[0x80, 0x01], Ok(0x80)),
        (&[0xff, 0x7f], Ok(0x3fff)),
        (&[0x80, 0x80, 0x80, 0x80, 0x00], Ok(0)),
        (&[0xff, 0xff, 0xff, 0xff, 0x0f], Ok(u32::MAX)),
        (&[0xff, 0xff, 0xff, 0xff, 0x1f], Err((4, TOO_LARGE))),
        (&[0x80, 0x80, 0x80, 0x80, 0x10], Err((4, TOO_LARGE))),
        (&[0x80, 0x80, 0x80, 0x80, 0x7f], Err((4, TOO_LARGE))),
        (&[0x80, 0x80, 0x80, 0x80, 0x80, 0x00], Err((4, TOO_LONG))),
        (&[0xff, 0xff, 0xff, 0xff, 0x8f, 0x00], Err((4, TOO_LONG))),
    ] {
        assert_eq!(unsigned(bytes), expected, "{bytes:02x?}");
    }
}

#[test]
fn heap_type_indices_are_signed_numbers_of_33_bits() {
    for (bytes, expected) in [
        (&[0x00][..], Ok(0)),
        (&[0x3f], Ok(0x3f)),
        (&[0xc0, 0x00], Ok(0x40)),
        (&[0xff, 0x00], Ok(0x7f)),
        (&[0x80, 0x80, 0x80, 0x80, 0x00], Ok(0)),
        (&[0xff, 0xff, 0xff, 0xff, 0x0f], Ok(u32::MAX)),
        // Beyond 33 bits, or too many bytes.
        (&[0x80, 0x80, 0x80, 0x80, 0x10], Err((4, TOO_LARGE))),
        (&[0xff, 0xff, 0xff, 0xff, 0x3f], Err((4, TOO_LARGE))),
        (&[0x80, 0x80, 0x80, 0x80, 0x40], Err((4, TOO_LARGE))),
        (&[0x80, 0x80, 0x80, 0x80, 0x6f], Err((4, TOO_LARGE))),
        (&[0x80, 0x80, 0x80, 0x80, 0x80, 0x00], Err((4, TOO_LONG))),
        // Numbers, but negative ones: -64, -1, -1 in five bytes, and -2^32.
        (&[0x40], Err((0, NO_HEAP_TYPE))),
        (&[0x7f], Err((0, NO_HEAP_TYPE))),
        (&[0xff, 0xff, 0xff, 0xff, 0x7f], Err((0, NO_HEAP_TYPE))),
        (&[0x80, 0x80, 0x80, 0x80, 0x70], Err((0, NO_HEAP_TYPE))),
        // The code of `func`, in two bytes: it is a byte, no number.
        (&[0xf0, 0x7f], Err((0, NO_HEAP_TYPE))),
    ] {
        assert_eq!(signed(bytes), expected, "{bytes:02x?}");
    }
}

/// The section of `(type (struct))`.
fn types() -> Vec<u8> {
    section(1, &[0x01, 0x5f, 0x00])
}

/// A custom section.
fn custom(name: &[u8]) -> Vec<u8> {
    section(0, &[&[name.len() as u8], name, b"anything"].concat())
}

#[test]
fn the_types_are_in_the_first_section_that_is_not_custom() {
    let count = |sections: &[Vec<u8>]| decode(&module(sections)).map(|types| types.rectypes.len());
    assert_eq!(count(&[]), Ok(0));
    assert_eq!(count(&[types()]), Ok(1));
    assert_eq!(count(&[custom(b"a"), custom(b""), types()]), Ok(1));
    assert_eq!(count(&[custom("ä".as_bytes()), types()]), Ok(1));
    // What follows is not read.
    assert_eq!(count(&[types(), vec![0xff; 3]]), Ok(1));
    assert_eq!(count(&[types(), types()]), Ok(1));
    // Another section ends the search, known or not.
    for id in [2, 3, 10, 13, 14, 0x7f, 0xff] {
        assert_eq!(count(&[section(id, &[]), types()]), Ok(0), "section {id}");
    }
}

#[test]
fn types_stand_where_they_are_said_to_stand() {
    // (rec (type (sub (struct))) (type (func)))  (type (array i8))
    let content = [0x02, 0x4e, 0x02, 0x50, 0x00, 0x5f, 0x00, 0x60, 0x00, 0x00, 0x5e, 0x78, 0x00];
    let decoded = decode(&module(&[custom(b"a"), section(1, &content)])).expect("well-formed");
    let start = HEADER.len() + custom(b"a").len() + 2;
    assert_eq!(decoded.offsets, [start + 3, start + 7, start + 10]);
    assert_eq!(decoded.rectypes.iter().map(|rt| rt.0.len()).collect::<Vec<_>>(), [2, 1]);
}

#[test]
fn malformed_modules_say_where_and_what() {
    let long_name = section(0, &[0x05, b'a']);
    for (bytes, expected) in [
        (b"".to_vec(), malformed(0, "unexpected end")),
        (b"\0as".to_vec(), malformed(3, "unexpected end")),
        (b"\0asn\x01\0\0\0".to_vec(), malformed(3, "magic header not detected")),
        (b"\0asm\x02\0\0\0".to_vec(), malformed(4, "unknown binary version")),
        (b"\0asm\x01\0\x01\0".to_vec(), malformed(6, "unknown binary version")),
        (module(&[vec![0x01, 0x03, 0x01]]), malformed(10, "length out of bounds")),
        (module(&[section(0, &[])]), malformed(10, "unexpected end")),
        (module(&[long_name]), malformed(11, "length out of bounds")),
        (module(&[custom(b"a\xff")]), malformed(12, "malformed UTF-8 encoding")),
        (module(&[section(1, &[])]), malformed(10, "unexpected end")),
        (module(&[section(1, &[0x00, 0x00])]), malformed(11, "section size mismatch")),
        (module(&[section(1, &[0x02, 0x5f, 0x00])]), malformed(13, "unexpected end")),
        // A type may not reach into the next section.
        (
            module(&[section(1, &[0x01, 0x5f, 0x01]), vec![0x7f, 0x00]]),
            malformed(13, "unexpected end"),
        ),
        (module(&[section(1, &[0x01, 0x5c])]), malformed(11, "malformed type form")),
        (
            module(&[section(1, &[0x01, 0x5d])]),
            malformed(11, "continuation types (stack switching) are not part of Wasm 3.0"),
        ),
        (module(&[section(1, &[0x01, 0x4f, 0x00, 0x4f])]), malformed(13, "malformed type form")),
        (module(&[section(1, &[0x01, 0x4e, 0x01, 0x4e])]), malformed(13, "malformed type form")),
        (module(&[section(1, &[0x01, 0x5e, 0x79, 0])]), malformed(12, "malformed storage type")),
        (
            module(&[section(1, &[0x01, 0x60, 0x01, 0x78, 0])]),
            malformed(13, "malformed value type"),
        ),
        (module(&[section(1, &[0x01, 0x5e, 0x7f, 0x02])]), malformed(13, "malformed mutability")),
        // A list is as long as its elements, whatever it announces.
        (
            module(&[section(1, &[0x01, 0x5f, 0xff, 0xff, 0xff, 0xff, 0x0f])]),
            malformed(17, "unexpected end"),
        ),
    ] {
        assert_eq!(decode(&bytes), Err(expected), "{bytes:02x?}");
    }
}

#[test]
fn every_prefix_of_a_module_is_malformed_within_its_length() {
    // (rec (type (sub (struct (field (mut i16) (ref 64))))) (type (sub final 0 (func (param anyref)))))
    let content = [
        0x01, 0x4e, 0x02, 0x50, 0x00, 0x5f, 0x02, 0x77, 0x01, 0x64, 0xc0, 0x00, 0x00, 0x4f, 0x01,
        0x00, 0x60, 0x01, 0x6e, 0x00,
    ];
    let whole = module(&[custom(b"name"), section(1, &content)]);
    assert_eq!(decode(&whole).map(|types| types.offsets.len()), Ok(2));
    // At the end of a section, a prefix is a module without types.
    let modules = [HEADER.len(), HEADER.len() + custom(b"name").len()];
    for len in 0..whole.len() {
        match decode(&whole[..len]) {
            Ok(types) => {
                assert!(modules.contains(&len), "{len} bytes");
                assert_eq!(types, Types::default());
            }
            Err(malformed) => {
                assert!(!modules.contains(&len), "{len} bytes: {malformed:?}");
                assert!(malformed.offset <= len, "{len} bytes: {malformed:?}");
            }
        }
    }
}
