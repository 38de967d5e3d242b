//! Imports and exports.

use crate::context::Context;
use crate::externtypes::externtype_ok;
use crate::judgment::{Applied, Definition, Judged, Judgment, Stop, judge, lookup, premise};
use crate::rule::Rule;
use crate::syntax::{Export, ExternIdx, ExternType, Import, TypeUse};

/// `Import_ok`
///
/// ```text
/// IMPORT name_1 name_2 xt : $clos_externtype(C, xt)   if  xt : OK
/// ```
pub(super) fn import_ok(c: &Context<'_>, import: &Import, place: u32) -> Judged {
    let rule = || premise("xt : OK", externtype_ok(c, import.xt));
    judge(c, || Judgment::DefinitionOk(Definition::Import(place)), &[(Rule::ImportOk, &rule)])
}

/// `Export_ok`
///
/// ```text
/// EXPORT name externidx : name xt   if  externidx : xt
/// ```
pub(super) fn export_ok(c: &Context<'_>, export: &Export, place: u32) -> Judged {
    let rule = || premise("externidx : xt", externidx_ok(c, export.xx));
    judge(c, || Judgment::DefinitionOk(Definition::Export(place)), &[(Rule::ExportOk, &rule)])
}

/// `Externidx_ok`, by its rules `/tag`, `/global`, `/mem`, `/table` and `/func`.
fn externidx_ok(c: &Context<'_>, xx: ExternIdx) -> Judged {
    judge(
        c,
        || Judgment::ExternidxOk(xx),
        &[
            (Rule::ExternidxOkTag, &|| externidx_ok_tag(c, xx)),
            (Rule::ExternidxOkGlobal, &|| externidx_ok_global(c, xx)),
            (Rule::ExternidxOkMem, &|| externidx_ok_mem(c, xx)),
            (Rule::ExternidxOkTable, &|| externidx_ok_table(c, xx)),
            (Rule::ExternidxOkFunc, &|| externidx_ok_func(c, xx)),
        ],
    )
}

/// `Externidx_ok/tag`
///
/// ```text
/// TAG x : TAG jt   if  C.TAGS[x] = jt
/// ```
fn externidx_ok_tag(c: &Context<'_>, xx: ExternIdx) -> Applied {
    let ExternIdx::Tag(x) = xx else {
        return Err(Stop::Form);
    };
    lookup("C.TAGS[x] = jt", c.tag_at(x))?;
    Ok(Vec::new())
}

/// `Externidx_ok/global`
///
/// ```text
/// GLOBAL x : GLOBAL gt   if  C.GLOBALS[x] = gt
/// ```
fn externidx_ok_global(c: &Context<'_>, xx: ExternIdx) -> Applied {
    let ExternIdx::Global(x) = xx else {
        return Err(Stop::Form);
    };
    lookup("C.GLOBALS[x] = gt", c.global_at(x))?;
    Ok(Vec::new())
}

/// `Externidx_ok/mem`
///
/// ```text
/// MEM x : MEM mt   if  C.MEMS[x] = mt
/// ```
fn externidx_ok_mem(c: &Context<'_>, xx: ExternIdx) -> Applied {
    let ExternIdx::Mem(x) = xx else {
        return Err(Stop::Form);
    };
    lookup("C.MEMS[x] = mt", c.mem_at(x))?;
    Ok(Vec::new())
}

/// `Externidx_ok/table`
///
/// ```text
/// TABLE x : TABLE tt   if  C.TABLES[x] = tt
/// ```
fn externidx_ok_table(c: &Context<'_>, xx: ExternIdx) -> Applied {
    let ExternIdx::Table(x) = xx else {
        return Err(Stop::Form);
    };
    lookup("C.TABLES[x] = tt", c.table_at(x))?;
    Ok(Vec::new())
}

/// `Externidx_ok/func`
///
/// ```text
/// FUNC x : FUNC dt   if  C.FUNCS[x] = dt
/// ```
fn externidx_ok_func(c: &Context<'_>, xx: ExternIdx) -> Applied {
    let ExternIdx::Func(x) = xx else {
        return Err(Stop::Form);
    };
    lookup("C.FUNCS[x] = dt", c.func_at(x))?;
    Ok(Vec::new())
}

/// The type that `Externidx_ok` gives what is exported.
pub(super) fn externtype_at(c: &Context<'_>, xx: ExternIdx) -> Option<ExternType> {
    match xx {
        ExternIdx::Tag(x) => c.tag_at(x).map(|dt| ExternType::Tag(TypeUse::Def(dt))),
        ExternIdx::Global(x) => c.global_at(x).map(ExternType::Global),
        ExternIdx::Mem(x) => c.mem_at(x).map(ExternType::Mem),
        ExternIdx::Table(x) => c.table_at(x).map(ExternType::Table),
        ExternIdx::Func(x) => c.func_at(x).map(|dt| ExternType::Func(TypeUse::Def(dt))),
    }
}
