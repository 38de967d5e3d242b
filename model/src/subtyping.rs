//! Subtyping (2.2), down to closed heap types, whose relation is [`HeaptypeSub`](crate::heaptype_sub).

use crate::context::Context;
use crate::judgment::{Applied, Judged, Judgment, Stop};
use crate::judgment::{all, condition, form, judge, lookup, premise, premises};
use crate::rule::Rule;
use crate::syntax::{CompType, FieldType, HeapType, NumType, PackType, RefType};
use crate::syntax::{StorageType, TypeUse, ValType, VecType};

/// `Numtype_sub`: a number type matches itself only.
///
/// ```text
/// numtype <: numtype
/// ```
pub fn numtype_sub(c: &Context<'_>, nt1: NumType, nt2: NumType) -> Judged {
    let same = || form(nt1 == nt2).map(|()| Vec::new());
    judge(c, || Judgment::NumtypeSub(nt1, nt2), &[(Rule::NumtypeSub, &same)])
}

/// `Vectype_sub`: a vector type matches itself only.
///
/// ```text
/// vectype <: vectype
/// ```
pub fn vectype_sub(c: &Context<'_>, vt1: VecType, vt2: VecType) -> Judged {
    let same = || form(vt1 == vt2).map(|()| Vec::new());
    judge(c, || Judgment::VectypeSub(vt1, vt2), &[(Rule::VectypeSub, &same)])
}

/// `Heaptype_sub`: type indices are looked up; closed heap types are in the relation or not.
pub fn heaptype_sub(c: &Context<'_>, ht1: HeapType, ht2: HeapType) -> Judged {
    let open = |ht| matches!(ht, HeapType::Use(TypeUse::Idx(_)));
    if open(ht1) || open(ht2) {
        return judge(
            c,
            || Judgment::HeaptypeSub(ht1, ht2),
            &[
                (Rule::HeaptypeSubTypeidxL, &|| heaptype_sub_typeidx_l(c, ht1, ht2)),
                (Rule::HeaptypeSubTypeidxR, &|| heaptype_sub_typeidx_r(c, ht1, ht2)),
            ],
        );
    }
    c.heaptype_sub.judge(c, ht1, ht2)
}

/// `Heaptype_sub/typeidx-l`
///
/// ```text
/// _IDX x <: heaptype   if  C.TYPES[x] <: heaptype
/// ```
fn heaptype_sub_typeidx_l(c: &Context<'_>, ht1: HeapType, ht2: HeapType) -> Applied {
    let HeapType::Use(TypeUse::Idx(x)) = ht1 else {
        return Err(Stop::Form);
    };
    // An index that nothing is found for was refused before, when the type was validated.
    let dt = lookup("C.TYPES[x] <: heaptype", c.type_at(x))?;
    let dt = HeapType::Use(TypeUse::Def(dt));
    premise("C.TYPES[x] <: heaptype", heaptype_sub(c, dt, ht2))
}

/// `Heaptype_sub/typeidx-r`
///
/// ```text
/// heaptype <: _IDX x   if  heaptype <: C.TYPES[x]
/// ```
///
/// Where both sides are indices, either rule looks its own side up first, to the same end; the left
/// one is enough, so this one waits until the left side is closed.
fn heaptype_sub_typeidx_r(c: &Context<'_>, ht1: HeapType, ht2: HeapType) -> Applied {
    form(!matches!(ht1, HeapType::Use(TypeUse::Idx(_))))?;
    let HeapType::Use(TypeUse::Idx(x)) = ht2 else {
        return Err(Stop::Form);
    };
    let dt = lookup("heaptype <: C.TYPES[x]", c.type_at(x))?;
    let dt = HeapType::Use(TypeUse::Def(dt));
    premise("heaptype <: C.TYPES[x]", heaptype_sub(c, ht1, dt))
}

/// `Reftype_sub`, by its rules `/nonnull` and `/null`.
pub fn reftype_sub(c: &Context<'_>, rt1: RefType, rt2: RefType) -> Judged {
    judge(
        c,
        || Judgment::ReftypeSub(rt1, rt2),
        &[
            (Rule::ReftypeSubNonnull, &|| reftype_sub_nonnull(c, rt1, rt2)),
            (Rule::ReftypeSubNull, &|| reftype_sub_null(c, rt1, rt2)),
        ],
    )
}

/// `Reftype_sub/nonnull`
///
/// ```text
/// REF ht_1 <: REF ht_2   if  ht_1 <: ht_2
/// ```
fn reftype_sub_nonnull(c: &Context<'_>, rt1: RefType, rt2: RefType) -> Applied {
    form(!rt1.null && !rt2.null)?;
    premise("ht_1 <: ht_2", heaptype_sub(c, rt1.ht, rt2.ht))
}

