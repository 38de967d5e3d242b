//! The binary grammar of type definitions: recursion groups down to heap types.
//!
//! Follows the grammar of Wasm 3.0 (`Brectype`, `Bsubtype`, `Bcomptype`, `Bstoragetype`,
//! `Breftype`, `Bheaptype`), with no proposal beyond it.

use crate::decode::{Decoded, DecodedGroup, DecodedType};
use crate::reader::{Reader, malformed};
use crate::types::{AbstractHeapType, TypeKind};
use crate::word::{HeadWord, INDEX_MAX, Target, ValueWord};
use crate::{Error, LimitName, Limits, Malformation, ModuleTypeIndex};

const REC: u8 = 0x4e;
const SUB_FINAL: u8 = 0x4f;
const SUB: u8 = 0x50;
const ARRAY: u8 = 0x5e;
const STRUCT: u8 = 0x5f;
const FUNC: u8 = 0x60;
const REF_NULL: u8 = 0x63;
const REF: u8 = 0x64;

/// A recursion group, written out or implied by a single type.
pub(crate) fn group(
    reader: &mut Reader<'_>,
    limits: &Limits,
    decoded: &mut Decoded,
) -> Result<(), Error> {
    let offset = reader.offset();
    let count = if reader.peek()? == REC {
        reader.byte()?;
        reader.count(LimitName::GroupTypes, limits.group_types)?
    } else {
        1
    };
    let first = decoded.types.len() as u32;
    let value = u64::from(first) + u64::from(count);
    let bound = limits.types.min(INDEX_MAX).into();
    if value > bound {
        return Err(Error::Limit { offset, limit: LimitName::Types, value, bound });
    }
    decoded.groups.push(DecodedGroup { first, count });
    for _ in 0..count {
        sub_type(reader, limits, decoded)?;
    }
    Ok(())
}

/// A type with its finality and supertypes, written out or implied.
fn sub_type(reader: &mut Reader<'_>, limits: &Limits, decoded: &mut Decoded) -> Result<(), Error> {
    let offset = reader.offset();
    let words = decoded.words.len();
    if words > crate::arena::LENGTH_MAX as usize {
        let (value, bound) = (words as u64, crate::arena::LENGTH_MAX.into());
        return Err(Error::Limit { offset, limit: LimitName::ArenaWords, value, bound });
    }
    decoded.types.push(DecodedType { offset: offset as u32, words: words as u32 });
    // The header is completed once the kind and the counts are known.
    decoded.words.extend([0; crate::word::HEADER_WORDS]);
    let prefix = reader.peek()?;
    let mut multiple = false;
    if matches!(prefix, SUB | SUB_FINAL) {
        reader.byte()?;
        let (supertype, count) = supertypes(reader, decoded)?;
        multiple = count > 1;
        decoded.words[words + 1] = if multiple { count } else { supertype.0 };
    }
    let (kind, counts) = composite_type(reader, limits, decoded)?;
    let head = HeadWord::new(kind, prefix != SUB);
    decoded.words[words] = if multiple { head.with_multiple_supertypes().0 } else { head.0 };
    decoded.words[words + 2..words + 4].copy_from_slice(&counts);
    Ok(())
}

/// The only supertype, if there is one, and the number of supertypes.
///
/// A list of several is grammatical, so that it is invalid and not malformed. It is read and
/// counted but not kept, hence it needs no bound but the bytes.
fn supertypes(reader: &mut Reader<'_>, decoded: &mut Decoded) -> Result<(ValueWord, u32), Error> {
    let count = reader.count_unlimited()?;
    let mut supertype = ValueWord::NO_SUPERTYPE;
    for _ in 0..count {
        let index = reader.u32()?;
        if count == 1 {
            supertype = type_index(index, decoded);
        }
    }
    Ok((supertype, count))
}

