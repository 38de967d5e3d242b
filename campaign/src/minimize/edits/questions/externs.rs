//! Edits of external types: simpler kinds, smaller sizes, simpler contents.

use super::super::super::draft::Draft;
use super::{above, operand, target_of};
use crate::question::{Extern, Limits};

/// What becomes of an external type besides the types in it.
#[derive(Clone, Copy)]
pub(in super::super) enum Change {
    /// A memory, as large as a table, or else of no size.
    Memory,
    /// A global of what a table has as elements, or a function in place of a tag.
    Simpler,
    /// A constant global.
    Constant,
    /// Addresses of 32 bits.
    Bits32,
    /// Another least size.
    Min(Size),
    /// Another greatest size.
    Max(Size),
    /// No greatest size.
    NoMax,
}

/// What becomes of a size.
#[derive(Clone, Copy)]
pub(in super::super) enum Size {
    Zero,
    Half,
    Less,
}

pub(super) const CHANGES: [Change; 11] = [
    Change::Memory,
    Change::Simpler,
    Change::Constant,
    Change::Bits32,
    Change::NoMax,
    Change::Min(Size::Zero),
    Change::Max(Size::Zero),
    Change::Min(Size::Half),
    Change::Max(Size::Half),
    Change::Min(Size::Less),
    Change::Max(Size::Less),
];

impl Size {
    fn of(self, size: u64) -> u64 {
        match self {
            Self::Zero => 0,
            Self::Half => size / 2,
            Self::Less => size.saturating_sub(1),
        }
    }
}

pub(super) fn changed(draft: &Draft, external: Extern, change: super::Change) -> Option<Extern> {
    let super::Change::Extern(change) = change else {
        return contents(draft, external, change);
    };
    let limits = |Limits { min, max }: Limits| match change {
        Change::Min(size) => Some(Limits { min: size.of(min), max }),
        Change::Max(size) => Some(Limits { min, max: Some(size.of(max?)) }),
        Change::NoMax => Some(Limits { min, max: None }),
        _ => None,
    };
    let changed = match (change, external) {
        (Change::Memory, Extern::Table { table64, limits, .. }) => {
            Extern::Memory { memory64: table64, limits }
        }
        (Change::Memory, _) => {
            Extern::Memory { memory64: false, limits: Limits { min: 0, max: None } }
        }
        (Change::Simpler, Extern::Tag(ty)) => Extern::Func(ty),
        (Change::Simpler, Extern::Table { element, .. }) => {
            Extern::Global { mutable: true, content: element.into() }
        }
        (Change::Constant, Extern::Global { content, .. }) => {
            Extern::Global { mutable: false, content }
        }
        (Change::Bits32, Extern::Memory { limits, .. }) => {
            Extern::Memory { memory64: false, limits }
        }
        (Change::Bits32, Extern::Table { limits, element, .. }) => {
            Extern::Table { table64: false, limits, element }
        }
        (_, Extern::Memory { memory64, limits: before }) => {
            Extern::Memory { memory64, limits: limits(before)? }
        }
        (_, Extern::Table { table64, limits: before, element }) => {
            Extern::Table { table64, limits: limits(before)?, element }
        }
        _ => return None,
    };
    Some(changed.within_bounds())
}

/// The types in it are edited as operands are.
fn contents(draft: &Draft, external: Extern, change: super::Change) -> Option<Extern> {
    let defined = |ty| match change {
        super::Change::Super => above(draft, ty),
        _ => None,
    };
    Some(match external {
        Extern::Func(ty) => Extern::Func(defined(ty)?),
        Extern::Tag(ty) => Extern::Tag(defined(ty)?),
        Extern::Global { mutable, content } => {
            Extern::Global { mutable, content: operand(draft, content, change)? }
        }
        Extern::Table { table64, limits, element } => {
            Extern::Table { table64, limits, element: target_of(draft, element, change)? }
        }
        Extern::Memory { .. } => return None,
    })
}
