//! Values at run time (4.1): what types a reference has.
//!
//! `ref.test`, `ref.cast` and the branches on casts ask `Ref_ok` of a reference and the closed type; so does
//! `call_indirect`, which is reduced to a cast (4.3).

use crate::context::Context;
use crate::judgment::{Applied, Judged, Judgment, Stop};
use crate::judgment::{condition, form, judge, premise};
use crate::rule::Rule;
use crate::subtyping::reftype_sub;
use crate::syntax::{AbsHeapType, DefType, HeapType, RefType, TypeUse};
use crate::validity::reftype_ok;

/// `ref`, with the type of what an address leads to in the store in place of the address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ref {
    /// `REF.NULL_ADDR`
    Null,
    /// `REF.I31_NUM i`
    I31,
    /// `REF.STRUCT_ADDR a`, where `s.STRUCTS[a].TYPE` is this.
    Struct(DefType),
    /// `REF.ARRAY_ADDR a`, where `s.ARRAYS[a].TYPE` is this.
    Array(DefType),
    /// `REF.FUNC_ADDR a`, where `s.FUNCS[a].TYPE` is this.
    Func(DefType),
    /// `REF.EXN_ADDR a`
    Exn,
    /// `REF.HOST_ADDR a`
    Host,
    /// `REF.EXTERN ref`
    Extern(Box<Self>),
}

/// `Ref_ok`: a reference has a type if one of the rules for its form says so, or `/sub` above one of them.
///
/// A closed reference type of this model is OK: its group was validated when its module was defined.
pub fn ref_ok(c: &Context<'_>, r: &Ref, rt: RefType) -> Judged {
    judge(
        c,
        || Judgment::RefOk(r.clone(), rt),
        &[
            (Rule::RefOkNull, &|| ref_ok_null(r, rt)),
            (Rule::RefOkI31, &|| ref_ok_i31(r, rt)),
            (Rule::RefOkStruct, &|| ref_ok_struct(r, rt)),
            (Rule::RefOkArray, &|| ref_ok_array(r, rt)),
            (Rule::RefOkFunc, &|| ref_ok_func(r, rt)),
            (Rule::RefOkExn, &|| ref_ok_exn(r, rt)),
            (Rule::RefOkHost, &|| ref_ok_host(r, rt)),
            (Rule::RefOkExtern, &|| ref_ok_extern(c, r, rt)),
            (Rule::RefOkSub, &|| ref_ok_sub(c, r, rt)),
        ],
    )
}

/// `Ref_ok/null`
///
/// ```text
/// REF.NULL_ADDR : REF NULL BOT
/// ```
fn ref_ok_null(r: &Ref, rt: RefType) -> Applied {
    form(*r == Ref::Null && rt == RefType { null: true, ht: HeapType::Abs(AbsHeapType::Bot) })?;
    Ok(Vec::new())
}

/// `Ref_ok/i31`
///
/// ```text
/// REF.I31_NUM i : REF I31
/// ```
fn ref_ok_i31(r: &Ref, rt: RefType) -> Applied {
    form(*r == Ref::I31 && rt == abs(AbsHeapType::I31))?;
    Ok(Vec::new())
}

/// `Ref_ok/struct`
///
/// ```text
/// REF.STRUCT_ADDR a : REF dt   if  s.STRUCTS[a].TYPE = dt
/// ```
fn ref_ok_struct(r: &Ref, rt: RefType) -> Applied {
    form(matches!(r, Ref::Struct(dt) if rt == def(*dt)))?;
    Ok(Vec::new())
}

/// `Ref_ok/array`
///
/// ```text
/// REF.ARRAY_ADDR a : REF dt   if  s.ARRAYS[a].TYPE = dt
/// ```
fn ref_ok_array(r: &Ref, rt: RefType) -> Applied {
    form(matches!(r, Ref::Array(dt) if rt == def(*dt)))?;
    Ok(Vec::new())
}

/// `Ref_ok/func`
///
/// ```text
/// REF.FUNC_ADDR a : REF dt   if  s.FUNCS[a].TYPE = dt
/// ```
fn ref_ok_func(r: &Ref, rt: RefType) -> Applied {
    form(matches!(r, Ref::Func(dt) if rt == def(*dt)))?;
    Ok(Vec::new())
}

/// `Ref_ok/exn`
///
/// ```text
/// REF.EXN_ADDR a : REF EXN   if  s.EXNS[a] = exn
/// ```
fn ref_ok_exn(r: &Ref, rt: RefType) -> Applied {
    form(*r == Ref::Exn && rt == abs(AbsHeapType::Exn))?;
    Ok(Vec::new())
}

/// `Ref_ok/host`
///
/// ```text
/// REF.HOST_ADDR a : REF ANY
/// ```
fn ref_ok_host(r: &Ref, rt: RefType) -> Applied {
    form(*r == Ref::Host && rt == abs(AbsHeapType::Any))?;
    Ok(Vec::new())
}

/// `Ref_ok/extern`
///
/// ```text
/// REF.EXTERN ref : REF EXTERN
///   if  ref : REF ANY
///       ref =/= REF.NULL_ADDR
/// ```
fn ref_ok_extern(c: &Context<'_>, r: &Ref, rt: RefType) -> Applied {
    let Ref::Extern(inner) = r else {
        return Err(Stop::Form);
    };
    form(rt == abs(AbsHeapType::Extern))?;
    let any = premise("ref : REF ANY", ref_ok(c, inner, abs(AbsHeapType::Any)))?;
    condition("ref =/= REF.NULL_ADDR", **inner != Ref::Null)?;
    Ok(any)
}

/// `Ref_ok/sub`
///
/// ```text
/// ref : rt   if  ref : rt'
///                rt : OK
///                rt' <: rt
/// ```
///
/// The least type `rt'` is the one that the other rules give: what holds by another `rt'` holds by it,
/// because subtyping is transitive.
fn ref_ok_sub(c: &Context<'_>, r: &Ref, rt: RefType) -> Applied {
    let rt_least = least(r);
    form(rt_least != rt)?;
    let mut derived = premise("ref : rt'", ref_ok(c, r, rt_least))?;
    if !matches!(rt.ht, HeapType::Use(TypeUse::Def(_))) {
        derived.extend(premise("rt : OK", reftype_ok(c, rt))?);
    }
    derived.extend(premise("rt' <: rt", reftype_sub(c, rt_least, rt))?);
    Ok(derived)
}

/// The type that a reference has by the rule for its form.
#[must_use]
pub fn least(r: &Ref) -> RefType {
    match r {
        Ref::Null => RefType { null: true, ht: HeapType::Abs(AbsHeapType::Bot) },
        Ref::I31 => abs(AbsHeapType::I31),
        Ref::Struct(dt) | Ref::Array(dt) | Ref::Func(dt) => def(*dt),
        Ref::Exn => abs(AbsHeapType::Exn),
        Ref::Host => abs(AbsHeapType::Any),
        Ref::Extern(_) => abs(AbsHeapType::Extern),
    }
}

/// `REF absheaptype`
fn abs(abs: AbsHeapType) -> RefType {
    RefType { null: false, ht: HeapType::Abs(abs) }
}

/// `REF dt`
fn def(dt: DefType) -> RefType {
    RefType { null: false, ht: HeapType::Use(TypeUse::Def(dt)) }
}
