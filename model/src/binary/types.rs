//! The binary format of types (5.2).

use super::DecodeError;
use super::proposals::taken;
use super::values::Reader;
use crate::syntax::{AbsHeapType, CompType, FieldType, HeapType, NumType, PackType, RecType};
use crate::syntax::{RefType, ResultType, StorageType, SubType, TypeUse, ValType, VecType};

/// The error that the byte that was read last begins no type.
fn no_type(byte: u8, what: &'static str, r: &Reader<'_>) -> DecodeError {
    r.malformed_at_last(taken(byte).unwrap_or(what))
}

/// `Bnumtype`
fn numtype(byte: u8) -> Option<NumType> {
    match byte {
        0x7c => Some(NumType::F64),
        0x7d => Some(NumType::F32),
        0x7e => Some(NumType::I64),
        0x7f => Some(NumType::I32),
        _ => None,
    }
}

/// `Bvectype`
fn vectype(byte: u8) -> Option<VecType> {
    (byte == 0x7b).then_some(VecType::V128)
}

/// `Babsheaptype`
fn absheaptype(byte: u8) -> Option<AbsHeapType> {
    match byte {
        0x69 => Some(AbsHeapType::Exn),
        0x6a => Some(AbsHeapType::Array),
        0x6b => Some(AbsHeapType::Struct),
        0x6c => Some(AbsHeapType::I31),
        0x6d => Some(AbsHeapType::Eq),
        0x6e => Some(AbsHeapType::Any),
        0x6f => Some(AbsHeapType::Extern),
        0x70 => Some(AbsHeapType::Func),
        0x71 => Some(AbsHeapType::None),
        0x72 => Some(AbsHeapType::NoExtern),
        0x73 => Some(AbsHeapType::NoFunc),
        0x74 => Some(AbsHeapType::NoExn),
        _ => None,
    }
}

/// `Bheaptype`
pub(super) fn heaptype(r: &mut Reader<'_>) -> Result<HeapType, DecodeError> {
    if let Some(ht) = absheaptype(r.peek()?) {
        r.byte()?;
        return Ok(HeapType::Abs(ht));
    }
    let start = r.clone();
    match u32::try_from(r.s33()?) {
        Ok(x) => Ok(HeapType::Use(TypeUse::Idx(x))),
        Err(_) => {
            let what = taken(start.peek()?).unwrap_or("malformed heap type");
            Err(start.malformed_here(what))
        }
    }
}

/// `Breftype`, after a byte that may begin one.
fn reftype_from(byte: u8, r: &mut Reader<'_>) -> Option<Result<RefType, DecodeError>> {
    match byte {
        0x63 => Some(heaptype(r).map(|ht| RefType { null: true, ht })),
        0x64 => Some(heaptype(r).map(|ht| RefType { null: false, ht })),
        _ => absheaptype(byte).map(|ht| Ok(RefType { null: true, ht: HeapType::Abs(ht) })),
    }
}

/// `Breftype`
pub(super) fn reftype(r: &mut Reader<'_>) -> Result<RefType, DecodeError> {
    let byte = r.byte()?;
    reftype_from(byte, r).unwrap_or_else(|| Err(no_type(byte, "malformed reference type", r)))
}

/// `Bvaltype`, after a byte that may begin one.
pub(super) fn valtype_from(byte: u8, r: &mut Reader<'_>) -> Option<Result<ValType, DecodeError>> {
    None.or_else(|| numtype(byte).map(|nt| Ok(ValType::Num(nt))))
        .or_else(|| vectype(byte).map(|vt| Ok(ValType::Vec(vt))))
        .or_else(|| reftype_from(byte, r).map(|rt| rt.map(ValType::Ref)))
}

/// `Bvaltype`
pub(super) fn valtype(r: &mut Reader<'_>) -> Result<ValType, DecodeError> {
    let byte = r.byte()?;
    valtype_from(byte, r).unwrap_or_else(|| Err(no_type(byte, "malformed value type", r)))
}

/// `Bresulttype`
fn resulttype(r: &mut Reader<'_>) -> Result<ResultType, DecodeError> {
    r.list(valtype)
}

/// `Bmut`
pub(super) fn mutability(r: &mut Reader<'_>) -> Result<bool, DecodeError> {
    match r.byte()? {
        0x00 => Ok(false),
        0x01 => Ok(true),
        _ => Err(r.malformed_at_last("malformed mutability")),
    }
}

/// `Bpacktype`
fn packtype(byte: u8) -> Option<PackType> {
    match byte {
        0x77 => Some(PackType::I16),
        0x78 => Some(PackType::I8),
        _ => None,
    }
}

/// `Bstoragetype`
fn storagetype(r: &mut Reader<'_>) -> Result<StorageType, DecodeError> {
    let byte = r.byte()?;
    None.or_else(|| valtype_from(byte, r).map(|t| t.map(StorageType::Val)))
        .or_else(|| packtype(byte).map(|pt| Ok(StorageType::Pack(pt))))
        .unwrap_or_else(|| Err(no_type(byte, "malformed storage type", r)))
}

/// `Bfieldtype`
fn fieldtype(r: &mut Reader<'_>) -> Result<FieldType, DecodeError> {
    let zt = storagetype(r)?;
    Ok(FieldType { mutable: mutability(r)?, zt })
}

/// `Bcomptype`
fn comptype(r: &mut Reader<'_>) -> Result<CompType, DecodeError> {
    let byte = r.byte()?;
    match byte {
        0x5e => Ok(CompType::Array(fieldtype(r)?)),
        0x5f => Ok(CompType::Struct(r.list(fieldtype)?)),
        0x60 => {
            let t1 = resulttype(r)?;
            Ok(CompType::Func(t1, resulttype(r)?))
        }
        _ => Err(no_type(byte, "malformed type form", r)),
    }
}

/// `Bsubtype`
fn subtype(r: &mut Reader<'_>) -> Result<SubType, DecodeError> {
    let fin = match r.peek()? {
        0x4f => true,
        0x50 => false,
        _ => {
            return Ok(SubType { fin: true, supers: Vec::new(), ct: comptype(r)? });
        }
    };
    r.byte()?;
    let supers = r.list(|r| Ok(TypeUse::Idx(r.u32()?)))?;
    Ok(SubType { fin, supers, ct: comptype(r)? })
}

/// `Brectype`; the offset of each member is added to `offsets`.
pub(super) fn rectype(
    r: &mut Reader<'_>,
    offsets: &mut Vec<usize>,
    types_max: usize,
) -> Result<RecType, DecodeError> {
    let mut member = |r: &mut Reader<'_>| {
        offsets.push(r.offset());
        if offsets.len() > types_max {
            return Err(DecodeError::TooManyTypes);
        }
        subtype(r)
    };
    if r.peek()? == 0x4e {
        r.byte()?;
        Ok(RecType(r.list(member)?))
    } else {
        Ok(RecType(vec![member(r)?]))
    }
}
