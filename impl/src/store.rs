//! What a registry keeps of types and groups, in three arrays that readers need no lock for.
//!
//! ```text
//! cells of a type       info   bytes   root ... supertype   self
//! a group of one type   its cells
//! a larger group        n   first self ... last self   cells of the first type ... of the last
//! ```
//!
//! A canonical index is the position of the cell `self`, which holds that very index, with the depth
//! of the type. The cells before it are its display: the supertypes from the root on. So the
//! supertype of each depth is found without looking anything up.
//!
//! The bytes of a group stand in an array of words. An entry per group has its reference count, its
//! hash and the position of its cells. Entries never turn into anything else, so that a reference
//! count may be raised by a thread that does not yet know whether the group is the one it wants.

use crate::CanonicalIndex;
use crate::fault::{Fault, Faults};
use crate::index::{GroupId, GroupRelativeIndex};
use crate::packed::{Head, Target, Unpacker};
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
    pub(crate) hash: AtomicU32,
    /// The position of the group's cells, and one more; 0 if the entry belongs to no group.
    base: AtomicU32,
}

/// The cell that says what a type is: bits 0 to 24 are its group, then come kind and finality, and
/// bit 31 says that the type is alone in its group.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Info(u32);

impl Info {
    const HEAD_SHIFT: u32 = GroupId::BITS;
    const ALONE: u32 = 1 << 31;

    pub(crate) fn new(group: GroupId, head: Head, is_alone: bool) -> Self {
        let head = u32::from(head.without_supertype().0);
        Self(group.get() | head << Self::HEAD_SHIFT | if is_alone { Self::ALONE } else { 0 })
    }

    pub(crate) fn cell(self) -> u32 {
        self.0
    }

    pub(crate) fn group(self) -> GroupId {
        GroupId::new(self.0 & ((1 << GroupId::BITS) - 1))
    }

    fn head(self) -> Head {
        Head((self.0 >> Self::HEAD_SHIFT) as u8 & 7)
    }

    pub(crate) fn kind(self) -> TypeKind {
        self.head().kind()
    }

    pub(crate) fn is_final(self) -> bool {
        self.head().is_final()
    }

    pub(crate) fn is_alone(self) -> bool {
        self.0 & Self::ALONE != 0
    }
}

/// The cells of a type besides its display.
pub(crate) const CELLS_BEFORE_DISPLAY: u32 = 2;

impl Store {
    pub(crate) fn new(faults: Faults) -> Self {
        let (cells, words) = (Segments::new(), Segments::new());
        Self { faults, cells, words, groups: Segments::new() }
    }

    /// What a type is, if it is live.
    #[inline]
    pub(crate) fn info(&self, index: CanonicalIndex) -> Option<Info> {
        let own = self.cells.load(index.position());
        if own != index.get() && !(own != 0 && self.faults.has(Fault::D3)) {
            return None;
        }
        Some(Info(self.cells.load(self.cells_of(index))))
    }

    /// The position of the first cell of a type.
    #[inline]
    fn cells_of(&self, index: CanonicalIndex) -> u32 {
        index.position().wrapping_sub(index.depth() + CELLS_BEFORE_DISPLAY)
    }

    /// The bytes of a live type.
    pub(crate) fn type_bytes(&self, index: CanonicalIndex) -> StoredBytes<'_> {
        StoredBytes::new(&self.words, self.cells.load(self.cells_of(index) + 1))
    }

    /// The type that is named in the bytes of the live type `own`; nothing if there is none, which a
    /// deliberate fault can cause.
    pub(crate) fn named(&self, target: Target, own: CanonicalIndex) -> Option<CanonicalIndex> {
        match target {
            Target::External(index) => Some(index),
            Target::Internal(member) => {
                let info = self.info(own)?;
                if info.is_alone() {
                    return Some(own);
                }
                Some(self.listed(self.base(info.group())?, member))
            }
        }
    }

    /// A member of the group of several types whose cells start at `base`.
    #[inline]
    pub(crate) fn listed(&self, base: u32, member: GroupRelativeIndex) -> CanonicalIndex {
        CanonicalIndex::from_raw(self.cells.load(base + 1 + member.get()))
    }

    /// The position of the cells of a group, if the entry belongs to one.
    #[inline]
    pub(crate) fn base(&self, id: GroupId) -> Option<u32> {
        let base = self.groups.get(id.get())?.base.load(Ordering::Relaxed);
        base.checked_sub(1)
    }

    /// Makes an entry belong to the group whose cells start there, or to none.
    pub(crate) fn set_base(&self, id: GroupId, base: Option<u32>) {
        if let Some(group) = self.groups.get(id.get()) {
            group.base.store(base.map_or(0, |base| base + 1), Ordering::Relaxed);
        }
    }

    /// The hash under which a group is found.
    #[inline]
    pub(crate) fn hash(&self, id: GroupId) -> Option<u32> {
        Some(self.groups.get(id.get())?.hash.load(Ordering::Relaxed))
    }

    /// The number of types of the group whose cells start at `base`; of a group of one type nothing.
    #[inline]
    pub(crate) fn list_length(&self, base: u32) -> Option<u32> {
        let first = self.cells.load(base);
        (!Info(first).is_alone()).then_some(first)
    }

    /// The number of types of the group whose cells start at `base`, and the last type, with whose
    /// cells those of the group end.
    pub(crate) fn extent(&self, base: u32) -> (u32, CanonicalIndex) {
        if let Some(members) = self.list_length(base) {
            return (members, self.listed(base, GroupRelativeIndex::new(members - 1)));
        }
        let mut bytes = Unpacker::new(self.group_bytes(base));
        debug_assert_eq!(bytes.clone().count(), 1);
        bytes.count();
        let depth = match bytes.header().supertype {
            Some(Target::External(index)) => index.depth() + 1,
            // Only a deliberate fault makes a type its own supertype.
            Some(Target::Internal(_)) | None => 0,
        };
        (1, CanonicalIndex::new(base + CELLS_BEFORE_DISPLAY + depth, depth))
    }

    /// The bytes of the group whose cells start at `base`.
    ///
    /// The cells of the first member say where its own bytes start. Before them is the number of
    /// members.
    pub(crate) fn group_bytes(&self, base: u32) -> StoredBytes<'_> {
        let (members, first) = match self.list_length(base) {
            None => (1, base),
            Some(members) => {
                (members, self.cells_of(self.listed(base, GroupRelativeIndex::new(0))))
            }
        };
        let start = self.cells.load(first + 1);
        StoredBytes::new(&self.words, start.wrapping_sub(crate::packed::count_length(members)))
    }

    /// Calls back for each reference of a group to another one, with the group that it names.
    ///
    /// Returns the number of words that the group takes. Linear in them.
    pub(crate) fn external_groups(&self, base: u32, mut visit: impl FnMut(GroupId)) -> u32 {
        let start = self.group_bytes(base);
        let end = Unpacker::new(start.clone()).targets(|target| {
            if let Target::External(index) = target {
                let info = self.info(index);
                let may_be_gone = self.faults.has(Fault::N10) || self.faults.has(Fault::G4);
                debug_assert!(info.is_some() || may_be_gone);
                info.into_iter().for_each(|info| visit(info.group()));
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
