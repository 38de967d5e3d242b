//! Hash-consing: from a decoded group to the one group of the registry that it is.
//!
//! The steps, in this order, so that each can have its own lock and its own cost one day: rewrite
//! the references, probe, and only for a new group store, make displays, validate, publish. Until
//! it is published a group is visible to nobody but its own validation.

use crate::decode::{Decoded, DecodedGroup};
use crate::display::{DisplayError, displays_are_consistent, make_displays};
use crate::error::InvalidReason;
use crate::fault::{Fault, Faults};
use crate::index::{GroupId, GroupRelativeIndex};
use crate::key::{hash_group, same_group};
use crate::matches::check_declared_supertype;
use crate::store::Full;
use crate::word::{INDEX_MAX, Target, ValueWord};
use crate::{CanonicalIndex, Error, ModuleTypeIndex, ModuleTypes, Registry};
use std::hash::BuildHasher;

impl<S: BuildHasher> Registry<S> {
    /// Adds a decoded group to `module`: its id, with one reference, and its canonical indices.
    pub(crate) fn intern_group(
        &mut self,
        decoded: &Decoded,
        group: DecodedGroup,
        module: &mut ModuleTypes,
    ) -> Result<(), Error> {
        let faults = self.store.faults;
        if group.count == 0 {
            if faults.has(Fault::N10) {
                module.types.push(CanonicalIndex::RESERVED);
            }
            return Ok(());
        }
        let site = Site { decoded, group, first: module.types.len() as u32 };
        site.rewrite(&module.types, faults, &mut self.key)?;
        let hash = hash_group(faults, &self.hasher, &self.key);
        let id = match self.find(hash) {
            Some(id) => id,
            None => self.insert(hash, &site)?,
        };
        let Some(entry) = self.store.group_mut(id) else {
            return Ok(());
        };
        entry.references += 1;
        let base = entry.base.get();
        debug_assert!(entry.count == group.count);
        module.groups.push(id);
        module.types.extend((base..base + group.count).map(CanonicalIndex::new));
        Ok(())
    }

    /// The group whose words are those of `self.key`.
    fn find(&self, hash: u64) -> Option<GroupId> {
        let store = &self.store;
        if store.faults.has(Fault::N1) && self.key[0] > 1 {
            return None;
        }
        let is_it = |id: &GroupId| {
            store.group(*id).is_some_and(|group| {
                group.hash == hash && same_group(store.faults, store.group_words(group), &self.key)
            })
        };
        self.groups.find(hash, is_it).copied()
    }

    /// Makes a new group of the words of `self.key`, or leaves everything as it was.
    fn insert(&mut self, hash: u64, site: &Site<'_>) -> Result<GroupId, Error> {
        let full = |full| site.full(full);
        let id = self.store.insert_group(&self.key, hash).map_err(full)?;
        if let Err(error) = self.validate(id, site) {
            self.store.remove_group(id);
            return Err(error);
        }
        self.publish(id, hash);
        Ok(id)
    }

    /// Makes the displays of a group and checks what its members declare.
    fn validate(&mut self, id: GroupId, site: &Site<'_>) -> Result<(), Error> {
        let depth_max = self.config.limits.supertype_depth.min(INDEX_MAX);
        make_displays(&mut self.store, id, depth_max).map_err(|error| match error {
            DisplayError::TooDeep { member, depth } => site.too_deep(member, depth, depth_max),
            DisplayError::Full(full) => site.full(full),
        })?;
        // With the faults V2 and D3 displays are wrong by intention, with N10 supertypes are
        // missing.
        debug_assert!(
            [Fault::V2, Fault::D3, Fault::N10].iter().any(|fault| self.store.faults.has(*fault))
                || displays_are_consistent(&self.store, id)
        );
        let Some(&group) = self.store.group(id) else {
            return Ok(());
        };
        for member in 0..group.count {
            let index = GroupRelativeIndex::new(member).canonical(group.base);
            check_declared_supertype(&self.store, index, site.written_supertype(member))
                .map_err(|reason| site.invalid(member, reason))?;
        }
        Ok(())
    }

