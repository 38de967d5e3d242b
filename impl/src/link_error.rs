//! Why an import cannot be given an export.

use crate::externs::ExternKind;
use crate::types::{RefType, ValType};
use crate::{CanonicalIndex, HeapType};
use std::fmt;

/// Why an export does not match an import: the first difference that was met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkError {
    /// One is a function and the other a memory, or the like.
    Kind {
        /// What is exported.
        found: ExternKind,
        /// What is imported.
        expected: ExternKind,
    },
    /// The type of a function is not a subtype, or the type of a tag not the same.
    Signature {
        /// The exported type.
        found: CanonicalIndex,
        /// The imported type.
        expected: CanonicalIndex,
    },
    /// One global can be set and the other cannot.
    Mutability {
        /// Whether the export can be set.
        found: bool,
        /// Whether the import can be set.
        expected: bool,
    },
    /// The type of a constant global's value is not a subtype, or that of a mutable one not the
    /// same.
    Content {
        /// The exported type.
        found: ValType,
        /// The imported type.
        expected: ValType,
    },
    /// Addresses differ in size.
    AddressType {
        /// The bits of an address of the export: 32 or 64.
        found: u32,
        /// The bits of an address of the import: 32 or 64.
        expected: u32,
    },
    /// The export is too small.
    Minimum {
        /// The size of the export, in pages or elements.
        found: u64,
        /// The size that the import asks for.
        expected: u64,
    },
    /// The export can grow further than the import allows.
    Maximum {
        /// The maximum of the export, in pages or elements; none if it has none.
        found: Option<u64>,
        /// The maximum of the import.
        expected: u64,
    },
    /// The type of a table's elements is not the same.
    Element {
        /// The exported type.
        found: RefType,
        /// The imported type.
        expected: RefType,
    },
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mutability = |mutable| if mutable { "mutable" } else { "constant" };
        match *self {
            Self::Kind { found, expected } => write!(f, "{found} where a {expected} is expected"),
            Self::Signature { found, expected } => {
                write!(f, "type {found} where type {expected} is expected")
            }
            Self::Mutability { found, expected } => {
                let (found, expected) = (mutability(found), mutability(expected));
                write!(f, "{found} global where a {expected} one is expected")
            }
            Self::Content { found, expected } => {
                write!(f, "global of {found} where one of {expected} is expected")
            }
            Self::AddressType { found, expected } => {
                write!(f, "{found}-bit addresses where {expected}-bit ones are expected")
            }
            Self::Minimum { found, expected } => {
                write!(f, "size {found} where at least {expected} is expected")
            }
            Self::Maximum { found: Some(found), expected } => {
                write!(f, "maximum {found} where at most {expected} is expected")
            }
            Self::Maximum { found: None, expected } => {
                write!(f, "no maximum where at most {expected} is expected")
            }
            Self::Element { found, expected } => {
                write!(f, "table of {found} where one of {expected} is expected")
            }
        }
    }
}

impl std::error::Error for LinkError {}

impl fmt::Display for ValType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::I32 => f.write_str("i32"),
            Self::I64 => f.write_str("i64"),
            Self::F32 => f.write_str("f32"),
            Self::F64 => f.write_str("f64"),
            Self::V128 => f.write_str("v128"),
            Self::Ref(ty) => ty.fmt(f),
        }
    }
}

/// In the text format, with the canonical index of a defined type.
impl fmt::Display for RefType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let null = if self.nullable { "null " } else { "" };
        match self.heap {
            HeapType::Abstract(heap) => write!(f, "(ref {null}{})", heap.name()),
            HeapType::Concrete(index) => write!(f, "(ref {null}{index})"),
        }
    }
}
