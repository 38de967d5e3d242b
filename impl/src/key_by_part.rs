//! The hash and the equality of groups in builds with faults.
//!
//! The comparison is written out part by part, so that a fault can leave one thing out. Without a
//! fault it must say the same as the comparison of bytes in `key.rs`, which is asserted.

use crate::fault::{Fault, Faults};
use crate::packed::{Head, Packer, Target, Unpacker, Value};
use crate::store::{Store, StoredBytes};
use std::hash::{BuildHasher, Hasher};

/// One thing that a type consists of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Count(u32),
    Head(Head),
    Supertype(Option<Target>),
    Value(Value),
}

/// The parts of a group, without what the equality of a fault leaves out.
fn parts(faults: Faults, bytes: impl Iterator<Item = u8>) -> Vec<Part> {
    let mut bytes = Unpacker::new(bytes);
    let members = bytes.count();
    let mut parts = vec![Part::Count(members)];
    let compared = if faults.has(Fault::E11) { 1 } else { members };
    for _ in 0..compared.min(members) {
        let header = bytes.header();
        let head = header.head;
        parts.push(Part::Head(if faults.has(Fault::E4) { head.without_finality() } else { head }));
        parts.extend([Part::Supertype(header.supertype), Part::Count(header.count)]);
        let mut values = |bytes: &mut Unpacker<_>, count| {
            for _ in 0..count {
                let value: Value = bytes.value();
                let dropped = faults.has(Fault::E1) && value.target().is_some();
                parts.push(Part::Value(if dropped { value.without_nullability() } else { value }));
            }
        };
        values(&mut bytes, header.count);
        let second = bytes.second_count(&header);
        values(&mut bytes, second);
        parts.push(Part::Count(second));
    }
    parts
}

/// The hash of a group. Linear in its bytes.
pub(crate) fn hash_group(faults: Faults, hasher: &impl BuildHasher, group: &[u8]) -> u64 {
    let mut hasher = hasher.build_hasher();
    // The other faults of equality are hidden by a good hash.
    if faults.has(Fault::E4) || faults.has(Fault::E11) {
        hasher.write(format!("{:?}", parts(faults, group.iter().copied())).as_bytes());
    } else {
        hasher.write(group);
    }
    hasher.finish()
}

/// Whether the stored group is the packed one. Linear in its bytes.
pub(crate) fn same_group(
    faults: Faults,
    store: &Store,
    stored: &StoredBytes<'_>,
    group: &Packer,
) -> bool {
    let same = parts(faults, stored.clone()) == parts(faults, group.bytes.iter().copied());
    let same_bytes = || store.words.holds(stored.word(), group.words());
    debug_assert!(faults.chosen.is_some() || same == same_bytes());
    same
}
