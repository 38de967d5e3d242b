//! The binary grammar and the framing of the type section.

use crate::support::{type_section, verdict, wasm};
use subtly_impl::{Error, InvalidReason, Malformation};

const PREAMBLE: &[u8] = b"\0asm\x01\0\0\0";

fn malformed(bytes: &[u8]) -> (usize, Malformation) {
    match verdict(bytes) {
        Err(Error::Malformed { offset, what }) => (offset, what),
        other => panic!("{bytes:02x?}: {other:?}"),
    }
}

fn after_preamble(bytes: &[u8]) -> Vec<u8> {
    [PREAMBLE, bytes].concat()
}

/// One type with these bytes, whose verdict is that of the module.
fn one_type(bytes: &[u8]) -> Result<usize, Error> {
    verdict(&type_section(&[&[1], bytes].concat()))
}

#[test]
fn preamble() {
    assert_eq!(verdict(PREAMBLE), Ok(0));
    for length in 0..8 {
        let (offset, what) = malformed(&PREAMBLE[..length]);
        assert_eq!((offset, what), (length, Malformation::UnexpectedEnd));
    }
    assert_eq!(malformed(b"\0asn\x01\0\0\0"), (0, Malformation::BadMagic));
    assert_eq!(malformed(b"\0asm\x02\0\0\0"), (4, Malformation::BadVersion));
    assert_eq!(malformed(b"\0asm\x0d\0\x01\0"), (4, Malformation::BadVersion));
}

#[test]
fn sections_around_the_type_section() {
    let types = &[1, 4, 1, 0x60, 0, 0];
    assert_eq!(verdict(&after_preamble(types)), Ok(1));
    assert_eq!(verdict(&after_preamble(&[&[0, 4, 1, b'a', 9, 9], &types[..]].concat())), Ok(1));
    // What follows is not looked at, nor is the framing of another first section.
    assert_eq!(verdict(&after_preamble(&[&types[..], &[0xff; 9]].concat())), Ok(1));
    assert_eq!(verdict(&after_preamble(&[2])), Ok(0));
    assert_eq!(verdict(&after_preamble(&[99, 0xff, 0xff])), Ok(0));
}

#[test]
fn custom_sections_have_names() {
    assert_eq!(malformed(&after_preamble(&[0])).1, Malformation::UnexpectedEnd);
    assert_eq!(malformed(&after_preamble(&[0, 0])), (10, Malformation::UnexpectedEnd));
    let long = Malformation::LengthOutOfBounds { length: 2, remaining: 1 };
    // The name ends in the module but not in the section.
    assert_eq!(malformed(&after_preamble(&[0, 2, 2, b'a', b'b'])), (10, long));
    assert_eq!(malformed(&after_preamble(&[0, 2, 1, 0xff])), (11, Malformation::NameNotUtf8));
    assert_eq!(verdict(&after_preamble(&[0, 3, 2, 0xc3, 0xa4])), Ok(0));
    assert_eq!(verdict(&after_preamble(&[0, 1, 0])), Ok(0));
}

#[test]
fn the_type_section_is_consumed_exactly() {
    let short = Malformation::LengthOutOfBounds { length: 5, remaining: 4 };
    assert_eq!(malformed(&after_preamble(&[1, 5, 1, 0x60, 0, 0])), (9, short));
    let left = Malformation::TrailingBytes { remaining: 1 };
    assert_eq!(malformed(&type_section(&[1, 0x60, 0, 0, 0])), (14, left));
    // The type would be complete with the bytes after the section.
    let bytes = after_preamble(&[1, 3, 1, 0x60, 0, 0, 0]);
    assert_eq!(malformed(&bytes), (13, Malformation::UnexpectedEnd));
    assert_eq!(malformed(&type_section(&[])), (10, Malformation::UnexpectedEnd));
    assert_eq!(verdict(&type_section(&[0])), Ok(0));
    let count = Malformation::CountOutOfBounds { count: 2, remaining: 0 };
    assert_eq!(malformed(&type_section(&[2])), (10, count));
}

