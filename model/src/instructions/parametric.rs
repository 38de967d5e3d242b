//! Parametric instructions.

use super::typing::{I32, Operands, Typed, arrow, arrow_any};
use crate::context::Context;
use crate::judgment::{Stop, condition, premise};
use crate::syntax::ValType;
use crate::validity::valtype_ok;

/// `Instr_ok/nop`
///
/// ```text
/// NOP : eps -> eps
/// ```
pub(super) fn nop() -> Typed {
    arrow([], [])
}

/// `Instr_ok/unreachable`: what follows may take for granted any operands.
///
/// ```text
/// UNREACHABLE : t_1* -> t_2*   if  t_1* -> t_2* : OK
/// ```
pub(super) fn unreachable() -> Typed {
    arrow_any([])
}

/// `Instr_ok/drop`
///
/// ```text
/// DROP : t -> eps   if  t : OK
/// ```
///
/// `t` is the type of the operand, which is OK.
pub(super) fn drop(s: Operands<'_>) -> Typed {
    arrow([s.peek(0)], [])
}

/// `Instr_ok/select-expl`
///
/// ```text
/// SELECT t : t t I32 -> t   if  t : OK
/// ```
pub(super) fn select_expl(c: &Context<'_>, ts: &[ValType]) -> Typed {
    let [t] = *ts else {
        return Err(Stop::Form);
    };
    premise("t : OK", valtype_ok(c, t))?;
    arrow([t, t, I32], [t])
}

/// `Instr_ok/select-impl`: without a type, references cannot be selected.
///
/// ```text
/// SELECT : t t I32 -> t
///   if  t : OK
///       t <: t'
///       t' = numtype \/ t' = vectype
/// ```
///
/// Number and vector types match themselves only. So `t` is the type of one of the two operands, and
/// the least type if both may be any.
pub(super) fn select_impl(s: Operands<'_>) -> Typed {
    let t = if s.peek(1) == ValType::Bot { s.peek(2) } else { s.peek(1) };
    condition("t' = numtype \\/ t' = vectype", !matches!(t, ValType::Ref(_)))?;
    arrow([t, t, I32], [t])
}
