//! A table of function references that are stored as numbers and checked when they are read back.
//!
//! An engine keeps a function reference in a garbage-collected object as the number of a table
//! entry. When it is read at a static type, the entry's own type must be a subtype of that. The
//! check is a defence: it can only fail if something else went wrong before, and then it must fail
//! with a value that says what was found, never with a crash (Wasmtime #10398, #10376, #13472).

use crate::{CanonicalIndex, Registry};
use hashbrown::HashMap;
use std::fmt;

/// A function reference: the function's own type, and whatever finds the function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FuncRef {
    /// The type of the function itself, which may be a proper subtype of any static type it is used
    /// at.
    pub ty: CanonicalIndex,
    /// The embedder's handle of the function.
    pub function: u32,
}

/// The number of an entry of a [`FuncRefTable`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FuncRefId(u32);

impl FuncRefId {
    /// The id with this number, which may or may not be one of a table: numbers read from memory
    /// are not to be trusted.
    pub const fn from_raw(id: u32) -> Self {
        Self(id)
    }

    /// The number of this id.
    pub const fn raw(self) -> u32 {
        self.0
    }
}

impl fmt::Display for FuncRefId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Why a function reference could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypedFuncRefError {
    /// The table has no such entry.
    UnknownId {
        /// The id asked for.
        id: FuncRefId,
        /// The number of entries of the table.
        length: u32,
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
        match self {
            Self::UnknownId { id, length } => {
                write!(f, "function reference {id} is unknown: the table has {length} entries")
            }
            Self::Mismatch { id, found, expected } => {
                write!(f, "function reference {id} has type {found}, not a subtype of {expected}")
            }
        }
    }
}

impl std::error::Error for TypedFuncRefError {}

/// Function references by number; equal references have equal numbers.
///
/// The table keeps no type alive: the modules whose types stand in it must outlive it. An entry
/// whose type is gone is a mismatch when it is read, as long as the type's canonical index is not
/// reused.
///
/// Invariant: `ids` has exactly the entries of `entries`, each with its position.
#[derive(Debug, Default)]
pub struct FuncRefTable {
    entries: Vec<FuncRef>,
    ids: HashMap<FuncRef, FuncRefId>,
}

impl FuncRefTable {
    /// An empty table.
    pub fn new() -> Self {
        Self::default()
    }

    /// The number of different references in the table.
    pub fn len(&self) -> usize {
        debug_assert_eq!(self.entries.len(), self.ids.len());
        self.entries.len()
    }

    /// Whether the table has no references.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The number of this reference, which is entered into the table if it is not there yet.
    ///
    /// Expected constant time. A table that already has 2³² - 1 entries takes no more and answers
    /// an unknown id.
    pub fn intern(&mut self, func_ref: FuncRef) -> FuncRefId {
        if let Some(id) = self.ids.get(&func_ref) {
            return *id;
        }
        let id = match u32::try_from(self.entries.len()) {
            Ok(id) if id != u32::MAX => FuncRefId(id),
            _ => return FuncRefId(u32::MAX),
        };
        self.entries.push(func_ref);
        self.ids.insert(func_ref, id);
        debug_assert_eq!(self.entries.len(), self.ids.len());
        id
    }

    /// The reference with this number, read at the static type `(ref null? expected)`. Constant
    /// time.
    ///
    /// # Errors
    ///
    /// If there is no such entry, or if its type is not a subtype of `expected` in `registry`.
    pub fn get_typed<S>(
        &self,
        registry: &Registry<S>,
        id: FuncRefId,
        expected: CanonicalIndex,
    ) -> Result<FuncRef, TypedFuncRefError> {
        let func_ref = self.get_untyped(id)?;
        let found = func_ref.ty;
        if registry.is_subtype(found, expected) {
            Ok(func_ref)
        } else {
            Err(TypedFuncRefError::Mismatch { id, found, expected })
        }
    }

    /// The reference with this number, read at the static type `(ref null? func)`. Constant time.
    ///
    /// # Errors
    ///
    /// If there is no such entry.
    pub fn get_untyped(&self, id: FuncRefId) -> Result<FuncRef, TypedFuncRefError> {
        let length = self.entries.len() as u32;
        let entry = self.entries.get(id.0 as usize).copied();
        entry.ok_or(TypedFuncRefError::UnknownId { id, length })
    }
}
