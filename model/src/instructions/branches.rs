//! Branch instructions.

use super::typing::{I32, Operands, Typed, arrow, arrow_any, nullable, reference};
use crate::context::Context;
use crate::judgment::{Cause, Stop, lookup, premise, premises, stop};
use crate::subtyping::{reftype_sub, resulttype_sub};
use crate::syntax::{LabelIdx, RefType, ValType};
use crate::validity::reftype_ok;

/// `Instr_ok/br`
///
/// ```text
/// BR l : t_1* t* -> t_2*
///   if  C.LABELS[l] = t*
///       t_1* -> t_2* : OK
/// ```
pub(super) fn br(c: &Context<'_>, l: LabelIdx) -> Typed {
    let t = lookup("C.LABELS[l] = t*", c.label_at(l))?;
    arrow_any(t.iter().copied())
}

/// `Instr_ok/br_if`: what stays has the types of the label, not of the operands.
///
/// ```text
/// BR_IF l : t* I32 -> t*   if  C.LABELS[l] = t*
/// ```
pub(super) fn br_if(c: &Context<'_>, l: LabelIdx) -> Typed {
    let t = lookup("C.LABELS[l] = t*", c.label_at(l))?;
    arrow(t.iter().copied().chain([I32]), t.iter().copied())
}

/// `Instr_ok/br_table`
///
/// ```text
/// BR_TABLE l* l' : t_1* t* I32 -> t_2*
///   if  (t* <: C.LABELS[l])*
///       t* <: C.LABELS[l']
///       t_1* t* I32 -> t_2* : OK
/// ```
///
/// `t*` are the operands' own types: whatever they match, and is below every label, is above them.
pub(super) fn br_table(c: &Context<'_>, s: Operands<'_>, ls: &[LabelIdx], l: LabelIdx) -> Typed {
    let mut labels = Vec::with_capacity(ls.len());
    for (n, l) in (0..).zip(ls) {
        let label = c.label_at(*l);
        labels.push(label.ok_or_else(|| stop("(t* <: C.LABELS[l])*", Some(n), Cause::Condition))?);
    }
    let last = lookup("t* <: C.LABELS[l']", c.label_at(l))?;
    let there = Operands { types: &s.types[..s.types.len().saturating_sub(1)], any: s.any };
    let t = there.top(last.len());
    premises("(t* <: C.LABELS[l])*", labels.into_iter().map(|label| resulttype_sub(c, &t, label)))?;
    premise("t* <: C.LABELS[l']", resulttype_sub(c, &t, last))?;
    arrow_any(t.into_iter().chain([I32]))
}

/// `Instr_ok/br_on_null`: below the reference, what stays has the types of the label.
///
/// ```text
/// BR_ON_NULL l : t* (REF NULL ht) -> t* (REF ht)
///   if  C.LABELS[l] = t*
///       ht : OK
/// ```
///
/// `ht` is the heap type of the operand, which is OK.
pub(super) fn br_on_null(c: &Context<'_>, s: Operands<'_>, l: LabelIdx) -> Typed {
    let t = lookup("C.LABELS[l] = t*", c.label_at(l))?.iter().copied();
    let ht = s.heaptype(0);
    arrow(t.clone().chain([nullable(ht)]), t.chain([reference(ht)]))
}

/// `Instr_ok/br_on_non_null`: the label may take a null, too.
///
/// ```text
/// BR_ON_NON_NULL l : t* (REF NULL ht) -> t*   if  C.LABELS[l] = t* (REF NULL? ht)
/// ```
pub(super) fn br_on_non_null(c: &Context<'_>, l: LabelIdx) -> Typed {
    let (t, rt) = label_with_reference("C.LABELS[l] = t* (REF NULL? ht)", c, l)?;
    arrow(t.iter().copied().chain([nullable(rt.ht)]), t.iter().copied())
}

/// `Instr_ok/br_on_cast`
///
/// ```text
/// BR_ON_CAST l rt_1 rt_2 : t* rt_1 -> t* ($diffrt(rt_1, rt_2))
///   if  C.LABELS[l] = t* rt
///       rt_1 : OK
///       rt_2 : OK
///       rt_2 <: rt_1
///       rt_2 <: rt
/// ```
pub(super) fn br_on_cast(c: &Context<'_>, l: LabelIdx, rt1: RefType, rt2: RefType) -> Typed {
    let (t, rt) = label_with_reference("C.LABELS[l] = t* rt", c, l)?;
    premise("rt_1 : OK", reftype_ok(c, rt1))?;
    premise("rt_2 : OK", reftype_ok(c, rt2))?;
    premise("rt_2 <: rt_1", reftype_sub(c, rt2, rt1))?;
    premise("rt_2 <: rt", reftype_sub(c, rt2, rt))?;
    let t = t.iter().copied();
    arrow(t.clone().chain([ValType::Ref(rt1)]), t.chain([ValType::Ref(diffrt(rt1, rt2))]))
}

/// `Instr_ok/br_on_cast_fail`
///
/// ```text
/// BR_ON_CAST_FAIL l rt_1 rt_2 : t* rt_1 -> t* rt_2
///   if  C.LABELS[l] = t* rt
///       rt_1 : OK
///       rt_2 : OK
///       rt_2 <: rt_1
///       $diffrt(rt_1, rt_2) <: rt
/// ```
pub(super) fn br_on_cast_fail(c: &Context<'_>, l: LabelIdx, rt1: RefType, rt2: RefType) -> Typed {
    let (t, rt) = label_with_reference("C.LABELS[l] = t* rt", c, l)?;
    premise("rt_1 : OK", reftype_ok(c, rt1))?;
    premise("rt_2 : OK", reftype_ok(c, rt2))?;
    premise("rt_2 <: rt_1", reftype_sub(c, rt2, rt1))?;
    premise("$diffrt(rt_1, rt_2) <: rt", reftype_sub(c, diffrt(rt1, rt2), rt))?;
    let t = t.iter().copied();
    arrow(t.clone().chain([ValType::Ref(rt1)]), t.chain([ValType::Ref(rt2)]))
}

/// `$diffrt(rt_1, rt_2)`: what is left of `rt_1` when a cast to `rt_2` fails.
///
/// ```text
/// $diffrt((REF null_1? ht_1), (REF NULL ht_2)) = (REF ht_1)
/// $diffrt((REF null_1? ht_1), (REF ht_2))      = (REF null_1? ht_1)
/// ```
fn diffrt(rt1: RefType, rt2: RefType) -> RefType {
    RefType { null: rt1.null && !rt2.null, ht: rt1.ht }
}

/// A label whose last type is a reference type, split before it.
fn label_with_reference<'a>(
    premise: &'static str,
    c: &Context<'a>,
    l: LabelIdx,
) -> Result<(&'a [ValType], RefType), Stop> {
    lookup(
        premise,
        match c.label_at(l).and_then(<[_]>::split_last) {
            Some((ValType::Ref(rt), t)) => Some((t, *rt)),
            Some((ValType::Num(_) | ValType::Vec(_) | ValType::Bot, _)) | None => None,
        },
    )
}
