//! Local and global instructions.

use super::typing::{Typed, arrow, arrow_set};
use crate::context::{Context, Init};
use crate::judgment::condition;
use crate::judgment::lookup;
use crate::syntax::{GlobalIdx, LocalIdx};

/// `Instr_ok/local.get`
///
/// ```text
/// LOCAL.GET x : eps -> t   if  C.LOCALS[x] = SET t
/// ```
pub(super) fn local_get(c: &Context<'_>, x: LocalIdx) -> Typed {
    let lct = lookup("C.LOCALS[x] = SET t", c.local_at(x))?;
    condition("C.LOCALS[x] = SET t", lct.init == Init::Set)?;
    arrow([], [lct.t])
}

/// `Instr_ok/local.set`
///
/// ```text
/// LOCAL.SET x : t ->_(x) eps   if  C.LOCALS[x] = init t
/// ```
pub(super) fn local_set(c: &Context<'_>, x: LocalIdx) -> Typed {
    let lct = lookup("C.LOCALS[x] = init t", c.local_at(x))?;
    arrow_set([lct.t], x, [])
}

/// `Instr_ok/local.tee`: the result has the type of the local, not of the operand.
///
/// ```text
/// LOCAL.TEE x : t ->_(x) t   if  C.LOCALS[x] = init t
/// ```
pub(super) fn local_tee(c: &Context<'_>, x: LocalIdx) -> Typed {
    let lct = lookup("C.LOCALS[x] = init t", c.local_at(x))?;
    arrow_set([lct.t], x, [lct.t])
}

/// `Instr_ok/global.get`
///
/// ```text
/// GLOBAL.GET x : eps -> t   if  C.GLOBALS[x] = mut? t
/// ```
pub(super) fn global_get(c: &Context<'_>, x: GlobalIdx) -> Typed {
    let gt = lookup("C.GLOBALS[x] = mut? t", c.global_at(x))?;
    arrow([], [gt.t])
}

/// `Instr_ok/global.set`
///
/// ```text
/// GLOBAL.SET x : t -> eps   if  C.GLOBALS[x] = MUT t
/// ```
pub(super) fn global_set(c: &Context<'_>, x: GlobalIdx) -> Typed {
    let gt = lookup("C.GLOBALS[x] = MUT t", c.global_at(x))?;
    condition("C.GLOBALS[x] = MUT t", gt.mutable)?;
    arrow([gt.t], [])
}
