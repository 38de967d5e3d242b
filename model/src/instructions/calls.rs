//! Function instructions: calls, and returns with or without a call.

use super::blocks::expand_func;
use super::typing::{Typed, address, arrow, arrow_any, index, nullable};
use crate::context::Context;
use crate::judgment::{Stop, lookup, premise};
use crate::roll::expand;
use crate::subtyping::{reftype_sub, resulttype_sub};
use crate::syntax::{
    AbsHeapType, CompType, FuncIdx, HeapType, RefType, TableIdx, TypeIdx, ValType,
};

/// `Instr_ok/call`
///
/// ```text
/// CALL x : t_1* -> t_2*   if  C.FUNCS[x] ~~ FUNC t_1* -> t_2*
/// ```
pub(super) fn call(c: &Context<'_>, x: FuncIdx) -> Typed {
    let (t1, t2) = expand_func("C.FUNCS[x] ~~ FUNC t_1* -> t_2*", func(c, x))?;
    arrow(t1, t2)
}

/// `Instr_ok/call_ref`
///
/// ```text
/// CALL_REF (_IDX x) : t_1* (REF NULL (_IDX x)) -> t_2*   if  C.TYPES[x] ~~ FUNC t_1* -> t_2*
/// ```
pub(super) fn call_ref(c: &Context<'_>, x: TypeIdx) -> Typed {
    let (t1, t2) = expand_func("C.TYPES[x] ~~ FUNC t_1* -> t_2*", c.expand_at(x))?;
    arrow(t1.into_iter().chain([nullable(index(x))]), t2)
}

/// `Instr_ok/call_indirect`
///
/// ```text
/// CALL_INDIRECT x (_IDX y) : t_1* at -> t_2*
///   if  C.TABLES[x] = at lim rt
///       rt <: (REF NULL FUNC)
///       C.TYPES[y] ~~ FUNC t_1* -> t_2*
/// ```
pub(super) fn call_indirect(c: &Context<'_>, x: TableIdx, y: TypeIdx) -> Typed {
    let at = table_of_functions(c, x)?;
    let (t1, t2) = expand_func("C.TYPES[y] ~~ FUNC t_1* -> t_2*", c.expand_at(y))?;
    arrow(t1.into_iter().chain([at]), t2)
}

/// `Instr_ok/return`
///
/// ```text
/// RETURN : t_1* t* -> t_2*
///   if  C.RETURN = (t*)
///       t_1* -> t_2* : OK
/// ```
pub(super) fn r#return(c: &Context<'_>) -> Typed {
    let t = lookup("C.RETURN = (t*)", c.returns)?;
    arrow_any(t.iter().copied())
}

/// `Instr_ok/return_call`
///
/// ```text
/// RETURN_CALL x : t_3* t_1* -> t_4*
///   if  C.FUNCS[x] ~~ FUNC t_1* -> t_2*
///       C.RETURN = (t'_2*)
///       t_2* <: t'_2*
///       t_3* -> t_4* : OK
/// ```
pub(super) fn return_call(c: &Context<'_>, x: FuncIdx) -> Typed {
    let (t1, t2) = expand_func("C.FUNCS[x] ~~ FUNC t_1* -> t_2*", func(c, x))?;
    returns(c, &t2)?;
    arrow_any(t1)
}

/// `Instr_ok/return_call_ref`
///
/// ```text
/// RETURN_CALL_REF (_IDX x) : t_3* t_1* (REF NULL (_IDX x)) -> t_4*
///   if  C.TYPES[x] ~~ FUNC t_1* -> t_2*
///       C.RETURN = (t'_2*)
///       t_2* <: t'_2*
///       t_3* -> t_4* : OK
/// ```
pub(super) fn return_call_ref(c: &Context<'_>, x: TypeIdx) -> Typed {
    let (t1, t2) = expand_func("C.TYPES[x] ~~ FUNC t_1* -> t_2*", c.expand_at(x))?;
    returns(c, &t2)?;
    arrow_any(t1.into_iter().chain([nullable(index(x))]))
}

/// `Instr_ok/return_call_indirect`
///
/// ```text
/// RETURN_CALL_INDIRECT x (_IDX y) : t_3* t_1* at -> t_4*
///   if  C.TABLES[x] = at lim rt
///       rt <: (REF NULL FUNC)
///       C.TYPES[y] ~~ FUNC t_1* -> t_2*
///       C.RETURN = (t'_2*)
///       t_2* <: t'_2*
///       t_3* -> t_4* : OK
/// ```
pub(super) fn return_call_indirect(c: &Context<'_>, x: TableIdx, y: TypeIdx) -> Typed {
    let at = table_of_functions(c, x)?;
    let (t1, t2) = expand_func("C.TYPES[y] ~~ FUNC t_1* -> t_2*", c.expand_at(y))?;
    returns(c, &t2)?;
    arrow_any(t1.into_iter().chain([at]))
}

/// What `C.FUNCS[x]` expands to.
fn func(c: &Context<'_>, x: FuncIdx) -> Option<CompType> {
    c.func_at(x).map(|dt| expand(c.terms, dt))
}

/// The premises `C.TABLES[x] = at lim rt` and `rt <: (REF NULL FUNC)`; gives `at`.
fn table_of_functions(c: &Context<'_>, x: TableIdx) -> Result<ValType, Stop> {
    let tt = lookup("C.TABLES[x] = at lim rt", c.table_at(x))?;
    let funcs = RefType { null: true, ht: HeapType::Abs(AbsHeapType::Func) };
    premise("rt <: (REF NULL FUNC)", reftype_sub(c, tt.rt, funcs))?;
    Ok(address(tt.at))
}

/// The premises `C.RETURN = (t'_2*)` and `t_2* <: t'_2*`.
fn returns(c: &Context<'_>, t2: &[ValType]) -> Result<(), Stop> {
    let expected = lookup("C.RETURN = (t'_2*)", c.returns)?;
    premise("t_2* <: t'_2*", resulttype_sub(c, t2, expected))?;
    Ok(())
}
