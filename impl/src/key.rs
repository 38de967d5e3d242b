//! The hash and the equality of groups, which decide what is one type and what is two.
//!
//! Both take canonical words (see `word.rs`), in which equality of groups is equality of slices. In
//! builds with faults `key_by_word.rs` takes the place of this file.

use crate::fault::Faults;
use std::hash::BuildHasher;

/// The hash of a group. Linear in its words.
pub(crate) fn hash_group(_: Faults, hasher: &impl BuildHasher, group: &[u32]) -> u64 {
    hasher.hash_one(group)
}

/// Whether two groups are the same (rule `Deftype_sub/refl`). Linear in their words.
pub(crate) fn same_group(_: Faults, left: &[u32], right: &[u32]) -> bool {
    left == right
}
