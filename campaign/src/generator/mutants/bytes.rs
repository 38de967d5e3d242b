//! Edits of bytes and of whole sections, blind to what they mean.

use crate::choices::Choices;
use crate::layout::Section;

/// Changes, inserts or deletes a byte of a section, whose size stays right.
pub(super) fn edit_content(sections: &mut [Section], choices: &mut dyn Choices) -> Option<()> {
    let at = choices.index(sections.len());
    edit_byte(&mut sections.get_mut(at)?.content, choices);
    Some(())
}

/// Changes, inserts or deletes a byte of a module, whose sizes may become wrong.
pub(super) fn edit_anywhere(module: &mut Vec<u8>, choices: &mut dyn Choices) {
    edit_byte(module, choices);
}

fn edit_byte(bytes: &mut Vec<u8>, choices: &mut dyn Choices) {
    let at = choices.index(bytes.len());
    let byte = match choices.weighted(&[3, 2]) {
        // Small numbers are indices, counts and flags.
        0 => choices.choose(16) as u8,
        _ => choices.choose(256) as u8,
    };
    match choices.weighted(&[8, 2, 2]) {
        0 if !bytes.is_empty() => bytes[at] = changed(bytes[at], byte, choices),
        1 if !bytes.is_empty() => drop(bytes.remove(at)),
        _ => bytes.insert(at, byte),
    }
}

/// Another byte: the next or last one, one bit apart, or any.
pub(super) fn changed(before: u8, any: u8, choices: &mut dyn Choices) -> u8 {
    match choices.weighted(&[3, 3, 3, 4]) {
        0 => before.wrapping_add(1),
        1 => before.wrapping_sub(1),
        2 => before ^ (1 << choices.choose(8)),
        _ => any,
    }
}

/// Drops, doubles or swaps sections.
pub(super) fn edit_sections(sections: &mut Vec<Section>, choices: &mut dyn Choices) -> Option<()> {
    let at = choices.index(sections.len());
    let other = choices.index(sections.len());
    let section = sections.get(at)?.clone();
    match choices.weighted(&[2, 1, 1]) {
        0 => drop(sections.remove(at)),
        1 => sections.insert(other, section),
        _ => sections.swap(at, other),
    }
    Some(())
}
