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
///
/// The upper 6 bits are the type's depth, which is the number of its proper supertypes; the lower
/// 26 say where the registry keeps it. Numbers are not consecutive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CanonicalIndex(u32);

impl CanonicalIndex {
    const POSITION_BITS: u32 = 26;

    /// The largest position. No type ever has it.
    pub(crate) const POSITION_MAX: u32 = (1 << Self::POSITION_BITS) - 1;

    /// The largest depth.
    pub(crate) const DEPTH_MAX: u32 = (1 << (32 - Self::POSITION_BITS)) - 1;

    /// A number that no type ever has.
    pub(crate) const RESERVED: Self = Self(Self::POSITION_MAX);

    /// The number of the type of this depth that is kept at this position.
    pub(crate) const fn new(position: u32, depth: u32) -> Self {
        debug_assert!(position <= Self::POSITION_MAX);
        debug_assert!(depth <= Self::DEPTH_MAX);
        Self(depth << Self::POSITION_BITS | position)
    }

    /// What [`Self::get`] of an index gave.
    pub(crate) const fn from_raw(number: u32) -> Self {
        Self(number)
    }

    /// The number of this index.
    pub const fn get(self) -> u32 {
        self.0
    }

    /// The number of proper supertypes of the type, at most 63.
    #[inline]
    pub const fn depth(self) -> u32 {
        self.0 >> Self::POSITION_BITS
    }

    /// The cell that holds this very number as long as the type is live.
    #[inline]
    pub(crate) const fn position(self) -> u32 {
        self.0 & Self::POSITION_MAX
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
}

/// The registry's number for a recursion group; reused after the group is gone, like canonical
/// indices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct GroupId(u32);

impl GroupId {
    /// The bits of a number. A group takes three cells at least, so there is room for all.
    pub(crate) const BITS: u32 = 25;

    pub(crate) const fn new(id: u32) -> Self {
        Self(id)
    }

    pub(crate) const fn get(self) -> u32 {
        self.0
    }
}
