//! Edits of the entries of a section: types, imports, definitions, segments, exports, whole functions.

use crate::choices::Choices;
use crate::layout::{self, Section};

/// Drops, doubles or swaps entries of a section, whose count stays right.
pub(super) fn edit(sections: &mut [Section], choices: &mut dyn Choices) -> Option<()> {
    let lists: Vec<usize> = (0..sections.len())
        .filter(|at| layout::entries(&sections[*at]).is_some_and(|entries| !entries.is_empty()))
        .collect();
    let section = sections.get_mut(*lists.get(choices.index(lists.len()))?)?;
    let mut entries = layout::entries(section)?;
    let at = choices.index(entries.len());
    let other = choices.index(entries.len());
    match choices.weighted(&[3, 3, 2, 2]) {
        0 => drop(entries.remove(at)),
        1 => entries.insert(other, entries[at].clone()),
        2 => entries.swap(at, other),
        _ => entries[at] = entries[other].clone(),
    }
    section.content = layout::list(&entries);
    Some(())
}
