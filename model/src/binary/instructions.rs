//! The binary format of instructions (5.3).
//!
//! `Binstr` has one function for each of its parts that the specification names. A part gets the
//! opcode, and the instruction if it has a production for that opcode.

mod control;
mod references;
mod storage;
mod tabulated;
#[cfg(test)]
mod tests;

use super::DecodeError;
use super::types::valtype_from;
use super::values::Reader;
use crate::syntax::{BlockType, Catch, Expr, Instr, Opcode};
use std::mem;

/// The model takes on this many blocks inside each other, which is far from exhausting the stack when
/// they are dropped.
pub const NESTING_MAX: usize = 1_000;

/// A part of `Binstr`, of instructions without others inside.
type Part = fn(Opcode, &mut Reader<'_>) -> Result<Option<Instr>, DecodeError>;

/// `Binstr`, in the order of the specification, without `Binstr/block` and the `TRY_TABLE` of
/// `Binstr/control`.
const PARTS: [Part; 14] = [
    control::parametric,
    control::control,
    storage::local,
    storage::global,
    storage::table,
    storage::memory,
    references::reference,
    references::structure,
    references::array,
    references::external,
    references::i31,
    tabulated::num_const,
    tabulated::num,
    tabulated::vec,
];

/// `Bexpr`
///
/// ```text
/// (in:Binstr)* 0x0B   => in*
/// ```
///
/// Blocks are read with a stack of those that are open, not by recursion.
pub(super) fn expr(r: &mut Reader<'_>) -> Result<Expr, DecodeError> {
    // Each open block, with the instructions in front of it.
    let mut open: Vec<(Head, Vec<Instr>)> = Vec::new();
    let mut ins = Vec::new();
    loop {
        let start = r.clone();
        match opcode(r)? {
            Opcode::Byte(0x0b) => {
                let Some((head, before)) = open.pop() else {
                    return Ok(ins);
                };
                let block = head.with(ins);
                ins = before;
                ins.push(block);
            }
            Opcode::Byte(0x05) => {
                let Some((Head::If(bt), before)) = open.pop() else {
                    return Err(start.malformed_here("end opcode expected"));
                };
                open.push((Head::Else(bt, mem::take(&mut ins)), before));
            }
            opcode => {
                let Some(head) = block(opcode, r)? else {
                    ins.push(instr(opcode, r)?.ok_or(start.malformed_here("illegal opcode"))?);
                    continue;
                };
                if open.len() == NESTING_MAX {
                    return Err(DecodeError::Limit(
                        "the model takes on 1,000 blocks inside each other",
                    ));
                }
                open.push((head, mem::take(&mut ins)));
            }
        }
    }
}

/// What an instruction begins with.
fn opcode(r: &mut Reader<'_>) -> Result<Opcode, DecodeError> {
    Ok(match r.byte()? {
        0xfb => Opcode::Fb(r.u32()?),
        0xfc => Opcode::Fc(r.u32()?),
        0xfd => Opcode::Fd(r.u32()?),
        byte => Opcode::Byte(byte),
    })
}

/// `Binstr`, of an instruction without others inside, after its opcode.
fn instr(opcode: Opcode, r: &mut Reader<'_>) -> Result<Option<Instr>, DecodeError> {
    for part in PARTS {
        if let Some(instr) = part(opcode, r)? {
            return Ok(Some(instr));
        }
    }
    Ok(None)
}

/// A block without the last of the instructions inside.
enum Head {
    /// `BLOCK bt _`
    Block(BlockType),
    /// `LOOP bt _`
    Loop(BlockType),
    /// `IF bt _ ELSE eps`
    If(BlockType),
    /// `IF bt instr* ELSE _`
    Else(BlockType, Vec<Instr>),
    /// `TRY_TABLE bt catch* _`
    TryTable(BlockType, Vec<Catch>),
}

impl Head {
    /// The block, with the instructions that were missing.
    fn with(self, ins: Vec<Instr>) -> Instr {
        match self {
            Self::Block(bt) => Instr::Block(bt, ins),
            Self::Loop(bt) => Instr::Loop(bt, ins),
            Self::If(bt) => Instr::If(bt, ins, Vec::new()),
            Self::Else(bt, ins1) => Instr::If(bt, ins1, ins),
            Self::TryTable(bt, c) => Instr::TryTable(bt, c, ins),
        }
    }
}

/// `Binstr/block`, and of `Binstr/control` what has instructions inside, as far as those.
///
/// ```text
/// 0x02 bt:Bblocktype (in:Binstr)* 0x0B                        => BLOCK bt in*
/// 0x03 bt:Bblocktype (in:Binstr)* 0x0B                        => LOOP bt in*
/// 0x04 bt:Bblocktype (in:Binstr)* 0x0B                        => IF bt in* ELSE eps
/// 0x04 bt:Bblocktype (in_1:Binstr)* 0x05 (in_2:Binstr)* 0x0B  => IF bt in_1* ELSE in_2*
/// 0x1F bt:Bblocktype c*:Blist(Bcatch) (in:Binstr)* 0x0B       => TRY_TABLE bt c* in*
/// ```
fn block(opcode: Opcode, r: &mut Reader<'_>) -> Result<Option<Head>, DecodeError> {
    Ok(Some(match opcode {
        Opcode::Byte(0x02) => Head::Block(blocktype(r)?),
        Opcode::Byte(0x03) => Head::Loop(blocktype(r)?),
        Opcode::Byte(0x04) => Head::If(blocktype(r)?),
        Opcode::Byte(0x1f) => {
            let bt = blocktype(r)?;
            Head::TryTable(bt, r.list(catch)?)
        }
        _ => return Ok(None),
    }))
}

/// `Bblocktype`
///
/// ```text
/// 0x40         => _RESULT eps
/// t:Bvaltype   => _RESULT t
/// i:Bs33       => _IDX i       if i >= 0
/// ```
fn blocktype(r: &mut Reader<'_>) -> Result<BlockType, DecodeError> {
    let start = r.clone();
    let byte = r.byte()?;
    if byte == 0x40 {
        return Ok(BlockType::Valtype(None));
    }
    if let Some(t) = valtype_from(byte, r) {
        return Ok(BlockType::Valtype(Some(t?)));
    }
    *r = start.clone();
    match u32::try_from(r.s33()?) {
        Ok(i) => Ok(BlockType::Typeidx(i)),
        Err(_) => Err(start.malformed_here("malformed block type")),
    }
}

/// `Bcatch`
fn catch(r: &mut Reader<'_>) -> Result<Catch, DecodeError> {
    Ok(match r.byte()? {
        0x00 => {
            let x = r.u32()?;
            Catch::Catch(x, r.u32()?)
        }
        0x01 => {
            let x = r.u32()?;
            Catch::CatchRef(x, r.u32()?)
        }
        0x02 => Catch::CatchAll(r.u32()?),
        0x03 => Catch::CatchAllRef(r.u32()?),
        _ => return Err(r.malformed_at_last("malformed catch clause")),
    })
}
