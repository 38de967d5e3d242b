//! Values at run time (4.1): what type a reference to a function has.

use crate::context::Context;
use crate::judgment::{Derivation, Judged, Judgment, judge, premise};
use crate::rule::Rule;
use crate::subtyping::reftype_sub;
use crate::syntax::{DefType, HeapType, RefType, TypeUse};
use crate::validity::reftype_ok;

/// `Ref_ok`, for a reference to a function that was defined at `dt`: `/sub` above `/func`.
///
/// ```text
/// REF.FUNC_ADDR a : REF dt   if  s.FUNCS[a].TYPE = dt
///
/// ref : rt   if  ref : rt',  rt : OK,  rt' <: rt
/// ```
///
/// This is what an engine must check, or know, when it reads a function reference back from the
/// heap at a static type. A closed reference type of this model is OK: its group was validated when
/// its module was defined.
pub fn func_ref_ok(c: Context<'_>, dt: DefType, rt: RefType) -> Judged {
    let rt_func = RefType { null: false, ht: HeapType::Use(TypeUse::Def(dt)) };
    let sub = || {
        let func = Derivation {
            rule: Rule::RefOkFunc,
            goal: Judgment::FuncRefOk(dt, rt_func),
            premises: Vec::new(),
        };
        let mut premises = vec![func];
        if !matches!(rt.ht, HeapType::Use(TypeUse::Def(_))) {
            premises.push(premise("rt : OK", reftype_ok(c, rt))?);
        }
        premises.push(premise("rt' <: rt", reftype_sub(c, rt_func, rt))?);
        Ok(premises)
    };
    judge(Judgment::FuncRefOk(dt, rt), &[(Rule::RefOkSub, &sub)])
}
