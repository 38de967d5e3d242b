//! Bounds on what one module may contain, as configuration.

use std::fmt;

/// The largest accepted value of each dimension of a module's types.
///
/// The defaults are the limits that the WebAssembly JavaScript interface fixes, so that every
/// browser accepts the same modules. Exceeding one is reported as
/// [`Error::Limit`](crate::Error::Limit), never as an invalid module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a whole module. Offsets are kept in 32 bits, so a bound above that has no effect.
    pub module_bytes: usize,
    /// Types of a module.
    pub types: u32,
    /// Recursion groups of a module, written out or implied by a single type.
    pub groups: u32,
    /// Types of one recursion group.
    pub group_types: u32,
    /// Proper supertypes above a type; a type without supertype has depth 0. A canonical index has
    /// room for a depth of 63, so a bound above that has no effect.
    pub supertype_depth: u32,
    /// Fields of a struct type.
    pub fields: u32,
    /// Parameters of a function type.
    pub params: u32,
    /// Results of a function type.
    pub results: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            module_bytes: 1 << 30,
            types: 1_000_000,
            groups: 1_000_000,
            group_types: 1_000_000,
            supertype_depth: 63,
            fields: 10_000,
            params: 1_000,
            results: 1_000,
        }
    }
}

/// Which limit an [`Error::Limit`](crate::Error::Limit) is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LimitName {
    /// [`Limits::module_bytes`].
    ModuleBytes,
    /// [`Limits::types`].
    Types,
    /// [`Limits::groups`].
    Groups,
    /// [`Limits::group_types`].
    GroupTypes,
    /// [`Limits::supertype_depth`].
    SupertypeDepth,
    /// [`Limits::fields`].
    Fields,
    /// [`Limits::params`].
    Params,
    /// [`Limits::results`].
    Results,
    /// Cells of types that one registry can hold at a time, which are 2²⁶ - 1. A type takes three and
    /// one for each of its proper supertypes, a group of several types one more for each of them.
    CanonicalTypes,
    /// Words of type contents that one registry can hold at a time, which are 2³⁰ - 1.
    ArenaWords,
}

impl fmt::Display for LimitName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ModuleBytes => "module bytes",
            Self::Types => "types",
            Self::Groups => "recursion groups",
            Self::GroupTypes => "types in a recursion group",
            Self::SupertypeDepth => "supertype depth",
            Self::Fields => "fields",
            Self::Params => "parameters",
            Self::Results => "results",
            Self::CanonicalTypes => "cells of types in the registry",
            Self::ArenaWords => "words in the registry",
        })
    }
}
