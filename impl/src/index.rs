//! The four index spaces, each with a type of its own.
//!
//! Using an index of one space in another is the commonest root cause of type-system bugs in
//! engines, so no two of these convert into each other implicitly.

use std::fmt;

/// A position in one module's type index space, counted from 0 over all its types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ModuleTypeIndex(u32);

impl ModuleTypeIndex {
    /// The index with this number.
    pub const fn new(index: u32) -> Self {
        Self(index)
    }

    /// The number of this index.
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl fmt::Display for ModuleTypeIndex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The registry's number for a type; two live types are the same exactly when their numbers are
/// equal.
///
/// A number is meaningful for one registry, from the registration of a module that lists it until
/// the last module that needs it is released. After that the registry may give it to another type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CanonicalIndex(u32);

impl CanonicalIndex {
    /// A number that no type ever has.
    pub(crate) const RESERVED: Self = Self(crate::word::INDEX_MAX);

    pub(crate) const fn new(index: u32) -> Self {
        Self(index)
    }

    /// The number of this index.
    pub const fn get(self) -> u32 {
        self.0
    }

    /// The position of this type's entry in an arena of types.
    pub(crate) const fn slot(self) -> usize {
        self.0 as usize
    }
}

impl Default for CanonicalIndex {
    fn default() -> Self {
        Self::RESERVED
    }
}

impl fmt::Display for CanonicalIndex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A position inside one recursion group, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct GroupRelativeIndex(u32);

impl GroupRelativeIndex {
    pub(crate) const fn new(index: u32) -> Self {
        Self(index)
    }

    pub(crate) const fn get(self) -> u32 {
        self.0
    }

    /// The canonical index of this member of the group whose first member is `base`.
    pub(crate) const fn canonical(self, base: CanonicalIndex) -> CanonicalIndex {
        CanonicalIndex(base.0 + self.0)
    }
}

/// The registry's number for a recursion group; reused after the group is gone, like canonical
/// indices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct GroupId(u32);

impl GroupId {
    pub(crate) const fn new(id: u32) -> Self {
        Self(id)
    }

    pub(crate) const fn slot(self) -> usize {
        self.0 as usize
    }
}
