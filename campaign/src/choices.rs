//! Where generators take their decisions from: chance, bytes, or anything else that can count.
//!
//! A generator is written once over [`Choices`]. Which driver feeds it decides whether it samples,
//! reads a fuzzer's input or counts through every sequence of choices up to a bound. The order in
//! which a generator chooses defines its cases: see [`crate::generator::GENERATION`].

mod odometer;

pub use odometer::Odometer;

use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};

/// A source of choices.
///
/// Zero is the simplest choice everywhere, so that a source which runs out can go on with zeros
/// and a smaller sequence of choices makes a smaller program.
pub trait Choices {
    /// A number below `bound`. A bound of 0 or 1 leaves no choice: the answer is 0.
    fn choose(&mut self, bound: u32) -> u32;

    /// Fills a buffer with chosen bytes.
    fn fill(&mut self, bytes: &mut [u8]) {
        for byte in bytes {
            *byte = self.choose(256) as u8;
        }
    }

    /// True in `numerator` of `denominator` cases. The simplest choice is false.
    fn chance(&mut self, numerator: u32, denominator: u32) -> bool {
        self.choose(denominator) >= denominator.saturating_sub(numerator)
    }

    /// A number from `low` to `high`, both included; the simplest is `low`.
    fn between(&mut self, low: u32, high: u32) -> u32 {
        low + self.choose(high.saturating_sub(low) + 1)
    }

    /// A position in a slice of this length; 0 if there is none.
    fn index(&mut self, len: usize) -> usize {
        self.choose(u32::try_from(len).unwrap_or(u32::MAX)) as usize
    }

    /// A position in `weights`, each in proportion to its weight. The simplest is the first one
    /// with a weight; 0 if all weights are 0.
    fn weighted(&mut self, weights: &[u32]) -> usize {
        let mut left = self.choose(weights.iter().sum());
        for (position, weight) in weights.iter().enumerate() {
            if left < *weight {
                return position;
            }
            left -= weight;
        }
        0
    }
}

/// Choices by chance: a stream that depends on a seed and the number of a case and nothing else.
#[derive(Clone, Debug)]
pub struct RandomChoices(ChaCha8Rng);

impl RandomChoices {
    /// The choices of one case: ChaCha8 with the seed as key and the case as stream.
    #[must_use]
    pub fn for_case(seed: u64, case: u64) -> Self {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        let mut random = ChaCha8Rng::from_seed(key);
        random.set_stream(case);
        Self(random)
    }
}

impl Choices for RandomChoices {
    fn choose(&mut self, bound: u32) -> u32 {
        if bound <= 1 {
            return 0;
        }
        // Scaling is biased by less than `bound` in 2^32, which no campaign can notice.
        ((u64::from(self.0.next_u32()) * u64::from(bound)) >> 32) as u32
    }

    fn fill(&mut self, bytes: &mut [u8]) {
        self.0.fill_bytes(bytes);
    }
}

/// Choices read from bytes, a fuzzer's or a shrinker's; zeros when they have run out.
#[derive(Clone, Debug)]
pub struct ByteChoices<'a> {
    bytes: &'a [u8],
}

impl<'a> ByteChoices<'a> {
    /// Reads the choices from these bytes, from the front.
    #[must_use]
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    fn byte(&mut self) -> u32 {
        match self.bytes.split_first() {
            Some((first, rest)) => {
                self.bytes = rest;
                u32::from(*first)
            }
            None => 0,
        }
    }
}

impl Choices for ByteChoices<'_> {
    /// Takes one byte if the bound is at most 256, two if it is at most 65,536, otherwise four.
    fn choose(&mut self, bound: u32) -> u32 {
        let bytes = match bound {
            0 | 1 => return 0,
            2..=0x100 => 1,
            0x101..=0x1_0000 => 2,
            _ => 4,
        };
        (0..bytes).fold(0, |value, _| (value << 8) | self.byte()) % bound
    }
}

#[cfg(test)]
mod tests {
    use super::{ByteChoices, Choices, RandomChoices};

    #[test]
    fn a_case_is_a_function_of_seed_and_index() {
        let draw = |seed, case| {
            let mut choices = RandomChoices::for_case(seed, case);
            [(); 8].map(|()| choices.choose(1 << 30))
        };
        assert_eq!(draw(1, 7), draw(1, 7));
        assert_ne!(draw(1, 7), draw(1, 8));
        assert_ne!(draw(1, 7), draw(2, 7));
    }

    #[test]
    fn the_stream_of_a_case_never_changes() {
        // Findings are replayed by seed and case: another stream would make them other programs.
        let mut choices = RandomChoices::for_case(1, 2);
        assert_eq!([(); 6].map(|()| choices.choose(1000)), [827, 376, 816, 109, 460, 406]);
    }

    #[test]
    fn choices_stay_below_their_bound() {
        let mut random = RandomChoices::for_case(3, 0);
        let input: Vec<u8> = (0..=255).cycle().take(10_000).collect();
        let mut bytes = ByteChoices::new(&input);
        for bound in (1..300).chain([70_000, u32::MAX]) {
            assert!(random.choose(bound) < bound);
            assert!(bytes.choose(bound) < bound);
        }
        assert_eq!(random.choose(0), 0);
    }

    #[test]
    fn exhausted_bytes_choose_the_simplest() {
        let mut choices = ByteChoices::new(&[]);
        assert_eq!(choices.choose(u32::MAX), 0);
        assert!(!choices.chance(1, 2));
        assert_eq!(choices.between(3, 9), 3);
        assert_eq!(choices.weighted(&[0, 2, 5]), 1);
    }

    #[test]
    fn chance_and_weights_keep_their_proportions() {
        let mut choices = RandomChoices::for_case(4, 0);
        let hits = (0..10_000).filter(|_| choices.chance(1, 4)).count();
        assert!((2_300..2_700).contains(&hits), "{hits}");
        let thirds = (0..10_000).filter(|_| choices.weighted(&[1, 2]) == 0);
        let thirds = thirds.count();
        assert!((3_100..3_600).contains(&thirds), "{thirds}");
    }
}
