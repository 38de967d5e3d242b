//! Constant expressions: those that can be evaluated when a module is instantiated.

use super::sequence::expr_ok;
use crate::concluded::Concluded;
use crate::context::Context;
use crate::judgment::{
    Applied, InstrAt, Judged, Judgment, all, condition, judge, lookup, premise, premises,
};
use crate::rule::Rule;
use crate::syntax::{GlobalIdx, Instr, NumericKind, NumericOp, ValType};

/// `Instr_const`, by the rule for the instruction, if there is one.
pub fn instr_const(c: &Context<'_>, instr: &Instr, ordinal: u32) -> Judged {
    let axiom = || Ok(Vec::new());
    let at = InstrAt { rule: super::names::instr_rule(instr), ordinal };
    let rule: (Rule, &dyn Fn() -> Applied) = match instr {
        Instr::I32Const(_) | Instr::I64Const(_) | Instr::F32Const(_) | Instr::F64Const(_) => {
            (Rule::InstrConstConst, &axiom)
        }
        Instr::V128Const(_) => (Rule::InstrConstVconst, &axiom),
        Instr::RefNull(_) => (Rule::InstrConstRefNull, &axiom),
        Instr::RefI31 => (Rule::InstrConstRefI31, &axiom),
        Instr::RefFunc(_) => (Rule::InstrConstRefFunc, &axiom),
        Instr::StructNew(_) => (Rule::InstrConstStructNew, &axiom),
        Instr::StructNewDefault(_) => (Rule::InstrConstStructNewDefault, &axiom),
        Instr::ArrayNew(_) => (Rule::InstrConstArrayNew, &axiom),
        Instr::ArrayNewDefault(_) => (Rule::InstrConstArrayNewDefault, &axiom),
        Instr::ArrayNewFixed { .. } => (Rule::InstrConstArrayNewFixed, &axiom),
        Instr::AnyConvertExtern => (Rule::InstrConstAnyConvertExtern, &axiom),
        Instr::ExternConvertAny => (Rule::InstrConstExternConvertAny, &axiom),
        Instr::GlobalGet(x) => (Rule::InstrConstGlobalGet, &|| instr_const_global_get(c, *x)),
        Instr::Numeric(op) if op.row().kind == NumericKind::Binop => {
            (Rule::InstrConstBinop, &|| instr_const_binop(*op))
        }
        _ => return judge(c, || Judgment::InstrConst(at), &[]),
    };
    judge(c, || Judgment::InstrConst(at), &[rule])
}

/// `Instr_const/global.get`
///
/// ```text
/// (GLOBAL.GET x) CONST   if  C.GLOBALS[x] = t
/// ```
fn instr_const_global_get(c: &Context<'_>, x: GlobalIdx) -> Applied {
    let gt = lookup("C.GLOBALS[x] = t", c.global_at(x))?;
    condition("C.GLOBALS[x] = t", !gt.mutable)?;
    Ok(Vec::new())
}

/// `Instr_const/binop`
///
/// ```text
/// (BINOP Inn binop) CONST
///   if  Inn <- I32 I64
///       binop <- ADD SUB MUL
/// ```
fn instr_const_binop(op: NumericOp) -> Applied {
    let (inn, binop) = op.row().name.split_once('.').unwrap_or_default();
    condition("Inn <- I32 I64", ["i32", "i64"].contains(&inn))?;
    condition("binop <- ADD SUB MUL", ["add", "sub", "mul"].contains(&binop))?;
    Ok(Vec::new())
}

/// `Expr_const`
///
/// ```text
/// instr* CONST   if  (instr CONST)*
/// ```
pub fn expr_const(c: &Context<'_>, instrs: &[Instr]) -> Judged {
    let rule = || {
        let consts = (0..).zip(instrs).map(|(ordinal, instr)| instr_const(c, instr, ordinal));
        premises("(instr CONST)*", consts)
    };
    judge(c, || Judgment::ExprConst, &[(Rule::ExprConst, &rule)])
}

/// `Expr_ok_const`
///
/// ```text
/// expr : t CONST
///   if  expr : t
///       expr CONST
/// ```
pub(crate) fn expr_ok_const(
    c: &Context<'_>,
    instrs: &[Instr],
    t: ValType,
    concluded: &Concluded,
) -> Judged {
    let rule = || {
        Ok(all([
            premise("expr : t", expr_ok(c, instrs, &[t], concluded))?,
            premise("expr CONST", expr_const(c, instrs))?,
        ]))
    };
    judge(c, || Judgment::ExprOkConst(t), &[(Rule::ExprOkConst, &rule)])
}
