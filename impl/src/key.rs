//! The hash and the equality of groups, which decide what is one type and what is two.
//!
//! Both take packed groups (see `packed.rs`), in which equality of groups is equality of bytes. In
//! builds with faults `key_by_part.rs` takes the place of this file.

use crate::draft::Draft;
use crate::fault::Faults;
use crate::packed::Packer;
use crate::store::{Store, StoredBytes};
use std::hash::{BuildHasher, Hasher};

/// The hash of a group. Linear in its bytes.
pub(crate) fn hash_group(_: Faults, hasher: &impl BuildHasher, draft: &Draft) -> u64 {
    hash_bytes(hasher, &draft.packer.bytes)
}

/// Whether the stored group is the packed one (rule `Deftype_sub/refl`). Linear in its bytes.
pub(crate) fn same_group(
    _: Faults,
    store: &Store,
    stored: &StoredBytes<'_>,
    group: &Packer,
) -> bool {
    store.words.holds(stored.word(), group.words())
}

/// The hash of bytes, without their number: they say where they end.
fn hash_bytes(hasher: &impl BuildHasher, bytes: &[u8]) -> u64 {
    let mut hasher = hasher.build_hasher();
    hasher.write(bytes);
    hasher.finish()
}
