//! The binary grammar of type definitions: recursion groups down to heap types.
//!
//! Follows the grammar of Wasm 3.0 (`Brectype`, `Bsubtype`, `Bcomptype`, `Bstoragetype`,
//! `Breftype`, `Bheaptype`), with no proposal beyond it. What is read is written to the group at
//! hand in its packed form, with canonical references.

use crate::decode::Decoder;
use crate::draft::Member;
use crate::fault::Fault;
use crate::index::GroupRelativeIndex;
use crate::packed::{Head, Packer, Target, Value};
use crate::reader::{Reader, malformed};
use crate::types::{AbstractHeapType, TypeKind};
use crate::{Error, InvalidReason, LimitName, Malformation};

const REC: u8 = 0x4e;
const SUB_FINAL: u8 = 0x4f;
const SUB: u8 = 0x50;
const ARRAY: u8 = 0x5e;
const STRUCT: u8 = 0x5f;
const FUNC: u8 = 0x60;
const REF_NULL: u8 = 0x63;
const REF: u8 = 0x64;

/// What a byte is at the start of a storage type.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lead {
    /// No storage type starts with it.
    Bad,
    /// A number, a vector, or an abstract heap type, which alone is the nullable reference to it.
    Value,
    /// A packed type, which only fields have.
    Packed,
    /// A reference, whose heap type follows.
    Reference,
}

const LEADS: [Lead; 256] = {
    let mut leads = [Lead::Bad; 256];
    let mut byte = 0;
    while byte < leads.len() {
        leads[byte] = match byte as u8 {
            0x69..=0x74 | 0x7b..=0x7f => Lead::Value,
            // i16 and i8.
            0x77 | 0x78 => Lead::Packed,
            REF_NULL | REF => Lead::Reference,
            _ => Lead::Bad,
        };
        byte += 1;
    }
    leads
};

/// The packed form of a field that names no type, given its two bytes.
#[inline]
fn plain_field(byte: u8, mutability: u8) -> Option<u8> {
    let is_plain = matches!(LEADS[usize::from(byte)], Lead::Value | Lead::Packed);
    let packed = Value::plain(byte) | if mutability == 1 { Packer::MUTABLE } else { 0 };
    (is_plain && mutability <= 1).then_some(packed)
}

