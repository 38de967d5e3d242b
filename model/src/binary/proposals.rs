//! Codes of types that proposals beyond Wasm 3.0 have taken: a module that has one is malformed today, and
//! its author should hear why.
//!
//! When a proposal is transcribed, its types take their place in [`syntax`](crate::syntax): an exact type is
//! a heap type beside the type use, a continuation type a composite type, and `shared` a mark on composite
//! and on abstract heap types. Their rules are not final; see RULES.md.

/// What a code at the place of a type is short for, if a proposal has taken it.
pub(super) fn taken(code: u8) -> Option<&'static str> {
    Some(match code {
        0x4c | 0x4d => "descriptor clauses (custom descriptors) are not part of Wasm 3.0",
        0x62 => "exact types (custom descriptors) are not part of Wasm 3.0",
        0x5d | 0x68 | 0x75 => "continuation types (stack switching) are not part of Wasm 3.0",
        0x65 => "shared types (shared-everything threads) are not part of Wasm 3.0",
        _ => return None,
    })
}