#[test]
fn unsigned_integers() {
    // The count of parameters, in forms that are longer than necessary.
    for zero in [&[0][..], &[0x80, 0], &[0x80, 0x80, 0x80, 0x80, 0]] {
        assert_eq!(one_type(&[&[0x60], zero, &[0]].concat()), Ok(1));
    }
    let what = |zero: &[u8]| malformed(&type_section(&[&[1, 0x60], zero, &[0]].concat()));
    assert_eq!(what(&[0x80, 0x80, 0x80, 0x80, 0x80, 0]), (12, Malformation::IntegerTooLong));
    assert_eq!(what(&[0x80, 0x80, 0x80, 0x80, 0x10]), (12, Malformation::IntegerTooLarge));
    let count = Malformation::CountOutOfBounds { count: u32::MAX, remaining: 1 };
    assert_eq!(what(&[0xff, 0xff, 0xff, 0xff, 0x0f]), (12, count));
}

#[test]
fn heap_types_are_signed_integers() {
    let array = |heap: &[u8]| one_type(&[&[0x5e, 0x64], heap, &[0]].concat());
    for zero in [&[0][..], &[0x80, 0], &[0x80, 0x80, 0x80, 0x80, 0]] {
        assert_eq!(array(zero), Ok(1), "{zero:02x?}");
    }
    for (heap, value) in [
        (&[0x7f][..], -1),
        (&[0x40], -64),
        (&[0x68], -24),
        (&[0x75], -11),
        // The abstract heap type 0x69 has no other form.
        (&[0xe9, 0x7f], -23),
        (&[0x80, 0x80, 0x80, 0x80, 0x70], -(1 << 32)),
    ] {
        let what = Malformation::BadHeapType { value };
        assert_eq!(array(heap), Err(Error::Malformed { offset: 13, what }), "{heap:02x?}");
    }
    for last in [0x10, 0x40, 0x6f] {
        let what = Malformation::IntegerTooLarge;
        let heap = [0x80, 0x80, 0x80, 0x80, last];
        assert_eq!(array(&heap), Err(Error::Malformed { offset: 13, what }));
    }
    let what = Malformation::IntegerTooLong;
    let heap = [0x80, 0x80, 0x80, 0x80, 0x80, 0];
    assert_eq!(array(&heap), Err(Error::Malformed { offset: 13, what }));
}

/// Indices above the 28 bits of a word are reported as they were written.
#[test]
fn large_indices_are_unknown_and_named() {
    for (heap, expected) in [
        ([0xff, 0xff, 0xff, 0xff, 0x00], (1 << 28) - 1),
        ([0x80, 0x80, 0x80, 0x80, 0x01], 1 << 28),
        ([0xff, 0xff, 0xff, 0xff, 0x0f], u32::MAX),
    ] {
        match one_type(&[&[0x5e, 0x64], &heap[..], &[0]].concat()) {
            Err(Error::Invalid { reason: InvalidReason::UnknownType { index }, .. }) => {
                assert_eq!(index, expected);
            }
            other => panic!("{other:?}"),
        }
    }
}

