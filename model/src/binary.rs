//! The binary format (5.1, 5.2, 5.4), as far as the types of a module.
//!
//! The functions are the productions of the grammar, in the specification's order and under its
//! names. Nothing behind the type section is read: whether the types of a module are well-formed and
//! valid does not depend on it.

mod types;
mod values;

use crate::syntax::RecType;
use types::rectype;
use values::Reader;

/// Bytes that do not follow the grammar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// The offset of the offending byte in the module.
    pub offset: usize,
    /// What is wrong there.
    pub what: &'static str,
}

/// Why there are no types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// The bytes do not follow the grammar.
    Malformed(Malformed),
    /// There are more types, or more groups, than the model takes on.
    TooManyTypes,
}

/// The type section of a module.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Types {
    /// The recursive types.
    pub rectypes: Vec<RecType>,
    /// The offset of each type in the module, in the order of the type indices.
    pub offsets: Vec<usize>,
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
    while !r.at_end() {
        match r.peek()? {
            0 => {
                section(&mut r)?.name()?;
            }
            1 => return typesec(section(&mut r)?, types_max),
            _ => break,
        }
    }
    Ok(Types::default())
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

/// `Bsection_(N, grammar BX)`, after its id was looked at: a reader of the content.
fn section<'a>(r: &mut Reader<'a>) -> Result<Reader<'a>, DecodeError> {
    r.byte()?;
    let len = r.u32()?;
    r.take(len as usize)
}

/// `Btypesec`: a list of recursive types that fills its section.
fn typesec(mut r: Reader<'_>, types_max: usize) -> Result<Types, DecodeError> {
    let mut types = Types::default();
    let n = r.u32()?;
    for _ in 0..n {
        if types.rectypes.len() == types_max {
            return Err(DecodeError::TooManyTypes);
        }
        let rt = rectype(&mut r, &mut types.offsets, types_max)?;
        types.rectypes.push(rt);
    }
    if r.at_end() { Ok(types) } else { Err(r.malformed_here("section size mismatch")) }
}
