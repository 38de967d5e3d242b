//! `Module_ok` and `Globals_ok`.

use super::definitions::{data_ok, elem_ok, global_ok, mem_ok, start_ok, table_ok, tag_ok};
use super::externs::{export_ok, externtype_at, import_ok};
use super::free::funcidx_nonfuncs;
use super::functions::func_ok;
use crate::concluded::Concluded;
use crate::context::Context;
use crate::externtypes::{clos_externtype, clos_typeuse};
use crate::judgment::{Attempt, Derivation, Judged, Judgment, Proof, Refutation, Stop};
use crate::judgment::{conclude, conditions, judge, premise, premises};
use crate::rule::Rule;
use crate::syntax::{DefType, ExternType, Global, GlobalType, MemType, Module, RefType, TableType};
use std::collections::HashSet;

/// `moduletype`: `externtype* -> externtype*`, closed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ModuleType {
    /// What is imported, in the order of the imports.
    pub imports: Vec<ExternType>,
    /// What is exported, in the order of the exports.
    pub exports: Vec<ExternType>,
}

/// `Globals_ok`, by its rules `/empty` and `/cons`.
///
/// ```text
/// eps : eps
///
/// global_1 global* : gt_1 gt*
///   if  global_1 : gt_1
///       C ++ {GLOBALS gt_1} |- global* : gt*
/// ```
///
/// The list is walked from its front. The derivation has the rule once, above the derivations of all
/// globals: a list may be longer than a derivation should be deep.
fn globals_ok(
    c: &Context<'_>,
    globals: &[Global],
    gts: &[GlobalType],
    imported: usize,
    concluded: &Concluded,
) -> Judged {
    let mut derived = Vec::with_capacity(globals.len() + 1);
    let rest = |n| Judgment::GlobalsOk(after(imported, n));
    for (n, global) in globals.iter().enumerate() {
        let c = &Context { globals: &gts[..imported + n], ..*c };
        let first = || {
            let judged = global_ok(c, global, after(imported, n), concluded);
            premise("global_1 : gt_1", judged)
        };
        derived.extend(judge(c, || rest(n), &[(Rule::GlobalsOkCons, &first)])?.into_premises());
    }
    let empty = judge(c, || rest(globals.len()), &[(Rule::GlobalsOkEmpty, &|| Ok(Vec::new()))])?;
    if globals.is_empty() {
        return Ok(empty);
    }
    derived.extend(empty.into_derivation());
    Ok(conclude(c, Rule::GlobalsOkCons, || rest(0), derived))
}

/// What the definitions of a module say of themselves, imported ones first.
#[derive(Debug, Default)]
struct Declared {
    tags: Vec<DefType>,
    globals: Vec<GlobalType>,
    mems: Vec<MemType>,
    tables: Vec<TableType>,
    funcs: Vec<DefType>,
}

impl Declared {
    /// `$tagsxt(xt_I*)`, `$globalsxt(xt_I*)` and so on.
    fn of_imports(c: &Context<'_>, xts: &[ExternType]) -> Self {
        let mut declared = Self::default();
        for xt in xts {
            match *xt {
                ExternType::Tag(jt) => declared.tags.extend(clos_typeuse(c, jt)),
                ExternType::Global(gt) => declared.globals.push(gt),
                ExternType::Mem(mt) => declared.mems.push(mt),
                ExternType::Table(tt) => declared.tables.push(tt),
                ExternType::Func(tu) => declared.funcs.extend(clos_typeuse(c, tu)),
            }
        }
        declared
    }
}

/// The number of a definition, for the n-th after the imported ones.
fn after(imported: usize, n: usize) -> u32 {
    (imported + n) as u32
}

/// `Module_ok`
///
/// ```text
/// MODULE type* import* tag* global* mem* table* func* data* elem* start? export*
///   : $clos_moduletype(C, xt_I* -> xt_E*)
///   if  {} |- type* : dt'*
///       ({TYPES dt'*} |- import : xt_I)*
///       (C' |- tag : jt)*
///       C' |- global* : gt*
///       (C' |- mem : mt)*
///       (C' |- table : tt)*
///       (C |- func : dt)*
///       (C |- data : ok)*
///       (C |- elem : rt)*
///       (C |- start : OK)?
///       (C |- export : nm xt_E)*
///       $disjoint_(name, nm*)
///       C = C' ++ {TAGS jt_I* jt*, GLOBALS gt*, MEMS mt_I* mt*, TABLES tt_I* tt*, DATAS ok*,
///                  ELEMS rt*}
///       C' = {TYPES dt'*, GLOBALS gt_I*, FUNCS dt_I* dt*, REFS x*}
///       x* = $funcidx_nonfuncs(global* mem* table* elem* export*)
///       jt_I* = $tagsxt(xt_I*)
///       and so on for gt_I*, mt_I*, tt_I* and dt_I*
/// ```
///
/// `types` proves the first premise, and `c` is `{TYPES dt'*}`. The types of what is
/// defined are written in the definitions, so both contexts are there before those are judged.
pub(crate) fn module_ok(
    c: &Context<'_>,
    types: Proof,
    module: &Module,
    concluded: &Concluded,
) -> Result<(ModuleType, Derivation), Box<Refutation>> {
    let mut moduletype = ModuleType::default();
    let mut derived = types.into_premise();
    match premises_ok(c, module, concluded, &mut moduletype, &mut derived) {
        Ok(()) => {
            let goal = Judgment::ModuleOk;
            Ok((moduletype, Derivation { rule: Rule::ModuleOk, goal, premises: derived }))
        }
        Err(stop) => Err(module_refuted(stop)),
    }
}

