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

    /// The largest size that the specification allows: 4 GiB or 2^64 bytes of memory in pages of 64 KiB,
    /// and one element less than a table has indices. `None` for what has no size.
    #[must_use]
    pub const fn bound(self) -> Option<u64> {
        match self {
            Self::Memory { memory64, .. } => Some(if memory64 { 1 << 48 } else { 1 << 16 }),
            Self::Table { table64, .. } => Some(if table64 { u64::MAX } else { u32::MAX as u64 }),
            Self::Func(_) | Self::Tag(_) | Self::Global { .. } => None,
        }
    }

    /// The size, if it has one.
    #[must_use]
    pub const fn limits(self) -> Option<Limits> {
        match self {
            Self::Memory { limits, .. } | Self::Table { limits, .. } => Some(limits),
            Self::Func(_) | Self::Tag(_) | Self::Global { .. } => None,
        }
    }

    /// Whether its sizes are such that a module may declare it (`Limits_ok`).
    #[must_use]
    pub fn is_within_bounds(self) -> bool {
        let (Some(bound), Some(Limits { min, max })) = (self.bound(), self.limits()) else {
            return true;
        };
        min <= bound && max.is_none_or(|max| min <= max && max <= bound)
    }

    /// The same with sizes that a module may declare: what is too large becomes the bound, and a maximum
    /// below the minimum the minimum.
    #[must_use]
    pub fn within_bounds(mut self) -> Self {
        if let (
            Some(bound),
            Self::Memory { limits: Limits { min, max }, .. }
            | Self::Table { limits: Limits { min, max }, .. },
        ) = (self.bound(), &mut self)
        {
            *min = (*min).min(bound);
            *max = max.map(|max| max.clamp(*min, bound));
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::{Extern, Limits};

    #[test]
    fn sizes_are_brought_within_bounds() {
        let memory = |memory64, min, max| Extern::Memory { memory64, limits: Limits { min, max } };
        let (bound, bound64) = (1 << 16, 1 << 48);
        for (before, after) in [
            (memory(false, 1, Some(bound)), memory(false, 1, Some(bound))),
            (memory(false, 1, Some(bound + 1)), memory(false, 1, Some(bound))),
            (memory(true, 1, Some(bound + 1)), memory(true, 1, Some(bound + 1))),
            (memory(false, u64::MAX, None), memory(false, bound, None)),
            (memory(true, u64::MAX, Some(7)), memory(true, bound64, Some(bound64))),
            (memory(false, 3, Some(2)), memory(false, 3, Some(3))),
        ] {
            assert_eq!(before.within_bounds(), after);
            assert_eq!(before.is_within_bounds(), before == after, "{before:?}");
            assert!(after.is_within_bounds());
        }
    }
}
