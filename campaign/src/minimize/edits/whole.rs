//! Edits of whole modules that stay as bytes: their definitions, bodies and types.
//!
//! A module is read by wasmparser and written anew without a definition, with every index behind it moved
//! ([`rewrite`]), or its instructions are cut ([`code`]). A module that cannot be read has none of these
//! edits; that of ranges of bytes remains.

mod code;
mod labels;
mod rewrite;
mod types;

use super::super::draft::{Draft, Form};
use super::{Edit, ranges};
use crate::layout;
use crate::question::ModuleId;
use rewrite::{Rewriter, Space};
use std::sync::Arc;

pub(in super::super) use code::shorten_bodies;
pub(in super::super) use types::{drop_types, simplify_types};

/// The modules that are known as bytes.
fn raw(draft: &Draft) -> impl Iterator<Item = (ModuleId, &Arc<[u8]>)> {
    draft.forms().filter_map(|(module, form)| match form {
        Form::Raw(bytes) => Some((module, bytes)),
        Form::Types(_) => None,
    })
}

/// An edit of the bytes of a module.
fn edit(module: ModuleId, change: impl Fn(&[u8]) -> Option<Vec<u8>> + 'static) -> Edit {
    Box::new(move |draft| {
        let (_, bytes) = raw(draft).find(|(at, _)| *at == module)?;
        Some(draft.with_form(module, Form::Raw(change(bytes)?.into())))
    })
}

/// Drops sections, one by one, and all but the first ones.
pub(in super::super) fn drop_sections(draft: &Draft) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (module, bytes) in raw(draft) {
        let count = layout::read(bytes).len();
        for kept in 0..count {
            edits.push(edit(module, move |bytes| {
                let mut sections = layout::read(bytes);
                sections.truncate(kept);
                Some(layout::write(&sections))
            }));
        }
        for at in 0..count {
            edits.push(edit(module, move |bytes| {
                let mut sections = layout::read(bytes);
                (at < sections.len()).then(|| sections.remove(at))?;
                Some(layout::write(&sections))
            }));
        }
    }
    edits
}

/// Drops exports, segments, functions, globals, tables, memories and tags, imported or not, many at once
/// first. What refers to them goes as well, or becomes `unreachable`.
pub(in super::super) fn drop_definitions(draft: &Draft) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (module, bytes) in raw(draft) {
        let Some(counts) = rewrite::counts(bytes) else { continue };
        for (space, count) in Space::ALL.into_iter().zip(counts) {
            for range in ranges(count as usize) {
                let gone = range.start as u32..range.end as u32;
                edits.push(edit(module, move |bytes| {
                    Rewriter::without(space, gone.clone()).write(bytes)
                }));
            }
        }
    }
    edits
}

/// Drops entries of sections, and functions with their bodies, without moving what refers to those behind.
pub(in super::super) fn drop_entries(draft: &Draft) -> Vec<Edit> {
    const FUNCTIONS: u8 = 3;
    let mut edits = Vec::new();
    for (module, bytes) in raw(draft) {
        for (at, section) in layout::read(bytes).iter().enumerate() {
            let count = layout::entries(section).map_or(0, |entries| entries.len());
            for range in ranges(count) {
                let id = section.id;
                edits.push(edit(module, move |bytes| {
                    let mut sections = layout::read(bytes);
                    for (n, section) in sections.iter_mut().enumerate() {
                        if n == at || (id == FUNCTIONS && section.id == layout::CODE) {
                            let mut entries = layout::entries(section)?;
                            entries.get(range.clone())?;
                            entries.drain(range.clone());
                            section.content = layout::list(&entries);
                        }
                    }
                    Some(layout::write(&sections))
                }));
            }
        }
    }
    edits
}
