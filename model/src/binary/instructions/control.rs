//! `Binstr/parametric` and `Binstr/control`, without the instructions that have others inside.

use super::super::DecodeError;
use super::super::types::{heaptype, valtype};
use super::super::values::Reader;
use crate::syntax::Opcode::{self, Byte, Fb};
use crate::syntax::{Instr, LabelIdx, RefType};

/// `Binstr/parametric`
pub(super) fn parametric(opcode: Opcode, r: &mut Reader<'_>) -> Result<Option<Instr>, DecodeError> {
    Ok(Some(match opcode {
        Byte(0x00) => Instr::Unreachable,
        Byte(0x01) => Instr::Nop,
        Byte(0x1a) => Instr::Drop,
        Byte(0x1b) => Instr::Select(None),
        Byte(0x1c) => Instr::Select(Some(r.list(valtype)?)),
        _ => return Ok(None),
    }))
}

/// `Binstr/control`
pub(super) fn control(opcode: Opcode, r: &mut Reader<'_>) -> Result<Option<Instr>, DecodeError> {
    Ok(Some(match opcode {
        Byte(0x08) => Instr::Throw(r.u32()?),
        Byte(0x0a) => Instr::ThrowRef,
        Byte(0x0c) => Instr::Br(r.u32()?),
        Byte(0x0d) => Instr::BrIf(r.u32()?),
        Byte(0x0e) => {
            let ls = r.list(Reader::u32)?;
            Instr::BrTable(ls, r.u32()?)
        }
        Byte(0x0f) => Instr::Return,
        Byte(0x10) => Instr::Call(r.u32()?),
        Byte(0x11) => {
            let y = r.u32()?;
            Instr::CallIndirect { x: r.u32()?, y }
        }
        Byte(0x12) => Instr::ReturnCall(r.u32()?),
        Byte(0x13) => {
            let y = r.u32()?;
            Instr::ReturnCallIndirect { x: r.u32()?, y }
        }
        Byte(0x14) => Instr::CallRef(r.u32()?),
        Byte(0x15) => Instr::ReturnCallRef(r.u32()?),
        Byte(0xd5) => Instr::BrOnNull(r.u32()?),
        Byte(0xd6) => Instr::BrOnNonNull(r.u32()?),
        Fb(24) => {
            let (l, rt1, rt2) = cast(r)?;
            Instr::BrOnCast { l, rt1, rt2 }
        }
        Fb(25) => {
            let (l, rt1, rt2) = cast(r)?;
            Instr::BrOnCastFail { l, rt1, rt2 }
        }
        _ => return Ok(None),
    }))
}

/// What follows the opcode of `BR_ON_CAST` and `BR_ON_CAST_FAIL`.
///
/// ```text
/// (null_1?, null_2?):Bcastop l:Blabelidx ht_1:Bheaptype ht_2:Bheaptype
///   => l (REF null_1? ht_1) (REF null_2? ht_2)
/// ```
fn cast(r: &mut Reader<'_>) -> Result<(LabelIdx, RefType, RefType), DecodeError> {
    let (null1, null2) = castop(r)?;
    let l = r.u32()?;
    let rt1 = RefType { null: null1, ht: heaptype(r)? };
    let rt2 = RefType { null: null2, ht: heaptype(r)? };
    Ok((l, rt1, rt2))
}

/// `Bcastop`
fn castop(r: &mut Reader<'_>) -> Result<(bool, bool), DecodeError> {
    match r.byte()? {
        0x00 => Ok((false, false)),
        0x01 => Ok((true, false)),
        0x02 => Ok((false, true)),
        0x03 => Ok((true, true)),
        _ => Err(r.malformed_at_last("malformed cast flags")),
    }
}
