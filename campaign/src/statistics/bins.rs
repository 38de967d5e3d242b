//! Numbers sorted into bins, and how reports write them.

use super::OperatorSet;
use crate::answer::{Answer, Tally};
use crate::question::Kind;
use serde::{Serialize, Serializer};

/// Bins for a number, each with its name and the least number in it, in ascending order from 0.
#[derive(Clone, Copy, Debug)]
pub struct Bins<const N: usize>([(&'static str, u32); N]);

/// Bins for the number of types of a group.
pub const GROUP_SIZES: Bins<6> =
    Bins([("0", 0), ("1", 1), ("2", 2), ("3-4", 3), ("5-8", 5), ("9+", 9)]);

/// Bins for the number of supertypes above a type. Engines take 63.
pub const SUPERTYPES: Bins<8> = Bins([
    ("0", 0),
    ("1", 1),
    ("2-3", 2),
    ("4-8", 4),
    ("9-61", 9),
    ("62", 62),
    ("63", 63),
    ("64+", 64),
]);

impl<const N: usize> Bins<N> {
    /// The number of bins.
    #[must_use]
    #[allow(clippy::len_without_is_empty)] // There always are some.
    pub const fn len(&self) -> usize {
        N
    }

    /// The names of the bins.
    #[must_use]
    pub fn names(&self) -> [&'static str; N] {
        self.0.map(|(name, _)| name)
    }

    /// Counts a number in its bin.
    pub(super) fn count(&self, number: u32, counts: &mut [u64; N]) {
        let bin = self.0.iter().rposition(|(_, least)| *least <= number).unwrap_or(0);
        counts[bin] += 1;
    }

    fn serialize<S: Serializer>(
        &self,
        counts: &[u64; N],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.names().into_iter().zip(counts))
    }
}

pub(super) fn group_sizes<S: Serializer>(
    counts: &[u64; GROUP_SIZES.len()],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    GROUP_SIZES.serialize(counts, serializer)
}

pub(super) fn supertypes<S: Serializer>(
    counts: &[u64; SUPERTYPES.len()],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    SUPERTYPES.serialize(counts, serializer)
}

/// By the names of the kinds of questions, and of the answers.
pub(super) fn answers<S: Serializer>(
    counts: &[Tally; Kind::ALL.len()],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    struct ByName<'a>(&'a Tally);
    impl Serialize for ByName<'_> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_map(Answer::ALL.iter().map(|answer| answer.name()).zip(self.0))
        }
    }
    let names = Kind::ALL.iter().map(|kind| kind.name());
    serializer.collect_map(names.zip(counts.iter().map(ByName)))
}

/// How many there are.
pub(super) fn count<S: Serializer>(set: &OperatorSet, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u32(set.len())
}

#[cfg(test)]
mod tests {
    use super::{GROUP_SIZES, SUPERTYPES};

    #[test]
    fn every_number_has_the_bin_of_its_name() {
        let bin = |number| {
            let mut counts = [0; SUPERTYPES.len()];
            SUPERTYPES.count(number, &mut counts);
            SUPERTYPES.names()[counts.iter().position(|count| *count == 1).expect("a bin")]
        };
        let numbers = [0, 1, 2, 3, 4, 8, 9, 61, 62, 63, 64, u32::MAX];
        let expected =
            ["0", "1", "2-3", "2-3", "4-8", "4-8", "9-61", "9-61", "62", "63", "64+", "64+"];
        assert_eq!(numbers.map(bin), expected);
        let mut sizes = [0; GROUP_SIZES.len()];
        (0..=10).for_each(|size| GROUP_SIZES.count(size, &mut sizes));
        assert_eq!(sizes, [1, 1, 1, 2, 4, 2]);
    }
}
