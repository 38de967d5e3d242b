//! Why a function reference could not be read.

use crate::{CanonicalIndex, FuncRefId};
use std::fmt;

/// Why a function reference could not be read.
///
/// A legal program never meets one: see [`FuncRefTable`](crate::FuncRefTable).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypedFuncRefError {
    /// The table never had such an entry: the id is forged, or of a larger table.
    UnknownId {
        /// The id asked for.
        id: FuncRefId,
        /// The static type of the place that the reference was read from; none for an untyped read.
        expected: Option<CanonicalIndex>,
        /// The number of slots of the table.
        slots: u32,
    },
    /// The slot of the entry is free or has another entry: the entry was removed, or is of another
    /// table.
    StaleId {
        /// The id asked for.
        id: FuncRefId,
        /// The static type of the place that the reference was read from; none for an untyped read.
        expected: Option<CanonicalIndex>,
    },
    /// The entry's type is not a subtype of the expected type.
    Mismatch {
        /// The id asked for.
        id: FuncRefId,
        /// The type of the entry.
        found: CanonicalIndex,
        /// The static type of the place that the reference was read from.
        expected: CanonicalIndex,
    },
}

impl fmt::Display for TypedFuncRefError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let expected = match *self {
            Self::UnknownId { id, expected, slots } => {
                write!(f, "function reference {id} is unknown: the table has {slots} slots")?;
                expected
            }
            Self::StaleId { id, expected } => {
                write!(f, "function reference {id} was removed, or is of another table")?;
                expected
            }
            Self::Mismatch { id, found, expected } => {
                write!(f, "function reference {id} has type {found}, not a subtype of {expected}")?;
                None
            }
        };
        expected.map_or(Ok(()), |expected| write!(f, ", read at type {expected}"))
    }
}

impl TypedFuncRefError {
    /// The id asked for.
    pub const fn id(&self) -> FuncRefId {
        match *self {
            Self::UnknownId { id, .. } | Self::StaleId { id, .. } | Self::Mismatch { id, .. } => id,
        }
    }
}

impl std::error::Error for TypedFuncRefError {}

/// A table of function references has no room left: it has 2²⁸ of them, or the process entered 2³⁶.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FuncRefTableFull;

impl fmt::Display for FuncRefTableFull {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the table of function references is full")
    }
}

impl std::error::Error for FuncRefTableFull {}
