//! From the bytes of a module to its groups, in one pass: preamble, section framing, order of errors.
//!
//! The job is "the types of a module" and nothing else. Custom sections before the type section are
//! skipped after a look at their names. The first other section is the type section, or the module
//! has no types. Nothing after the type section is looked at, not even its framing.
//!
//! Each group is handed on as soon as it is read, and comes back as canonical indices, which later
//! groups are written with. That a type is not valid is reported only if the whole section follows
//! the grammar. So after the first such type the pass goes on, but hands on nothing more.

use crate::draft::Draft;
use crate::fault::Faults;
use crate::reader::{Reader, malformed};
use crate::{CanonicalIndex, Error, LimitName, Limits, Malformation};

const SECTION_CUSTOM: u8 = 0;
const SECTION_TYPE: u8 = 1;

/// What the types of a module are read into.
#[derive(Debug)]
pub(crate) struct Decoder<'a> {
    pub(crate) limits: &'a Limits,
    pub(crate) faults: Faults,
    /// The group at hand.
    pub(crate) draft: Draft,
    /// The canonical indices of the types of all groups before it.
    pub(crate) types: Vec<CanonicalIndex>,
    /// The first type that is not valid, or cannot be kept. No group is handed on after it.
    pub(crate) failure: Option<Error>,
}

impl<'a> Decoder<'a> {
    pub(crate) fn new(limits: &'a Limits, faults: Faults) -> Self {
        let (draft, types) = (Draft::default(), Vec::new());
        Self { limits, faults, draft, types, failure: None }
    }

    /// Decodes the types of the module `bytes`. For each group `intern` is called, which adds the
    /// canonical indices of its members to those it is given.
    ///
    /// Linear in the bytes up to the end of the type section, in time and memory, besides what
    /// `intern` takes. After an error there may be types that were interned.
    pub(crate) fn module(
        &mut self,
        bytes: &[u8],
        intern: impl FnMut(&Draft, &mut Vec<CanonicalIndex>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let bound = self.limits.module_bytes.min(u32::MAX as usize);
        if bytes.len() > bound {
            let (limit, value) = (LimitName::ModuleBytes, bytes.len() as u64);
            return Err(Error::Limit { offset: bound, limit, value, bound: bound as u64 });
        }
        let mut reader = Reader::new(bytes);
        preamble(&mut reader)?;
        while !reader.is_at_end() {
            match reader.byte()? {
                SECTION_CUSTOM => custom_section(&mut reader.sized()?)?,
                SECTION_TYPE => return self.type_section(&mut reader.sized()?, intern),
                _ => break,
            }
        }
        Ok(())
    }

    fn type_section(
        &mut self,
        section: &mut Reader<'_>,
        mut intern: impl FnMut(&Draft, &mut Vec<CanonicalIndex>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let groups = section.count(LimitName::Groups, self.limits.groups)?;
        self.types.reserve(groups as usize);
        let mut first = 0;
        for _ in 0..groups {
            self.group(section, first)?;
            first = self.draft.end;
            if self.failure.is_none() {
                self.failure = intern(&self.draft, &mut self.types).err();
                // With the fault N10 an empty group takes an index.
                first = first.max(self.types.len() as u32);
            }
        }
        if !section.is_at_end() {
            let remaining = section.remaining();
            return Err(malformed(section.offset(), Malformation::TrailingBytes { remaining }));
        }
        self.failure.map_or(Ok(()), Err)
    }
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
