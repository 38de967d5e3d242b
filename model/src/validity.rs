//! Validity of types (2.1): which types are well-formed, and which declarations of supertypes hold.
//!
//! The context comes first in every rule; `C |-` is left out of the notation. Rules for `REC i` and
//! `deftype` as type uses are of the metatheory: no module can write them, so they are not here.

use crate::context::Context;
use crate::judgment::{Applied, Judged, Judgment, Stop};
use crate::judgment::{all, conclude, condition, conditions, form, judge, premise, premises};
use crate::roll::unrolldt;
use crate::rule::Rule;
use crate::subtyping::comptype_sub;
use crate::syntax::{CompType, FieldType, HeapType, NumType, PackType, RecType, RefType};
use crate::syntax::{StorageType, SubType, TypeIdx, TypeUse, ValType, VecType};

/// `Numtype_ok`: every number type is valid.
///
/// ```text
/// numtype : OK
/// ```
pub fn numtype_ok(c: &Context<'_>, nt: NumType) -> Judged {
    judge(c, || Judgment::NumtypeOk(nt), &[(Rule::NumtypeOk, &|| Ok(Vec::new()))])
}

/// `Vectype_ok`: every vector type is valid.
///
/// ```text
/// vectype : OK
/// ```
pub fn vectype_ok(c: &Context<'_>, vt: VecType) -> Judged {
    judge(c, || Judgment::VectypeOk(vt), &[(Rule::VectypeOk, &|| Ok(Vec::new()))])
}

/// `Heaptype_ok`, by its rules `/abs`, `/typeuse` and `/bot`.
pub fn heaptype_ok(c: &Context<'_>, ht: HeapType) -> Judged {
    judge(
        c,
        || Judgment::HeaptypeOk(ht),
        &[
            (Rule::HeaptypeOkAbs, &|| heaptype_ok_abs(ht)),
            (Rule::HeaptypeOkTypeuse, &|| heaptype_ok_typeuse(c, ht)),
            (Rule::HeaptypeOkBot, &|| heaptype_ok_bot(ht)),
        ],
    )
}

/// `Heaptype_ok/abs`: every abstract heap type is valid.
///
/// ```text
/// absheaptype : OK
/// ```
fn heaptype_ok_abs(ht: HeapType) -> Applied {
    form(matches!(ht, HeapType::Abs(abs) if abs != crate::syntax::AbsHeapType::Bot))?;
    Ok(Vec::new())
}

/// `Heaptype_ok/typeuse`: a type use is a valid heap type if it is a valid type use.
///
/// ```text
/// typeuse : OK   if  typeuse : OK
/// ```
fn heaptype_ok_typeuse(c: &Context<'_>, ht: HeapType) -> Applied {
    let HeapType::Use(tu) = ht else {
        return Err(Stop::Form);
    };
    premise("typeuse : OK", typeuse_ok(c, tu))
}

/// `Heaptype_ok/bot`: the bottom of all heap types is valid, though no module can write it.
///
/// ```text
/// BOT : OK
/// ```
fn heaptype_ok_bot(ht: HeapType) -> Applied {
    form(ht == HeapType::Abs(crate::syntax::AbsHeapType::Bot))?;
    Ok(Vec::new())
}

/// `Reftype_ok`: a reference type is valid if its heap type is.
///
/// ```text
/// REF NULL? heaptype : OK   if  heaptype : OK
/// ```
pub fn reftype_ok(c: &Context<'_>, rt: RefType) -> Judged {
    judge(
        c,
        || Judgment::ReftypeOk(rt),
        &[(Rule::ReftypeOk, &|| premise("heaptype : OK", heaptype_ok(c, rt.ht)))],
    )
}

/// `Valtype_ok`, by its rules `/num`, `/vec`, `/ref` and `/bot`.
pub fn valtype_ok(c: &Context<'_>, t: ValType) -> Judged {
    judge(
        c,
        || Judgment::ValtypeOk(t),
        &[
            (Rule::ValtypeOkNum, &|| valtype_ok_num(c, t)),
            (Rule::ValtypeOkVec, &|| valtype_ok_vec(c, t)),
            (Rule::ValtypeOkRef, &|| valtype_ok_ref(c, t)),
            (Rule::ValtypeOkBot, &|| valtype_ok_bot(t)),
        ],
    )
}

/// `Valtype_ok/num`
///
/// ```text
/// numtype : OK   if  numtype : OK
/// ```
fn valtype_ok_num(c: &Context<'_>, t: ValType) -> Applied {
    let ValType::Num(nt) = t else {
        return Err(Stop::Form);
    };
    premise("numtype : OK", numtype_ok(c, nt))
}

