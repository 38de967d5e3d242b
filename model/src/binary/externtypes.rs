//! The binary format of external types and indices (5.1, 5.2).

use super::DecodeError;
use super::types::{mutability, reftype, valtype};
use super::values::Reader;
use crate::syntax::{AddrType, ExternIdx, ExternType, GlobalType, Limits, MemType, TableType};
use crate::syntax::{TagType, TypeUse};

/// `Blimits`
///
/// ```text
/// 0x00 n:Bu64          => (I32, [n .. eps])
/// 0x01 n:Bu64 m:Bu64   => (I32, [n .. m])
/// 0x04 n:Bu64          => (I64, [n .. eps])
/// 0x05 n:Bu64 m:Bu64   => (I64, [n .. m])
/// ```
fn limits(r: &mut Reader<'_>) -> Result<(AddrType, Limits), DecodeError> {
    let (at, bounded) = match r.byte()? {
        0x00 => (AddrType::I32, false),
        0x01 => (AddrType::I32, true),
        0x04 => (AddrType::I64, false),
        0x05 => (AddrType::I64, true),
        _ => return Err(r.malformed_at_last("malformed limits flags")),
    };
    let min = r.u64()?;
    let max = if bounded { Some(r.u64()?) } else { None };
    Ok((at, Limits { min, max }))
}

/// `Btagtype`
pub(super) fn tagtype(r: &mut Reader<'_>) -> Result<TagType, DecodeError> {
    match r.byte()? {
        0x00 => Ok(TypeUse::Idx(r.u32()?)),
        _ => Err(r.malformed_at_last("malformed tag attribute")),
    }
}

/// `Bglobaltype`
pub(super) fn globaltype(r: &mut Reader<'_>) -> Result<GlobalType, DecodeError> {
    let t = valtype(r)?;
    Ok(GlobalType { mutable: mutability(r)?, t })
}

/// `Bmemtype`
pub(super) fn memtype(r: &mut Reader<'_>) -> Result<MemType, DecodeError> {
    let (at, lim) = limits(r)?;
    Ok(MemType { at, lim })
}

/// `Btabletype`
pub(super) fn tabletype(r: &mut Reader<'_>) -> Result<TableType, DecodeError> {
    let rt = reftype(r)?;
    let (at, lim) = limits(r)?;
    Ok(TableType { at, lim, rt })
}

/// `Bexterntype`
pub(super) fn externtype(r: &mut Reader<'_>) -> Result<ExternType, DecodeError> {
    match r.byte()? {
        0x00 => Ok(ExternType::Func(TypeUse::Idx(r.u32()?))),
        0x01 => Ok(ExternType::Table(tabletype(r)?)),
        0x02 => Ok(ExternType::Mem(memtype(r)?)),
        0x03 => Ok(ExternType::Global(globaltype(r)?)),
        0x04 => Ok(ExternType::Tag(tagtype(r)?)),
        _ => Err(r.malformed_at_last("malformed import kind")),
    }
}

/// `Bexternidx`
pub(super) fn externidx(r: &mut Reader<'_>) -> Result<ExternIdx, DecodeError> {
    match r.byte()? {
        0x00 => Ok(ExternIdx::Func(r.u32()?)),
        0x01 => Ok(ExternIdx::Table(r.u32()?)),
        0x02 => Ok(ExternIdx::Mem(r.u32()?)),
        0x03 => Ok(ExternIdx::Global(r.u32()?)),
        0x04 => Ok(ExternIdx::Tag(r.u32()?)),
        _ => Err(r.malformed_at_last("malformed export kind")),
    }
}
