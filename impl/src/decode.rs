//! From the bytes of a module to the words of its types: preamble, section framing, flat arenas.
//!
//! The job is "the types of a module" and nothing else. Custom sections before the type section are
//! skipped after a look at their names. The first other section is the type section, or the module
//! has no types. Nothing after the type section is looked at, not even its framing.

use crate::reader::{Reader, malformed};
use crate::word::{INDEX_MAX, TypeWords};
use crate::{Error, LimitName, Limits, Malformation};

const SECTION_CUSTOM: u8 = 0;
const SECTION_TYPE: u8 = 1;

/// The types of one module as they were written: references are module type indices.
///
/// One value serves many modules; its buffers keep their capacity.
#[derive(Debug, Default)]
pub(crate) struct Decoded {
    /// The words of all types, each type as described in `word.rs`.
    pub(crate) words: Vec<u32>,
    pub(crate) types: Vec<DecodedType>,
    pub(crate) groups: Vec<DecodedGroup>,
    /// The first index that did not fit into a word and was written as [`INDEX_MAX`].
    pub(crate) oversized_index: Option<u32>,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct DecodedType {
    /// The offset of the type in the module, in bytes.
    pub(crate) offset: u32,
    /// The position of its first word.
    pub(crate) words: u32,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct DecodedGroup {
    /// The position of its first member in the list of types.
    pub(crate) first: u32,
    /// The number of its members, perhaps 0.
    pub(crate) count: u32,
}

impl Decoded {
    fn clear(&mut self) {
        self.words.clear();
        self.types.clear();
        self.groups.clear();
        self.oversized_index = None;
    }

    /// The words of the type at `position`.
    pub(crate) fn type_words(&self, position: u32) -> TypeWords<'_> {
        let start = self.types[position as usize].words;
        TypeWords::at_start_of(&self.words[start as usize..])
    }

    /// The offset of the type at `position` in the module, in bytes.
    pub(crate) fn offset(&self, position: u32) -> usize {
        self.types[position as usize].offset as usize
    }

    /// The number of the type that a word with the index `index` was meant to name.
    pub(crate) fn written_index(&self, index: u32) -> u32 {
        if index == INDEX_MAX { self.oversized_index.unwrap_or(index) } else { index }
    }
}

/// Decodes the types of the module `bytes` into `decoded`, replacing what was there.
///
/// Linear in the bytes up to the end of the type section, in time and memory.
pub(crate) fn decode(bytes: &[u8], limits: &Limits, decoded: &mut Decoded) -> Result<(), Error> {
    decoded.clear();
    let bound = limits.module_bytes.min(u32::MAX as usize);
    if bytes.len() > bound {
        let (value, bound) = (bytes.len() as u64, bound as u64);
        return Err(Error::Limit {
            offset: bound as usize,
            limit: LimitName::ModuleBytes,
            value,
            bound,
        });
    }
    let mut reader = Reader::new(bytes);
    preamble(&mut reader)?;
    while !reader.is_at_end() {
        match reader.byte()? {
            SECTION_CUSTOM => custom_section(&mut reader.sized()?)?,
            SECTION_TYPE => return type_section(&mut reader.sized()?, limits, decoded),
            _ => break,
        }
    }
    Ok(())
}

fn preamble(reader: &mut Reader<'_>) -> Result<(), Error> {
    for (expected, what) in
        [(*b"\0asm", Malformation::BadMagic), ([1, 0, 0, 0], Malformation::BadVersion)]
    {
        let offset = reader.offset();
        if reader.take(4)? != expected {
            return Err(malformed(offset, what));
        }
    }
    Ok(())
}

/// The name of a custom section must be there and be UTF-8; its contents may be anything.
fn custom_section(section: &mut Reader<'_>) -> Result<(), Error> {
    let mut name = section.sized()?;
    let offset = name.offset();
    if std::str::from_utf8(name.take(name.remaining())?).is_err() {
        return Err(malformed(offset, Malformation::NameNotUtf8));
    }
    Ok(())
}

fn type_section(
    section: &mut Reader<'_>,
    limits: &Limits,
    decoded: &mut Decoded,
) -> Result<(), Error> {
    let groups = section.count(LimitName::Groups, limits.groups)?;
    for _ in 0..groups {
        crate::decode_types::group(section, limits, decoded)?;
    }
    if !section.is_at_end() {
        let remaining = section.remaining();
        return Err(malformed(section.offset(), Malformation::TrailingBytes { remaining }));
    }
    Ok(())
}
