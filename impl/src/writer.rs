//! What only the thread that holds the lock may touch: free ranges, and groups that come and go.

use crate::display::{display_is_consistent, write_display};
use crate::draft::{Draft, Member};
use crate::fault::Fault;
use crate::index::{GroupId, GroupRelativeIndex};
use crate::packed::{Head, Target};
use crate::ranges::Ranges;
use crate::store::{CELLS_BEFORE_DISPLAY, Info, Store};
use crate::sync::Ordering;
use crate::{CanonicalIndex, LimitName};

/// The words that the array of words has room for: bytes have positions of 32 bits.
const WORDS_MAX: u32 = (1 << 30) - 1;

/// The state of the writer.
#[derive(Debug)]
pub(crate) struct Writer {
    pub(crate) cells: Ranges,
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

impl Writer {
    pub(crate) const fn new() -> Self {
        Self {
            cells: Ranges::new(CanonicalIndex::POSITION_MAX),
            words: Ranges::new(WORDS_MAX),
            groups: Ranges::new(1 << GroupId::BITS),
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
        let (cells, words) = (cells(draft), draft.packer.words().len() as u32);
        let full_cells =
            Full { limit: LimitName::CanonicalTypes, bound: CanonicalIndex::POSITION_MAX };
        let allocated = u32::try_from(cells).ok().and_then(|cells| self.cells.allocate(cells));
        let base = allocated.ok_or(full_cells)?;
        let Some(start) = self.words.allocate(words) else {
            self.cells.release(base, cells as u32);
            return Err(Full { limit: LimitName::ArenaWords, bound: WORDS_MAX });
        };
        // There are at most a third as many groups as cells, so there is a number left.
        let id = GroupId::new(self.groups.allocate(1).ok_or(full_cells)?);
        store.cells.reserve(self.cells.length());
        store.words.reserve(self.words.length());
        store.groups.reserve(self.groups.length());
        store.words.write(start, draft.packer.words());
        write_cells(store, draft, id, base, start * 4);
        store.set_base(id, Some(base));
        if let Some(group) = store.groups.get(id.get()) {
            group.hash.store(hash, Ordering::Relaxed);
        }
        self.groups_live += 1;
        self.types_live += draft.members.len() as u32;
        Ok(id)
    }

    /// Removes a group to which nothing refers and which nobody finds any more. Calls back for each
    /// of its references to another group, with that group.
    ///
    /// Its id and its canonical indices may be used again. Linear in its cells and bytes.
    pub(crate) fn remove_group(&mut self, store: &Store, id: GroupId, visit: impl FnMut(GroupId)) {
        let Some(base) = store.base(id) else {
            return;
        };
        let start = store.group_bytes(base).word();
        let (members, last) = store.extent(base);
        let words = store.external_groups(base, visit);
        let cells = last.position() + 1 - base;
        store.cells.write(base, (0..cells).map(|_| 0));
        store.set_base(id, None);
        self.cells.release(base, cells);
        self.words.release(start, words);
        self.groups.release(id.get(), 1);
        self.groups_live -= 1;
        self.types_live -= members;
    }
}

/// The cells that a group takes.
fn cells(draft: &Draft) -> u64 {
    let list = if draft.members.len() == 1 { 0 } else { 1 + draft.members.len() as u64 };
    let of_type = |member: &Member| u64::from(CELLS_BEFORE_DISPLAY + member.depth + 1);
    list + draft.members.iter().map(of_type).sum::<u64>()
}

/// Writes the cells of a group from `base` on, whose first byte stands at `bytes`.
fn write_cells(store: &Store, draft: &Draft, id: GroupId, base: u32, bytes: u32) {
    let count = draft.members.len() as u32;
    let is_alone = count == 1;
    let mut position = base;
    if !is_alone {
        store.cells.store(base, count);
        position += 1 + count;
    }
    for (relative, member) in (0..).zip(&draft.members) {
        let head = Head(draft.packer.bytes[member.start as usize]);
        let own = CanonicalIndex::new(position + CELLS_BEFORE_DISPLAY + member.depth, member.depth);
        store.cells.store(position, Info::new(id, head, is_alone).cell());
        store.cells.store(position + 1, bytes + member.start);
        let parent = member.supertype.map(|supertype| match supertype {
            Target::External(index) => index,
            Target::Internal(member) if is_alone => own_supertype(store, own, member),
            Target::Internal(member) => store.listed(base, member),
        });
        write_display(store, own, parent);
        // With the faults V2 and D3 displays are wrong by intention, with N10 supertypes are
        // missing.
        debug_assert!(
            [Fault::V2, Fault::D3, Fault::N10].iter().any(|fault| store.faults.has(*fault))
                || display_is_consistent(store, own, parent)
        );
        if !is_alone {
            store.cells.store(base + 1 + relative, own.get());
        }
        position = own.position() + 1;
    }
    debug_assert_eq!(u64::from(position - base), cells(draft));
}

/// The type itself, which only the fault V2 lets be its own supertype.
fn own_supertype(store: &Store, own: CanonicalIndex, member: GroupRelativeIndex) -> CanonicalIndex {
    debug_assert!(store.faults.has(Fault::V2) && member.get() == 0);
    own
}
