//! References at run time and external types: the shortcut is the rules, and the laws hold.

use crate::{deftypes, heaptypes, programs};
use subtly::oracles::ModelSession;
use subtly_model::Model;
use subtly_model::roll::expand;
use subtly_model::rule::Rule;
use subtly_model::runtime::{Ref, least};
use subtly_model::syntax::{
    AbsHeapType, AddrType, CompType, DefType, ExternType, GlobalType, HeapType, Limits, MemType,
    RefType, TableType, TypeUse, ValType,
};

/// One reference of every kind, an object of every defined type, and what is externalized of some.
pub(crate) fn references(session: &ModelSession) -> Vec<Ref> {
    let object = |dt: DefType| match expand(session.model().terms(), dt) {
        CompType::Struct(_) => Ref::Struct(dt),
        CompType::Array(_) => Ref::Array(dt),
        CompType::Func(..) => Ref::Func(dt),
    };
    let mut all = vec![Ref::Null, Ref::I31, Ref::Exn, Ref::Host];
    all.extend(deftypes(session).into_iter().map(object));
    let inside = |r: &&Ref| !matches!(r, Ref::Func(_) | Ref::Exn | Ref::Null);
    let outside: Vec<Ref> =
        all.iter().filter(inside).take(4).map(|r| Ref::Extern(Box::new(r.clone()))).collect();
    all.extend(outside);
    all
}

/// External types of every kind, of some types of a session.
pub(crate) fn externtypes(session: &ModelSession) -> Vec<ExternType> {
    let types = deftypes(session);
    let is_func =
        |dt: &&DefType| matches!(expand(session.model().terms(), **dt), CompType::Func(..));
    let mut all = Vec::new();
    for dt in types.iter().filter(is_func).take(8) {
        all.push(ExternType::Func(TypeUse::Def(*dt)));
        all.push(ExternType::Tag(TypeUse::Def(*dt)));
    }
    let limits = [(0, None), (1, None), (1, Some(1)), (0, Some(2))];
    for (min, max) in limits {
        for at in [AddrType::I32, AddrType::I64] {
            all.push(ExternType::Mem(MemType { at, lim: Limits { min, max } }));
        }
    }
    let some = heaptypes(session).into_iter().filter(|ht| *ht != HeapType::Abs(AbsHeapType::Bot));
    for (place, ht) in some.take(24).enumerate() {
        let rt = RefType { null: place % 2 == 0, ht };
        let (min, max) = limits[place % 4];
        let lim = Limits { min, max };
        all.push(ExternType::Table(TableType { at: AddrType::I32, lim, rt }));
        for mutable in [false, true] {
            all.push(ExternType::Global(GlobalType { mutable, t: ValType::Ref(rt) }));
        }
    }
    all
}

/// The shortcut answers as the rules do, for ill-formed references as well.
#[test]
fn the_shortcut_is_the_rules() {
    let (mut yes, mut no) = (0, 0);
    for program in programs(40) {
        let session = ModelSession::of(&program);
        let model = session.model();
        let mut all = references(&session);
        // These are no values: null and what is not internal cannot be externalized.
        for inner in [Ref::Null, Ref::Exn, Ref::Extern(Box::new(Ref::Host))] {
            all.push(Ref::Extern(Box::new(inner)));
        }
        for r in &all {
            for ht in heaptypes(&session) {
                for null in [false, true] {
                    let rt = RefType { null, ht };
                    let judged = model.ref_ok(r, rt).is_ok();
                    assert_eq!(model.ref_ok_holds(r, rt), judged, "{r:?} at {rt:?}");
                    *(if judged { &mut yes } else { &mut no }) += 1;
                }
            }
        }
    }
    assert!(yes > 5_000 && no > 5_000, "{yes} yes, {no} no");
}

/// What is not internal is not externalized, and neither is null.
#[test]
fn what_is_externalized_is_internal() {
    let model = Model::new();
    let rt = RefType { null: false, ht: HeapType::Abs(AbsHeapType::Extern) };
    for inner in [Ref::Null, Ref::Exn, Ref::Extern(Box::new(Ref::Host))] {
        let refutation = model.ref_ok(&Ref::Extern(Box::new(inner)), rt).expect_err("no value");
        let attempt = &refutation.attempts[0];
        assert_eq!((attempt.rule, attempt.failure.premise), (Rule::RefOkExtern, "ref : REF ANY"));
    }
    assert!(model.ref_ok(&Ref::Extern(Box::new(Ref::Host)), rt).is_ok());
}

/// So does the other shortcut, for external types.
#[test]
fn the_shortcut_for_external_types_is_the_rules() {
    let (mut yes, mut no) = (0, 0);
    for program in programs(20) {
        let session = ModelSession::of(&program);
        let model = session.model();
        let all = externtypes(&session);
        for xt1 in &all {
            for xt2 in &all {
                let judged = model.extern_subtype(*xt1, *xt2).is_ok();
                assert_eq!(model.extern_subtype_holds(*xt1, *xt2), judged, "{xt1:?} {xt2:?}");
                *(if judged { &mut yes } else { &mut no }) += 1;
            }
        }
    }
    assert!(yes > 2_000 && no > 5_000, "{yes} yes, {no} no");
}

/// A value has its least type and every type above it, and no other.
#[test]
fn a_value_has_the_types_above_its_least_one() {
    for program in programs(20) {
        let session = ModelSession::of(&program);
        let model = session.model();
        for r in references(&session) {
            for ht in heaptypes(&session) {
                for null in [false, true] {
                    let rt = RefType { null, ht };
                    let above = model.subtype(ValType::Ref(least(&r)), ValType::Ref(rt)).is_ok();
                    assert_eq!(model.ref_ok(&r, rt).is_ok(), above, "{r:?} at {rt:?}");
                }
            }
        }
    }
}

/// Subtyping of external types is an order: reflexive, and transitive.
#[test]
fn external_types_are_ordered() {
    for program in programs(6) {
        let session = ModelSession::of(&program);
        let model = session.model();
        let all = externtypes(&session);
        let holds: Vec<Vec<bool>> = all
            .iter()
            .map(|xt1| all.iter().map(|xt2| model.extern_subtype(*xt1, *xt2).is_ok()).collect())
            .collect();
        for a in 0..all.len() {
            assert!(holds[a][a], "{:?}", all[a]);
            for b in (0..all.len()).filter(|b| holds[a][*b]) {
                for c in 0..all.len() {
                    assert!(!holds[b][c] || holds[a][c], "{:?} {:?} {:?}", all[a], all[b], all[c]);
                }
            }
        }
    }
}
