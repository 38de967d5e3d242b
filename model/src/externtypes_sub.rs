//! Subtyping of external types (2.2): which definition may be imported at which type.

use crate::context::Context;
use crate::externtypes::clos_typeuse;
use crate::judgment::{
    Applied, Judged, Judgment, Stop, all, condition, conditions, form, judge, premise,
};
use crate::rule::Rule;
use crate::subtyping::{heaptype_sub, reftype_sub, valtype_sub};
use crate::syntax::{
    DefType, ExternType, GlobalType, HeapType, Limits, MemType, TableType, TypeUse,
};

/// `Limits_sub`, by its rules `/max` and `/eps`.
pub fn limits_sub(c: &Context<'_>, lim1: Limits, lim2: Limits) -> Judged {
    judge(
        c,
        || Judgment::LimitsSub(lim1, lim2),
        &[
            (Rule::LimitsSubMax, &|| limits_sub_max(lim1, lim2)),
            (Rule::LimitsSubEps, &|| limits_sub_eps(lim1, lim2)),
        ],
    )
}

/// `Limits_sub/max`
///
/// ```text
/// [n_1 .. m_1] <: [n_2 .. m_2?]
///   if  n_1 >= n_2
///       (m_1 <= m_2)?
/// ```
fn limits_sub_max(lim1: Limits, lim2: Limits) -> Applied {
    let Some(m1) = lim1.max else {
        return Err(Stop::Form);
    };
    condition("n_1 >= n_2", lim1.min >= lim2.min)?;
    conditions("(m_1 <= m_2)?", lim2.max.map(|m2| m1 <= m2))?;
    Ok(Vec::new())
}

/// `Limits_sub/eps`
///
/// ```text
/// [n_1 .. eps] <: [n_2 .. eps]   if  n_1 >= n_2
/// ```
fn limits_sub_eps(lim1: Limits, lim2: Limits) -> Applied {
    form(lim1.max.is_none() && lim2.max.is_none())?;
    condition("n_1 >= n_2", lim1.min >= lim2.min)?;
    Ok(Vec::new())
}

/// `Tagtype_sub`: the types are the same.
///
/// ```text
/// deftype_1 <: deftype_2   if  deftype_1 <: deftype_2,  deftype_2 <: deftype_1
/// ```
pub fn tagtype_sub(c: &Context<'_>, jt1: DefType, jt2: DefType) -> Judged {
    let rule = || {
        Ok(all([
            premise("deftype_1 <: deftype_2", deftype_sub(c, jt1, jt2))?,
            premise("deftype_2 <: deftype_1", deftype_sub(c, jt2, jt1))?,
        ]))
    };
    judge(c, || Judgment::TagtypeSub(jt1, jt2), &[(Rule::TagtypeSub, &rule)])
}

/// `Deftype_sub`, as the relation on heap types has it: below `Heaptype_sub/def`.
fn deftype_sub(c: &Context<'_>, dt1: DefType, dt2: DefType) -> Judged {
    heaptype_sub(c, HeapType::Use(TypeUse::Def(dt1)), HeapType::Use(TypeUse::Def(dt2)))
}

/// `Globaltype_sub`, by its rules `/const` and `/var`.
pub fn globaltype_sub(c: &Context<'_>, gt1: GlobalType, gt2: GlobalType) -> Judged {
    judge(
        c,
        || Judgment::GlobaltypeSub(gt1, gt2),
        &[
            (Rule::GlobaltypeSubConst, &|| globaltype_sub_const(c, gt1, gt2)),
            (Rule::GlobaltypeSubVar, &|| globaltype_sub_var(c, gt1, gt2)),
        ],
    )
}

/// `Globaltype_sub/const`: a global that cannot be written is covariant.
///
/// ```text
/// valtype_1 <: valtype_2   if  valtype_1 <: valtype_2
/// ```
fn globaltype_sub_const(c: &Context<'_>, gt1: GlobalType, gt2: GlobalType) -> Applied {
    form(!gt1.mutable && !gt2.mutable)?;
    premise("valtype_1 <: valtype_2", valtype_sub(c, gt1.t, gt2.t))
}

/// `Globaltype_sub/var`: a global that can be written is invariant.
///
/// ```text
/// MUT valtype_1 <: MUT valtype_2   if  valtype_1 <: valtype_2,  valtype_2 <: valtype_1
/// ```
fn globaltype_sub_var(c: &Context<'_>, gt1: GlobalType, gt2: GlobalType) -> Applied {
    form(gt1.mutable && gt2.mutable)?;
    Ok(all([
        premise("valtype_1 <: valtype_2", valtype_sub(c, gt1.t, gt2.t))?,
        premise("valtype_2 <: valtype_1", valtype_sub(c, gt2.t, gt1.t))?,
    ]))
}

/// `Memtype_sub`
///
/// ```text
/// addrtype limits_1 PAGE <: addrtype limits_2 PAGE   if  limits_1 <: limits_2
/// ```
pub fn memtype_sub(c: &Context<'_>, mt1: MemType, mt2: MemType) -> Judged {
    let rule = || {
        form(mt1.at == mt2.at)?;
        premise("limits_1 <: limits_2", limits_sub(c, mt1.lim, mt2.lim))
    };
    judge(c, || Judgment::MemtypeSub(mt1, mt2), &[(Rule::MemtypeSub, &rule)])
}

