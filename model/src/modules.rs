//! Validation of modules (2.4): here `Type_ok` and `Types_ok`, below the rest.

mod definitions;
mod externs;
mod free;
mod functions;
mod module;
#[cfg(test)]
mod tests;

pub use module::ModuleType;
pub(crate) use module::{module_ok, module_refuted};

use crate::context::Context;
use crate::heaptype_sub::{HeaptypeSub, TooManySteps};
use crate::judgment::{Derivation, Judged, Judgment, Refutation, judge, premise};
use crate::roll::rolldt;
use crate::rule::Rule;
use crate::syntax::{DefType, RecType};
use crate::terms::Terms;
use crate::validity::rectype_ok;

/// `C.TYPES` of a module and why its types are valid, or why they are not.
pub(crate) type TypesJudged = Result<(Vec<DefType>, Derivation), RefusedTypes>;

/// Types that are not valid.
#[derive(Debug)]
pub(crate) struct RefusedTypes {
    /// Why.
    pub(crate) refutation: Box<Refutation>,
    /// `C.TYPES` up to the recursive type that is refused, which comes last.
    pub(crate) types: Vec<DefType>,
}

/// `Type_ok`: a recursive type is valid if its members are, in a context that has them already.
///
/// ```text
/// TYPE rectype : dt*
///   if  x = |C.TYPES|
///       dt* = $rolldt(x, rectype)
///       C ++ {TYPES dt*} |- rectype : OK(x)
/// ```
///
/// `types` is `C.TYPES`; it is extended by `dt*`.
pub(crate) fn type_ok(
    terms: &mut Terms,
    relation: &mut HeaptypeSub,
    types: &mut Vec<DefType>,
    rt: &RecType,
) -> Result<Judged, TooManySteps> {
    let x = types.len() as u32;
    let dts = rolldt(terms, types, x, rt);
    if let Some(dt) = dts.first() {
        relation.extend(terms, dt.rectype)?;
    }
    types.extend(dts);
    let c = &Context::of_types(types, terms, relation);
    let rule = || Ok(vec![premise("C ++ {TYPES dt*} |- rectype : OK(x)", rectype_ok(c, rt, x))?]);
    Ok(judge(Judgment::TypeOk(x), &[(Rule::TypeOk, &rule)]))
}

/// `Types_ok`, by its rules `/empty` and `/cons`.
///
/// ```text
/// eps : eps
///
/// type_1 type* : dt_1* dt*
///   if  type_1 : dt_1*
///       C ++ {TYPES dt_1*} |- type* : dt*
/// ```
///
/// As in `Rectype_ok`, the list is walked from its front and the derivation built from its end.
pub(crate) fn types_ok(
    terms: &mut Terms,
    relation: &mut HeaptypeSub,
    rts: &[RecType],
) -> Result<TypesJudged, TooManySteps> {
    let mut types = Vec::new();
    let mut heads = Vec::with_capacity(rts.len());
    for rt in rts {
        match type_ok(terms, relation, &mut types, rt)? {
            Ok(head) => heads.push(head),
            Err(refutation) => return Ok(Err(RefusedTypes { refutation, types })),
        }
    }
    let mut derivation =
        Derivation { rule: Rule::TypesOkEmpty, goal: Judgment::TypesOk(0), premises: Vec::new() };
    for (n, head) in (1..).zip(heads.into_iter().rev()) {
        derivation = Derivation {
            rule: Rule::TypesOkCons,
            goal: Judgment::TypesOk(n),
            premises: vec![head, derivation],
        };
    }
    Ok(Ok((types, derivation)))
}