/// Writes the words of the body and returns the kind and the two counts of the header.
fn composite_type(
    reader: &mut Reader<'_>,
    limits: &Limits,
    decoded: &mut Decoded,
) -> Result<(TypeKind, [u32; 2]), Error> {
    let offset = reader.offset();
    match reader.byte()? {
        ARRAY => {
            field_type(reader, decoded)?;
            Ok((TypeKind::Array, [1, 0]))
        }
        STRUCT => {
            let fields = reader.count(LimitName::Fields, limits.fields)?;
            for _ in 0..fields {
                field_type(reader, decoded)?;
            }
            Ok((TypeKind::Struct, [fields, 0]))
        }
        FUNC => {
            let params = result_type(reader, LimitName::Params, limits.params, decoded)?;
            let results = result_type(reader, LimitName::Results, limits.results, decoded)?;
            Ok((TypeKind::Func, [params, results]))
        }
        byte => Err(malformed(offset, Malformation::BadTypeDefinition { byte })),
    }
}

fn result_type(
    reader: &mut Reader<'_>,
    limit: LimitName,
    bound: u32,
    decoded: &mut Decoded,
) -> Result<u32, Error> {
    let count = reader.count(limit, bound)?;
    for _ in 0..count {
        let offset = reader.offset();
        let byte = reader.byte()?;
        let word = value_type(offset, byte, reader, decoded)?;
        decoded.words.push(word.0);
    }
    Ok(count)
}

fn field_type(reader: &mut Reader<'_>, decoded: &mut Decoded) -> Result<(), Error> {
    let offset = reader.offset();
    let word = match reader.byte()? {
        // The packed types i16 and i8.
        byte @ (0x77 | 0x78) => ValueWord::new(Target::Code(byte)),
        byte => value_type(offset, byte, reader, decoded)?,
    };
    let offset = reader.offset();
    let word = match reader.byte()? {
        0 => word,
        1 => word.mutable(),
        byte => return Err(malformed(offset, Malformation::BadMutability { byte })),
    };
    decoded.words.push(word.0);
    Ok(())
}

/// The value type that starts with `byte`, which was read at `offset`.
fn value_type(
    offset: usize,
    byte: u8,
    reader: &mut Reader<'_>,
    decoded: &mut Decoded,
) -> Result<ValueWord, Error> {
    match byte {
        // i32, i64, f32, f64, v128.
        0x7b..=0x7f => Ok(ValueWord::new(Target::Code(byte))),
        REF_NULL => Ok(heap_type(reader, decoded)?.nullable()),
        REF => heap_type(reader, decoded),
        // An abstract heap type alone is the nullable reference to it.
        _ if AbstractHeapType::from_code(byte).is_some() => {
            Ok(ValueWord::new(Target::Code(byte)).nullable())
        }
        _ => Err(malformed(offset, Malformation::BadValueType { byte })),
    }
}

/// An abstract heap type, one byte, or a type index, which is a signed integer that must not be
/// negative.
fn heap_type(reader: &mut Reader<'_>, decoded: &mut Decoded) -> Result<ValueWord, Error> {
    let byte = reader.peek()?;
    if AbstractHeapType::from_code(byte).is_some() {
        reader.byte()?;
        return Ok(ValueWord::new(Target::Code(byte)));
    }
    let offset = reader.offset();
    let value = reader.s33()?;
    match u32::try_from(value) {
        Ok(index) => Ok(type_index(index, decoded)),
        Err(_) => Err(malformed(offset, Malformation::BadHeapType { value })),
    }
}

/// A reference to the type `index` of the module.
///
/// No module has a type with an index that does not fit: the error says so later, when it is known
/// that the whole section follows the grammar. The first such index is remembered for its message.
fn type_index(index: u32, decoded: &mut Decoded) -> ValueWord {
    if index >= INDEX_MAX {
        decoded.oversized_index.get_or_insert(index);
    }
    ValueWord::new(Target::Module(ModuleTypeIndex::new(index.min(INDEX_MAX))))
}
