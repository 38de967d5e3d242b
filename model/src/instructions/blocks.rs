//! Block instructions: the types of their ends; [`sequence`](super::sequence) does what is inside.

use super::typing::{I32, Typed, arrow};
use crate::context::{Context, InstrType};
use crate::judgment::{Applied, Judged, Judgment, Stop, judge, lookup, premise};
use crate::rule::Rule;
use crate::syntax::{BlockType, CompType, ValType};
use crate::validity::valtype_ok;

/// `Blocktype_ok`, by its rules `/valtype` and `/typeidx`.
pub fn blocktype_ok(c: &Context<'_>, bt: BlockType) -> Judged {
    judge(
        c,
        || Judgment::BlocktypeOk(bt),
        &[
            (Rule::BlocktypeOkValtype, &|| blocktype_ok_valtype(c, bt)),
            (Rule::BlocktypeOkTypeidx, &|| blocktype_ok_typeidx(c, bt)),
        ],
    )
}

/// `Blocktype_ok/valtype`
///
/// ```text
/// _RESULT valtype? : eps -> valtype?   if  (valtype : OK)?
/// ```
fn blocktype_ok_valtype(c: &Context<'_>, bt: BlockType) -> Applied {
    let BlockType::Valtype(t) = bt else {
        return Err(Stop::Form);
    };
    match t {
        None => Ok(Vec::new()),
        Some(t) => premise("(valtype : OK)?", valtype_ok(c, t)),
    }
}

/// `Blocktype_ok/typeidx`
///
/// ```text
/// _IDX x : t_1* -> t_2*   if  C.TYPES[x] ~~ FUNC t_1* -> t_2*
/// ```
fn blocktype_ok_typeidx(c: &Context<'_>, bt: BlockType) -> Applied {
    let BlockType::Typeidx(x) = bt else {
        return Err(Stop::Form);
    };
    expand_func("C.TYPES[x] ~~ FUNC t_1* -> t_2*", c.expand_at(x))?;
    Ok(Vec::new())
}

/// The type that `Blocktype_ok` gives a block type.
fn typing(c: &Context<'_>, bt: BlockType) -> Result<InstrType, Stop> {
    premise("bt : t_1* -> t_2*", blocktype_ok(c, bt))?;
    let (t1, t2) = match bt {
        BlockType::Valtype(t) => (Vec::new(), t.into_iter().collect()),
        BlockType::Typeidx(x) => expand_func("bt : t_1* -> t_2*", c.expand_at(x))?,
    };
    Ok(InstrType { t1, xs: Vec::new(), t2 })
}

/// `Instr_ok/block`
///
/// ```text
/// BLOCK bt instr* : t_1* -> t_2*
///   if  bt : t_1* -> t_2*
///       {LABELS (t_2*)} ++ C |- instr* : t_1* ->_(x*) t_2*
/// ```
pub(super) fn block(c: &Context<'_>, bt: BlockType) -> Typed {
    let it = typing(c, bt)?;
    arrow(it.t1, it.t2)
}

/// `Instr_ok/loop`: its label takes the operands.
///
/// ```text
/// LOOP bt instr* : t_1* -> t_2*
///   if  bt : t_1* -> t_2*
///       {LABELS (t_1*)} ++ C |- instr* : t_1* ->_(x*) t_2*
/// ```
pub(super) fn r#loop(c: &Context<'_>, bt: BlockType) -> Typed {
    let it = typing(c, bt)?;
    arrow(it.t1, it.t2)
}

/// `Instr_ok/if`
///
/// ```text
/// IF bt instr_1* ELSE instr_2* : t_1* I32 -> t_2*
///   if  bt : t_1* -> t_2*
///       {LABELS (t_2*)} ++ C |- instr_1* : t_1* ->_(x_1*) t_2*
///       {LABELS (t_2*)} ++ C |- instr_2* : t_1* ->_(x_2*) t_2*
/// ```
pub(super) fn r#if(c: &Context<'_>, bt: BlockType) -> Typed {
    let it = typing(c, bt)?;
    arrow(it.t1.into_iter().chain([I32]), it.t2)
}

/// `Instr_ok/try_table`
///
/// ```text
/// TRY_TABLE bt catch* instr* : t_1* -> t_2*
///   if  bt : t_1* -> t_2*
///       {LABELS (t_2*)} ++ C |- instr* : t_1* ->_(x*) t_2*
///       (catch : OK)*
/// ```
pub(super) fn try_table(c: &Context<'_>, bt: BlockType) -> Typed {
    let it = typing(c, bt)?;
    arrow(it.t1, it.t2)
}

/// The premise `... ~~ FUNC t_1* -> t_2*`.
pub(crate) fn expand_func(
    premise: &'static str,
    expanded: Option<CompType>,
) -> Result<(Vec<ValType>, Vec<ValType>), Stop> {
    lookup(
        premise,
        match expanded {
            Some(CompType::Func(t1, t2)) => Some((t1, t2)),
            Some(CompType::Struct(_) | CompType::Array(_)) | None => None,
        },
    )
}
