//! What a registry holds, in numbers.

use crate::Registry;
use crate::segments::Segments;
use crate::store::GroupEntry;
use crate::sync::AtomicU32;
use crate::writer::Writer;

/// What a registry holds, in numbers.
///
/// Slots are live, or wait to be reused. They do not grow when modules come and go without being
/// more, or larger, at any one time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Recursion groups that a module or another group needs.
    pub groups_live: usize,
    /// Types of those groups.
    pub types_live: usize,
    /// Group entries ever used.
    pub group_slots: usize,
    /// Group entries that wait to be reused.
    pub group_slots_free: usize,
    /// Cells of displays ever used: one for each type, and one for each of its proper supertypes
    /// unless it continues the display of its supertype.
    pub cell_slots: usize,
    /// Cells that wait to be reused.
    pub cell_slots_free: usize,
    /// Words of lists ever used: three for each type in a group of several, and one for the group.
    pub list_slots: usize,
    /// Words of lists that wait to be reused.
    pub list_slots_free: usize,
    /// 32-bit words ever used for the contents of groups.
    pub word_slots: usize,
    /// Words that wait to be reused.
    pub word_slots_free: usize,
    /// Bytes of memory that the registry takes altogether, with what is reserved in advance.
    pub bytes: usize,
}

impl Counts {
    pub(crate) fn of<S>(registry: &Registry<S>, writer: &Writer) -> Self {
        let (store, table) = (&registry.store, &registry.table);
        let arrays = [&store.cells, &store.infos, &store.lists, &store.words];
        let integers = arrays.map(Segments::reserved).iter().sum::<usize>() + table.reserved();
        let ranges = [&writer.cells, &writer.lists, &writer.words, &writer.groups];
        Self {
            groups_live: writer.groups_live as usize,
            types_live: writer.types_live as usize,
            group_slots: writer.groups.length() as usize,
            group_slots_free: writer.groups.free() as usize,
            // One cell is never given to a type.
            cell_slots: writer.cells.length() as usize - 1,
            cell_slots_free: writer.cells.free() as usize,
            list_slots: writer.lists.length() as usize,
            list_slots_free: writer.lists.free() as usize,
            word_slots: writer.words.length() as usize,
            word_slots_free: writer.words.free() as usize,
            bytes: size_of::<Registry<S>>()
                + integers * size_of::<AtomicU32>()
                + store.groups.reserved() * size_of::<GroupEntry>()
                + ranges.map(crate::ranges::Ranges::bytes).iter().sum::<usize>(),
        }
    }
}
