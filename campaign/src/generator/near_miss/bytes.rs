//! One byte of a type section becomes another one.

use crate::choices::Choices;
use crate::section::TypeSection;
use wasm_encoder::{Module, RawSection};

/// The bytes that mean something in a type section: forms, heap types, value types, small numbers; and two
/// that begin longer numbers.
const TELLING: [u8; 34] = [
    0x00, 0x01, 0x02, 0x03, 0x04, 0x4e, 0x4f, 0x50, 0x5e, 0x5f, 0x60, 0x63, 0x64, 0x69, 0x6a, 0x6b,
    0x6c, 0x6d, 0x6e, 0x6f, 0x70, 0x71, 0x72, 0x73, 0x74, 0x77, 0x78, 0x7b, 0x7c, 0x7d, 0x7e, 0x7f,
    0x80, 0xff,
];

/// The module of this section with another telling byte in place of one.
pub(super) fn edited(section: &TypeSection, choices: &mut dyn Choices) -> Vec<u8> {
    let mut data = section.encode_content();
    let place = choices.index(data.len());
    if let Some(byte) = data.get_mut(place) {
        let other = match choices.choose(4) {
            0 => byte.wrapping_add(1),
            1 => byte.wrapping_sub(1),
            _ => TELLING[choices.index(TELLING.len())],
        };
        *byte = if other == *byte { other ^ 1 } else { other };
    }
    let mut module = Module::new();
    module.section(&RawSection { id: 1, data: &data });
    module.finish()
}
