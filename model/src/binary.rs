//! The binary format (5).
//!
//! The functions are the productions of the grammar, in the specification's order and under its
//! names. A module is read whole, or no further than its type section: whether its types are
//! well-formed and valid does not depend on the rest.
//!
//! No bytes exhaust the stack or the memory: instructions nest no deeper than [`NESTING_MAX`], and
//! room is made only for what was read.

mod externtypes;
mod instructions;
mod modules;
mod proposals;
mod segments;
#[cfg(test)]
mod tests;
mod types;
mod values;

pub use instructions::NESTING_MAX;

use crate::syntax::{Module, RecType};
use modules::{customsecs, sections, typesec};
use values::Reader;

/// Bytes that do not follow the grammar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// The offset of the offending byte in the module.
    pub offset: usize,
    /// What is wrong there.
    pub what: &'static str,
}

/// Why there is no module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// The bytes do not follow the grammar.
    Malformed(Malformed),
    /// There are more types, or more groups, than the model takes on.
    TooManyTypes,
    /// The bytes may follow the grammar, but the model does not take them on.
    Limit(&'static str),
}

/// The type section of a module.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Types {
    /// The recursive types.
    pub rectypes: Vec<RecType>,
    /// The offset of each type in the module, in the order of the type indices.
    pub offsets: Vec<usize>,
}

/// `Bmodule`
///
/// # Errors
///
/// [`DecodeError::Malformed`] if the bytes do not follow the grammar, and [`DecodeError::Limit`] if
/// instructions nest deeper than [`NESTING_MAX`].
pub fn module(bytes: &[u8]) -> Result<Module, DecodeError> {
    let mut r = Reader::new(bytes);
    magic_and_version(&mut r)?;
    sections(&mut r)
}

/// `Bmodule`, up to the end of its type section: custom sections, then the type section or anything
/// else, which ends the reading.
///
/// # Errors
///
/// [`DecodeError::Malformed`] if the bytes so far do not follow the grammar, and
/// [`DecodeError::TooManyTypes`] if there are more than `types_max` types or groups, empty groups
/// included.
pub fn module_types(bytes: &[u8], types_max: usize) -> Result<Types, DecodeError> {
    let mut r = Reader::new(bytes);
    magic_and_version(&mut r)?;
    customsecs(&mut r)?;
    typesec(&mut r, types_max)
}

/// `Bmagic Bversion`
fn magic_and_version(r: &mut Reader<'_>) -> Result<(), DecodeError> {
    for (expected, what) in
        [(*b"\0asm", "magic header not detected"), (*b"\x01\0\0\0", "unknown binary version")]
    {
        for byte in expected {
            if r.byte()? != byte {
                return Err(r.malformed_at_last(what));
            }
        }
    }
    Ok(())
}
