//! `Binstr/ref`, `Binstr/struct`, `Binstr/array`, `Binstr/extern` and `Binstr/i31`.

use super::super::DecodeError;
use super::super::types::heaptype;
use super::super::values::Reader;
use crate::syntax::Opcode::{self, Byte, Fb};
use crate::syntax::{Instr, RefType, Sx};

/// `Binstr/ref`
pub(super) fn reference(opcode: Opcode, r: &mut Reader<'_>) -> Result<Option<Instr>, DecodeError> {
    Ok(Some(match opcode {
        Byte(0xd0) => Instr::RefNull(heaptype(r)?),
        Byte(0xd1) => Instr::RefIsNull,
        Byte(0xd2) => Instr::RefFunc(r.u32()?),
        Byte(0xd3) => Instr::RefEq,
        Byte(0xd4) => Instr::RefAsNonNull,
        Fb(20) => Instr::RefTest(RefType { null: false, ht: heaptype(r)? }),
        Fb(21) => Instr::RefTest(RefType { null: true, ht: heaptype(r)? }),
        Fb(22) => Instr::RefCast(RefType { null: false, ht: heaptype(r)? }),
        Fb(23) => Instr::RefCast(RefType { null: true, ht: heaptype(r)? }),
        _ => return Ok(None),
    }))
}

/// `Binstr/struct`
pub(super) fn structure(opcode: Opcode, r: &mut Reader<'_>) -> Result<Option<Instr>, DecodeError> {
    Ok(Some(match opcode {
        Fb(0) => Instr::StructNew(r.u32()?),
        Fb(1) => Instr::StructNewDefault(r.u32()?),
        Fb(2) => Instr::StructGet { sx: None, x: r.u32()?, i: r.u32()? },
        Fb(3) => Instr::StructGet { sx: Some(Sx::S), x: r.u32()?, i: r.u32()? },
        Fb(4) => Instr::StructGet { sx: Some(Sx::U), x: r.u32()?, i: r.u32()? },
        Fb(5) => Instr::StructSet { x: r.u32()?, i: r.u32()? },
        _ => return Ok(None),
    }))
}

/// `Binstr/array`
pub(super) fn array(opcode: Opcode, r: &mut Reader<'_>) -> Result<Option<Instr>, DecodeError> {
    Ok(Some(match opcode {
        Fb(6) => Instr::ArrayNew(r.u32()?),
        Fb(7) => Instr::ArrayNewDefault(r.u32()?),
        Fb(8) => Instr::ArrayNewFixed { x: r.u32()?, n: r.u32()? },
        Fb(9) => Instr::ArrayNewData { x: r.u32()?, y: r.u32()? },
        Fb(10) => Instr::ArrayNewElem { x: r.u32()?, y: r.u32()? },
        Fb(11) => Instr::ArrayGet { sx: None, x: r.u32()? },
        Fb(12) => Instr::ArrayGet { sx: Some(Sx::S), x: r.u32()? },
        Fb(13) => Instr::ArrayGet { sx: Some(Sx::U), x: r.u32()? },
        Fb(14) => Instr::ArraySet(r.u32()?),
        Fb(15) => Instr::ArrayLen,
        Fb(16) => Instr::ArrayFill(r.u32()?),
        Fb(17) => Instr::ArrayCopy { x1: r.u32()?, x2: r.u32()? },
        Fb(18) => Instr::ArrayInitData { x: r.u32()?, y: r.u32()? },
        Fb(19) => Instr::ArrayInitElem { x: r.u32()?, y: r.u32()? },
        _ => return Ok(None),
    }))
}

/// `Binstr/extern`
pub(super) fn external(opcode: Opcode, _: &mut Reader<'_>) -> Result<Option<Instr>, DecodeError> {
    Ok(Some(match opcode {
        Fb(26) => Instr::AnyConvertExtern,
        Fb(27) => Instr::ExternConvertAny,
        _ => return Ok(None),
    }))
}

/// `Binstr/i31`
pub(super) fn i31(opcode: Opcode, _: &mut Reader<'_>) -> Result<Option<Instr>, DecodeError> {
    Ok(Some(match opcode {
        Fb(28) => Instr::RefI31,
        Fb(29) => Instr::I31Get(Sx::S),
        Fb(30) => Instr::I31Get(Sx::U),
        _ => return Ok(None),
    }))
}