    /// Makes a valid group findable, and lets it keep the groups it refers to.
    fn publish(&mut self, id: GroupId, hash: u64) {
        let Some(&group) = self.store.group(id) else {
            return;
        };
        self.stack.clear();
        self.stack.extend(self.store.external_groups(&group));
        for external in self.stack.drain(..) {
            if let Some(external) = self.store.group_mut(external) {
                debug_assert_ne!(external.references, 0);
                external.references += 1;
            }
        }
        let store = &self.store;
        let hash_of = |id: &GroupId| store.group(*id).map_or(0, |group| group.hash);
        self.groups.insert_unique(hash, id, hash_of);
    }
}

/// A decoded group at its place in the module.
struct Site<'a> {
    decoded: &'a Decoded,
    group: DecodedGroup,
    /// The module type index of its first member.
    first: u32,
}

impl Site<'_> {
    /// Writes the group's words with canonical references to `key`.
    ///
    /// A reference into the own group becomes relative to it, one to an earlier group becomes that
    /// type's canonical index, any other is an error. `types` are the canonical indices of the
    /// module's earlier types.
    fn rewrite(
        &self,
        types: &[CanonicalIndex],
        faults: Faults,
        key: &mut Vec<u32>,
    ) -> Result<(), Error> {
        key.clear();
        key.push(self.group.count);
        for member in 0..self.group.count {
            let words = self.decoded.type_words(self.group.first + member);
            let invalid = |reason| self.invalid(member, reason);
            if words.head().has_multiple_supertypes() {
                let count = words.supertype().0;
                return Err(invalid(InvalidReason::MultipleSupertypes { count }));
            }
            let end = self.first + self.group.count;
            let bound = if faults.has(Fault::V2) { end } else { self.first + member };
            let supertype = self.canonical(words.supertype(), types, bound).map_err(|index| {
                invalid(if self.group_or_earlier(index) {
                    InvalidReason::SupertypeNotEarlier { supertype: index }
                } else {
                    InvalidReason::UnknownType { index }
                })
            })?;
            let [first, second] = words.counts();
            key.extend([words.head().0, supertype.0, first, second]);
            for word in words.body() {
                let word = self
                    .canonical(word, types, end)
                    .map_err(|index| invalid(InvalidReason::UnknownType { index }))?;
                key.push(word.0);
            }
        }
        Ok(())
    }

    /// The word with a canonical reference, or the written index if that is not below `bound`.
    fn canonical(
        &self,
        word: ValueWord,
        types: &[CanonicalIndex],
        bound: u32,
    ) -> Result<ValueWord, u32> {
        let Target::Module(index) = word.target() else {
            return Ok(word);
        };
        let index = index.get();
        if index >= bound {
            return Err(self.decoded.written_index(index));
        }
        let target = match index.checked_sub(self.first) {
            Some(relative) => Target::Internal(GroupRelativeIndex::new(relative)),
            None => Target::External(types[index as usize]),
        };
        Ok(word.with_target(target))
    }

    fn group_or_earlier(&self, index: u32) -> bool {
        index < self.first + self.group.count
    }

    /// The module type index of a member's only supertype, for messages.
    fn written_supertype(&self, member: u32) -> u32 {
        match self.decoded.type_words(self.group.first + member).supertype().target() {
            Target::Module(index) => index.get(),
            _ => INDEX_MAX,
        }
    }

    fn offset(&self, member: u32) -> usize {
        self.decoded.offset(self.group.first + member)
    }

    fn invalid(&self, member: u32, reason: InvalidReason) -> Error {
        let type_index = ModuleTypeIndex::new(self.first + member);
        Error::Invalid { offset: self.offset(member), type_index, reason }
    }

    fn too_deep(&self, member: u32, depth: u32, bound: u32) -> Error {
        let limit = crate::LimitName::SupertypeDepth;
        let (value, bound) = (depth.into(), bound.into());
        Error::Limit { offset: self.offset(member), limit, value, bound }
    }

    fn full(&self, full: Full) -> Error {
        let bound = u64::from(full.bound);
        Error::Limit { offset: self.offset(0), limit: full.limit, value: bound + 1, bound }
    }
}
