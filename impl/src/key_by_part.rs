//! The hash and the equality of groups in builds with faults.
//!
//! The comparison is written out part by part, so that a fault can leave one thing out. Without a
//! fault it must say the same as the comparison of bytes in `key.rs`, which is asserted.

use crate::CanonicalIndex;
use crate::draft::Draft;
use crate::fault::{Fault, Faults};
use crate::index::GroupRelativeIndex;
use crate::packed::{Head, Packer, Target, Unpacker, Value};
use crate::store::{Store, StoredBytes};
use crate::types::TypeKind;
use std::hash::{BuildHasher, Hasher};

/// One thing that a type consists of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Head(Head),
    Supertype(Option<Target>),
    Count(u32),
    Value(Value),
}

/// The parts of each member of a group, without what the equality of a fault leaves out.
fn parts(faults: Faults, bytes: impl Iterator<Item = u8>) -> Vec<Vec<Part>> {
    let mut bytes = Unpacker::new(bytes);
    let mut members: Vec<_> = (0..bytes.count()).map(|_| member(faults, &mut bytes)).collect();
    if faults.has(Fault::E11) {
        members.iter_mut().skip(1).for_each(Vec::clear);
    }
    members
}

/// The parts of the next member: its head and its counts before all values.
fn member(faults: Faults, bytes: &mut Unpacker<impl Iterator<Item = u8>>) -> Vec<Part> {
    let header = bytes.header();
    let mut head = header.head;
    if faults.has(Fault::E4) {
        head = head.without_finality();
    }
    if faults.has(Fault::E5) {
        head = head.without_supertype();
    }
    let mut values: Vec<_> = (0..header.count).map(|_| bytes.value()).collect();
    let second = bytes.second_count(&header);
    values.extend((0..second).map(|_| bytes.value()));
    let mut parts = vec![Part::Head(head)];
    if !faults.has(Fault::E5) {
        parts.push(Part::Supertype(header.supertype));
    }
    if !(faults.has(Fault::E10) && head.kind() == TypeKind::Struct) {
        parts.extend([Part::Count(header.count), Part::Count(second)]);
    }
    parts.extend(values.into_iter().map(|it| Part::Value(value(faults, it))));
    parts
}

/// What a fault of equality takes a value for.
fn value(faults: Faults, value: Value) -> Value {
    match value.target() {
        Some(_) if faults.has(Fault::E1) => value.without_nullability(),
        Some(Target::External(index)) if faults.has(Fault::E6) => {
            value.with_target(Target::Internal(GroupRelativeIndex::new(index.get())))
        }
        Some(Target::External(index)) if faults.has(Fault::N8) => {
            value.with_target(Target::External(CanonicalIndex::from_raw(index.get() & 0xf)))
        }
        None if faults.has(Fault::E8) => value.unpacked(),
        _ => value,
    }
}

/// Whether two parts at the same place are equal.
fn same_part(faults: Faults, (left, right): (&Part, &Part)) -> bool {
    match (left, right) {
        (Part::Value(left), Part::Value(right)) if faults.has(Fault::E2) => {
            let any_heap = left.abstract_heap_type().is_some() && left.differs_in_heap_only(*right);
            left == right || any_heap
        }
        _ => left == right,
    }
}

fn same_member(faults: Faults, (left, right): (&Vec<Part>, &Vec<Part>)) -> bool {
    (left.len() == right.len() || faults.has(Fault::E10))
        && left.iter().zip(right).all(|pair| same_part(faults, pair))
}

/// The hash of a group. Linear in its bytes.
pub(crate) fn hash_group(faults: Faults, hasher: &impl BuildHasher, draft: &Draft) -> u64 {
    const MUTATED: [Fault; 7] =
        [Fault::E4, Fault::E5, Fault::E8, Fault::E10, Fault::E11, Fault::N4, Fault::N8];
    let mut hasher = hasher.build_hasher();
    // The other faults of equality are hidden by a good hash.
    if faults.has_any(&MUTATED) {
        hasher.write(format!("{:?}", hashed(faults, draft)).as_bytes());
    } else {
        hasher.write(&draft.packer.bytes);
    }
    hasher.finish()
}

/// What a fault hashes of a group.
fn hashed(faults: Faults, draft: &Draft) -> Vec<Vec<Part>> {
    let mut members = parts(faults, draft.packer.bytes.iter().copied());
    for (own, parts) in members.iter_mut().enumerate() {
        if faults.has(Fault::E10) {
            parts.truncate(1);
        }
        for part in parts.iter_mut().filter(|_| faults.has(Fault::N4)) {
            if let Part::Value(value) = part
                && let Some(Target::Internal(member)) = value.target()
                && (member.get() as usize) < own
            {
                let provisional = CanonicalIndex::from_raw(draft.first + member.get());
                *value = value.with_target(Target::External(provisional));
            }
        }
    }
    members
}

/// Whether the stored group is the packed one. Linear in its bytes.
pub(crate) fn same_group(
    faults: Faults,
    store: &Store,
    stored: &StoredBytes<'_>,
    group: &Packer,
) -> bool {
    let left = parts(faults, stored.clone());
    let right = parts(faults, group.bytes.iter().copied());
    let same = left.len() == right.len()
        && left.iter().zip(&right).all(|members| same_member(faults, members));
    let same_bytes = || store.words.holds(stored.word(), group.words());
    debug_assert!(faults.chosen.is_some() || same == same_bytes());
    same
}
