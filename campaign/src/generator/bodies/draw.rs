//! Choices with a number of slips to spend, and the draws that all parts of the generator share.

use super::matching::{abstract_reference, defined};
use crate::choices::Choices;
use crate::question::AbstractHeap;
use crate::section::Val;

/// A source of choices, and how many slips are still to be made.
///
/// A slip is a deliberate mistake at one place: an index one too far, a wrong type, a missing operand.
/// How many a module gets is decided first, and whether in its definitions or in its bodies; where they
/// are made is decided on the way.
pub(super) struct Draw<'a> {
    pub(super) choices: &'a mut dyn Choices,
    slips: u32,
    /// Slips that are kept for the bodies.
    kept: u32,
}

/// One in so many opportunities is taken. A body has some hundred,
const ODDS: u32 = 25;

/// and the definitions have some ten of this kind.
const ODDS_IN_DEFINITIONS: u32 = 12;

pub(super) const NUMERIC: [Val; 5] = [Val::I32, Val::I64, Val::F32, Val::F64, Val::V128];

impl<'a> Draw<'a> {
    pub(super) fn new(choices: &'a mut dyn Choices, careful: bool) -> Self {
        if careful {
            return Self { choices, slips: 0, kept: 0 };
        }
        let slips = choices.weighted(&[7, 12, 1]) as u32;
        let kept = if choices.chance(3, 4) { slips } else { 0 };
        Self { choices, slips: slips - kept, kept }
    }

    /// From here on the slips that were kept for the bodies may be made.
    pub(super) fn begin_bodies(&mut self) {
        self.slips += self.kept;
        self.kept = 0;
    }

    /// Whether to make a mistake here.
    pub(super) fn slip(&mut self) -> bool {
        let taken = self.slips > 0 && self.choices.chance(1, ODDS);
        self.slips -= u32::from(taken);
        taken
    }

    /// The same in definitions, which have few such places.
    pub(super) fn rare_slip(&mut self) -> bool {
        let taken = self.slips > 0 && self.choices.chance(1, ODDS_IN_DEFINITIONS);
        self.slips -= u32::from(taken);
        taken
    }

    pub(super) fn chance(&mut self, numerator: u32, denominator: u32) -> bool {
        self.choices.chance(numerator, denominator)
    }

    pub(super) fn below(&mut self, bound: u32) -> u32 {
        self.choices.choose(bound)
    }

    pub(super) fn weighted(&mut self, weights: &[u32]) -> usize {
        self.choices.weighted(weights)
    }

    /// One of the values; `None` if there is none.
    pub(super) fn of<T: Clone>(&mut self, values: &[T]) -> Option<T> {
        values.get(self.choices.index(values.len())).cloned()
    }

    /// An index below `count` that fits, if there is one; by a slip, one that does not fit or that is too
    /// far.
    pub(super) fn index(&mut self, count: u32, fits: impl Fn(u32) -> bool) -> Option<u32> {
        if self.slip() {
            let unfit: Vec<u32> = (0..count).filter(|index| !fits(*index)).collect();
            return Some(match self.below(8) {
                0 => count + self.below(200),
                1 => 1 << self.below(32),
                2 | 3 => count,
                _ => self.of(&unfit).unwrap_or(count),
            });
        }
        let fitting: Vec<u32> = (0..count).filter(|index| fits(*index)).collect();
        self.of(&fitting)
    }

    /// A numeric or vector type.
    pub(super) fn numeric(&mut self) -> Val {
        NUMERIC[self.weighted(&[4, 3, 2, 2, 2])]
    }

    /// A reference type that names one of the first `types` types, or none.
    pub(super) fn reference(&mut self, types: u32) -> Val {
        let nullable = self.chance(2, 3);
        if self.slip() {
            return defined(nullable, types + self.below(2));
        }
        if types > 0 && self.chance(1, 2) {
            defined(nullable, self.below(types))
        } else {
            let heap = AbstractHeap::ALL[self.choices.index(AbstractHeap::ALL.len())];
            abstract_reference(nullable, heap)
        }
    }

    /// A value type.
    pub(super) fn val(&mut self, types: u32) -> Val {
        if self.chance(1, 2) { self.reference(types) } else { self.numeric() }
    }

    /// Up to `most` value types.
    pub(super) fn vals(&mut self, most: u32, types: u32) -> Vec<Val> {
        (0..self.below(most + 1)).map(|_| self.val(types)).collect()
    }
}
