//! The functions that are named outside functions: those to which references may be made.

use crate::syntax::{ElemMode, ExternIdx, FuncIdx, Instr, Module};

/// `$funcidx_nonfuncs(global* mem* table* elem* export*)`, sorted.
///
/// Data segments, the start function and the functions themselves do not count.
pub(super) fn funcidx_nonfuncs(module: &Module) -> Vec<FuncIdx> {
    let globals = module.globals.iter().map(|global| &global.init);
    let tables = module.tables.iter().map(|table| &table.init);
    let elems = module.elems.iter().flat_map(|elem| {
        let offset = match &elem.mode {
            ElemMode::Active(_, offset) => Some(offset),
            ElemMode::Passive | ElemMode::Declare => None,
        };
        elem.init.iter().chain(offset)
    });
    let exprs = globals.chain(tables).chain(elems);
    let mut funcs: Vec<FuncIdx> =
        exprs.flat_map(|expr| Instr::all(expr)).filter_map(free_func).collect();
    funcs.extend(module.exports.iter().filter_map(|export| match export.xx {
        ExternIdx::Func(x) => Some(x),
        _ => None,
    }));
    funcs.sort_unstable();
    funcs.dedup();
    funcs
}

/// `$free_instr(instr).FUNCS`, of this instruction and not of those inside it.
fn free_func(instr: &Instr) -> Option<FuncIdx> {
    match instr {
        Instr::RefFunc(x) | Instr::Call(x) | Instr::ReturnCall(x) => Some(*x),
        _ => None,
    }
}
