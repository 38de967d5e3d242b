//! Supertype displays: for each type the list of its supertypes from the root down to itself.
//!
//! ```text
//! (type $a (sub (struct)))             $a
//! (type $b (sub $a (struct)))          $a $b
//! (type $c (sub $b (struct)))          $a $b $c
//! ```
//!
//! With displays "is `t` a subtype of `u`" is one comparison: `u` stands in the display of `t` at
//! the place where it stands in its own, which is its depth.

use crate::fault::Fault;
use crate::index::GroupId;
use crate::store::{Full, Store};
use crate::word::{TypeWords, members};
use crate::{CanonicalIndex, LimitName};

/// Why the displays of a group cannot be made.
#[derive(Clone, Copy, Debug)]
pub(crate) enum DisplayError {
    /// A type has more proper supertypes than allowed.
    TooDeep {
        /// The type's position in the group.
        member: u32,
        /// Its number of proper supertypes.
        depth: u32,
    },
    Full(Full),
}

/// Makes the displays of all members of a group that has none yet.
///
/// All displays of a group are made before its first declaration is checked, because the check may
/// rely on what later members declare. Linear in the lengths of the displays.
///
/// Invariant: a supertype stands before its subtypes, so its display is complete when theirs are
/// made.
pub(crate) fn make_displays(
    store: &mut Store,
    id: GroupId,
    depth_max: u32,
) -> Result<(), DisplayError> {
    let Some(&group) = store.group(id) else {
        return Ok(());
    };
    let mut total = 0u64;
    for member in 0..group.count {
        let depth = parent(store, group.base, member).map_or(0, |(_, length)| length);
        if depth > depth_max {
            return Err(DisplayError::TooDeep { member, depth });
        }
        let appended = depth == 0 || !store.faults.has(Fault::D3);
        let entry = &mut store.types.range_mut(group.base.get() + member, 1)[0];
        entry.display_length = depth + u32::from(appended);
        total += u64::from(entry.display_length);
    }
    let allocated = u32::try_from(total).ok().and_then(|total| store.displays.allocate(total));
    let Some(start) = allocated else {
        let bound = crate::arena::LENGTH_MAX;
        return Err(DisplayError::Full(Full { limit: LimitName::ArenaWords, bound }));
    };
    if let Some(group) = store.group_mut(id) {
        group.displays = start;
        group.displays_length = total as u32;
    }
    let mut position = start;
    for member in 0..group.count {
        position = fill_display(store, group.base, member, position);
    }
    debug_assert_eq!(u64::from(position - start), total);
    Ok(())
}

/// Writes the display of one member at `position` and returns the position after it.
fn fill_display(store: &mut Store, base: CanonicalIndex, member: u32, position: u32) -> u32 {
    let parent_display = parent(store, base, member).map(|(display, _)| display);
    let own = CanonicalIndex::new(base.get() + member);
    let entry = &mut store.types.range_mut(own.get(), 1)[0];
    entry.display = position;
    let length = entry.display_length;
    let appended = parent_display.is_none() || !store.faults.has(Fault::D3);
    let copied = length - u32::from(appended);
    if let Some(parent_display) = parent_display {
        store.displays.copy(parent_display, position, copied);
    }
    if appended {
        store.displays.range_mut(position, length)[copied as usize] = own;
    }
    position + length
}

/// The start and the length of the display of a member's supertype, as far as they are known.
fn parent(store: &Store, base: CanonicalIndex, member: u32) -> Option<(u32, u32)> {
    let index = CanonicalIndex::new(base.get() + member);
    let words = store.types.get(index.slot())?.words;
    let words = TypeWords::at_start_of(&store.words.items()[words as usize..]);
    let parent = store.entry(words.supertype().concrete(base)?)?;
    Some((parent.display, parent.display_length))
}

/// The display of a type; empty if the type is not live.
pub(crate) fn display(store: &Store, index: CanonicalIndex) -> &[CanonicalIndex] {
    let Some(entry) = store.entry(index) else {
        return &[];
    };
    let display = store.displays.range(entry.display, entry.display_length);
    debug_assert!(display.ends_with(&[index]) || store.faults.has(Fault::D3));
    display
}

/// Whether every display of a group is its supertype's display with the type itself appended.
pub(crate) fn displays_are_consistent(store: &Store, id: GroupId) -> bool {
    let Some(group) = store.group(id) else {
        return true;
    };
    members(store.group_words(group)).zip(group.base.get()..).all(|(member, index)| {
        let own = CanonicalIndex::new(index);
        let parent = member.supertype().concrete(group.base);
        let above = parent.map_or(&[][..], |parent| display(store, parent));
        display(store, own).split_last() == Some((&own, above))
    })
}
