//! Reference instructions, of any hierarchy.

use super::typing::{I32, Operands, Typed, arrow, nullable, reference};
use crate::context::Context;
use crate::judgment::{Cause, Stop, condition, lookup, premise, stop};
use crate::subtyping::{heaptype_sub, reftype_sub};
use crate::syntax::{AbsHeapType, FuncIdx, HeapType, RefType, TypeUse, ValType};
use crate::validity::{heaptype_ok, reftype_ok};

/// `Instr_ok/ref.null`
///
/// ```text
/// REF.NULL ht : eps -> (REF NULL ht)   if  ht : OK
/// ```
pub(super) fn ref_null(c: &Context<'_>, ht: HeapType) -> Typed {
    premise("ht : OK", heaptype_ok(c, ht))?;
    arrow([], [nullable(ht)])
}

/// `Instr_ok/ref.func`
///
/// ```text
/// REF.FUNC x : eps -> (REF dt)
///   if  C.FUNCS[x] = dt
///       x <- C.REFS
/// ```
pub(super) fn ref_func(c: &Context<'_>, x: FuncIdx) -> Typed {
    let dt = lookup("C.FUNCS[x] = dt", c.func_at(x))?;
    condition("x <- C.REFS", c.has_ref(x))?;
    arrow([], [reference(HeapType::Use(TypeUse::Def(dt)))])
}

/// `Instr_ok/ref.is_null`
///
/// ```text
/// REF.IS_NULL : (REF NULL ht) -> I32   if  ht : OK
/// ```
///
/// `ht` is the heap type of the operand, which is OK.
pub(super) fn ref_is_null(s: Operands<'_>) -> Typed {
    arrow([nullable(s.heaptype(0))], [I32])
}

/// `Instr_ok/ref.as_non_null`
///
/// ```text
/// REF.AS_NON_NULL : (REF NULL ht) -> (REF ht)   if  ht : OK
/// ```
///
/// `ht` is the heap type of the operand, which is OK.
pub(super) fn ref_as_non_null(s: Operands<'_>) -> Typed {
    let ht = s.heaptype(0);
    arrow([nullable(ht)], [reference(ht)])
}

/// `Instr_ok/ref.eq`
///
/// ```text
/// REF.EQ : (REF NULL EQ) (REF NULL EQ) -> I32
/// ```
pub(super) fn ref_eq() -> Typed {
    let eq = nullable(HeapType::Abs(AbsHeapType::Eq));
    arrow([eq, eq], [I32])
}

/// `Instr_ok/ref.test`
///
/// ```text
/// REF.TEST rt : rt' -> I32
///   if  rt : OK
///       rt' : OK
///       rt <: rt'
/// ```
pub(super) fn ref_test(c: &Context<'_>, rt: RefType) -> Typed {
    premise("rt : OK", reftype_ok(c, rt))?;
    let rt2 = greatest(c, rt)?;
    premise("rt <: rt'", reftype_sub(c, rt, rt2))?;
    arrow([ValType::Ref(rt2)], [I32])
}

/// `Instr_ok/ref.cast`
///
/// ```text
/// REF.CAST rt : rt' -> rt
///   if  rt : OK
///       rt' : OK
///       rt <: rt'
/// ```
pub(super) fn ref_cast(c: &Context<'_>, rt: RefType) -> Typed {
    premise("rt : OK", reftype_ok(c, rt))?;
    let rt2 = greatest(c, rt)?;
    premise("rt <: rt'", reftype_sub(c, rt, rt2))?;
    arrow([ValType::Ref(rt2)], [ValType::Ref(rt)])
}

/// The greatest reference type above `rt`, which tests and casts take as their operand.
///
/// Every other type `rt'` above `rt` is below it, so an operand that matches `rt'` matches it.
fn greatest(c: &Context<'_>, rt: RefType) -> Result<RefType, Stop> {
    [AbsHeapType::Any, AbsHeapType::Func, AbsHeapType::Exn, AbsHeapType::Extern]
        .into_iter()
        .map(HeapType::Abs)
        .find(|top| heaptype_sub(c, rt.ht, *top).is_ok())
        .map(|ht| RefType { null: true, ht })
        .ok_or_else(|| stop("rt <: rt'", None, Cause::Condition))
}

/// `Instr_ok/ref.i31`
///
/// ```text
/// REF.I31 : I32 -> (REF I31)
/// ```
pub(super) fn ref_i31() -> Typed {
    arrow([I32], [reference(HeapType::Abs(AbsHeapType::I31))])
}

/// `Instr_ok/i31.get`
///
/// ```text
/// I31.GET sx : (REF NULL I31) -> I32
/// ```
pub(super) fn i31_get() -> Typed {
    arrow([nullable(HeapType::Abs(AbsHeapType::I31))], [I32])
}

/// `Instr_ok/extern.convert_any`
///
/// ```text
/// EXTERN.CONVERT_ANY : (REF null_1? ANY) -> (REF null_2? EXTERN)   if  null_1? = null_2?
/// ```
///
/// `null_1?` is that of the operand.
pub(super) fn extern_convert_any(s: Operands<'_>) -> Typed {
    convert(s, AbsHeapType::Any, AbsHeapType::Extern)
}

/// `Instr_ok/any.convert_extern`
///
/// ```text
/// ANY.CONVERT_EXTERN : (REF null_1? EXTERN) -> (REF null_2? ANY)   if  null_1? = null_2?
/// ```
///
/// `null_1?` is that of the operand.
pub(super) fn any_convert_extern(s: Operands<'_>) -> Typed {
    convert(s, AbsHeapType::Extern, AbsHeapType::Any)
}

fn convert(s: Operands<'_>, from: AbsHeapType, to: AbsHeapType) -> Typed {
    let null = s.reftype(0).null;
    let typed = |abs| ValType::Ref(RefType { null, ht: HeapType::Abs(abs) });
    arrow([typed(from)], [typed(to)])
}
