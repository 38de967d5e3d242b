//! Definitions: tags, globals, memories, tables, segments and the start function.

use crate::concluded::Concluded;
use crate::context::Context;
use crate::externtypes::{globaltype_ok, memtype_ok, tabletype_ok, tagtype_ok};
use crate::instructions::{address, expand_func, expr_ok_const};
use crate::judgment::{Applied, Definition, Judged, Judgment, Stop};
use crate::judgment::{all, condition, judge, lookup, premise, premises};
use crate::roll::expand;
use crate::rule::Rule;
use crate::subtyping::reftype_sub;
use crate::syntax::ValType;
use crate::syntax::{Data, DataMode, Elem, ElemMode, Global, Mem, RefType, Start, Table, Tag};
use crate::validity::reftype_ok;

/// `Tag_ok`
///
/// ```text
/// TAG tagtype : $clos_tagtype(C, tagtype)   if  tagtype : OK
/// ```
pub(super) fn tag_ok(c: &Context<'_>, tag: Tag, x: u32) -> Judged {
    let rule = || premise("tagtype : OK", tagtype_ok(c, tag.jt));
    judge(c, || Judgment::DefinitionOk(Definition::Tag(x)), &[(Rule::TagOk, &rule)])
}

/// `Global_ok`
///
/// ```text
/// GLOBAL globaltype expr : globaltype
///   if  globaltype : OK
///       globaltype = MUT? t
///       expr : t CONST
/// ```
pub(super) fn global_ok(c: &Context<'_>, global: &Global, x: u32, concluded: &Concluded) -> Judged {
    let rule = || {
        Ok(all([
            premise("globaltype : OK", globaltype_ok(c, global.gt))?,
            premise("expr : t CONST", expr_ok_const(c, &global.init, global.gt.t, concluded))?,
        ]))
    };
    judge(c, || Judgment::DefinitionOk(Definition::Global(x)), &[(Rule::GlobalOk, &rule)])
}

/// `Mem_ok`
///
/// ```text
/// MEMORY memtype : memtype   if  memtype : OK
/// ```
pub(super) fn mem_ok(c: &Context<'_>, mem: Mem, x: u32) -> Judged {
    let rule = || premise("memtype : OK", memtype_ok(c, mem.mt));
    judge(c, || Judgment::DefinitionOk(Definition::Mem(x)), &[(Rule::MemOk, &rule)])
}

/// `Table_ok`
///
/// ```text
/// TABLE tabletype expr : tabletype
///   if  tabletype : OK
///       tabletype = at lim rt
///       expr : rt CONST
/// ```
pub(super) fn table_ok(c: &Context<'_>, table: &Table, x: u32, concluded: &Concluded) -> Judged {
    let rule = || {
        let rt = ValType::Ref(table.tt.rt);
        Ok(all([
            premise("tabletype : OK", tabletype_ok(c, table.tt))?,
            premise("expr : rt CONST", expr_ok_const(c, &table.init, rt, concluded))?,
        ]))
    };
    judge(c, || Judgment::DefinitionOk(Definition::Table(x)), &[(Rule::TableOk, &rule)])
}

/// `Data_ok`
///
/// ```text
/// DATA b* datamode : OK   if  datamode : OK
/// ```
pub(super) fn data_ok(c: &Context<'_>, data: &Data, x: u32, concluded: &Concluded) -> Judged {
    let rule = || premise("datamode : OK", datamode_ok(c, &data.mode, concluded));
    judge(c, || Judgment::DefinitionOk(Definition::Data(x)), &[(Rule::DataOk, &rule)])
}

/// `Datamode_ok`, by its rules `/passive` and `/active`.
fn datamode_ok(c: &Context<'_>, mode: &DataMode, concluded: &Concluded) -> Judged {
    judge(
        c,
        || Judgment::DatamodeOk,
        &[
            (Rule::DatamodeOkPassive, &|| datamode_ok_passive(mode)),
            (Rule::DatamodeOkActive, &|| datamode_ok_active(c, mode, concluded)),
        ],
    )
}

/// `Datamode_ok/passive`
///
/// ```text
/// PASSIVE : OK
/// ```
fn datamode_ok_passive(mode: &DataMode) -> Applied {
    let DataMode::Passive = mode else {
        return Err(Stop::Form);
    };
    Ok(Vec::new())
}

