//! External types: their validity (2.1), and how they are closed (2.0).

use crate::context::Context;
use crate::instructions::expand_func;
use crate::judgment::{
    Applied, Judged, Judgment, Stop, all, condition, conditions, judge, premise,
};
use crate::roll::{close_reftype, close_typeuse, close_valtype, expand};
use crate::rule::Rule;
use crate::syntax::{AddrType, CompType, DefType, ExternType, GlobalType, Limits, MemType};
use crate::syntax::{TableType, TagType, TypeUse};
use crate::validity::{reftype_ok, typeuse_ok, valtype_ok};

/// `Limits_ok`
///
/// ```text
/// [n .. m?] : k
///   if  n <= k
///       (n <= m <= k)?
/// ```
pub fn limits_ok(c: &Context<'_>, lim: Limits, k: u64) -> Judged {
    let rule = || {
        condition("n <= k", lim.min <= k)?;
        conditions("(n <= m <= k)?", lim.max.map(|m| lim.min <= m && m <= k))?;
        Ok(Vec::new())
    };
    judge(c, || Judgment::LimitsOk(lim, k), &[(Rule::LimitsOk, &rule)])
}

/// `Tagtype_ok`: a tag has no results.
///
/// ```text
/// typeuse : OK
///   if  typeuse : OK
///       typeuse ~~_C FUNC t_1* -> eps
/// ```
pub fn tagtype_ok(c: &Context<'_>, jt: TagType) -> Judged {
    let rule = || {
        let derived = premise("typeuse : OK", typeuse_ok(c, jt))?;
        let (_, t2) = expand_func("typeuse ~~_C FUNC t_1* -> eps", expand_use(c, jt))?;
        condition("typeuse ~~_C FUNC t_1* -> eps", t2.is_empty())?;
        Ok(derived)
    };
    judge(c, || Judgment::TagtypeOk(jt), &[(Rule::TagtypeOk, &rule)])
}

/// `Globaltype_ok`
///
/// ```text
/// MUT? t : OK   if  t : OK
/// ```
pub fn globaltype_ok(c: &Context<'_>, gt: GlobalType) -> Judged {
    let rule = || premise("t : OK", valtype_ok(c, gt.t));
    judge(c, || Judgment::GlobaltypeOk(gt), &[(Rule::GlobaltypeOk, &rule)])
}

/// `Memtype_ok`: no more pages than there are addresses for.
///
/// ```text
/// addrtype limits PAGE : OK   if  limits : 2^($size(addrtype) - 16)
/// ```
pub fn memtype_ok(c: &Context<'_>, mt: MemType) -> Judged {
    let k = match mt.at {
        AddrType::I32 => 1 << 16,
        AddrType::I64 => 1 << 48,
    };
    let rule = || premise("limits : 2^($size(addrtype) - 16)", limits_ok(c, mt.lim, k));
    judge(c, || Judgment::MemtypeOk(mt), &[(Rule::MemtypeOk, &rule)])
}

/// `Tabletype_ok`
///
/// ```text
/// addrtype limits reftype : OK
///   if  limits : 2^$size(addrtype) - 1
///       reftype : OK
/// ```
pub fn tabletype_ok(c: &Context<'_>, tt: TableType) -> Judged {
    let k = match tt.at {
        AddrType::I32 => u64::from(u32::MAX),
        AddrType::I64 => u64::MAX,
    };
    let rule = || {
        Ok(all([
            premise("limits : 2^$size(addrtype) - 1", limits_ok(c, tt.lim, k))?,
            premise("reftype : OK", reftype_ok(c, tt.rt))?,
        ]))
    };
    judge(c, || Judgment::TabletypeOk(tt), &[(Rule::TabletypeOk, &rule)])
}

