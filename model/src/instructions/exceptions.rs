//! Exception instructions and their catch clauses.

use super::typing::{Typed, arrow_any, nullable, reference};
use crate::context::Context;
use crate::judgment::{self, Applied, Judged, Judgment, Stop, judge, lookup};
use crate::roll::expand;
use crate::rule::Rule;
use crate::subtyping::resulttype_sub;
use crate::syntax::{
    AbsHeapType, Catch, CompType, HeapType, LabelIdx, ResultType, TagIdx, ValType,
};

/// `Instr_ok/throw`
///
/// ```text
/// THROW x : t_1* t* -> t_2*
///   if  $as_deftype(C.TAGS[x]) ~~ FUNC t* -> eps
///       t_1* -> t_2* : OK
/// ```
pub(super) fn throw(c: &Context<'_>, x: TagIdx) -> Typed {
    arrow_any(tag(c, x)?)
}

/// `Instr_ok/throw_ref`
///
/// ```text
/// THROW_REF : t_1* (REF NULL EXN) -> t_2*   if  t_1* -> t_2* : OK
/// ```
pub(super) fn throw_ref() -> Typed {
    arrow_any([nullable(HeapType::Abs(AbsHeapType::Exn))])
}

/// `Catch_ok`, by its rules `/catch`, `/catch_ref`, `/catch_all` and `/catch_all_ref`.
pub fn catch_ok(c: &Context<'_>, catch: Catch) -> Judged {
    judge(
        c,
        || Judgment::CatchOk(catch),
        &[
            (Rule::CatchOkCatch, &|| catch_ok_catch(c, catch)),
            (Rule::CatchOkCatchRef, &|| catch_ok_catch_ref(c, catch)),
            (Rule::CatchOkCatchAll, &|| catch_ok_catch_all(c, catch)),
            (Rule::CatchOkCatchAllRef, &|| catch_ok_catch_all_ref(c, catch)),
        ],
    )
}

/// `Catch_ok/catch`
///
/// ```text
/// CATCH x l : OK
///   if  $as_deftype(C.TAGS[x]) ~~ FUNC t* -> eps
///       t* <: C.LABELS[l]
/// ```
fn catch_ok_catch(c: &Context<'_>, catch: Catch) -> Applied {
    let Catch::Catch(x, l) = catch else {
        return Err(Stop::Form);
    };
    let t = tag(c, x)?;
    goes_to("t* <: C.LABELS[l]", c, &t, l)
}

/// `Catch_ok/catch_ref`
///
/// ```text
/// CATCH_REF x l : OK
///   if  $as_deftype(C.TAGS[x]) ~~ FUNC t* -> eps
///       t* (REF EXN) <: C.LABELS[l]
/// ```
fn catch_ok_catch_ref(c: &Context<'_>, catch: Catch) -> Applied {
    let Catch::CatchRef(x, l) = catch else {
        return Err(Stop::Form);
    };
    let mut t = tag(c, x)?;
    t.push(EXN);
    goes_to("t* (REF EXN) <: C.LABELS[l]", c, &t, l)
}

/// `Catch_ok/catch_all`
///
/// ```text
/// CATCH_ALL l : OK   if  eps <: C.LABELS[l]
/// ```
fn catch_ok_catch_all(c: &Context<'_>, catch: Catch) -> Applied {
    let Catch::CatchAll(l) = catch else {
        return Err(Stop::Form);
    };
    goes_to("eps <: C.LABELS[l]", c, &[], l)
}

/// `Catch_ok/catch_all_ref`
///
/// ```text
/// CATCH_ALL_REF l : OK   if  (REF EXN) <: C.LABELS[l]
/// ```
fn catch_ok_catch_all_ref(c: &Context<'_>, catch: Catch) -> Applied {
    let Catch::CatchAllRef(l) = catch else {
        return Err(Stop::Form);
    };
    goes_to("(REF EXN) <: C.LABELS[l]", c, &[EXN], l)
}

/// `REF EXN`
const EXN: ValType = reference(HeapType::Abs(AbsHeapType::Exn));

/// The premise `$as_deftype(C.TAGS[x]) ~~ FUNC t* -> eps`; gives `t*`.
fn tag(c: &Context<'_>, x: TagIdx) -> Result<ResultType, Stop> {
    lookup(
        "$as_deftype(C.TAGS[x]) ~~ FUNC t* -> eps",
        match c.tag_at(x).map(|dt| expand(c.terms, dt)) {
            Some(CompType::Func(t, t2)) if t2.is_empty() => Some(t),
            _ => None,
        },
    )
}

/// The premise `t* <: C.LABELS[l]`; that there is such a label is part of it.
fn goes_to(premise: &'static str, c: &Context<'_>, t: &[ValType], l: LabelIdx) -> Applied {
    let label = lookup(premise, c.label_at(l))?;
    judgment::premise(premise, resulttype_sub(c, t, label))
}