/// `Valtype_ok/vec`
///
/// ```text
/// vectype : OK   if  vectype : OK
/// ```
fn valtype_ok_vec(c: &Context<'_>, t: ValType) -> Applied {
    let ValType::Vec(vt) = t else {
        return Err(Stop::Form);
    };
    premise("vectype : OK", vectype_ok(c, vt))
}

/// `Valtype_ok/ref`
///
/// ```text
/// reftype : OK   if  reftype : OK
/// ```
fn valtype_ok_ref(c: &Context<'_>, t: ValType) -> Applied {
    let ValType::Ref(rt) = t else {
        return Err(Stop::Form);
    };
    premise("reftype : OK", reftype_ok(c, rt))
}

/// `Valtype_ok/bot`
///
/// ```text
/// BOT : OK
/// ```
fn valtype_ok_bot(t: ValType) -> Applied {
    form(t == ValType::Bot)?;
    Ok(Vec::new())
}

/// `Resulttype_ok`: a list of value types is valid if each of them is.
///
/// ```text
/// t* : OK   if  (t : OK)*
/// ```
pub fn resulttype_ok(c: &Context<'_>, ts: &[ValType]) -> Judged {
    judge(
        c,
        || Judgment::ResulttypeOk(ts.to_vec()),
        &[(Rule::ResulttypeOk, &|| premises("(t : OK)*", ts.iter().map(|t| valtype_ok(c, *t))))],
    )
}

/// `Typeuse_ok`, of which a module can only meet `/typeidx`.
pub fn typeuse_ok(c: &Context<'_>, tu: TypeUse) -> Judged {
    judge(c, || Judgment::TypeuseOk(tu), &[(Rule::TypeuseOkTypeidx, &|| typeuse_ok_typeidx(c, tu))])
}

/// `Typeuse_ok/typeidx`: a type index is valid if the context has a type for it.
///
/// ```text
/// _IDX x : OK   if  C.TYPES[x] = dt
/// ```
fn typeuse_ok_typeidx(c: &Context<'_>, tu: TypeUse) -> Applied {
    let TypeUse::Idx(x) = tu else {
        return Err(Stop::Form);
    };
    condition("C.TYPES[x] = dt", c.type_at(x).is_some())?;
    Ok(Vec::new())
}

/// `Packtype_ok`: every packed type is valid.
///
/// ```text
/// packtype : OK
/// ```
pub fn packtype_ok(c: &Context<'_>, pt: PackType) -> Judged {
    judge(c, || Judgment::PacktypeOk(pt), &[(Rule::PacktypeOk, &|| Ok(Vec::new()))])
}

/// `Storagetype_ok`, by its rules `/val` and `/pack`.
pub fn storagetype_ok(c: &Context<'_>, zt: StorageType) -> Judged {
    judge(
        c,
        || Judgment::StoragetypeOk(zt),
        &[
            (Rule::StoragetypeOkVal, &|| storagetype_ok_val(c, zt)),
            (Rule::StoragetypeOkPack, &|| storagetype_ok_pack(c, zt)),
        ],
    )
}

/// `Storagetype_ok/val`
///
/// ```text
/// valtype : OK   if  valtype : OK
/// ```
fn storagetype_ok_val(c: &Context<'_>, zt: StorageType) -> Applied {
    let StorageType::Val(t) = zt else {
        return Err(Stop::Form);
    };
    premise("valtype : OK", valtype_ok(c, t))
}

/// `Storagetype_ok/pack`
///
/// ```text
/// packtype : OK   if  packtype : OK
/// ```
fn storagetype_ok_pack(c: &Context<'_>, zt: StorageType) -> Applied {
    let StorageType::Pack(pt) = zt else {
        return Err(Stop::Form);
    };
    premise("packtype : OK", packtype_ok(c, pt))
}

/// `Fieldtype_ok`: a field type is valid if its storage type is.
///
/// ```text
/// MUT? storagetype : OK   if  storagetype : OK
/// ```
pub fn fieldtype_ok(c: &Context<'_>, ft: FieldType) -> Judged {
    judge(
        c,
        || Judgment::FieldtypeOk(ft),
        &[(Rule::FieldtypeOk, &|| premise("storagetype : OK", storagetype_ok(c, ft.zt)))],
    )
}

/// `Comptype_ok`, by its rules `/struct`, `/array` and `/func`.
pub fn comptype_ok(c: &Context<'_>, ct: &CompType) -> Judged {
    judge(
        c,
        || Judgment::ComptypeOk(ct.clone()),
        &[
            (Rule::ComptypeOkStruct, &|| comptype_ok_struct(c, ct)),
            (Rule::ComptypeOkArray, &|| comptype_ok_array(c, ct)),
            (Rule::ComptypeOkFunc, &|| comptype_ok_func(c, ct)),
        ],
    )
}