impl Decoder<'_> {
    /// A recursion group, written out or implied by a single type, whose first member has the type
    /// index `first`.
    pub(crate) fn group(&mut self, reader: &mut Reader<'_>, first: u32) -> Result<(), Error> {
        let offset = reader.offset();
        let count = if reader.peek()? == REC {
            reader.byte()?;
            reader.count(LimitName::GroupTypes, self.limits.group_types)?
        } else {
            1
        };
        let value = u64::from(first) + u64::from(count);
        let bound = self.limits.types.into();
        let untested = self.faults.has(Fault::N9) && reader.offset() == offset;
        if value > bound && !untested {
            return Err(Error::Limit { offset, limit: LimitName::Types, value, bound });
        }
        self.draft.begin(first, first + count);
        for _ in 0..count {
            self.sub_type(reader)?;
        }
        Ok(())
    }

    /// A type with its finality and supertypes, written out or implied.
    fn sub_type(&mut self, reader: &mut Reader<'_>) -> Result<(), Error> {
        let offset = reader.offset() as u32;
        let start = self.draft.packer.bytes.len();
        let prefix = reader.peek()?;
        // The head is completed once the kind is known.
        self.draft.packer.byte(0);
        let (mut supertype, mut written_supertype) = (None, 0);
        if matches!(prefix, SUB | SUB_FINAL) {
            reader.byte()?;
            (supertype, written_supertype) = self.supertypes(reader, offset)?;
        }
        let depth = self.draft.depth_below(supertype);
        let kind = self.composite_type(reader, offset)?;
        let named = supertype.map(|target| self.named_in_key(target, written_supertype));
        let head = Head::new(kind, prefix != SUB).with_supertype(named);
        self.draft.packer.bytes[start] = head.0;
        let start = start as u32;
        self.draft.members.push(Member { offset, start, depth, supertype, written_supertype });
        Ok(())
    }

    /// The supertype, if there is one, and its number in the module.
    ///
    /// A list of several is grammatical, so that it is invalid and not malformed. It is read and
    /// counted but not kept, hence it needs no bound but the bytes.
    fn supertypes(
        &mut self,
        reader: &mut Reader<'_>,
        offset: u32,
    ) -> Result<(Option<Target>, u32), Error> {
        let count = reader.count_unlimited()?;
        if count == 1 {
            let index = reader.u32()?;
            let resolved = self.draft.resolve_supertype(index, &self.types, self.faults);
            let supertype = resolved.map_err(|reason| self.fail(offset, reason)).ok();
            let named = supertype.map(|target| self.named_in_key(target, index));
            named.into_iter().for_each(|target| self.draft.supertype(target));
            return Ok((supertype, index));
        }
        if count != 0 {
            self.fail(offset, InvalidReason::MultipleSupertypes { count });
        }
        for _ in 0..count {
            reader.u32()?;
        }
        Ok((None, 0))
    }

    /// What the packed group says of a supertype with this number in the module: what it is, but for a
    /// fault.
    fn named_in_key(&self, supertype: Target, written: u32) -> Target {
        match self.faults.has(Fault::N2) {
            true => Target::Internal(GroupRelativeIndex::new(written)),
            false => supertype,
        }
    }

    /// Writes what follows the supertype and returns the kind.
    fn composite_type(&mut self, reader: &mut Reader<'_>, own: u32) -> Result<TypeKind, Error> {
        let offset = reader.offset();
        match reader.byte()? {
            ARRAY => {
                self.field_type(reader, own)?;
                Ok(TypeKind::Array)
            }
            STRUCT => {
                let fields = reader.count(LimitName::Fields, self.limits.fields)?;
                self.draft.packer.count(fields);
                self.fields(reader, fields, own)?;
                Ok(TypeKind::Struct)
            }
            FUNC => {
                let params = reader.count(LimitName::Params, self.limits.params)?;
                self.draft.packer.count(params);
                self.result_type(reader, params, own)?;
                let results = reader.count(LimitName::Results, self.limits.results)?;
                self.draft.packer.count(results);
                self.result_type(reader, results, own)?;
                Ok(TypeKind::Func)
            }
            byte => Err(malformed(offset, Malformation::BadTypeDefinition { byte })),
        }
    }

    fn result_type(&mut self, reader: &mut Reader<'_>, count: u32, own: u32) -> Result<(), Error> {
        for _ in 0..count {
            let offset = reader.offset();
            let byte = reader.byte()?;
            match LEADS[usize::from(byte)] {
                Lead::Value => self.draft.packer.byte(Value::plain(byte)),
                Lead::Reference => self.reference(byte, reader, own)?,
                Lead::Packed | Lead::Bad => {
                    return Err(malformed(offset, Malformation::BadValueType { byte }));
                }
            }
        }
        Ok(())
    }

    fn fields(&mut self, reader: &mut Reader<'_>, count: u32, own: u32) -> Result<(), Error> {
        let mut left = count as usize;
        loop {
            let packed = &mut self.draft.packer.bytes;
            let before = packed.len();
            // Most fields are two bytes, of which the second is the mutability.
            let pairs = reader.rest().chunks_exact(2).take(left);
            packed.extend(pairs.map_while(|pair| plain_field(pair[0], pair[1])));
            let plain = packed.len() - before;
            reader.skip(2 * plain);
            left -= plain;
            if left == 0 {
                return Ok(());
            }
            self.field_type(reader, own)?;
            left -= 1;
        }
    }

    fn field_type(&mut self, reader: &mut Reader<'_>, own: u32) -> Result<(), Error> {
        let offset = reader.offset();
        let start = self.draft.packer.bytes.len();
        let byte = reader.byte()?;
        match LEADS[usize::from(byte)] {
            Lead::Value | Lead::Packed => self.draft.packer.byte(Value::plain(byte)),
            Lead::Reference => self.reference(byte, reader, own)?,
            Lead::Bad => return Err(malformed(offset, Malformation::BadValueType { byte })),
        }
        let offset = reader.offset();
        match reader.byte()? {
            0 => {}
            1 => self.draft.packer.bytes[start] |= Packer::MUTABLE,
            byte => return Err(malformed(offset, Malformation::BadMutability { byte })),
        }
        Ok(())
    }

    /// The heap type after a lead byte: an abstract one, one byte, or a type index, which is a
    /// signed integer that must not be negative.
    fn reference(&mut self, lead: u8, reader: &mut Reader<'_>, own: u32) -> Result<(), Error> {
        let nullable = lead == REF_NULL;
        let byte = reader.peek()?;
        if AbstractHeapType::from_code(byte).is_some() {
            reader.byte()?;
            self.draft.packer.byte(Value::abstract_reference(byte, nullable));
            return Ok(());
        }
        let offset = reader.offset();
        let value = reader.s33()?;
        let Ok(index) = u32::try_from(value) else {
            return Err(malformed(offset, Malformation::BadHeapType { value }));
        };
        match self.draft.resolve(index, &self.types) {
            Some(target) => self.draft.reference(target, nullable),
            None => {
                self.fail(own, InvalidReason::UnknownType { index });
                // Something that mutability can be added to; the group goes no further.
                self.draft.packer.byte(0);
            }
        }
        Ok(())
    }

    /// Remembers that the type at hand, which starts at `offset`, is not valid, unless something
    /// was wrong before.
    #[cold]
    fn fail(&mut self, offset: u32, reason: InvalidReason) {
        let member = self.draft.members.len();
        let error = self.draft.invalid(member, offset, reason);
        self.failure.get_or_insert(error);
    }
}
