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
use crate::judgment::{Judged, Judgment, Proof, Refutation, all, conclude, judge, premise};
use crate::roll::rolldt;
use crate::rule::Rule;
use crate::syntax::{DefType, RecType, TypeIdx};
use crate::terms::Terms;
use crate::trail::Trail;
use crate::validity::rectype_ok;

/// `C.TYPES` of a module and that its types are valid, or why they are not.
pub(crate) type TypesJudged = Result<(Vec<DefType>, Proof), RefusedTypes>;

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
/// `c` is `C ++ {TYPES dt*}`: [`types_ok`] rolls.
fn type_ok(c: &Context<'_>, rt: &RecType, x: TypeIdx) -> Judged {
    let rule = || premise("C ++ {TYPES dt*} |- rectype : OK(x)", rectype_ok(c, rt, x));
    judge(c, || Judgment::TypeOk(x), &[(Rule::TypeOk, &rule)])
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
    trail: Option<&Trail>,
) -> Result<TypesJudged, TooManySteps> {
    let mut types = Vec::new();
    let mut heads = Vec::with_capacity(rts.len());
    for rt in rts {
        let x = types.len() as TypeIdx;
        let dts = rolldt(terms, &types, x, rt);
        if let Some(dt) = dts.first() {
            relation.extend(terms, dt.rectype)?;
        }
        types.extend(dts);
        let c = &Context { trail, ..Context::of_types(&types, terms, relation) };
        match type_ok(c, rt, x) {
            Ok(head) => heads.push(head),
            Err(refutation) => return Ok(Err(RefusedTypes { refutation, types })),
        }
    }
    let c = &Context { trail, ..Context::of_types(&types, terms, relation) };
    let proof = types_ok_of(c, heads);
    Ok(Ok((types, proof)))
}

/// `Types_ok` again, of types that were found valid: `c` is `{TYPES dt*}` with all of them.
///
/// # Errors
///
/// None, for what is known of a type does not change when others come.
pub(crate) fn types_ok_again(c: &Context<'_>, rts: &[RecType]) -> Judged {
    let mut heads = Vec::with_capacity(rts.len());
    let mut x = 0;
    for rt in rts {
        let known = x + rt.0.len();
        let c = &Context { types: &c.types[..known], ..*c };
        heads.push(type_ok(c, rt, x as TypeIdx)?);
        x = known;
    }
    Ok(types_ok_of(c, heads))
}

/// The rules `Types_ok/empty` and `/cons`, from the end of the list.
fn types_ok_of(c: &Context<'_>, heads: Vec<Proof>) -> Proof {
    let mut list = conclude(c, Rule::TypesOkEmpty, || Judgment::TypesOk(0), Vec::new());
    for (n, head) in (1..).zip(heads.into_iter().rev()) {
        let premises = all([head.into_premise(), list.into_premise()]);
        list = conclude(c, Rule::TypesOkCons, || Judgment::TypesOk(n), premises);
    }
    list
}
