//! A hasher for tests of equality.

use std::hash::{BuildHasher, Hasher};

/// A hasher under which every group collides, so that equality alone decides what is the same.
///
/// A good hash hides wrong equality: two groups that equality confuses are hardly ever compared,
/// because their hashes differ. Under this hasher every new group is compared with every group that
/// the registry holds. Registration is then quadratic in the number of groups: for tests only.
#[derive(Clone, Copy, Debug, Default)]
pub struct ConstantHasher;

impl BuildHasher for ConstantHasher {
    type Hasher = Self;

    fn build_hasher(&self) -> Self {
        Self
    }
}

impl Hasher for ConstantHasher {
    fn finish(&self) -> u64 {
        0
    }

    fn write(&mut self, _: &[u8]) {}
}
