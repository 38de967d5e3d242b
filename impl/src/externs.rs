//! Import matching: which export may be given to which import.
//!
//! Follows `Externtype_sub` and the rules below it. Facts that the code relies on:
//!
//! 1. Equal types have equal canonical indices, so types that must match in both directions are
//!    compared as values.
//! 2. What can be written is invariant: the content of a mutable global, the elements of a table.
//! 3. Sizes are unsigned 64-bit integers, whatever the address type.

use crate::fault::Fault;
use crate::store::Store;
use crate::subtype::{is_subtype, ref_is_subtype, val_is_subtype};
use crate::types::{RefType, ValType};
use crate::{CanonicalIndex, LinkError};
use std::fmt;

/// The size of a memory in pages of 64 KiB, or of a table in elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SizeLimits {
    /// The least size that an import asks for; the size that an export has.
    pub minimum: u64,
    /// The size beyond which it cannot grow, if there is one.
    pub maximum: Option<u64>,
}

/// The type of a global.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct GlobalType {
    /// Whether it can be set.
    pub mutable: bool,
    /// The type of its value.
    pub content: ValType,
}

/// The type of a memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MemoryType {
    /// Whether its addresses are 64-bit.
    pub memory64: bool,
    /// Its size, in pages of 64 KiB.
    pub limits: SizeLimits,
}

/// The type of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TableType {
    /// Whether its indices are 64-bit.
    pub table64: bool,
    /// Its size, in elements.
    pub limits: SizeLimits,
    /// The type of its elements.
    pub element: RefType,
}

/// What is exported and imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExternKind {
    /// A function.
    Func,
    /// A table.
    Table,
    /// A memory.
    Memory,
    /// A global.
    Global,
    /// A tag.
    Tag,
}

impl fmt::Display for ExternKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Func => "function",
            Self::Table => "table",
            Self::Memory => "memory",
            Self::Global => "global",
            Self::Tag => "tag",
        })
    }
}

/// The type of an export or of an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExternType {
    /// A function of this function type.
    Func(CanonicalIndex),
    /// A table.
    Table(TableType),
    /// A memory.
    Memory(MemoryType),
    /// A global.
    Global(GlobalType),
    /// A tag of this function type.
    Tag(CanonicalIndex),
}

impl ExternType {
    /// What it is the type of.
    pub const fn kind(self) -> ExternKind {
        match self {
            Self::Func(_) => ExternKind::Func,
            Self::Table(_) => ExternKind::Table,
            Self::Memory(_) => ExternKind::Memory,
            Self::Global(_) => ExternKind::Global,
            Self::Tag(_) => ExternKind::Tag,
        }
    }
}

/// Matches an export against an import. Constant time.
pub(crate) fn match_import(
    store: &Store,
    export: ExternType,
    import: ExternType,
) -> Result<(), LinkError> {
    match (export, import) {
        (ExternType::Func(found), ExternType::Func(expected)) => match_func(store, found, expected),
        (ExternType::Table(found), ExternType::Table(expected)) => {
            match_table(store, found, expected)
        }
        (ExternType::Memory(found), ExternType::Memory(expected)) => {
            match_addresses(found.memory64, expected.memory64)?;
            match_limits(store, found.limits, expected.limits)
        }
        (ExternType::Global(found), ExternType::Global(expected)) => {
            match_global(store, found, expected)
        }
        (ExternType::Tag(found), ExternType::Tag(expected)) => match_tag(store, found, expected),
        _ => Err(LinkError::Kind { found: export.kind(), expected: import.kind() }),
    }
}

/// A function may be of a subtype.
fn match_func(
    store: &Store,
    found: CanonicalIndex,
    expected: CanonicalIndex,
) -> Result<(), LinkError> {
    let matches = if store.faults.has(Fault::L1) {
        found == expected
    } else if store.faults.has(Fault::L2) {
        is_subtype(store, expected, found)
    } else {
        is_subtype(store, found, expected)
    };
    require(matches, LinkError::Signature { found, expected })
}

/// Tags are of the same type: whoever throws and whoever catches must agree.
fn match_tag(
    store: &Store,
    found: CanonicalIndex,
    expected: CanonicalIndex,
) -> Result<(), LinkError> {
    let matches =
        found == expected || store.faults.has(Fault::L4) && is_subtype(store, found, expected);
    require(matches, LinkError::Signature { found, expected })
}

/// Constant globals are covariant, mutable ones invariant; one never matches the other.
fn match_global(store: &Store, found: GlobalType, expected: GlobalType) -> Result<(), LinkError> {
    let mutability = LinkError::Mutability { found: found.mutable, expected: expected.mutable };
    require(found.mutable == expected.mutable, mutability)?;
    let (found, expected, mutable) = (found.content, expected.content, found.mutable);
    let invariant = mutable && !store.faults.has(Fault::L6) || store.faults.has(Fault::L5);
    let matches =
        if invariant { found == expected } else { val_is_subtype(store, found, expected) };
    require(matches, LinkError::Content { found, expected })
}

/// The elements are invariant.
fn match_table(store: &Store, found: TableType, expected: TableType) -> Result<(), LinkError> {
    match_addresses(found.table64, expected.table64)?;
    match_limits(store, found.limits, expected.limits)?;
    let (found, expected) = (found.element, expected.element);
    let matches =
        found == expected || store.faults.has(Fault::L7) && ref_is_subtype(store, found, expected);
    require(matches, LinkError::Element { found, expected })
}

fn match_addresses(found: bool, expected: bool) -> Result<(), LinkError> {
    let address_bits = |is_64| if is_64 { 64 } else { 32 };
    let (found, expected) = (address_bits(found), address_bits(expected));
    require(found == expected, LinkError::AddressType { found, expected })
}

/// An export is at least as large as asked for, and cannot grow past what the import allows.
fn match_limits(store: &Store, found: SizeLimits, expected: SizeLimits) -> Result<(), LinkError> {
    let minimum = LinkError::Minimum { found: found.minimum, expected: expected.minimum };
    require(found.minimum >= expected.minimum, minimum)?;
    let Some(expected) = expected.maximum else {
        return Ok(());
    };
    let unlimited_matches = store.faults.has(Fault::L8);
    let matches = found.maximum.map_or(unlimited_matches, |found| found <= expected);
    require(matches, LinkError::Maximum { found: found.maximum, expected })
}

fn require(holds: bool, error: LinkError) -> Result<(), LinkError> {
    if holds { Ok(()) } else { Err(error) }
}