/// The module's refutation by a premise.
pub(crate) fn module_refuted(stop: Stop) -> Box<Refutation> {
    let attempts = match stop {
        Stop::Form => Vec::new(),
        Stop::Premise(failure) => vec![Attempt::new(Rule::ModuleOk, *failure)],
    };
    Box::new(Refutation { goal: Judgment::ModuleOk, attempts })
}

/// The premises of `Module_ok` after the first, in order.
fn premises_ok(
    c: &Context<'_>,
    module: &Module,
    concluded: &Concluded,
    moduletype: &mut ModuleType,
    derived: &mut Vec<Derivation>,
) -> Result<(), Stop> {
    let imports = (0..).zip(&module.imports).map(|(n, import)| import_ok(c, import, n));
    derived.extend(premises("({TYPES dt'*} |- import : xt_I)*", imports)?);
    moduletype.imports = module.imports.iter().map(|im| clos_externtype(c, im.xt)).collect();
    let mut all = Declared::of_imports(c, &moduletype.imports);
    let (tags, globals) = (all.tags.len(), all.globals.len());
    let (mems, tables, funcs) = (all.mems.len(), all.tables.len(), all.funcs.len());
    let gt_i = all.globals.clone();

    // A function whose type is missing ends the list: no function behind it has a type in C.
    all.funcs.extend(module.funcs.iter().map_while(|func| c.type_at(func.x)));
    let refs = funcidx_nonfuncs(module);
    let c1 = &Context { globals: &gt_i, funcs: &all.funcs, refs: &refs, ..*c };

    let judged = module.tags.iter().enumerate().map(|(n, tag)| tag_ok(c1, *tag, after(tags, n)));
    derived.extend(premises("(C' |- tag : jt)*", judged)?);
    all.tags.extend(module.tags.iter().filter_map(|tag| clos_typeuse(c, tag.jt)));

    all.globals.extend(module.globals.iter().map(|global| global.gt));
    let judged = globals_ok(c1, &module.globals, &all.globals, globals, concluded);
    derived.extend(premise("C' |- global* : gt*", judged)?);

    let judged = module.mems.iter().enumerate().map(|(n, mem)| mem_ok(c1, *mem, after(mems, n)));
    derived.extend(premises("(C' |- mem : mt)*", judged)?);
    all.mems.extend(module.mems.iter().map(|mem| mem.mt));

    let judged = module.tables.iter().enumerate();
    let judged = judged.map(|(n, table)| table_ok(c1, table, after(tables, n), concluded));
    derived.extend(premises("(C' |- table : tt)*", judged)?);
    all.tables.extend(module.tables.iter().map(|table| table.tt));

    let elems: Vec<RefType> = module.elems.iter().map(|elem| elem.rt).collect();
    let c = &Context {
        tags: &all.tags,
        globals: &all.globals,
        mems: &all.mems,
        tables: &all.tables,
        datas: module.datas.len() as u32,
        elems: &elems,
        ..*c1
    };
    let judged = module.funcs.iter().enumerate();
    let judged = judged.map(|(n, func)| func_ok(c, func, after(funcs, n), concluded));
    derived.extend(premises("(C |- func : dt)*", judged)?);

    let judged = (0..).zip(&module.datas).map(|(n, data)| data_ok(c, data, n, concluded));
    derived.extend(premises("(C |- data : ok)*", judged)?);

    let judged = (0..).zip(&module.elems).map(|(n, elem)| elem_ok(c, elem, n, concluded));
    derived.extend(premises("(C |- elem : rt)*", judged)?);

    let judged = module.start.map(|start| start_ok(c, start));
    derived.extend(premises("(C |- start : OK)?", judged)?);

    let judged = (0..).zip(&module.exports).map(|(n, export)| export_ok(c, export, n));
    derived.extend(premises("(C |- export : nm xt_E)*", judged)?);

    let mut names = HashSet::new();
    conditions("$disjoint_(name, nm*)", module.exports.iter().map(|ex| names.insert(&ex.name)))?;

    let xts = module.exports.iter().filter_map(|export| externtype_at(c, export.xx));
    moduletype.exports = xts.map(|xt| clos_externtype(c, xt)).collect();
    Ok(())
}
