//! Supertype displays: for each type the list of its supertypes from the root down to itself.
//!
//! ```text
//! (type $a (sub (struct)))             $a
//! (type $b (sub $a (struct)))          $a $b
//! (type $c (sub $b (struct)))          $a $b $c
//! ```
//!
//! With displays "is `t` a subtype of `u`" is one comparison: `u` stands in the display of `t` at
//! the place where it stands in its own, which is its depth. Where `$b` stands right behind `$a`, and
//! `$c` behind `$b`, the three displays are one.

use crate::CanonicalIndex;
use crate::fault::Fault;
use crate::store::Store;

/// Writes the display of the new type `own` below `parent`, whose display is complete.
pub(crate) fn write_display(store: &Store, own: CanonicalIndex, parent: Option<CanonicalIndex>) {
    let root = own.position() - own.depth();
    let mut last = own;
    if let Some(parent) = parent.filter(|_| own.depth() != 0) {
        if !is_shared(store, own) {
            let above = parent.position().wrapping_sub(parent.depth());
            for depth in 0..own.depth() {
                store.cells.store(root + depth, store.cells.load(above.wrapping_add(depth)));
            }
        }
        if store.faults.has(Fault::D3) {
            last = parent;
        }
    }
    store.cells.store(own.position(), last.get());
}

/// Whether a type continues the display of its supertype, and not a copy of it.
///
/// A copy is where no type was that this one could be behind.
pub(crate) fn is_shared(store: &Store, own: CanonicalIndex) -> bool {
    let Some(before) = own.position().checked_sub(1).filter(|_| own.depth() != 0) else {
        return false;
    };
    CanonicalIndex::from_raw(store.cells.load(before)).position() == before
}

/// The cells that a type has of its own.
pub(crate) fn own_cells(store: &Store, own: CanonicalIndex) -> u32 {
    if is_shared(store, own) { 1 } else { own.depth() + 1 }
}

/// The display of a type; empty if the type is not live.
pub(crate) fn display(
    store: &Store,
    index: CanonicalIndex,
) -> impl ExactSizeIterator<Item = CanonicalIndex> {
    let length = if store.info(index).is_some() { index.depth() + 1 } else { 0 };
    let root = index.position().wrapping_sub(index.depth());
    (0..length).map(move |depth| CanonicalIndex::from_raw(store.cells.load(root + depth)))
}

/// Whether the display of a type is its supertype's display with the type itself appended.
pub(crate) fn display_is_consistent(
    store: &Store,
    own: CanonicalIndex,
    parent: Option<CanonicalIndex>,
) -> bool {
    let above = parent.into_iter().flat_map(|parent| display(store, parent));
    display(store, own).eq(above.chain([own]))
}
