//! `Binstr/num-…` and `Binstr/vec-…`: constants, and what the tables list.

use super::super::DecodeError;
use super::super::values::Reader;
use crate::syntax::Opcode::{self, Byte, Fd};
use crate::syntax::{Immediates, Instr, LaneIdxs, NumericOp, VectorOp};

/// `Binstr/num-const` and `Binstr/vec-const`
///
/// The integers are `BiN(32)` and `BiN(64)`, which are signed. The pinned 5.1 defines `Bi32` and `Bi64`
/// as `BuN(32)` and `BuN(64)`, so that no `-1` could be written in five bytes; that is a known mistake
/// (WebAssembly/spec#2053), and the test-suite has them signed.
pub(super) fn num_const(opcode: Opcode, r: &mut Reader<'_>) -> Result<Option<Instr>, DecodeError> {
    Ok(Some(match opcode {
        Byte(0x41) => Instr::I32Const(r.i32()?),
        Byte(0x42) => Instr::I64Const(r.i64()?),
        Byte(0x43) => Instr::F32Const(u32::from_le_bytes(r.bytes()?)),
        Byte(0x44) => Instr::F64Const(u64::from_le_bytes(r.bytes()?)),
        Fd(12) => Instr::V128Const(r.bytes()?),
        _ => return Ok(None),
    }))
}

/// `Binstr/num-…`: the rows of the table of numeric instructions.
pub(super) fn num(opcode: Opcode, _: &mut Reader<'_>) -> Result<Option<Instr>, DecodeError> {
    Ok(NumericOp::from_opcode(opcode).map(Instr::Numeric))
}

/// `Binstr/vec-…`: the rows of the table of vector instructions, with `l:Blaneidx` for each lane.
pub(super) fn vec(opcode: Opcode, r: &mut Reader<'_>) -> Result<Option<Instr>, DecodeError> {
    let Some(op) = VectorOp::from_opcode(opcode) else {
        return Ok(None);
    };
    let lanes = match op.row().immediates {
        Immediates::Zero => LaneIdxs::Zero,
        Immediates::One { .. } => LaneIdxs::One(r.byte()?),
        Immediates::Sixteen => LaneIdxs::Sixteen(r.bytes()?),
    };
    Ok(Some(Instr::Vector(op, lanes)))
}
