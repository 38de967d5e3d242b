//! What only the thread that holds the lock may touch: free ranges, and groups that come and go.

use crate::display::{display_is_consistent, own_cells, write_display};
use crate::draft::{Draft, Member};
use crate::fault::Fault;
use crate::index::{GroupId, GroupRelativeIndex};
use crate::packed::{Head, Target};
use crate::ranges::Ranges;
use crate::store::{Info, Members, Store, list_length};
use crate::{CanonicalIndex, LimitName};

/// The words that the array of words has room for: bytes have positions of 32 bits.
const WORDS_MAX: u32 = (1 << 30) - 1;

/// The state of the writer.
#[derive(Debug)]
pub(crate) struct Writer {
    pub(crate) cells: Ranges,
    pub(crate) lists: Ranges,
    pub(crate) words: Ranges,
    pub(crate) groups: Ranges,
    pub(crate) groups_live: u32,
    pub(crate) types_live: u32,
}

/// An array that has no room left.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Full {
    pub(crate) limit: LimitName,
    pub(crate) bound: u32,
}

const FULL_CELLS: Full =
    Full { limit: LimitName::CanonicalTypes, bound: CanonicalIndex::POSITION_MAX };
const FULL_WORDS: Full = Full { limit: LimitName::ArenaWords, bound: WORDS_MAX };

impl Writer {
    pub(crate) const fn new() -> Self {
        Self {
            // No type is at position 0, so that a cell never written does not look like one.
            cells: Ranges::new(1, CanonicalIndex::POSITION_MAX),
            lists: Ranges::new(0, 1 << Info::PLACE_BITS),
            words: Ranges::new(0, WORDS_MAX),
            groups: Ranges::new(0, 1 << GroupId::BITS),
            groups_live: 0,
            types_live: 0,
        }
    }

    /// Stores a group with its displays. Nothing refers to it, and nobody finds it yet.
    ///
    /// All displays of a group are made before its first declaration is checked, because the check
    /// may rely on what later members declare. Linear in the bytes and the displays.
    pub(crate) fn store_group(
        &mut self,
        store: &Store,
        draft: &Draft,
        hash: u32,
    ) -> Result<GroupId, Full> {
        let words = draft.packer.words();
        let length = words.len() as u32;
        let start = self.words.allocate(length).ok_or(FULL_WORDS)?;
        store.words.reserve(self.words.length());
        store.words.write(start, words);
        let stored = self.store_types(store, draft, start * 4);
        let (id, members) = stored.inspect_err(|_| self.words.release(start, length))?;
        store.set_group(id, hash, start * 4, members);
        self.groups_live += 1;
        self.types_live += draft.members.len() as u32;
        Ok(id)
    }

    /// Stores the types of a group whose bytes start at `bytes`.
    fn store_types(
        &mut self,
        store: &Store,
        draft: &Draft,
        bytes: u32,
    ) -> Result<(GroupId, Members), Full> {
        let id = GroupId::new(self.groups.allocate(1).ok_or(FULL_CELLS)?);
        store.groups.reserve(self.groups.length());
        let result = match draft.members.as_slice() {
            [member] => self.store_alone(store, draft, member, id).map(Members::One),
            _ => self.store_list(store, draft, bytes, id).map(Members::Listed),
        };
        let result = result.inspect_err(|_| self.groups.release(id.get(), 1));
        Ok((id, result?))
    }

    fn store_alone(
        &mut self,
        store: &Store,
        draft: &Draft,
        member: &Member,
        id: GroupId,
    ) -> Result<CanonicalIndex, Full> {
        // Only the fault V2 lets a type be its own supertype.
        let parent = member.supertype.and_then(Target::external);
        let own = self.store_display(store, member, parent)?;
        store.set_alone(own, id, head(draft, member));
        Ok(own)
    }