/// `Comptype_ok/struct`
///
/// ```text
/// STRUCT fieldtype* : OK   if  (fieldtype : OK)*
/// ```
fn comptype_ok_struct(c: &Context<'_>, ct: &CompType) -> Applied {
    let CompType::Struct(fts) = ct else {
        return Err(Stop::Form);
    };
    premises("(fieldtype : OK)*", fts.iter().map(|ft| fieldtype_ok(c, *ft)))
}

/// `Comptype_ok/array`
///
/// ```text
/// ARRAY fieldtype : OK   if  fieldtype : OK
/// ```
fn comptype_ok_array(c: &Context<'_>, ct: &CompType) -> Applied {
    let CompType::Array(ft) = ct else {
        return Err(Stop::Form);
    };
    premise("fieldtype : OK", fieldtype_ok(c, *ft))
}

/// `Comptype_ok/func`
///
/// ```text
/// FUNC t_1* -> t_2* : OK   if  t_1* : OK,  t_2* : OK
/// ```
fn comptype_ok_func(c: &Context<'_>, ct: &CompType) -> Applied {
    let CompType::Func(t1, t2) = ct else {
        return Err(Stop::Form);
    };
    Ok(all([
        premise("t_1* : OK", resulttype_ok(c, t1))?,
        premise("t_2* : OK", resulttype_ok(c, t2))?,
    ]))
}

/// `Subtype_ok`: a type may declare one supertype, defined before it and not final, that its own
/// composite type matches.
///
/// ```text
/// SUB FINAL? (_IDX x)* comptype : OK(x_0)
///   if  |x*| <= 1
///       (x < x_0)*
///       ($unrolldt(C.TYPES[x]) = SUB yy* comptype')*
///       comptype : OK
///       (comptype <: comptype')*
/// ```
pub fn subtype_ok(c: &Context<'_>, st: &SubType, x0: TypeIdx) -> Judged {
    judge(
        c,
        || Judgment::SubtypeOk(st.clone(), x0),
        &[(Rule::SubtypeOk, &|| {
            let xs = st.supers.iter().map_while(|tu| match tu {
                TypeUse::Idx(x) => Some(*x),
                TypeUse::Rec(_) | TypeUse::Def(_) => None,
            });
            form(xs.clone().count() == st.supers.len())?;
            condition("|x*| <= 1", xs.clone().count() <= 1)?;
            conditions("(x < x_0)*", xs.clone().map(|x| x < x0))?;
            let unrolled: Option<SubType> =
                xs.clone().find_map(|x| Some(unrolldt(c.terms, c.type_at(x)?)));
            conditions(
                "($unrolldt(C.TYPES[x]) = SUB yy* comptype')*",
                unrolled.iter().map(|st2| !st2.fin),
            )?;
            let mut derived = premise("comptype : OK", comptype_ok(c, &st.ct))?;
            derived.extend(premises(
                "(comptype <: comptype')*",
                unrolled.iter().map(|st2| comptype_sub(c, &st.ct, &st2.ct)),
            )?);
            Ok(derived)
        })],
    )
}

/// `Rectype_ok`, by its rules `/empty` and `/cons`.
///
/// ```text
/// REC eps : OK(x)
///
/// REC (subtype_1 subtype*) : OK(x)
///   if  subtype_1 : OK(x)
///       REC subtype* : OK(x+1)
/// ```
///
/// The two rules walk down a list. They are applied from its front, and the derivation is then built from
/// its end, so that a long group needs no deep stack.
pub fn rectype_ok(c: &Context<'_>, rt: &RecType, x: TypeIdx) -> Judged {
    let n = rt.0.len() as u32;
    let mut heads = Vec::with_capacity(rt.0.len());
    let mut stopped = None;
    for (st, x) in rt.0.iter().zip(x..) {
        match subtype_ok(c, st, x) {
            Ok(head) => heads.push(head),
            Err(refutation) => {
                stopped = Some(refutation);
                break;
            }
        }
    }
    let tail = |done: u32| Judgment::RectypeOk(n - done, x + done);
    let mut judged = match stopped {
        None => judge(c, || tail(n), &[(Rule::RectypeOkEmpty, &|| Ok(Vec::new()))]),
        Some(refutation) => {
            let refuted = || premise("subtype_1 : OK(x)", Err(refutation.clone()));
            judge(c, || tail(heads.len() as u32), &[(Rule::RectypeOkCons, &refuted)])
        }
    };
    while let Some(head) = heads.pop() {
        judged = match judged {
            Ok(rest) => {
                let goal = || tail(heads.len() as u32);
                let premises = all([head.into_premise(), rest.into_premise()]);
                Ok(conclude(c, Rule::RectypeOkCons, goal, premises))
            }
            // The refuted member says its own index; the list before it adds nothing.
            Err(refutation) => Err(refutation),
        };
    }
    judged
}