/// `Reftype_sub/null`
///
/// ```text
/// REF NULL? ht_1 <: REF NULL ht_2   if  ht_1 <: ht_2
/// ```
fn reftype_sub_null(c: &Context<'_>, rt1: RefType, rt2: RefType) -> Applied {
    form(rt2.null)?;
    premise("ht_1 <: ht_2", heaptype_sub(c, rt1.ht, rt2.ht))
}

/// `Valtype_sub`, by its rules `/num`, `/vec`, `/ref` and `/bot`.
pub fn valtype_sub(c: &Context<'_>, t1: ValType, t2: ValType) -> Judged {
    judge(
        c,
        || Judgment::ValtypeSub(t1, t2),
        &[
            (Rule::ValtypeSubNum, &|| valtype_sub_num(c, t1, t2)),
            (Rule::ValtypeSubVec, &|| valtype_sub_vec(c, t1, t2)),
            (Rule::ValtypeSubRef, &|| valtype_sub_ref(c, t1, t2)),
            (Rule::ValtypeSubBot, &|| valtype_sub_bot(t1)),
        ],
    )
}

/// `Valtype_sub/num`
///
/// ```text
/// numtype_1 <: numtype_2   if  numtype_1 <: numtype_2
/// ```
fn valtype_sub_num(c: &Context<'_>, t1: ValType, t2: ValType) -> Applied {
    let (ValType::Num(nt1), ValType::Num(nt2)) = (t1, t2) else {
        return Err(Stop::Form);
    };
    premise("numtype_1 <: numtype_2", numtype_sub(c, nt1, nt2))
}

/// `Valtype_sub/vec`
///
/// ```text
/// vectype_1 <: vectype_2   if  vectype_1 <: vectype_2
/// ```
fn valtype_sub_vec(c: &Context<'_>, t1: ValType, t2: ValType) -> Applied {
    let (ValType::Vec(vt1), ValType::Vec(vt2)) = (t1, t2) else {
        return Err(Stop::Form);
    };
    premise("vectype_1 <: vectype_2", vectype_sub(c, vt1, vt2))
}

/// `Valtype_sub/ref`
///
/// ```text
/// reftype_1 <: reftype_2   if  reftype_1 <: reftype_2
/// ```
fn valtype_sub_ref(c: &Context<'_>, t1: ValType, t2: ValType) -> Applied {
    let (ValType::Ref(rt1), ValType::Ref(rt2)) = (t1, t2) else {
        return Err(Stop::Form);
    };
    premise("reftype_1 <: reftype_2", reftype_sub(c, rt1, rt2))
}

/// `Valtype_sub/bot`
///
/// ```text
/// BOT <: valtype
/// ```
fn valtype_sub_bot(t1: ValType) -> Applied {
    form(t1 == ValType::Bot)?;
    Ok(Vec::new())
}

/// `Resulttype_sub`: lists of the same length match pointwise.
///
/// ```text
/// t_1* <: t_2*   if  (t_1 <: t_2)*
/// ```
pub fn resulttype_sub(c: &Context<'_>, ts1: &[ValType], ts2: &[ValType]) -> Judged {
    judge(
        c,
        || Judgment::ResulttypeSub(ts1.to_vec(), ts2.to_vec()),
        &[(Rule::ResulttypeSub, &|| {
            condition("|t_1*| = |t_2*|", ts1.len() == ts2.len())?;
            let pairs = ts1.iter().zip(ts2);
            premises("(t_1 <: t_2)*", pairs.map(|(t1, t2)| valtype_sub(c, *t1, *t2)))
        })],
    )
}

/// `Packtype_sub`: a packed type matches itself only.
///
/// ```text
/// packtype <: packtype
/// ```
pub fn packtype_sub(c: &Context<'_>, pt1: PackType, pt2: PackType) -> Judged {
    let same = || form(pt1 == pt2).map(|()| Vec::new());
    judge(c, || Judgment::PacktypeSub(pt1, pt2), &[(Rule::PacktypeSub, &same)])
}

/// `Storagetype_sub`, by its rules `/val` and `/pack`.
pub fn storagetype_sub(c: &Context<'_>, zt1: StorageType, zt2: StorageType) -> Judged {
    judge(
        c,
        || Judgment::StoragetypeSub(zt1, zt2),
        &[
            (Rule::StoragetypeSubVal, &|| storagetype_sub_val(c, zt1, zt2)),
            (Rule::StoragetypeSubPack, &|| storagetype_sub_pack(c, zt1, zt2)),
        ],
    )
}

/// `Storagetype_sub/val`
///
/// ```text
/// valtype_1 <: valtype_2   if  valtype_1 <: valtype_2
/// ```
fn storagetype_sub_val(c: &Context<'_>, zt1: StorageType, zt2: StorageType) -> Applied {
    let (StorageType::Val(t1), StorageType::Val(t2)) = (zt1, zt2) else {
        return Err(Stop::Form);
    };
    premise("valtype_1 <: valtype_2", valtype_sub(c, t1, t2))
}

