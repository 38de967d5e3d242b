//! The groups and types that a registry holds, in flat arenas.

use crate::arena::{Arena, LENGTH_MAX};
use crate::fault::{Fault, Faults};
use crate::index::GroupId;
use crate::types::TypeKind;
use crate::word::{INDEX_MAX, TypeWords, members};
use crate::{CanonicalIndex, LimitName};

/// Groups, types, words and displays.
///
/// Invariant: the words of a live group refer to live groups only, besides the group itself; each
/// such reference is counted in the group that it names. References between groups never form a
/// cycle, because a group refers to groups that were there before it.
#[derive(Debug)]
pub(crate) struct Store {
    pub(crate) faults: Faults,
    /// One entry per canonical index. The types of a group are neighbours.
    pub(crate) types: Arena<TypeEntry>,
    /// The words of all groups.
    pub(crate) words: Arena<u32>,
    /// The displays of all types: supertypes from the root to the type itself.
    pub(crate) displays: Arena<CanonicalIndex>,
    groups: Vec<GroupEntry>,
    groups_free: Vec<GroupId>,
    types_live: usize,
}

/// One defined type. An entry that belongs to no type has a display of length 0.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TypeEntry {
    pub(crate) group: GroupId,
    /// The start of the type's words.
    pub(crate) words: u32,
    /// The start of the type's display.
    pub(crate) display: u32,
    /// The length of the type's display: its depth and one more.
    pub(crate) display_length: u32,
    pub(crate) kind: TypeKind,
    pub(crate) is_final: bool,
}

impl Default for TypeEntry {
    fn default() -> Self {
        Self {
            group: GroupId::new(u32::MAX),
            words: 0,
            display: 0,
            display_length: 0,
            kind: TypeKind::Struct,
            is_final: true,
        }
    }
}

/// One recursion group. An entry that belongs to no group has no types.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct GroupEntry {
    /// The first member.
    pub(crate) base: CanonicalIndex,
    /// The number of members.
    pub(crate) count: u32,
    pub(crate) words: u32,
    pub(crate) words_length: u32,
    pub(crate) displays: u32,
    pub(crate) displays_length: u32,
    /// The hash under which the group is found.
    pub(crate) hash: u64,
    /// How many modules' groups and how many references of other groups keep this group.
    pub(crate) references: u64,
}

/// An arena that has no room left.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Full {
    pub(crate) limit: LimitName,
    pub(crate) bound: u32,
}

impl Store {
    pub(crate) fn new(faults: Faults) -> Self {
        Self {
            faults,
            types: Arena::new(INDEX_MAX),
            words: Arena::new(LENGTH_MAX),
            displays: Arena::new(LENGTH_MAX),
            groups: Vec::new(),
            groups_free: Vec::new(),
            types_live: 0,
        }
    }

    /// The entry of a live type.
    #[inline]
    pub(crate) fn entry(&self, index: CanonicalIndex) -> Option<&TypeEntry> {
        self.types.get(index.slot()).filter(|entry| entry.display_length != 0)
    }

    /// The words of a live type, and the first member of its group, on which they depend.
    pub(crate) fn type_words(
        &self,
        index: CanonicalIndex,
    ) -> Option<(TypeWords<'_>, CanonicalIndex)> {
        let entry = self.entry(index)?;
        let words = TypeWords::at_start_of(&self.words.items()[entry.words as usize..]);
        Some((words, self.group(entry.group)?.base))
    }

    /// The entry of a live group.
    pub(crate) fn group(&self, id: GroupId) -> Option<&GroupEntry> {
        self.groups.get(id.slot()).filter(|group| group.count != 0)
    }

    /// The entry of a live group.
    pub(crate) fn group_mut(&mut self, id: GroupId) -> Option<&mut GroupEntry> {
        self.groups.get_mut(id.slot()).filter(|group| group.count != 0)
    }

    pub(crate) fn group_words(&self, group: &GroupEntry) -> &[u32] {
        self.words.range(group.words, group.words_length)
    }

    /// The groups that the references of this group name, one for each reference, without the group
    /// itself.
    pub(crate) fn external_groups(&self, group: &GroupEntry) -> impl Iterator<Item = GroupId> {
        let words = members(self.group_words(group)).flat_map(TypeWords::references);
        words.filter_map(|word| match word.target() {
            crate::word::Target::External(index) => {
                let entry = self.entry(index);
                debug_assert!(entry.is_some() || self.faults.has(Fault::N10));
                Some(entry?.group)
            }
            _ => None,
        })
    }

    /// Stores a group with these words. Its types have no displays yet, and nothing refers to it.
    pub(crate) fn insert_group(&mut self, words: &[u32], hash: u64) -> Result<GroupId, Full> {
        let (count, words_length) = (words[0], words.len() as u32);
        let Some(base) = self.types.allocate(count) else {
            return Err(Full { limit: LimitName::CanonicalTypes, bound: INDEX_MAX });
        };
        let Some(start) = self.words.allocate(words_length) else {
            self.types.release(base, count);
            return Err(Full { limit: LimitName::ArenaWords, bound: LENGTH_MAX });
        };
        self.words.range_mut(start, words_length).copy_from_slice(words);
        let id = self.groups_free.pop().unwrap_or_else(|| {
            self.groups.push(GroupEntry::default());
            GroupId::new(self.groups.len() as u32 - 1)
        });
        let mut position = start + 1;
        for (entry, member) in self.types.range_mut(base, count).iter_mut().zip(members(words)) {
            let head = member.head();
            *entry = TypeEntry {
                group: id,
                words: position,
                kind: head.kind(),
                is_final: head.is_final(),
                ..TypeEntry::default()
            };
            position += member.words().len() as u32;
        }
        debug_assert_eq!(position, start + words_length);
        self.types_live += count as usize;
        self.groups[id.slot()] = GroupEntry {
            base: CanonicalIndex::new(base),
            count,
            words: start,
            words_length,
            hash,
            ..GroupEntry::default()
        };
        Ok(id)
    }

    /// Removes a group to which nothing refers. Its id and its canonical indices may be used again.
    pub(crate) fn remove_group(&mut self, id: GroupId) {
        let Some(group) = self.groups.get_mut(id.slot()).map(std::mem::take) else {
            return;
        };
        debug_assert_eq!(group.references, 0);
        debug_assert_ne!(group.count, 0);
        self.types.range_mut(group.base.get(), group.count).fill(TypeEntry::default());
        self.types.release(group.base.get(), group.count);
        self.words.release(group.words, group.words_length);
        self.displays.release(group.displays, group.displays_length);
        self.groups_free.push(id);
        self.types_live -= group.count as usize;
    }

    pub(crate) fn groups_live(&self) -> usize {
        self.groups.len() - self.groups_free.len()
    }

    pub(crate) fn group_slots(&self) -> usize {
        self.groups.len()
    }

    pub(crate) fn types_live(&self) -> usize {
        self.types_live
    }
}
