//! The table in which groups are found by hash: open addressing with linear probing, read without a
//! lock.
//!
//! Facts and decisions:
//!
//! 1. Only the writer changes the table; readers look at it at any moment. A reader takes nothing
//!    that it finds for granted: it raises the group's reference count, which keeps the group, and
//!    compares. If it misses a group because entries are just being moved, it asks again under the
//!    writer's lock. So any state of the table is good enough for readers.
//! 2. Hence a doubling can rebuild the table in place. Its upper half is new memory, its lower half
//!    the table so far; no old table has to be kept for readers.
//! 3. Hence a removal can move the entries behind it up. There are no tombstones, and a table through
//!    which a million groups went is as good as new.
//! 4. A slot has 25 bits for the group and 7 bits of its hash, so that a probe seldom looks at a
//!    group in vain.

use crate::index::GroupId;
use crate::segments::Segments;
use crate::sync::{AtomicU32, AtomicU64, Ordering};

/// The exponent of the number of slots of an empty table.
const INITIAL_BITS: u32 = 6;

/// Slots with groups; a free slot is 0.
pub(crate) struct GroupTable {
    slots: Segments<AtomicU32>,
    /// The exponent of the number of slots; 0 before the first group.
    bits: AtomicU32,
    /// How often the table was changed.
    changes: AtomicU64,
}

/// A slot that has a group, or none: the group's number and one more, below 7 bits of its hash.
fn slot(hash: u32, id: GroupId) -> u32 {
    hash >> GroupId::BITS << GroupId::BITS | (id.get() + 1)
}

fn group(slot: u32) -> Option<GroupId> {
    (slot & ((1 << GroupId::BITS) - 1)).checked_sub(1).map(GroupId::new)
}

impl GroupTable {
    pub(crate) fn new() -> Self {
        Self { slots: Segments::new(), bits: AtomicU32::new(0), changes: AtomicU64::new(0) }
    }

    fn mask(&self) -> u32 {
        (1 << self.bits.load(Ordering::Relaxed)) - 1
    }

    /// How often the table was changed: a search that starts now sees all these changes.
    #[inline]
    pub(crate) fn changes(&self) -> u64 {
        self.changes.load(Ordering::Acquire)
    }

    /// Says that what was changed is complete. For the writer.
    fn count_change(&self) {
        let changes = self.changes.load(Ordering::Relaxed);
        self.changes.store(changes + 1, Ordering::Release);
    }

    /// The first group that may have this hash and that `is_it` accepts.
    ///
    /// Expected constant time, besides `is_it`.
    #[inline]
    pub(crate) fn find(
        &self,
        hash: u32,
        mut is_it: impl FnMut(GroupId) -> bool,
    ) -> Option<GroupId> {
        let mask = self.mask();
        let wanted = hash >> GroupId::BITS;
        let mut position = hash & mask;
        let mut left = mask as usize + 1;
        // The table is never full. The bound is for readers that see it while it is rebuilt.
        while left != 0 {
            let run = self.slots.run(position);
            let length = run.len().min(left);
            for slot in &run[..length] {
                let slot = slot.load(Ordering::Relaxed);
                let id = group(slot)?;
                if slot >> GroupId::BITS == wanted && is_it(id) {
                    return Some(id);
                }
            }
            if length == 0 {
                return None;
            }
            position = position.wrapping_add(length as u32) & mask;
            left -= length;
        }
        None
    }

    /// Adds a group, if the table has room for one more beside `groups` others: three quarters of
    /// the slots at most are taken.
    pub(crate) fn insert(&self, hash: u32, id: GroupId, groups: u32) -> bool {
        let mask = self.mask();
        if mask == 0 || u64::from(groups) + 1 > (u64::from(mask) + 1) * 3 / 4 {
            return false;
        }
        self.insert_unchecked(hash, id, mask);
        self.count_change();
        true
    }

    fn insert_unchecked(&self, hash: u32, id: GroupId, mask: u32) {
        let mut position = hash & mask;
        loop {
            let run = self.slots.run(position);
            debug_assert!(!run.is_empty());
            if let Some(free) = run.iter().find(|slot| slot.load(Ordering::Relaxed) == 0) {
                return free.store(slot(hash, id), Ordering::Relaxed);
            }
            position = position.wrapping_add(run.len() as u32) & mask;
        }
    }

    /// Doubles the table and adds the groups that are in it again.
    ///
    /// Linear in the slots.
    pub(crate) fn grow(&self, groups: impl Iterator<Item = (u32, GroupId)>) {
        let old = self.mask();
        let bits = (old.trailing_ones() + 1).max(INITIAL_BITS);
        let mask = (1 << bits) - 1;
        self.slots.reserve(mask + 1);
        for position in 0..=old {
            self.slots.store(position, 0);
        }
        self.bits.store(bits, Ordering::Relaxed);
        for (hash, id) in groups {
            self.insert_unchecked(hash, id, mask);
        }
        self.count_change();
    }

    /// Takes a group out and moves up the groups behind it whose probes passed it.
    ///
    /// Expected constant time. `hash_of` gives the hash of a group of the table.
    pub(crate) fn remove(&self, hash: u32, id: GroupId, hash_of: impl Fn(GroupId) -> u32) {
        let mask = self.mask();
        let wanted = slot(hash, id);
        let mut gap = hash & mask;
        loop {
            match self.slots.load(gap) {
                0 => return,
                found if found == wanted => break,
                _ => gap = (gap + 1) & mask,
            }
        }
        let mut position = gap;
        loop {
            position = (position + 1) & mask;
            let moved = self.slots.load(position);
            let Some(other) = group(moved) else { break };
            // It may move to the gap if the gap is not before its home.
            let home = hash_of(other) & mask;
            if position.wrapping_sub(home) & mask >= position.wrapping_sub(gap) & mask {
                self.slots.store(gap, moved);
                gap = position;
            }
        }
        self.slots.store(gap, 0);
        self.count_change();
    }

    /// The slots reserved so far.
    pub(crate) fn reserved(&self) -> usize {
        self.slots.reserved()
    }
}

#[cfg(all(test, not(any(feature = "shuttle", feature = "loom"))))]
mod tests {
    use super::*;
    use std::collections::HashMap;

    /// Groups come and go under few hashes, so that probes are long and wrap around the end.
    #[test]
    fn behaves_like_a_map() {
        let table = GroupTable::new();
        let mut model = HashMap::new();
        let mut random = 1u64;
        for round in 0..3_000 {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(round);
            let id = GroupId::new((random >> 33) as u32 % 200);
            if let Some(hash) = model.remove(&id.get()) {
                table.remove(hash, id, |id| model[&id.get()]);
            } else if model.len() < 150 {
                let hash = [u32::MAX, u32::MAX - 3, 7, (random >> 40) as u32][round as usize % 4];
                if !table.insert(hash, id, model.len() as u32) {
                    table.grow(model.iter().map(|(id, hash)| (*hash, GroupId::new(*id))));
                    assert!(table.insert(hash, id, model.len() as u32));
                }
                model.insert(id.get(), hash);
            }
            for id in (round % 7..200).step_by(7).map(|id| id as u32) {
                let hash = model.get(&id).copied();
                let found = table.find(hash.unwrap_or(7), |found| found.get() == id);
                assert_eq!(found.is_some(), hash.is_some());
            }
        }
        assert_eq!(table.reserved(), 256);
    }
}
