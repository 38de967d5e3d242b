//! What modules import and export, as questions name it.

use super::{Reference, TypeRef, Value};
use serde::{Deserialize, Serialize};

/// The size of a memory in pages of 64 KiB, or of a table in elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Limits {
    /// The size it has at least; of an export, the size it has.
    pub min: u64,
    /// The size up to which it may grow, if that is limited.
    pub max: Option<u64>,
}

/// The type of an import or an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Extern {
    /// A function of a defined function type.
    Func(TypeRef),
    /// A tag of a defined function type.
    Tag(TypeRef),
    /// A global.
    Global {
        /// Whether it can be set.
        mutable: bool,
        /// The type of its value.
        content: Value,
    },
    /// A memory.
    Memory {
        /// Whether its addresses are `i64`.
        memory64: bool,
        /// Its size.
        limits: Limits,
    },
    /// A table.
    Table {
        /// Whether its indices are `i64`.
        table64: bool,
        /// Its size.
        limits: Limits,
        /// The type of its elements.
        element: Reference,
    },
}

impl Extern {
    /// The defined type that it names.
    #[must_use]
    pub const fn defined(self) -> Option<TypeRef> {
        match self {
            Self::Func(ty) | Self::Tag(ty) => Some(ty),
            Self::Global { content, .. } => content.defined(),
            Self::Memory { .. } => None,
            Self::Table { element, .. } => element.heap.defined(),
        }
    }
}