/// `Externtype_ok`, by its rules `/tag`, `/global`, `/mem`, `/table` and `/func`.
pub fn externtype_ok(c: &Context<'_>, xt: ExternType) -> Judged {
    judge(
        c,
        || Judgment::ExterntypeOk(xt),
        &[
            (Rule::ExterntypeOkTag, &|| externtype_ok_tag(c, xt)),
            (Rule::ExterntypeOkGlobal, &|| externtype_ok_global(c, xt)),
            (Rule::ExterntypeOkMem, &|| externtype_ok_mem(c, xt)),
            (Rule::ExterntypeOkTable, &|| externtype_ok_table(c, xt)),
            (Rule::ExterntypeOkFunc, &|| externtype_ok_func(c, xt)),
        ],
    )
}

/// `Externtype_ok/tag`
///
/// ```text
/// TAG tagtype : OK   if  tagtype : OK
/// ```
fn externtype_ok_tag(c: &Context<'_>, xt: ExternType) -> Applied {
    let ExternType::Tag(jt) = xt else {
        return Err(Stop::Form);
    };
    premise("tagtype : OK", tagtype_ok(c, jt))
}

/// `Externtype_ok/global`
///
/// ```text
/// GLOBAL globaltype : OK   if  globaltype : OK
/// ```
fn externtype_ok_global(c: &Context<'_>, xt: ExternType) -> Applied {
    let ExternType::Global(gt) = xt else {
        return Err(Stop::Form);
    };
    premise("globaltype : OK", globaltype_ok(c, gt))
}

/// `Externtype_ok/mem`
///
/// ```text
/// MEM memtype : OK   if  memtype : OK
/// ```
fn externtype_ok_mem(c: &Context<'_>, xt: ExternType) -> Applied {
    let ExternType::Mem(mt) = xt else {
        return Err(Stop::Form);
    };
    premise("memtype : OK", memtype_ok(c, mt))
}

/// `Externtype_ok/table`
///
/// ```text
/// TABLE tabletype : OK   if  tabletype : OK
/// ```
fn externtype_ok_table(c: &Context<'_>, xt: ExternType) -> Applied {
    let ExternType::Table(tt) = xt else {
        return Err(Stop::Form);
    };
    premise("tabletype : OK", tabletype_ok(c, tt))
}

/// `Externtype_ok/func`
///
/// ```text
/// FUNC typeuse : OK
///   if  typeuse : OK
///       typeuse ~~_C FUNC t_1* -> t_2*
/// ```
fn externtype_ok_func(c: &Context<'_>, xt: ExternType) -> Applied {
    let ExternType::Func(tu) = xt else {
        return Err(Stop::Form);
    };
    let derived = premise("typeuse : OK", typeuse_ok(c, tu))?;
    expand_func("typeuse ~~_C FUNC t_1* -> t_2*", expand_use(c, tu))?;
    Ok(derived)
}

/// `Expand_use`: what a type use expands to.
///
/// ```text
/// deftype ~~_C comptype   if  deftype ~~ comptype
/// _IDX x ~~_C comptype    if  C.TYPES[x] ~~ comptype
/// ```
fn expand_use(c: &Context<'_>, tu: TypeUse) -> Option<CompType> {
    clos_typeuse(c, tu).map(|dt| expand(c.terms, dt))
}

/// A type use as the closed type that it is; `REC i` is none.
pub(crate) fn clos_typeuse(c: &Context<'_>, tu: TypeUse) -> Option<DefType> {
    match close_typeuse(c.types, tu) {
        TypeUse::Def(dt) => Some(dt),
        TypeUse::Idx(_) | TypeUse::Rec(_) => None,
    }
}

/// `$clos_externtype(C, xt)`
pub(crate) fn clos_externtype(c: &Context<'_>, xt: ExternType) -> ExternType {
    match xt {
        ExternType::Tag(jt) => ExternType::Tag(close_typeuse(c.types, jt)),
        ExternType::Global(gt) => {
            ExternType::Global(GlobalType { t: close_valtype(c.types, gt.t), ..gt })
        }
        ExternType::Mem(mt) => ExternType::Mem(mt),
        ExternType::Table(tt) => {
            ExternType::Table(TableType { rt: close_reftype(c.types, tt.rt), ..tt })
        }
        ExternType::Func(tu) => ExternType::Func(close_typeuse(c.types, tu)),
    }
}
