//! What a registry keeps of types and groups, in arrays that readers need no lock for.
//!
//! ```text
//! cells    root ... supertype   self              a display, which ends with its type
//! infos                         info              what the type is, at the same position
//! lists    n   self bytes group   self bytes group ...    the members of a group of several types
//! words    the bytes of groups
//! groups   references   hash   bytes   place      a group: its only type, or its list
//! ```
//!
//! A canonical index is the position of the cell `self`, which holds that very index, with the depth
//! of the type. The cells before it are its display: the supertypes from the root on. So the
//! supertype of each depth is found without looking anything up.
//!
//! A type that comes right after its supertype takes one cell more behind the display of that, so
//! the types of a chain share one display. It is safe, because a type keeps its supertypes.
//!
//! Entries of groups never turn into anything else, so that a reference count may be raised by a
//! thread that does not yet know whether the group is the one it wants.

use crate::CanonicalIndex;
use crate::fault::{Fault, Faults};
use crate::index::{GroupId, GroupRelativeIndex};
use crate::packed::{Head, Target, Unpacker, count_length};
use crate::segments::Segments;
use crate::sync::{AtomicU32, Ordering};
use crate::types::TypeKind;

/// Types and groups.
///
/// Invariant: the bytes of a live group name types of live groups only, besides its own; each such
/// reference is counted in the group that it names. References between groups never form a cycle,
/// because a group refers to groups that were there before it.
///
/// Invariant: only the thread that holds the writer's lock changes anything but reference counts.
pub(crate) struct Store {
    pub(crate) faults: Faults,
    pub(crate) cells: Segments<AtomicU32>,
    pub(crate) infos: Segments<AtomicU32>,
    pub(crate) lists: Segments<AtomicU32>,
    pub(crate) words: Segments<AtomicU32>,
    pub(crate) groups: Segments<GroupEntry>,
}

/// One recursion group.
#[derive(Debug, Default)]
pub(crate) struct GroupEntry {
    /// How many modules' groups and how many references of other groups keep this group; 0 if
    /// nothing keeps it, or if the entry belongs to no group.
    pub(crate) references: AtomicU32,
    /// The hash under which the group is found.
    hash: AtomicU32,
    /// The position of the group's first byte, which is a multiple of four, with two flags below it.
    bytes: AtomicU32,
    /// The only type of the group, or the position of its list.
    place: AtomicU32,
}

impl GroupEntry {
    /// The entry belongs to a group.
    const LIVE: u32 = 1;
    /// The group has one type.
    const ALONE: u32 = 2;
}

/// The types of a group.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Members {
    /// One type.
    One(CanonicalIndex),
    /// The list of several types at this position.
    Listed(u32),
}

/// The words of a list before its members, and those of a member.
const LIST_HEAD: u32 = 1;
const LIST_MEMBER: u32 = 3;

/// The words that the list of so many members takes: none for one type.
pub(crate) const fn list_length(members: u32) -> u32 {
    if members == 1 { 0 } else { LIST_HEAD + LIST_MEMBER * members }
}

/// What a type is: bits 0 to 27 are its group or its place in the list of its group, then come kind
/// and finality, and bit 31 says which of the two it is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Info(u32);

impl Info {
    /// The positions of lists: each member takes three words, and there are at most 2²⁶ members.
    pub(crate) const PLACE_BITS: u32 = 28;
    const ALONE: u32 = 1 << 31;

    fn new(place: u32, head: Head, is_alone: bool) -> Self {
        let head = u32::from(head.without_supertype().0);
        debug_assert!(place < 1 << Self::PLACE_BITS && head < 8);
        Self(place | head << Self::PLACE_BITS | if is_alone { Self::ALONE } else { 0 })
    }

    /// The group of a type that is alone in it, or the place of a type in the list of its group.
    fn place(self) -> Result<GroupId, u32> {
        let place = self.0 & ((1 << Self::PLACE_BITS) - 1);
        if self.0 & Self::ALONE != 0 { Ok(GroupId::new(place)) } else { Err(place) }
    }

    fn head(self) -> Head {
        Head((self.0 >> Self::PLACE_BITS) as u8 & 7)
    }

    pub(crate) fn kind(self) -> TypeKind {
        self.head().kind()
    }

    pub(crate) fn is_final(self) -> bool {
        self.head().is_final()
    }
}

impl Store {
    /// A store whose first `cells` cells are made at once and reached fastest.
    pub(crate) fn new(faults: Faults, cells: u32) -> Self {
        let [cells, infos] = [cells, cells].map(Segments::with_first);
        let [lists, words] = [Segments::new(), Segments::new()];
        Self { faults, cells, infos, lists, words, groups: Segments::new() }
    }

    /// What a type is, if it is live.
    #[inline]
    pub(crate) fn info(&self, index: CanonicalIndex) -> Option<Info> {
        let own = self.cells.load(index.position());
        if own != index.get() && !(own != 0 && self.faults.has(Fault::D3)) {
            return None;
        }
        Some(Info(self.infos.load(index.position())))
    }

    /// The group of a type.
    #[inline]
    pub(crate) fn group(&self, info: Info) -> GroupId {
        info.place().unwrap_or_else(|listed| GroupId::new(self.lists.load(listed + 2)))
    }

