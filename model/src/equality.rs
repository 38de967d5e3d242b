//! Equality of defined types: their closed terms are the same; and where they are not.

use crate::context::Context;
use crate::difference::{Difference, Differing, Step};
use crate::judgment::{Cause, Judged, Judgment, judge, stop};
use crate::rule::Rule;
use crate::syntax::{CompType, DefType, FieldType, HeapType, RecType, RefType};
use crate::syntax::{StorageType, SubType, TypeUse, ValType};
use crate::terms::Terms;

/// `$clos_deftype(C, dt1) = $clos_deftype(C, dt2)`, with the reason.
pub(crate) fn same_type(c: &Context<'_>, dt1: DefType, dt2: DefType) -> Judged {
    let refl = || match difference(c.terms, dt1, dt2) {
        None => Ok(Vec::new()),
        Some(difference) => Err(stop(
            "$clos_deftype(C, deftype_1) = $clos_deftype(C, deftype_2)",
            None,
            Cause::Differ(Box::new(difference)),
        )),
    };
    judge(c, || Judgment::SameType(dt1, dt2), &[(Rule::DeftypeSubRefl, &refl)])
}

/// The first difference between two closed types, in reading order; `None` if they are the same.
///
/// Where two references name different types, the difference is the one between these.
#[must_use]
pub fn difference(terms: &Terms, dt1: DefType, dt2: DefType) -> Option<Difference> {
    let mut path = Vec::new();
    let (mut dt1, mut dt2) = (dt1, dt2);
    // A loop, because references lead from group to group as often as there are groups.
    loop {
        match differing_deftypes(terms, dt1, dt2, &mut path)? {
            Found::Here(what) => return Some(Difference { path, what }),
            Found::Within(inner1, inner2) => (dt1, dt2) = (inner1, inner2),
        }
    }
}

/// A difference between two closed types, without a look into the types that they refer to.
enum Found {
    /// It is here.
    Here(Differing),
    /// Here are references to two types that are not the same; what differs is within these.
    Within(DefType, DefType),
}

/// The walks below leave the path at the difference they found, and as it was if they found none.
type Path = Vec<Step>;

fn differing_deftypes(terms: &Terms, dt1: DefType, dt2: DefType, path: &mut Path) -> Option<Found> {
    if dt1 == dt2 {
        return None;
    }
    if dt1.i != dt2.i {
        return Some(Found::Here(Differing::Projection(dt1.i, dt2.i)));
    }
    let (RecType(sts1), RecType(sts2)) = (terms.rectype(dt1.rectype), terms.rectype(dt2.rectype));
    if sts1.len() != sts2.len() {
        return Some(Found::Here(Differing::MemberCount(sts1.len() as u32, sts2.len() as u32)));
    }
    let members = sts1.iter().zip(sts2);
    each(members, Step::Member, path, |(st1, st2), path| differing_subtypes(st1, st2, path))
}

fn differing_subtypes(st1: &SubType, st2: &SubType, path: &mut Path) -> Option<Found> {
    if st1.fin != st2.fin {
        return Some(Found::Here(Differing::Finality(st1.fin, st2.fin)));
    }
    if st1.supers.len() != st2.supers.len() {
        return Some(Found::Here(Differing::SuperCount(
            st1.supers.len() as u32,
            st2.supers.len() as u32,
        )));
    }
    let supers = st1.supers.iter().zip(&st2.supers);
    each(supers, Step::Super, path, |(tu1, tu2), path| differing_uses(*tu1, *tu2, path))
        .or_else(|| differing_comptypes(&st1.ct, &st2.ct, path))
}

fn differing_comptypes(ct1: &CompType, ct2: &CompType, path: &mut Path) -> Option<Found> {
    let values = |ts1: &[ValType], ts2: &[ValType], step: fn(u32) -> Step, path: &mut Path| {
        if ts1.len() != ts2.len() {
            return Some(Found::Here(Differing::Arity(ts1.len() as u32, ts2.len() as u32)));
        }
        each(ts1.iter().zip(ts2), step, path, |(t1, t2), path| differing_values(*t1, *t2, path))
    };
    match (ct1, ct2) {
        (CompType::Struct(fts1), CompType::Struct(fts2)) => {
            if fts1.len() != fts2.len() {
                return Some(Found::Here(Differing::Arity(fts1.len() as u32, fts2.len() as u32)));
            }
            each(fts1.iter().zip(fts2), Step::Field, path, |(ft1, ft2), path| {
                differing_fields(*ft1, *ft2, path)
            })
        }
        (CompType::Array(ft1), CompType::Array(ft2)) => each(
            [(*ft1, *ft2)],
            |_| Step::Element,
            path,
            |(ft1, ft2), path| differing_fields(ft1, ft2, path),
        ),
        (CompType::Func(t11, t12), CompType::Func(t21, t22)) => {
            values(t11, t21, Step::Param, path).or_else(|| values(t12, t22, Step::Result, path))
        }
        _ => Some(Found::Here(Differing::Kind(ct1.clone(), ct2.clone()))),
    }
}

fn differing_fields(ft1: FieldType, ft2: FieldType, path: &mut Path) -> Option<Found> {
    if ft1.mutable != ft2.mutable {
        return Some(Found::Here(Differing::Mutability(ft1.mutable, ft2.mutable)));
    }
    match (ft1.zt, ft2.zt) {
        (StorageType::Val(t1), StorageType::Val(t2)) => differing_values(t1, t2, path),
        (zt1, zt2) => (zt1 != zt2).then_some(Found::Here(Differing::Storage(zt1, zt2))),
    }
}

fn differing_values(t1: ValType, t2: ValType, path: &mut Path) -> Option<Found> {
    match (t1, t2) {
        (
            ValType::Ref(RefType { null: null1, ht: HeapType::Use(tu1) }),
            ValType::Ref(RefType { null: null2, ht: HeapType::Use(tu2) }),
        ) if null1 == null2 => differing_uses(tu1, tu2, path),
        _ => (t1 != t2).then_some(Found::Here(Differing::Value(t1, t2))),
    }
}

fn differing_uses(tu1: TypeUse, tu2: TypeUse, path: &mut Path) -> Option<Found> {
    match (tu1, tu2) {
        (TypeUse::Def(dt1), TypeUse::Def(dt2)) => each(
            [(dt1, dt2)],
            |_| Step::Referenced(dt1, dt2),
            path,
            |(dt1, dt2), _| (dt1 != dt2).then_some(Found::Within(dt1, dt2)),
        ),
        _ => (tu1 != tu2).then_some(Found::Here(Differing::Use(tu1, tu2))),
    }
}

/// The first pair that differs; its step stays on the path.
fn each<T>(
    pairs: impl IntoIterator<Item = T>,
    step: impl Fn(u32) -> Step,
    path: &mut Path,
    differing: impl Fn(T, &mut Path) -> Option<Found>,
) -> Option<Found> {
    for (i, pair) in (0..).zip(pairs) {
        path.push(step(i));
        let found = differing(pair, path);
        if found.is_some() {
            return found;
        }
        path.pop();
    }
    None
}