    fn store_list(
        &mut self,
        store: &Store,
        draft: &Draft,
        bytes: u32,
        id: GroupId,
    ) -> Result<u32, Full> {
        let count = draft.members.len() as u32;
        let list = self.lists.allocate(list_length(count)).ok_or(FULL_CELLS)?;
        store.lists.reserve(self.lists.length());
        store.lists.store(list, count);
        let assumed = store.faults.has(Fault::G7).then(|| self.side_by_side(draft));
        for (position, member) in (0..).zip(&draft.members) {
            let parent = member.supertype.map(|supertype| match supertype {
                Target::External(index) => index,
                Target::Internal(member) => match &assumed {
                    Some(assumed) => assumed[member.get() as usize],
                    None => store.member(Members::Listed(list), member),
                },
            });
            match self.store_display(store, member, parent) {
                Ok(own) => {
                    let start = bytes + member.start;
                    store.set_listed(own, (id, head(draft, member)), (list, position), start);
                }
                Err(full) => {
                    self.remove_types(store, Members::Listed(list), position, |_| {});
                    self.lists.release(list, list_length(count));
                    return Err(full);
                }
            }
        }
        Ok(list)
    }

    /// Where the members of a group would be if no cell were free but those behind all others: what a
    /// fault takes their indices for.
    fn side_by_side(&self, draft: &Draft) -> Vec<CanonicalIndex> {
        let mut end = self.cells.length();
        let members = draft.members.iter().map(|member| {
            end += member.depth + 1;
            CanonicalIndex::new(end - 1, member.depth)
        });
        members.collect()
    }

    /// Finds a place for a type and writes its display: behind its supertype, if nothing was there
    /// yet, or else behind a copy of the display of that.
    fn store_display(
        &mut self,
        store: &Store,
        member: &Member,
        parent: Option<CanonicalIndex>,
    ) -> Result<CanonicalIndex, Full> {
        // With these faults displays are wrong by intention, or supertypes are missing.
        const WRONG: [Fault; 7] =
            [Fault::N2, Fault::N6, Fault::N10, Fault::V2, Fault::D3, Fault::D4, Fault::G7];
        let is_wrong = store.faults.has_any(&WRONG);
        let behind = parent.filter(|_| !is_wrong).map(|parent| parent.position() + 1);
        let shared = behind.filter(|behind| self.cells.extend(*behind));
        let position = match shared {
            Some(position) => position,
            None => self.cells.allocate(member.depth + 1).ok_or(FULL_CELLS)? + member.depth,
        };
        let end = self.cells.length();
        store.cells.reserve(end);
        store.infos.reserve(end);
        let own = CanonicalIndex::new(position, member.depth);
        write_display(store, own, parent);
        if store.faults.has(Fault::D4) && member.depth > 0 {
            store.cells.store(position - 1, member.written_supertype);
        }
        debug_assert!(is_wrong || display_is_consistent(store, own, parent));
        Ok(own)
    }

    /// Removes a group to which nothing refers and which nobody finds any more. Calls back for each
    /// of its references to another group, with that group, and for each of its types.
    ///
    /// Its id and its canonical indices may be used again. Linear in its cells and bytes.
    pub(crate) fn remove_group(
        &mut self,
        store: &Store,
        id: GroupId,
        visit: impl FnMut(GroupId),
        removed: impl FnMut(CanonicalIndex),
    ) {
        let Some(members) = store.members(id) else {
            return;
        };
        let count = store.member_count(members);
        let start = store.group_bytes(id).word();
        let words = store.external_groups(id, visit);
        self.remove_types(store, members, count, removed);
        if let Members::Listed(list) = members {
            self.lists.release(list, list_length(count));
        }
        store.clear_group(id);
        self.words.release(start, words);
        self.groups.release(id.get(), 1);
        self.groups_live -= 1;
        self.types_live -= count;
    }

    /// Removes the first `count` types of a group, the last one first: it may stand behind others.
    fn remove_types(
        &mut self,
        store: &Store,
        members: Members,
        count: u32,
        mut removed: impl FnMut(CanonicalIndex),
    ) {
        for member in (0..count).rev().map(GroupRelativeIndex::new) {
            let own = store.member(members, member);
            removed(own);
            let cells = own_cells(store, own);
            let first = own.position() + 1 - cells;
            store.cells.write(first, (0..cells).map(|_| 0));
            self.cells.release(first, cells);
        }
    }
}

/// Kind and finality of a member.
fn head(draft: &Draft, member: &Member) -> Head {
    Head(draft.packer.bytes[member.start as usize])
}
