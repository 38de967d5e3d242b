//! The counted lists on the way to the place where a type section stops being readable.
//!
//! A malformed section is readable up to some entry. The entries before it are of no account, but
//! they cannot be cut out blindly: their number is written in front. So the reading follows the
//! broken entry inwards, from groups to members to fields, and notes where each list has its count
//! and its entries. An unbroken section has one list, of its groups.

use super::ranges;
use std::ops::Range;
use wasm_encoder::Encode;
use wasmparser::{BinaryReader, FieldType, FromReader, RecGroup, SubType, ValType};

/// A list with a count in front, as far as its entries can be read.
#[derive(Clone, Debug)]
struct List {
    /// Where the count stands.
    count: Range<usize>,
    /// The count.
    entries: u32,
    /// Where each readable entry begins, and where the last one ends.
    bounds: Vec<usize>,
}

/// Every way to leave out a range of readable entries of a list, with the count corrected.
///
/// Where an entry is broken, a second way lets the list end behind it. That is a step even where no
/// entry is left to leave out.
pub(super) fn shortened(content: &[u8]) -> Vec<Shorter> {
    let mut ways = Vec::new();
    for list in lists(content) {
        let readable = list.bounds.len().saturating_sub(1);
        for range in ranges(readable).into_iter().chain(std::iter::once(0..0)) {
            let bounds = (list.bounds.get(range.start), list.bounds.get(range.end));
            let (Some(start), Some(end)) = bounds else {
                continue;
            };
            let behind = list.entries.min(readable as u32 + 1);
            for entries in [behind, list.entries] {
                ways.push(Shorter {
                    count: list.count.clone(),
                    entries: entries - range.len() as u32,
                    gone: *start..*end,
                });
            }
        }
    }
    ways
}

/// One way to leave out entries of a list.
#[derive(Clone, Debug)]
pub(super) struct Shorter {
    count: Range<usize>,
    entries: u32,
    gone: Range<usize>,
}

impl Shorter {
    /// The content without the entries.
    pub(super) fn apply(&self, content: &[u8]) -> Option<Vec<u8>> {
        let mut shorter = content.get(..self.count.start)?.to_vec();
        self.entries.encode(&mut shorter);
        shorter.extend(content.get(self.count.end..self.gone.start)?);
        shorter.extend(content.get(self.gone.end..)?);
        Some(shorter)
    }
}

fn lists(content: &[u8]) -> Vec<List> {
    let mut lists = Vec::new();
    // Only the lists matter: that the walk ends with `None` means that nothing more is readable.
    let _ = walk(&mut BinaryReader::new(content, 0), &mut lists);
    lists
}

/// Follows the broken entry inwards.
fn walk(reader: &mut BinaryReader<'_>, lists: &mut Vec<List>) -> Option<()> {
    if read_list::<RecGroup>(reader, lists)? {
        return None;
    }
    if reader.clone().read_u8().ok()? == 0x4e {
        reader.read_u8().ok()?;
        if read_list::<SubType>(reader, lists)? {
            return None;
        }
    }
    if matches!(reader.clone().read_u8().ok()?, 0x4f | 0x50) {
        reader.read_u8().ok()?;
        for _ in 0..reader.read_var_u32().ok()? {
            reader.read_var_u32().ok()?;
        }
    }
    match reader.read_u8().ok()? {
        0x5f => read_list::<FieldType>(reader, lists).map(|_| ()),
        0x60 if read_list::<ValType>(reader, lists)? => {
            read_list::<ValType>(reader, lists).map(|_| ())
        }
        _ => None,
    }
}

/// Reads a list up to its end or its first broken entry, before which the reader then stands;
/// whether all of it was readable.
fn read_list<'a, T: FromReader<'a>>(
    reader: &mut BinaryReader<'a>,
    lists: &mut Vec<List>,
) -> Option<bool> {
    let start = position(reader);
    let entries = reader.read_var_u32().ok()?;
    let first = position(reader);
    let mut list = List { count: start..first, entries, bounds: vec![first] };
    let mut whole = true;
    for _ in 0..entries {
        let before = reader.clone();
        if reader.read::<T>().is_err() {
            *reader = before;
            whole = false;
            break;
        }
        list.bounds.push(position(reader));
    }
    lists.push(list);
    Some(whole)
}

fn position(reader: &BinaryReader<'_>) -> usize {
    reader.original_position() as usize
}