/// `Datamode_ok/active`
///
/// ```text
/// ACTIVE x expr : OK
///   if  C.MEMS[x] = at lim PAGE
///       expr : at CONST
/// ```
fn datamode_ok_active(c: &Context<'_>, mode: &DataMode, concluded: &Concluded) -> Applied {
    let DataMode::Active(x, expr) = mode else {
        return Err(Stop::Form);
    };
    let mt = lookup("C.MEMS[x] = at lim PAGE", c.mem_at(*x))?;
    premise("expr : at CONST", expr_ok_const(c, expr, address(mt.at), concluded))
}

/// `Elem_ok`
///
/// ```text
/// ELEM elemtype expr* elemmode : elemtype
///   if  elemtype : OK
///       (expr : elemtype CONST)*
///       elemmode : elemtype
/// ```
pub(super) fn elem_ok(c: &Context<'_>, elem: &Elem, x: u32, concluded: &Concluded) -> Judged {
    let rule = || {
        let rt = ValType::Ref(elem.rt);
        let mut derived = premise("elemtype : OK", reftype_ok(c, elem.rt))?;
        let consts = elem.init.iter().map(|expr| expr_ok_const(c, expr, rt, concluded));
        derived.extend(premises("(expr : elemtype CONST)*", consts)?);
        let mode = elemmode_ok(c, &elem.mode, elem.rt, concluded);
        derived.extend(premise("elemmode : elemtype", mode)?);
        Ok(derived)
    };
    judge(c, || Judgment::DefinitionOk(Definition::Elem(x)), &[(Rule::ElemOk, &rule)])
}

/// `Elemmode_ok`, by its rules `/passive`, `/declare` and `/active`.
fn elemmode_ok(c: &Context<'_>, mode: &ElemMode, rt: RefType, concluded: &Concluded) -> Judged {
    judge(
        c,
        || Judgment::ElemmodeOk(rt),
        &[
            (Rule::ElemmodeOkPassive, &|| elemmode_ok_passive(mode)),
            (Rule::ElemmodeOkDeclare, &|| elemmode_ok_declare(mode)),
            (Rule::ElemmodeOkActive, &|| elemmode_ok_active(c, mode, rt, concluded)),
        ],
    )
}

/// `Elemmode_ok/passive`
///
/// ```text
/// PASSIVE : rt
/// ```
fn elemmode_ok_passive(mode: &ElemMode) -> Applied {
    let ElemMode::Passive = mode else {
        return Err(Stop::Form);
    };
    Ok(Vec::new())
}

/// `Elemmode_ok/declare`
///
/// ```text
/// DECLARE : rt
/// ```
fn elemmode_ok_declare(mode: &ElemMode) -> Applied {
    let ElemMode::Declare = mode else {
        return Err(Stop::Form);
    };
    Ok(Vec::new())
}

/// `Elemmode_ok/active`
///
/// ```text
/// ACTIVE x expr : rt
///   if  C.TABLES[x] = at lim rt'
///       rt <: rt'
///       expr : at CONST
/// ```
fn elemmode_ok_active(
    c: &Context<'_>,
    mode: &ElemMode,
    rt: RefType,
    concluded: &Concluded,
) -> Applied {
    let ElemMode::Active(x, expr) = mode else {
        return Err(Stop::Form);
    };
    let tt = lookup("C.TABLES[x] = at lim rt'", c.table_at(*x))?;
    Ok(all([
        premise("rt <: rt'", reftype_sub(c, rt, tt.rt))?,
        premise("expr : at CONST", expr_ok_const(c, expr, address(tt.at), concluded))?,
    ]))
}

/// `Start_ok`
///
/// ```text
/// START x : OK   if  C.FUNCS[x] ~~ FUNC eps -> eps
/// ```
pub(super) fn start_ok(c: &Context<'_>, start: Start) -> Judged {
    let rule = || {
        let expanded = c.func_at(start.x).map(|dt| expand(c.terms, dt));
        let (t1, t2) = expand_func("C.FUNCS[x] ~~ FUNC eps -> eps", expanded)?;
        condition("C.FUNCS[x] ~~ FUNC eps -> eps", t1.is_empty() && t2.is_empty())?;
        Ok(Vec::new())
    };
    judge(c, || Judgment::DefinitionOk(Definition::Start), &[(Rule::StartOk, &rule)])
}
