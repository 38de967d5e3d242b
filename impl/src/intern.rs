//! Hash-consing: from a packed group to the one group of the registry that it is.
//!
//! A group that the registry has is found without a lock: its entry in the table is looked up, its
//! reference count raised, and then its bytes compared. Raising first means that what is compared
//! cannot go away, or turn into something else, meanwhile.
//!
//! A group that was not found is looked for again under the writer's lock. If it is new it is
//! stored, validated, and only then published: entered into the table and given its first reference.
//! Until then it is visible to nobody but its own validation.

use crate::draft::Draft;
use crate::fault::Fault;
use crate::index::{GroupId, GroupRelativeIndex};
use crate::key::{hash_group, same_group};
use crate::matches::check_declared_supertype;
use crate::sync::{Ordering, lock};
use crate::writer::{Full, Writer};
use crate::{CanonicalIndex, Error, LimitName, Registry};
use std::hash::BuildHasher;

impl<S: BuildHasher> Registry<S> {
    /// Adds a reference to a group, and the canonical indices of its members to `types`.
    pub(crate) fn intern_group(
        &self,
        draft: &Draft,
        types: &mut Vec<CanonicalIndex>,
    ) -> Result<(), Error> {
        if draft.members.is_empty() {
            if self.store.faults.has(Fault::N10) {
                types.push(CanonicalIndex::RESERVED);
            }
            return Ok(());
        }
        let hash = hash_group(self.store.faults, &self.hasher, draft);
        let hash = (hash ^ hash >> 32) as u32;
        let id = match self.acquire(hash, draft) {
            Ok(id) if self.store.faults.has(Fault::N6) => {
                self.keep_provisional(id, draft, types);
                return Ok(());
            }
            Ok(id) => id,
            Err(changes) => self.acquire_or_insert(hash, draft, changes)?,
        };
        self.push_members(id, draft, types);
        Ok(())
    }

    /// What a fault does with a group that is there: adds the numbers that its types would have if it
    /// were not, which the next types get.
    fn keep_provisional(&self, id: GroupId, draft: &Draft, types: &mut Vec<CanonicalIndex>) {
        self.release_groups([id]);
        let next = lock(&self.writer).cells.length();
        let numbers = (next..).zip(&draft.members);
        types.extend(numbers.map(|(position, it)| CanonicalIndex::new(position, it.depth)));
    }

    /// The group of the registry that is the draft, with one more reference.
    ///
    /// Takes no lock, and may miss a group that comes, goes, or is moved in the table meanwhile. If
    /// it finds nothing, it says how many changes of the table it has seen for certain, unless there
    /// was a group that may be the draft but had no references.
    fn acquire(&self, hash: u32, draft: &Draft) -> Result<GroupId, Option<u64>> {
        let mut changes = Some(self.table.changes());
        let found = self.table.find(hash, |id| {
            if self.store.hash(id) != Some(hash) {
                return false;
            }
            if !self.store.raise_live(id) {
                changes = None;
                return false;
            }
            // The entry may have been given to another group since it was found.
            let is_it = self.is_group(id, draft);
            if !is_it {
                self.release_groups([id]);
            }
            is_it
        });
        found.ok_or(changes)
    }

    /// The same under the writer's lock, so that nothing is missed; a group that is not there is
    /// inserted. `changes` are those of the table that were seen without the lock.
    fn acquire_or_insert(
        &self,
        hash: u32,
        draft: &Draft,
        changes: Option<u64>,
    ) -> Result<GroupId, Error> {
        let mut writer = lock(&self.writer);
        let is_it = |id| self.store.hash(id) == Some(hash) && self.is_group(id, draft);
        // Another thread may have been faster; or the group waits to be removed, and lives on.
        let is_absent = changes == Some(self.table.changes()) || self.store.faults.has(Fault::G1);
        if !is_absent && let Some(id) = self.table.find(hash, is_it) {
            self.store.raise(id);
            return Ok(id);
        }
        self.check_depths(draft)?;
        let id =
            writer.store_group(&self.store, draft, hash).map_err(|full| too_full(draft, full))?;
        if let Err(error) = self.check_supertypes(id, draft) {
            writer.remove_group(&self.store, id, |_| {}, |_| {});
            return Err(error);
        }
        self.publish(&writer, id, hash, draft);
        Ok(id)
    }

