//! The binary format of element segments, functions and data segments (5.4).

use super::DecodeError;
use super::instructions::expr;
use super::types::{reftype, valtype};
use super::values::Reader;
use crate::syntax::RefType;
use crate::syntax::{AbsHeapType, Data, DataMode, Elem, ElemMode, Expr, HeapType, Instr, Locals};

/// `REF FUNC`
const REF_FUNC: RefType = RefType { null: false, ht: HeapType::Abs(AbsHeapType::Func) };

/// `Belemkind`
fn elemkind(r: &mut Reader<'_>) -> Result<RefType, DecodeError> {
    match r.byte()? {
        0x00 => Ok(REF_FUNC),
        _ => Err(r.malformed_at_last("malformed element kind")),
    }
}

/// `Belem`
///
/// ```text
/// 0:Bu32 e_o:Bexpr y*:Blist(Bfuncidx)                            => ELEM (REF FUNC) (REF.FUNC y)* (ACTIVE 0 e_o)
/// 1:Bu32 rt:Belemkind y*:Blist(Bfuncidx)                         => ELEM rt (REF.FUNC y)* PASSIVE
/// 2:Bu32 x:Btableidx e:Bexpr rt:Belemkind y*:Blist(Bfuncidx)     => ELEM rt (REF.FUNC y)* (ACTIVE x e)
/// 3:Bu32 rt:Belemkind y*:Blist(Bfuncidx)                         => ELEM rt (REF.FUNC y)* DECLARE
/// 4:Bu32 e_o:Bexpr e*:Blist(Bexpr)                               => ELEM (REF NULL FUNC) e* (ACTIVE 0 e_o)
/// 5:Bu32 rt:Breftype e*:Blist(Bexpr)                             => ELEM rt e* PASSIVE
/// 6:Bu32 x:Btableidx e_o:Bexpr rt:Breftype e*:Blist(Bexpr)       => ELEM rt e* (ACTIVE x e_o)
/// 7:Bu32 rt:Breftype e*:Blist(Bexpr)                             => ELEM rt e* DECLARE
/// ```
pub(super) fn elem(r: &mut Reader<'_>) -> Result<Elem, DecodeError> {
    let start = r.clone();
    let offset = r.offset();
    let kind = r.u32()?;
    let mode = match kind {
        0 | 4 => ElemMode::Active(0, expr(r)?),
        1 | 5 => ElemMode::Passive,
        2 | 6 => {
            let x = r.u32()?;
            ElemMode::Active(x, expr(r)?)
        }
        3 | 7 => ElemMode::Declare,
        _ => return Err(start.malformed_here("malformed elements segment kind")),
    };
    let rt = match kind {
        0 => REF_FUNC,
        1..4 => elemkind(r)?,
        4 => RefType { null: true, ..REF_FUNC },
        _ => reftype(r)?,
    };
    let init = if kind < 4 { r.list(ref_func)? } else { r.list(expr)? };
    Ok(Elem { rt, init, mode, offset })
}

/// `y:Bfuncidx => REF.FUNC y`
fn ref_func(r: &mut Reader<'_>) -> Result<Expr, DecodeError> {
    Ok(vec![Instr::RefFunc(r.u32()?)])
}

/// `Blocals`
fn locals(r: &mut Reader<'_>) -> Result<Locals, DecodeError> {
    let n = r.u32()?;
    Ok(Locals { n, t: valtype(r)? })
}

/// `code`: the locals and the body of a function, and their offset.
#[derive(Debug)]
pub(super) struct Code {
    pub(super) locals: Vec<Locals>,
    pub(super) body: Expr,
    pub(super) offset: usize,
}

/// `Bfunc`
///
/// ```text
/// loc**:Blist(Blocals) e:Bexpr   => ($concat(loc**), e)   if |$concat(loc**)| < 2^32
/// ```
fn func(r: &mut Reader<'_>) -> Result<Code, DecodeError> {
    let start = r.clone();
    let offset = r.offset();
    let locals = r.list(locals)?;
    let body = expr(r)?;
    if locals.iter().map(|run| u64::from(run.n)).sum::<u64>() >= 1 << 32 {
        return Err(start.malformed_here("too many locals"));
    }
    Ok(Code { locals, body, offset })
}

/// `Bcode`
///
/// ```text
/// len:Bu32 code:Bfunc   => code   if len = ||Bfunc||
/// ```
pub(super) fn code(r: &mut Reader<'_>) -> Result<Code, DecodeError> {
    let len = r.u32()?;
    let mut r = r.take(len as usize)?;
    let code = func(&mut r)?;
    r.end("function body size mismatch")?;
    Ok(code)
}

/// `Bdata`
///
/// ```text
/// 0:Bu32 e:Bexpr b*:Blist(Bbyte)             => DATA b* (ACTIVE 0 e)
/// 1:Bu32 b*:Blist(Bbyte)                     => DATA b* PASSIVE
/// 2:Bu32 x:Bmemidx e:Bexpr b*:Blist(Bbyte)   => DATA b* (ACTIVE x e)
/// ```
pub(super) fn data(r: &mut Reader<'_>) -> Result<Data, DecodeError> {
    let start = r.clone();
    let offset = r.offset();
    let mode = match r.u32()? {
        0 => DataMode::Active(0, expr(r)?),
        1 => DataMode::Passive,
        2 => {
            let x = r.u32()?;
            DataMode::Active(x, expr(r)?)
        }
        _ => return Err(start.malformed_here("malformed data segment kind")),
    };
    let size_bytes = r.u32()?;
    r.take(size_bytes as usize)?;
    Ok(Data { size_bytes, mode, offset })
}
