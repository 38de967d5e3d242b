//! Edits of modules that are known as bytes only.

use super::super::draft::{Draft, Form};
use super::{Edit, ranges, raw_lists};
use crate::question::ModuleId;
use crate::section::TypeSection;
use std::ops::Range;
use std::sync::Arc;
use wasm_encoder::Encode;

/// Reads modules as type sections: all of them, then each.
///
/// A disagreement about a reader may hang on types that are written out in full. Reading loses
/// that, so a second attempt writes every type in full.
pub(in super::super) fn read(draft: &Draft) -> Vec<Edit> {
    let raw: Vec<ModuleId> = raw(draft).map(|(module, _)| module).collect();
    let mut edits: Vec<Edit> = Vec::new();
    for range in ranges(raw.len()) {
        for spelled_out in [false, true] {
            let modules = raw[range.clone()].to_vec();
            edits.push(Box::new(move |draft| {
                let mut next = draft.clone();
                for module in &modules {
                    next = read_one(&next, *module, spelled_out)?;
                }
                Some(next)
            }));
        }
    }
    edits
}

fn raw(draft: &Draft) -> impl Iterator<Item = (ModuleId, &Arc<[u8]>)> {
    draft.forms().filter_map(|(module, form)| match form {
        Form::Raw(bytes) => Some((module, bytes)),
        Form::Types(_) => None,
    })
}

fn read_one(draft: &Draft, module: ModuleId, spelled_out: bool) -> Option<Draft> {
    let (_, bytes) = raw(draft).find(|(at, _)| *at == module)?;
    let mut section = TypeSection::decode(bytes).ok()?;
    for group in &mut section.groups {
        for ty in &mut group.types {
            ty.spelled_out = spelled_out;
        }
    }
    Some(draft.with_form(module, Form::Types(section)))
}

/// Removes sections, readable entries of lists, and ranges of bytes, large ones first.
///
/// What goes from inside a section goes with the section's size corrected; ranges of bytes go
/// without any correction as well.
pub(in super::super) fn shorten(draft: &Draft) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (module, bytes) in raw(draft) {
        let sections = sections(bytes);
        for section in &sections {
            edits.push(cut(module, section.whole.clone()));
        }
        for section in &sections {
            let content = bytes.get(section.content.clone()).unwrap_or_default();
            for shorter in raw_lists::shortened(content) {
                edits.push(refill(module, section, move |content| shorter.apply(content)));
            }
            for range in ranges(content.len()).into_iter().chain(windows(content.len())) {
                edits.push(refill(module, section, move |content| without(content, &range)));
            }
        }
        for range in ranges(bytes.len()) {
            edits.push(cut(module, range));
        }
    }
    edits
}

/// Up to this many bytes every pair and every triple of neighbours is tried.
const WINDOWS_MAX: usize = 64;

fn windows(count: usize) -> impl Iterator<Item = Range<usize>> {
    let count = if count <= WINDOWS_MAX { count } else { 0 };
    let sized = |size: usize| (0..(count + 1).saturating_sub(size)).map(move |n| n..n + size);
    sized(3).chain(sized(2))
}

/// A section of a module of bytes, as far as it can be told.
#[derive(Clone)]
struct Section {
    whole: Range<usize>,
    content: Range<usize>,
}

/// The sections as their headers say; a size beyond the end is taken to mean the end.
fn sections(bytes: &[u8]) -> Vec<Section> {
    let mut sections = Vec::new();
    let mut at = 8;
    while at < bytes.len() {
        let Some((size, len)) = leb(&bytes[at + 1..]) else {
            break;
        };
        let start = at + 1 + len;
        let end = start.saturating_add(size).min(bytes.len());
        sections.push(Section { whole: at..end, content: start..end });
        at = end;
    }
    sections
}

/// An unsigned LEB128 number of at most five bytes, and how many bytes it takes.
fn leb(bytes: &[u8]) -> Option<(usize, usize)> {
    let mut value = 0_u64;
    for (n, byte) in bytes.iter().take(5).enumerate() {
        value |= u64::from(byte & 0x7f) << (7 * n);
        if byte & 0x80 == 0 {
            return Some((usize::try_from(value).ok()?, n + 1));
        }
    }
    None
}

/// Removes a range of a module's bytes.
fn cut(module: ModuleId, range: Range<usize>) -> Edit {
    Box::new(move |draft| {
        let (_, bytes) = raw(draft).find(|(at, _)| *at == module)?;
        Some(draft.with_form(module, Form::Raw(without(bytes, &range)?.into())))
    })
}

/// Replaces the content of a section, and corrects the section's size.
fn refill(
    module: ModuleId,
    section: &Section,
    change: impl Fn(&[u8]) -> Option<Vec<u8>> + 'static,
) -> Edit {
    let section = section.clone();
    Box::new(move |draft| {
        let (_, bytes) = raw(draft).find(|(at, _)| *at == module)?;
        let content = change(bytes.get(section.content.clone())?)?;
        let mut shorter = bytes.get(..=section.whole.start)?.to_vec();
        content.as_slice().encode(&mut shorter);
        shorter.extend(bytes.get(section.whole.end..)?);
        Some(draft.with_form(module, Form::Raw(shorter.into())))
    })
}

fn without(bytes: &[u8], range: &Range<usize>) -> Option<Vec<u8>> {
    Some([bytes.get(..range.start)?, bytes.get(range.end..)?].concat())
}