/// `Tabletype_sub`: a table can be written, so its elements are invariant.
///
/// ```text
/// addrtype limits_1 reftype_1 <: addrtype limits_2 reftype_2
///   if  limits_1 <: limits_2
///       reftype_1 <: reftype_2
///       reftype_2 <: reftype_1
/// ```
pub fn tabletype_sub(c: &Context<'_>, tt1: TableType, tt2: TableType) -> Judged {
    let rule = || {
        form(tt1.at == tt2.at)?;
        Ok(all([
            premise("limits_1 <: limits_2", limits_sub(c, tt1.lim, tt2.lim))?,
            premise("reftype_1 <: reftype_2", reftype_sub(c, tt1.rt, tt2.rt))?,
            premise("reftype_2 <: reftype_1", reftype_sub(c, tt2.rt, tt1.rt))?,
        ]))
    };
    judge(c, || Judgment::TabletypeSub(tt1, tt2), &[(Rule::TabletypeSub, &rule)])
}

/// `Externtype_sub`, by its rules `/tag`, `/global`, `/mem`, `/table` and `/func`.
pub fn externtype_sub(c: &Context<'_>, xt1: ExternType, xt2: ExternType) -> Judged {
    judge(
        c,
        || Judgment::ExterntypeSub(xt1, xt2),
        &[
            (Rule::ExterntypeSubTag, &|| externtype_sub_tag(c, xt1, xt2)),
            (Rule::ExterntypeSubGlobal, &|| externtype_sub_global(c, xt1, xt2)),
            (Rule::ExterntypeSubMem, &|| externtype_sub_mem(c, xt1, xt2)),
            (Rule::ExterntypeSubTable, &|| externtype_sub_table(c, xt1, xt2)),
            (Rule::ExterntypeSubFunc, &|| externtype_sub_func(c, xt1, xt2)),
        ],
    )
}

/// `Externtype_sub/tag`
///
/// ```text
/// TAG tagtype_1 <: TAG tagtype_2   if  tagtype_1 <: tagtype_2
/// ```
fn externtype_sub_tag(c: &Context<'_>, xt1: ExternType, xt2: ExternType) -> Applied {
    let (ExternType::Tag(jt1), ExternType::Tag(jt2)) = (xt1, xt2) else {
        return Err(Stop::Form);
    };
    let (dt1, dt2) = (clos_typeuse(c, jt1), clos_typeuse(c, jt2));
    let (dt1, dt2) = dt1.zip(dt2).ok_or(Stop::Form)?;
    premise("tagtype_1 <: tagtype_2", tagtype_sub(c, dt1, dt2))
}

/// `Externtype_sub/global`
///
/// ```text
/// GLOBAL globaltype_1 <: GLOBAL globaltype_2   if  globaltype_1 <: globaltype_2
/// ```
fn externtype_sub_global(c: &Context<'_>, xt1: ExternType, xt2: ExternType) -> Applied {
    let (ExternType::Global(gt1), ExternType::Global(gt2)) = (xt1, xt2) else {
        return Err(Stop::Form);
    };
    premise("globaltype_1 <: globaltype_2", globaltype_sub(c, gt1, gt2))
}

/// `Externtype_sub/mem`
///
/// ```text
/// MEM memtype_1 <: MEM memtype_2   if  memtype_1 <: memtype_2
/// ```
fn externtype_sub_mem(c: &Context<'_>, xt1: ExternType, xt2: ExternType) -> Applied {
    let (ExternType::Mem(mt1), ExternType::Mem(mt2)) = (xt1, xt2) else {
        return Err(Stop::Form);
    };
    premise("memtype_1 <: memtype_2", memtype_sub(c, mt1, mt2))
}

/// `Externtype_sub/table`
///
/// ```text
/// TABLE tabletype_1 <: TABLE tabletype_2   if  tabletype_1 <: tabletype_2
/// ```
fn externtype_sub_table(c: &Context<'_>, xt1: ExternType, xt2: ExternType) -> Applied {
    let (ExternType::Table(tt1), ExternType::Table(tt2)) = (xt1, xt2) else {
        return Err(Stop::Form);
    };
    premise("tabletype_1 <: tabletype_2", tabletype_sub(c, tt1, tt2))
}

/// `Externtype_sub/func`
///
/// ```text
/// FUNC deftype_1 <: FUNC deftype_2   if  deftype_1 <: deftype_2
/// ```
fn externtype_sub_func(c: &Context<'_>, xt1: ExternType, xt2: ExternType) -> Applied {
    let (ExternType::Func(tu1), ExternType::Func(tu2)) = (xt1, xt2) else {
        return Err(Stop::Form);
    };
    let sub = heaptype_sub(c, HeapType::Use(tu1), HeapType::Use(tu2));
    premise("deftype_1 <: deftype_2", sub)
}