/// `Storagetype_sub/pack`
///
/// ```text
/// packtype_1 <: packtype_2   if  packtype_1 <: packtype_2
/// ```
fn storagetype_sub_pack(c: &Context<'_>, zt1: StorageType, zt2: StorageType) -> Applied {
    let (StorageType::Pack(pt1), StorageType::Pack(pt2)) = (zt1, zt2) else {
        return Err(Stop::Form);
    };
    premise("packtype_1 <: packtype_2", packtype_sub(c, pt1, pt2))
}

/// `Fieldtype_sub`, by its rules `/const` and `/var`.
pub fn fieldtype_sub(c: &Context<'_>, ft1: FieldType, ft2: FieldType) -> Judged {
    judge(
        c,
        || Judgment::FieldtypeSub(ft1, ft2),
        &[
            (Rule::FieldtypeSubConst, &|| fieldtype_sub_const(c, ft1, ft2)),
            (Rule::FieldtypeSubVar, &|| fieldtype_sub_var(c, ft1, ft2)),
        ],
    )
}

/// `Fieldtype_sub/const`: a field that cannot be written is covariant.
///
/// ```text
/// zt_1 <: zt_2   if  zt_1 <: zt_2
/// ```
fn fieldtype_sub_const(c: &Context<'_>, ft1: FieldType, ft2: FieldType) -> Applied {
    form(!ft1.mutable && !ft2.mutable)?;
    premise("zt_1 <: zt_2", storagetype_sub(c, ft1.zt, ft2.zt))
}

/// `Fieldtype_sub/var`: a field that can be written is invariant.
///
/// ```text
/// MUT zt_1 <: MUT zt_2   if  zt_1 <: zt_2,  zt_2 <: zt_1
/// ```
fn fieldtype_sub_var(c: &Context<'_>, ft1: FieldType, ft2: FieldType) -> Applied {
    form(ft1.mutable && ft2.mutable)?;
    Ok(all([
        premise("zt_1 <: zt_2", storagetype_sub(c, ft1.zt, ft2.zt))?,
        premise("zt_2 <: zt_1", storagetype_sub(c, ft2.zt, ft1.zt))?,
    ]))
}

/// `Comptype_sub`, by its rules `/struct`, `/array` and `/func`.
///
/// Used by `Subtype_ok` only: defined types match by declaration, never by structure.
pub fn comptype_sub(c: &Context<'_>, ct1: &CompType, ct2: &CompType) -> Judged {
    judge(
        c,
        || Judgment::ComptypeSub(ct1.clone(), ct2.clone()),
        &[
            (Rule::ComptypeSubStruct, &|| comptype_sub_struct(c, ct1, ct2)),
            (Rule::ComptypeSubArray, &|| comptype_sub_array(c, ct1, ct2)),
            (Rule::ComptypeSubFunc, &|| comptype_sub_func(c, ct1, ct2)),
        ],
    )
}

/// `Comptype_sub/struct`: in depth for the common fields, and in width for further ones.
///
/// ```text
/// STRUCT (ft_1* ft'_1*) <: STRUCT ft_2*   if  (ft_1 <: ft_2)*
/// ```
fn comptype_sub_struct(c: &Context<'_>, ct1: &CompType, ct2: &CompType) -> Applied {
    let (CompType::Struct(fts1), CompType::Struct(fts2)) = (ct1, ct2) else {
        return Err(Stop::Form);
    };
    condition("|ft_1*| = |ft_2*|", fts1.len() >= fts2.len())?;
    let pairs = fts1.iter().zip(fts2);
    premises("(ft_1 <: ft_2)*", pairs.map(|(ft1, ft2)| fieldtype_sub(c, *ft1, *ft2)))
}

/// `Comptype_sub/array`
///
/// ```text
/// ARRAY ft_1 <: ARRAY ft_2   if  ft_1 <: ft_2
/// ```
fn comptype_sub_array(c: &Context<'_>, ct1: &CompType, ct2: &CompType) -> Applied {
    let (CompType::Array(ft1), CompType::Array(ft2)) = (ct1, ct2) else {
        return Err(Stop::Form);
    };
    premise("ft_1 <: ft_2", fieldtype_sub(c, *ft1, *ft2))
}

/// `Comptype_sub/func`: contravariant in the parameters, covariant in the results.
///
/// ```text
/// FUNC t_11* -> t_12* <: FUNC t_21* -> t_22*   if  t_21* <: t_11*,  t_12* <: t_22*
/// ```
fn comptype_sub_func(c: &Context<'_>, ct1: &CompType, ct2: &CompType) -> Applied {
    let (CompType::Func(t11, t12), CompType::Func(t21, t22)) = (ct1, ct2) else {
        return Err(Stop::Form);
    };
    Ok(all([
        premise("t_21* <: t_11*", resulttype_sub(c, t21, t11))?,
        premise("t_12* <: t_22*", resulttype_sub(c, t12, t22))?,
    ]))
}
