//! `Binstr/local`, `Binstr/global`, `Binstr/table` and `Binstr/memory`, with `Binstr/vec-memory`.

use super::super::DecodeError;
use super::super::values::Reader;
use crate::syntax::Opcode::{self, Byte, Fc};
use crate::syntax::{Instr, MemArg, MemoryKind, MemoryOp};

/// `Binstr/local`
pub(super) fn local(opcode: Opcode, r: &mut Reader<'_>) -> Result<Option<Instr>, DecodeError> {
    Ok(Some(match opcode {
        Byte(0x20) => Instr::LocalGet(r.u32()?),
        Byte(0x21) => Instr::LocalSet(r.u32()?),
        Byte(0x22) => Instr::LocalTee(r.u32()?),
        _ => return Ok(None),
    }))
}

/// `Binstr/global`
pub(super) fn global(opcode: Opcode, r: &mut Reader<'_>) -> Result<Option<Instr>, DecodeError> {
    Ok(Some(match opcode {
        Byte(0x23) => Instr::GlobalGet(r.u32()?),
        Byte(0x24) => Instr::GlobalSet(r.u32()?),
        _ => return Ok(None),
    }))
}

/// `Binstr/table`
pub(super) fn table(opcode: Opcode, r: &mut Reader<'_>) -> Result<Option<Instr>, DecodeError> {
    Ok(Some(match opcode {
        Byte(0x25) => Instr::TableGet(r.u32()?),
        Byte(0x26) => Instr::TableSet(r.u32()?),
        Fc(12) => {
            let y = r.u32()?;
            Instr::TableInit { x: r.u32()?, y }
        }
        Fc(13) => Instr::ElemDrop(r.u32()?),
        Fc(14) => {
            let x1 = r.u32()?;
            Instr::TableCopy { x1, x2: r.u32()? }
        }
        Fc(15) => Instr::TableGrow(r.u32()?),
        Fc(16) => Instr::TableSize(r.u32()?),
        Fc(17) => Instr::TableFill(r.u32()?),
        _ => return Ok(None),
    }))
}

/// `Binstr/memory` and `Binstr/vec-memory`
pub(super) fn memory(opcode: Opcode, r: &mut Reader<'_>) -> Result<Option<Instr>, DecodeError> {
    Ok(Some(match opcode {
        Byte(0x3f) => Instr::MemorySize(r.u32()?),
        Byte(0x40) => Instr::MemoryGrow(r.u32()?),
        Fc(8) => {
            let y = r.u32()?;
            Instr::MemoryInit { x: r.u32()?, y }
        }
        Fc(9) => Instr::DataDrop(r.u32()?),
        Fc(10) => {
            let x1 = r.u32()?;
            Instr::MemoryCopy { x1, x2: r.u32()? }
        }
        Fc(11) => Instr::MemoryFill(r.u32()?),
        _ => return load_or_store(opcode, r),
    }))
}

/// A row of the table, and what follows its opcode: `(x,ao):Bmemarg`, and `i:Blaneidx` for a lane.
fn load_or_store(opcode: Opcode, r: &mut Reader<'_>) -> Result<Option<Instr>, DecodeError> {
    let Some(op) = MemoryOp::from_opcode(opcode) else {
        return Ok(None);
    };
    let ao = memarg(r)?;
    Ok(Some(match op.row().kind {
        MemoryKind::Load => Instr::Load(op, ao),
        MemoryKind::Store => Instr::Store(op, ao),
        MemoryKind::VLoad => Instr::VLoad(op, ao),
        MemoryKind::VLoadLane => Instr::VLoadLane(op, ao, r.byte()?),
        MemoryKind::VStore => Instr::VStore(op, ao),
        MemoryKind::VStoreLane => Instr::VStoreLane(op, ao, r.byte()?),
    }))
}

/// `Bmemarg`
///
/// ```text
/// n:Bu32 m:Bu64             => (0, {ALIGN n, OFFSET m})          if n < 2^6
/// n:Bu32 x:Bmemidx m:Bu64   => (x, {ALIGN (n - 2^6), OFFSET m})  if 2^6 <= n < 2^7
/// ```
fn memarg(r: &mut Reader<'_>) -> Result<MemArg, DecodeError> {
    let start = r.clone();
    let n = r.u32()?;
    let (x, align) = match n {
        0..0x40 => (0, n),
        0x40..0x80 => (r.u32()?, n - 0x40),
        _ => return Err(start.malformed_here("malformed memop flags")),
    };
    Ok(MemArg { x, align, offset: r.u64()? })
}
