//! The hash and the equality of groups in builds with faults.
//!
//! The comparison is written out word by word, so that a fault can leave one thing out. Without a
//! fault it must say the same as the comparison of slices in `key.rs`, which is asserted.

use crate::fault::{Fault, Faults};
use crate::word::{HeadWord, Target, TypeWords, ValueWord, members};
use std::hash::BuildHasher;

/// The hash of a group. Linear in its words.
pub(crate) fn hash_group(faults: Faults, hasher: &impl BuildHasher, group: &[u32]) -> u64 {
    if faults.has(Fault::E4) {
        let mut words = group.to_vec();
        let mut position = 1;
        for member in members(group) {
            words[position] &= !HeadWord::FINAL;
            position += member.words().len();
        }
        return hasher.hash_one(words);
    }
    if faults.has(Fault::E11) {
        return hasher.hash_one((group[0], members(group).next().map(TypeWords::words)));
    }
    hasher.hash_one(group)
}

/// Whether two groups are the same. Linear in their words.
pub(crate) fn same_group(faults: Faults, left: &[u32], right: &[u32]) -> bool {
    let compared = if faults.has(Fault::E11) { 1 } else { usize::MAX };
    let same = left[0] == right[0]
        && members(left)
            .zip(members(right))
            .take(compared)
            .all(|(left, right)| same_type(faults, left, right));
    debug_assert!(faults.chosen.is_some() || same == (left == right));
    same
}

fn same_type(faults: Faults, left: TypeWords<'_>, right: TypeWords<'_>) -> bool {
    let (left_head, right_head) = (left.head(), right.head());
    left_head.kind() == right_head.kind()
        && (left_head.is_final() == right_head.is_final() || faults.has(Fault::E4))
        && same_value(faults, left.supertype(), right.supertype())
        && left.counts() == right.counts()
        && left.body().zip(right.body()).all(|(left, right)| same_value(faults, left, right))
}

fn same_value(faults: Faults, left: ValueWord, right: ValueWord) -> bool {
    let indexed = !matches!(left.target(), Target::Code(_));
    left.target() == right.target()
        && left.is_mutable() == right.is_mutable()
        && (left.is_nullable() == right.is_nullable() || (indexed && faults.has(Fault::E1)))
}