    /// The bytes of a live type.
    pub(crate) fn type_bytes(&self, info: Info) -> StoredBytes<'_> {
        let start = match info.place() {
            Ok(group) => self.bytes(group) + count_length(1),
            Err(listed) => self.lists.load(listed + 1),
        };
        StoredBytes::new(&self.words, start)
    }

    /// The type that is named in the bytes of the live type `own`; nothing if there is none, which a
    /// deliberate fault can cause.
    pub(crate) fn named(&self, target: Target, own: CanonicalIndex) -> Option<CanonicalIndex> {
        match target {
            Target::External(index) => Some(index),
            Target::Internal(member) => {
                let members = self.members(self.group(self.info(own)?))?;
                Some(self.member(members, member))
            }
        }
    }

    /// The types of a group, if the entry belongs to one.
    #[inline]
    pub(crate) fn members(&self, id: GroupId) -> Option<Members> {
        let entry = self.groups.get(id.get())?;
        let place = entry.place.load(Ordering::Relaxed);
        match entry.bytes.load(Ordering::Relaxed) & (GroupEntry::LIVE | GroupEntry::ALONE) {
            GroupEntry::LIVE => Some(Members::Listed(place)),
            0 | GroupEntry::ALONE => None,
            _ => Some(Members::One(CanonicalIndex::from_raw(place))),
        }
    }

    /// The number of types of a group.
    #[inline]
    pub(crate) fn member_count(&self, members: Members) -> u32 {
        match members {
            Members::One(_) => 1,
            Members::Listed(list) => self.lists.load(list),
        }
    }

    /// One of the types of a group.
    #[inline]
    pub(crate) fn member(&self, members: Members, member: GroupRelativeIndex) -> CanonicalIndex {
        match members {
            Members::One(index) => index,
            Members::Listed(list) => {
                let place = list + LIST_HEAD + LIST_MEMBER * member.get();
                CanonicalIndex::from_raw(self.lists.load(place))
            }
        }
    }

    /// Makes an entry belong to a group, whose bytes start at a multiple of four. `place` is the only
    /// type, or the position of the list.
    pub(crate) fn set_group(&self, id: GroupId, hash: u32, bytes: u32, members: Members) {
        let (flags, place) = match members {
            Members::One(index) => (GroupEntry::LIVE | GroupEntry::ALONE, index.get()),
            Members::Listed(list) => (GroupEntry::LIVE, list),
        };
        if let Some(entry) = self.groups.get(id.get()) {
            entry.hash.store(hash, Ordering::Relaxed);
            entry.place.store(place, Ordering::Relaxed);
            entry.bytes.store(bytes | flags, Ordering::Relaxed);
        }
    }

    /// Makes an entry belong to no group.
    pub(crate) fn clear_group(&self, id: GroupId) {
        if let Some(entry) = self.groups.get(id.get()) {
            entry.bytes.store(0, Ordering::Relaxed);
        }
    }

    /// Says what a type is, of a group of one.
    pub(crate) fn set_alone(&self, own: CanonicalIndex, id: GroupId, head: Head) {
        self.infos.store(own.position(), Info::new(id.get(), head, true).0);
    }

    /// Says what a type is, of the group with the list at `list`, and enters it there. Its own bytes
    /// start at `bytes`.
    pub(crate) fn set_listed(
        &self,
        own: CanonicalIndex,
        (id, head): (GroupId, Head),
        (list, member): (u32, u32),
        bytes: u32,
    ) {
        let place = list + LIST_HEAD + LIST_MEMBER * member;
        self.lists.write(place, [own.get(), bytes, id.get()].into_iter());
        self.infos.store(own.position(), Info::new(place, head, false).0);
    }

    /// The hash under which a group is found.
    #[inline]
    pub(crate) fn hash(&self, id: GroupId) -> Option<u32> {
        Some(self.groups.get(id.get())?.hash.load(Ordering::Relaxed))
    }

    /// The position of the first byte of a group.
    #[inline]
    fn bytes(&self, id: GroupId) -> u32 {
        self.groups.get(id.get()).map_or(0, |entry| entry.bytes.load(Ordering::Relaxed)) & !3
    }

    /// The bytes of a group, which start with the number of members.
    pub(crate) fn group_bytes(&self, id: GroupId) -> StoredBytes<'_> {
        StoredBytes::new(&self.words, self.bytes(id))
    }

    /// Calls back for each reference of a group to another one, with the group that it names.
    ///
    /// Returns the number of words that the group takes. Linear in them.
    pub(crate) fn external_groups(&self, id: GroupId, mut visit: impl FnMut(GroupId)) -> u32 {
        let start = self.group_bytes(id);
        let end = Unpacker::new(start.clone()).targets(|target| {
            if let Target::External(index) = target {
                let info = self.info(index);
                debug_assert!(info.is_some() || self.faults.loses_types());
                info.into_iter().for_each(|info| visit(self.group(info)));
            }
        });
        end.position.div_ceil(4) - start.word()
    }
}

/// Bytes in an array of words, from some position on; the lowest byte of a word comes first.
#[derive(Clone)]
pub(crate) struct StoredBytes<'a> {
    words: &'a Segments<AtomicU32>,
    /// The position of the next byte.
    position: u32,
    /// The rest of the word that has it, shifted down.
    word: u32,
}

impl<'a> StoredBytes<'a> {
    fn new(words: &'a Segments<AtomicU32>, position: u32) -> Self {
        Self { words, position, word: words.load(position / 4) >> (position % 4 * 8) }
    }

    /// The position of the word that has the next byte.
    pub(crate) fn word(&self) -> u32 {
        self.position / 4
    }
}

impl Iterator for StoredBytes<'_> {
    type Item = u8;

    #[inline]
    fn next(&mut self) -> Option<u8> {
        let byte = self.word as u8;
        self.position = self.position.wrapping_add(1);
        self.word = match self.position % 4 {
            0 => self.words.load(self.position / 4),
            _ => self.word >> 8,
        };
        Some(byte)
    }
}
