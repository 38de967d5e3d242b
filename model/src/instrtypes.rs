//! Types of locals and instructions: their validity (2.1) and matching (2.2).

use crate::context::{Context, Init, InstrType, LocalType};
use crate::judgment::{Judged, Judgment, all, conditions, judge, premise};
use crate::rule::Rule;
use crate::subtyping::resulttype_sub;
use crate::validity::{resulttype_ok, valtype_ok};

/// `Localtype_ok`
///
/// ```text
/// init t : OK   if  t : OK
/// ```
pub fn localtype_ok(c: &Context<'_>, lct: LocalType) -> Judged {
    let rule = || premise("t : OK", valtype_ok(c, lct.t));
    judge(c, || Judgment::LocaltypeOk(lct), &[(Rule::LocaltypeOk, &rule)])
}

/// `Instrtype_ok`
///
/// ```text
/// t_1* ->_(x*) t_2* : OK
///   if  t_1* : OK
///       t_2* : OK
///       (C.LOCALS[x] = lct)*
/// ```
pub fn instrtype_ok(c: &Context<'_>, it: &InstrType) -> Judged {
    let rule = || {
        let derived = all([
            premise("t_1* : OK", resulttype_ok(c, &it.t1))?,
            premise("t_2* : OK", resulttype_ok(c, &it.t2))?,
        ]);
        conditions("(C.LOCALS[x] = lct)*", it.xs.iter().map(|x| c.local_at(*x).is_some()))?;
        Ok(derived)
    };
    judge(c, || Judgment::InstrtypeOk(it.clone()), &[(Rule::InstrtypeOk, &rule)])
}

/// `Instrtype_sub`: contravariant in the operands, covariant in the results; and what is said to be
/// set is, or was already.
///
/// ```text
/// t_11* ->_(x_1*) t_12* <: t_21* ->_(x_2*) t_22*
///   if  t_21* <: t_11*
///       t_12* <: t_22*
///       x* = x_2* \ x_1*
///       (C.LOCALS[x] = SET t)*
/// ```
pub fn instrtype_sub(c: &Context<'_>, it1: &InstrType, it2: &InstrType) -> Judged {
    let rule = || {
        let derived = all([
            premise("t_21* <: t_11*", resulttype_sub(c, &it2.t1, &it1.t1))?,
            premise("t_12* <: t_22*", resulttype_sub(c, &it1.t2, &it2.t2))?,
        ]);
        let xs = it2.xs.iter().filter(|x| !it1.xs.contains(x));
        conditions(
            "(C.LOCALS[x] = SET t)*",
            xs.map(|x| c.local_at(*x).is_some_and(|lct| lct.init == Init::Set)),
        )?;
        Ok(derived)
    };
    judge(c, || Judgment::InstrtypeSub(it1.clone(), it2.clone()), &[(Rule::InstrtypeSub, &rule)])
}
