//! The rules for references at run time (4.1) and for external types (2.2), a second time.

use super::is;
use subtly_model::judgment::Judgment;
use subtly_model::rule::Rule;
use subtly_model::runtime::Ref;
use subtly_model::syntax::{AbsHeapType, ExternType, HeapType, RefType, TypeUse};

/// `Ref_ok`: the rule for the form of the reference gives one type, and `/sub` those above it.
pub(super) fn reference_has(rule: Rule, r: &Ref, rt: RefType, premises: &[&Judgment]) -> bool {
    let abs = |null, abs| RefType { null, ht: HeapType::Abs(abs) };
    let def = |dt| RefType { null: false, ht: HeapType::Use(TypeUse::Def(dt)) };
    let (own_rule, own) = match r {
        Ref::Null => (Rule::RefOkNull, abs(true, AbsHeapType::Bot)),
        Ref::I31 => (Rule::RefOkI31, abs(false, AbsHeapType::I31)),
        Ref::Struct(dt) => (Rule::RefOkStruct, def(*dt)),
        Ref::Array(dt) => (Rule::RefOkArray, def(*dt)),
        Ref::Func(dt) => (Rule::RefOkFunc, def(*dt)),
        Ref::Exn => (Rule::RefOkExn, abs(false, AbsHeapType::Exn)),
        Ref::Host => (Rule::RefOkHost, abs(false, AbsHeapType::Any)),
        Ref::Extern(_) => (Rule::RefOkExtern, abs(false, AbsHeapType::Extern)),
    };
    let any = abs(false, AbsHeapType::Any);
    match (rule, r) {
        (Rule::RefOkExtern, Ref::Extern(inner)) => {
            let within = Judgment::RefOk((**inner).clone(), any);
            rt == own && **inner != Ref::Null && is(premises, &[within])
        }
        (Rule::RefOkSub, _) => {
            let has = Judgment::RefOk(r.clone(), own);
            let sub = Judgment::ReftypeSub(own, rt);
            // That a closed defined type is OK was said when its module was validated.
            match rt.ht {
                HeapType::Use(TypeUse::Def(_)) => is(premises, &[has, sub]),
                _ => is(premises, &[has, Judgment::ReftypeOk(rt), sub]),
            }
        }
        _ => rule == own_rule && rt == own && premises.is_empty(),
    }
}

/// The subtyping of external types, by the form of the goals.
pub(super) fn external(rule: Rule, goal: &Judgment, premises: &[&Judgment]) -> bool {
    let both = |dt1, dt2| {
        let (ht1, ht2) = (HeapType::Use(TypeUse::Def(dt1)), HeapType::Use(TypeUse::Def(dt2)));
        [Judgment::HeaptypeSub(ht1, ht2), Judgment::HeaptypeSub(ht2, ht1)]
    };
    match (rule, goal) {
        (Rule::LimitsSubMax, Judgment::LimitsSub(lim1, lim2)) => {
            let max = lim1.max.is_some_and(|m1| lim2.max.is_none_or(|m2| m1 <= m2));
            premises.is_empty() && lim1.min >= lim2.min && max
        }
        (Rule::LimitsSubEps, Judgment::LimitsSub(lim1, lim2)) => {
            let eps = lim1.max.is_none() && lim2.max.is_none();
            premises.is_empty() && lim1.min >= lim2.min && eps
        }
        (Rule::TagtypeSub, Judgment::TagtypeSub(dt1, dt2)) => is(premises, &both(*dt1, *dt2)),
        (_, Judgment::GlobaltypeSub(gt1, gt2)) => {
            let down = Judgment::ValtypeSub(gt1.t, gt2.t);
            let up = Judgment::ValtypeSub(gt2.t, gt1.t);
            match (rule, gt1.mutable, gt2.mutable) {
                (Rule::GlobaltypeSubConst, false, false) => is(premises, &[down]),
                (Rule::GlobaltypeSubVar, true, true) => is(premises, &[down, up]),
                _ => false,
            }
        }
        (Rule::MemtypeSub, Judgment::MemtypeSub(mt1, mt2)) => {
            mt1.at == mt2.at && is(premises, &[Judgment::LimitsSub(mt1.lim, mt2.lim)])
        }
        (Rule::TabletypeSub, Judgment::TabletypeSub(tt1, tt2)) => {
            let limits = Judgment::LimitsSub(tt1.lim, tt2.lim);
            let down = Judgment::ReftypeSub(tt1.rt, tt2.rt);
            tt1.at == tt2.at && is(premises, &[limits, down, Judgment::ReftypeSub(tt2.rt, tt1.rt)])
        }
        (_, Judgment::ExterntypeSub(xt1, xt2)) => match (rule, *xt1, *xt2) {
            (
                Rule::ExterntypeSubTag,
                ExternType::Tag(TypeUse::Def(dt1)),
                ExternType::Tag(TypeUse::Def(dt2)),
            ) => is(premises, &[Judgment::TagtypeSub(dt1, dt2)]),
            (Rule::ExterntypeSubGlobal, ExternType::Global(gt1), ExternType::Global(gt2)) => {
                is(premises, &[Judgment::GlobaltypeSub(gt1, gt2)])
            }
            (Rule::ExterntypeSubMem, ExternType::Mem(mt1), ExternType::Mem(mt2)) => {
                is(premises, &[Judgment::MemtypeSub(mt1, mt2)])
            }
            (Rule::ExterntypeSubTable, ExternType::Table(tt1), ExternType::Table(tt2)) => {
                is(premises, &[Judgment::TabletypeSub(tt1, tt2)])
            }
            (
                Rule::ExterntypeSubFunc,
                ExternType::Func(TypeUse::Def(dt1)),
                ExternType::Func(TypeUse::Def(dt2)),
            ) => is(premises, &both(dt1, dt2)[..1]),
            _ => false,
        },
        _ => false,
    }
}

pub(super) fn is_external(goal: &Judgment) -> bool {
    matches!(
        goal,
        Judgment::LimitsSub(..)
            | Judgment::TagtypeSub(..)
            | Judgment::GlobaltypeSub(..)
            | Judgment::MemtypeSub(..)
            | Judgment::TabletypeSub(..)
            | Judgment::ExterntypeSub(..)
    )
}
