//! Rolling and unrolling are inverse, and closing is done once.
//!
//! These laws are about syntax: the types need not be valid.

use crate::case::Case;
use crate::judge::Subject;
use std::cell::RefCell;
use subtly_model::Model;
use subtly_model::binary::module_types;
use subtly_model::roll::{close_rectype, expand, rolldt, rollrt, subst_subtype, unrolldt};
use subtly_model::syntax::{DefType, RecType, SubType, TypeIdx, TypeUse};
use subtly_model::terms::Terms;

/// What the laws are about.
struct Rolling {
    roll: fn(TypeIdx, &RecType) -> RecType,
    unroll: fn(&Terms, DefType) -> SubType,
    close: fn(&[DefType], &RecType) -> RecType,
}

impl Rolling {
    fn of(subject: Subject) -> Self {
        let mut rolling = Self { roll: rollrt, unroll: unrolldt, close: close_rectype };
        match subject {
            Subject::RollsOneMemberLess => rolling.roll = roll_one_member_less,
            Subject::UnrollsNothing => rolling.unroll = unroll_nothing,
            Subject::ClosesOneTypeLess => rolling.close = close_one_type_less,
            _ => {}
        }
        rolling
    }
}

fn roll_one_member_less(x: TypeIdx, rt: &RecType) -> RecType {
    let last = x + rt.0.len() as u32 - 1;
    substituted(rt, |tu| match tu {
        TypeUse::Idx(y) if x <= y && y < last => TypeUse::Rec(y - x),
        _ => tu,
    })
}

fn unroll_nothing(terms: &Terms, dt: DefType) -> SubType {
    terms.member(dt).expect("the type has its member").clone()
}

fn close_one_type_less(types: &[DefType], rt: &RecType) -> RecType {
    substituted(rt, |tu| match tu {
        TypeUse::Idx(y) if y > 0 => types.get(y as usize).map_or(tu, |dt| TypeUse::Def(*dt)),
        _ => tu,
    })
}

pub(crate) fn check(subject: Subject, case: &Case) -> Result<(), String> {
    let rolling = Rolling::of(subject);
    for section in &case.modules {
        let types = module_types(&section.encode(), Model::TYPES_MAX).expect("it is well-formed");
        module(&rolling, &types.rectypes)?;
    }
    Ok(())
}

fn module(rolling: &Rolling, rts: &[RecType]) -> Result<(), String> {
    let (mut terms, mut types): (Terms, Vec<DefType>) = Default::default();
    for rt in rts {
        let x = types.len() as TypeIdx;
        let rolled = (rolling.roll)(x, rt);
        let closed = (rolling.close)(&types, &rolled);
        if (rolling.close)(&types, &closed) != closed {
            return Err(format!("closing twice is not closing once: {closed:?}"));
        }
        let is_known = |tu: &TypeUse| matches!(tu, TypeUse::Idx(y) if (*y as usize) < types.len());
        if uses(&closed).iter().any(is_known) {
            return Err(format!("an index is left: {closed:?}"));
        }
        let dts = rolldt(&mut terms, &types, x, rt);
        types.extend(&dts);
        for dt in &dts {
            if *terms.rectype(dt.rectype) != closed {
                return Err(format!("the defined type {dt:?} is not the closed group {closed:?}"));
            }
        }
        // Unrolled, the group is as it was written, with the types themselves for their indices.
        let unrolled = RecType(dts.iter().map(|dt| (rolling.unroll)(&terms, *dt)).collect());
        let written = close_rectype(&types, rt);
        if unrolled != written {
            return Err(format!("rolled and unrolled, {written:?} is {unrolled:?}"));
        }
        for (dt, st) in dts.iter().zip(&written.0) {
            if expand(&terms, *dt) != st.ct {
                return Err(format!("{dt:?} does not expand to {:?}", st.ct));
            }
        }
        // Rolled again, with indices for the group's own types, it is the group that it was.
        // No finite term is inside itself, so its types are inside by unrolling only.
        let indexed = substituted(&unrolled, |tu| match tu {
            TypeUse::Def(dt) if dts.contains(&dt) => TypeUse::Idx(x + dt.i),
            _ => tu,
        });
        if (rolling.roll)(x, &indexed) != closed {
            return Err(format!("unrolled and rolled, {closed:?} is another"));
        }
    }
    Ok(())
}

fn substituted(rt: &RecType, by: impl Fn(TypeUse) -> TypeUse) -> RecType {
    RecType(rt.0.iter().map(|st| subst_subtype(st, &by)).collect())
}

/// Every type use of a recursive type.
fn uses(rt: &RecType) -> Vec<TypeUse> {
    let found = RefCell::new(Vec::new());
    substituted(rt, |tu| {
        found.borrow_mut().push(tu);
        tu
    });
    found.into_inner()
}
