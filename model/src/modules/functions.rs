//! Functions and their locals.

use crate::concluded::Concluded;
use crate::context::{Context, Init, LocalType};
use crate::instructions::{defaultable, expand_func, expr_ok, nondefaultable};
use crate::judgment::{Applied, Definition, Judged, Judgment, all, judge, premise, premises};
use crate::rule::Rule;
use crate::syntax::{Func, ValType};
use crate::validity::valtype_ok;

/// `Local_ok`, by its rules `/set` and `/unset`.
fn local_ok(c: &Context<'_>, t: ValType) -> Judged {
    judge(
        c,
        || Judgment::LocalOk(t),
        &[
            (Rule::LocalOkSet, &|| local_ok_set(c, t)),
            (Rule::LocalOkUnset, &|| local_ok_unset(c, t)),
        ],
    )
}

/// `Local_ok/set`: a local has a default value, if its type has one.
///
/// ```text
/// LOCAL t : SET t
///   if  t : OK
///       t DEFAULTABLE
/// ```
fn local_ok_set(c: &Context<'_>, t: ValType) -> Applied {
    Ok(all([premise("t : OK", valtype_ok(c, t))?, premise("t DEFAULTABLE", defaultable(c, t))?]))
}

/// `Local_ok/unset`
///
/// ```text
/// LOCAL t : UNSET t
///   if  t : OK
///       t NONDEFAULTABLE
/// ```
fn local_ok_unset(c: &Context<'_>, t: ValType) -> Applied {
    Ok(all([
        premise("t : OK", valtype_ok(c, t))?,
        premise("t NONDEFAULTABLE", nondefaultable(c, t))?,
    ]))
}

/// `Func_ok`
///
/// ```text
/// FUNC x local* expr : C.TYPES[x]
///   if  C.TYPES[x] ~~ FUNC t_1* -> t_2*
///       (local : lct)*
///       C ++ {LOCALS (SET t_1)* lct*, LABELS (t_2*), RETURN (t_2*)} |- expr : t_2*
/// ```
///
/// A run of locals of the same type is judged once.
pub(super) fn func_ok(c: &Context<'_>, func: &Func, x: u32, concluded: &Concluded) -> Judged {
    let rule = || {
        let (t1, t2) = expand_func("C.TYPES[x] ~~ FUNC t_1* -> t_2*", c.expand_at(func.x))?;
        let runs = func.locals.iter().map(|run| local_ok(c, run.t));
        let mut derived = premises("(local : lct)*", runs)?;
        let mut locals: Vec<_> = t1.iter().map(|t| LocalType { init: Init::Set, t: *t }).collect();
        for (run, derivation) in func.locals.iter().zip(&derived) {
            let set = derivation.rule == Rule::LocalOkSet;
            let init = if set { Init::Set } else { Init::Unset };
            locals.extend((0..run.n).map(|_| LocalType { init, t: run.t }));
        }
        let labels = [t2.clone()];
        let c = &Context { locals: &locals, labels: &labels, returns: Some(&t2), ..*c };
        derived.extend(premise(
            "C ++ {LOCALS (SET t_1)* lct*, LABELS (t_2*), RETURN (t_2*)} |- expr : t_2*",
            expr_ok(c, &func.body, &t2, concluded),
        )?);
        Ok(derived)
    };
    judge(c, || Judgment::DefinitionOk(Definition::Func(x)), &[(Rule::FuncOk, &rule)])
}