    /// Whether a group that cannot go away is the draft.
    fn is_group(&self, id: GroupId, draft: &Draft) -> bool {
        if self.store.faults.has(Fault::N1) && draft.members.len() > 1 {
            return false;
        }
        let (store, bytes) = (&self.store, self.store.group_bytes(id));
        store.members(id).is_some() && same_group(store.faults, store, &bytes, &draft.packer)
    }

    fn check_depths(&self, draft: &Draft) -> Result<(), Error> {
        let depth_max = self.config.limits.supertype_depth.min(CanonicalIndex::DEPTH_MAX);
        let depth_max = depth_max - u32::from(self.store.faults.has(Fault::V9));
        match draft.members.iter().find(|member| member.depth > depth_max) {
            None => Ok(()),
            Some(member) => Err(Error::Limit {
                offset: member.offset as usize,
                limit: LimitName::SupertypeDepth,
                value: member.depth.into(),
                bound: depth_max.into(),
            }),
        }
    }

    /// Checks what the members of a stored group declare.
    fn check_supertypes(&self, id: GroupId, draft: &Draft) -> Result<(), Error> {
        let unchecked = self.store.faults.has(Fault::V4) && draft.members.len() == 1;
        if unchecked || draft.members.iter().all(|member| member.supertype.is_none()) {
            return Ok(());
        }
        let Some(members) = self.store.members(id) else {
            return Ok(());
        };
        for (position, member) in draft.members.iter().enumerate() {
            let own = self.store.member(members, GroupRelativeIndex::new(position as u32));
            let supertype = member.supertype.and_then(|target| self.store.named(target, own));
            let Some(supertype) = supertype else { continue };
            check_declared_supertype(&self.store, own, supertype, member.written_supertype)
                .map_err(|reason| draft.invalid(position, member.offset, reason))?;
        }
        Ok(())
    }

    /// Makes a valid group findable, and lets it keep the groups it refers to.
    fn publish(&self, writer: &Writer, id: GroupId, hash: u32, draft: &Draft) {
        if !self.store.faults.has(Fault::G4) {
            let infos = draft.externals.iter().filter_map(|index| self.store.info(*index));
            infos.for_each(|info| self.store.raise(self.store.group(info)));
        }
        if !self.table.insert(hash, id, writer.groups_live - 1) {
            let numbers = (0..writer.groups.length()).map(GroupId::new);
            let others =
                numbers.filter(|other| *other != id && self.store.members(*other).is_some());
            self.table.grow(others.map(|other| (self.store.hash(other).unwrap_or(0), other)));
            let inserted = self.table.insert(hash, id, writer.groups_live - 1);
            debug_assert!(inserted);
        }
        // Whoever raises the count from here on sees everything that was written before.
        let order =
            if self.store.faults.has(Fault::G2) { Ordering::Relaxed } else { Ordering::Release };
        if let Some(group) = self.store.groups.get(id.get()) {
            group.references.store(1, order);
        }
    }

    fn push_members(&self, id: GroupId, draft: &Draft, types: &mut Vec<CanonicalIndex>) {
        let Some(members) = self.store.members(id) else {
            return;
        };
        let count = draft.members.len() as u32;
        let members =
            (0..count).map(|member| self.store.member(members, GroupRelativeIndex::new(member)));
        types.extend(members);
    }
}

fn too_full(draft: &Draft, full: Full) -> Error {
    let offset = draft.members.first().map_or(0, |member| member.offset as usize);
    let bound = u64::from(full.bound);
    Error::Limit { offset, limit: full.limit, value: bound + 1, bound }
}