/// Every byte at every place where the grammar has a choice.
#[test]
fn leading_bytes() {
    let accepted = |make: &dyn Fn(u8) -> Vec<u8>| -> Vec<u8> {
        (0..=255).filter(|byte| one_type(&make(*byte)).is_ok()).collect()
    };
    // Each suffix suits one type definition: func, array, struct.
    assert_eq!(accepted(&|byte| vec![byte, 0, 0]), [0x60]);
    assert_eq!(accepted(&|byte| vec![byte, 0x7f, 0]), [0x5e]);
    assert_eq!(accepted(&|byte| vec![byte, 0]), [0x4e, 0x5f]);
    assert_eq!(accepted(&|byte| vec![byte, 0, 0x5f, 0]), [0x4f, 0x50]);
    assert_eq!(accepted(&|byte| vec![byte, 1, 0x5f, 0]), [0x4e]);
    let abstract_heap_types: Vec<u8> = (0x69..=0x74).collect();
    let numbers: Vec<u8> = (0x7b..=0x7f).collect();
    let values = [&abstract_heap_types[..], &numbers].concat();
    assert_eq!(accepted(&|byte| vec![0x60, 1, byte, 0]), values);
    assert_eq!(accepted(&|byte| vec![0x60, 0, 1, byte]), values);
    let storage = [&abstract_heap_types[..], &[0x77, 0x78], &numbers].concat();
    assert_eq!(accepted(&|byte| vec![0x5e, byte, 0]), storage);
    assert_eq!(accepted(&|byte| vec![0x5f, 1, byte, 1]), storage);
    assert_eq!(accepted(&|byte| vec![0x5e, 0x7f, byte]), [0, 1]);
    let heap = [&[0][..], &abstract_heap_types].concat();
    assert_eq!(accepted(&|byte| vec![0x5e, 0x63, byte, 0]), heap);
    assert_eq!(accepted(&|byte| vec![0x5e, 0x64, byte, 0]), heap);
}

#[test]
fn groups_do_not_nest() {
    let what = Malformation::BadTypeDefinition { byte: 0x4e };
    assert_eq!(malformed(&type_section(&[1, 0x4e, 1, 0x4e, 1, 0x5f, 0])), (13, what));
    let what = Malformation::BadTypeDefinition { byte: 0x50 };
    assert_eq!(malformed(&type_section(&[1, 0x50, 0, 0x50, 0, 0x5f, 0])), (13, what));
}

/// The grammar is decided for the whole section before validity is.
#[test]
fn malformed_comes_before_invalid() {
    let unknown = [0x5e, 0x64, 9, 0];
    let broken = [0x5e, 0x64, 0x7f, 0];
    let module = type_section(&[&[2][..], &unknown, &broken].concat());
    let what = Malformation::BadHeapType { value: -1 };
    assert_eq!(malformed(&module), (17, what));
}

#[test]
fn several_supertypes_are_grammatical_and_invalid() {
    let open = [0x50, 0, 0x5f, 0];
    let module = |list: &[u8]| type_section(&[&[2][..], &open, &[0x50], list, &[0x5f, 0]].concat());
    assert_eq!(verdict(&module(&[1, 0])), Ok(2));
    for list in [&[2, 0, 0][..], &[3, 0, 9, 0xff, 0xff, 0x03]] {
        match verdict(&module(list)) {
            Err(Error::Invalid { offset, type_index, reason }) => {
                assert_eq!((offset, type_index.get()), (15, 1));
                assert_eq!(reason, InvalidReason::MultipleSupertypes { count: list[0].into() });
            }
            other => panic!("{other:?}"),
        }
    }
}

/// A module cut anywhere before the end of its type section is malformed.
#[test]
fn truncated_at_every_byte() {
    let module = wasm(
        "(type (sub (struct (field (mut i8) anyref))))
         (rec (type $f (sub (func (param (ref $g) v128) (result (ref null $f)))))
              (type $g (sub final 0 (struct (field (mut i8) (ref null any) (ref $f))))))
         (type (array (mut i16)))",
    );
    let end = 10 + usize::from(module[9]);
    assert_eq!(verdict(&module[..end]), Ok(4));
    for length in 9..end {
        malformed(&module[..length]);
        // The same cut with a section size that is right.
        if length >= 10 {
            malformed(&type_section(&module[10..length]));
        }
    }
}

#[test]
fn errors_read_well() {
    let show = |bytes: &[u8]| verdict(bytes).unwrap_err().to_string();
    assert_eq!(
        show(&type_section(&[1, 0x61])),
        "malformed at offset 11: unknown type definition 0x61"
    );
    assert_eq!(
        show(&wasm("(type (struct)) (type (sub 0 (struct)))")),
        "invalid type 1 at offset 13: supertype 0 is final"
    );
    assert_eq!(
        show(&wasm("(type (sub (func))) (type (sub 0 (struct)))")),
        "invalid type 1 at offset 16: struct type with func supertype 0"
    );
}
