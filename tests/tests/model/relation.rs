//! The relation on heap types, against other ways to say the same.

use crate::{def, define, heaptypes, holds, programs, reference, valid};
use subtly::oracles::ModelSession;
use subtly_model::judgment::{Cause, Judgment, Refutation};
use subtly_model::syntax::{AbsHeapType, CompType, DefType, HeapType, NumType, TypeUse};
use subtly_model::syntax::{ValType, VecType};
use subtly_model::{Model, TypesVerdict};

const CASES: u64 = 300;

/// What lies above each abstract heap type of the source language, itself left out.
const ABOVE: [(AbsHeapType, &[AbsHeapType]); 12] = [
    (AbsHeapType::Any, &[]),
    (AbsHeapType::Eq, &[AbsHeapType::Any]),
    (AbsHeapType::I31, &[AbsHeapType::Eq, AbsHeapType::Any]),
    (AbsHeapType::Struct, &[AbsHeapType::Eq, AbsHeapType::Any]),
    (AbsHeapType::Array, &[AbsHeapType::Eq, AbsHeapType::Any]),
    (
        AbsHeapType::None,
        &[
            AbsHeapType::I31,
            AbsHeapType::Struct,
            AbsHeapType::Array,
            AbsHeapType::Eq,
            AbsHeapType::Any,
        ],
    ),
    (AbsHeapType::Func, &[]),
    (AbsHeapType::NoFunc, &[AbsHeapType::Func]),
    (AbsHeapType::Exn, &[]),
    (AbsHeapType::NoExn, &[AbsHeapType::Exn]),
    (AbsHeapType::Extern, &[]),
    (AbsHeapType::NoExtern, &[AbsHeapType::Extern]),
];

fn above(abs: AbsHeapType) -> &'static [AbsHeapType] {
    let row = ABOVE.iter().find(|(row, _)| *row == abs);
    row.expect("every abstract heap type but BOT has a row").1
}

#[test]
fn abstract_heap_types_have_their_places() {
    let model = Model::new();
    for (abs1, _) in ABOVE {
        for (abs2, _) in ABOVE {
            let expected = abs1 == abs2 || above(abs1).contains(&abs2);
            let found = holds(&model, HeapType::Abs(abs1), HeapType::Abs(abs2));
            assert_eq!(found, expected, "{abs1:?} <: {abs2:?}");
        }
        let bot = HeapType::Abs(AbsHeapType::Bot);
        assert!(holds(&model, bot, HeapType::Abs(abs1)));
        assert!(!holds(&model, HeapType::Abs(abs1), bot), "{abs1:?} <: BOT");
    }
}

/// Whether a chain of declarations leads from one type to the other.
fn declared(session: &ModelSession, dt1: DefType, dt2: DefType) -> bool {
    let mut dt = dt1;
    // A cycle of declarations is not valid; more steps than types are a cycle.
    for _ in 0..Model::TYPES_MAX {
        if dt == dt2 {
            return true;
        }
        let member = session.model().terms().member(dt).expect("the type has its member");
        dt = match member.supers.first() {
            None => return false,
            Some(TypeUse::Rec(i)) => DefType { i: *i, ..dt },
            Some(TypeUse::Def(sup)) => *sup,
            Some(TypeUse::Idx(x)) => panic!("index {x} in a closed type"),
        };
    }
    panic!("the supertypes of {dt1:?} go in a cycle");
}

#[test]
fn defined_types_are_below_what_their_declarations_lead_to() {
    let mut below = 0;
    for program in programs(CASES) {
        let session = ModelSession::of(&program);
        let types = crate::deftypes(&session);
        for dt1 in &types {
            for dt2 in &types {
                let expected = declared(&session, *dt1, *dt2);
                assert_eq!(holds(session.model(), def(*dt1), def(*dt2)), expected);
                below += usize::from(expected && dt1 != dt2);
            }
        }
    }
    assert!(below > 1_000, "{below} pairs");
}

#[test]
fn defined_and_abstract_heap_types_meet_at_the_kind() {
    for program in programs(CASES) {
        let session = ModelSession::of(&program);
        for dt in crate::deftypes(&session) {
            let member = session.model().terms().member(dt).expect("the type has its member");
            let (kind, bottom) = match member.ct {
                CompType::Struct(_) => (AbsHeapType::Struct, AbsHeapType::None),
                CompType::Array(_) => (AbsHeapType::Array, AbsHeapType::None),
                CompType::Func(..) => (AbsHeapType::Func, AbsHeapType::NoFunc),
            };
            for (abs, _) in ABOVE {
                let is_above = abs == kind || above(kind).contains(&abs);
                let ht = HeapType::Abs(abs);
                assert_eq!(holds(session.model(), def(dt), ht), is_above, "{kind:?} <: {abs:?}");
                assert_eq!(
                    holds(session.model(), ht, def(dt)),
                    abs == bottom,
                    "{abs:?} <: {kind:?}"
                );
            }
        }
    }
}

/// Every goal inside a refutation must fail as well.
fn check_refutation(model: &Model, refutation: &Refutation) {
    if let Judgment::HeaptypeSub(ht1, ht2) = refutation.goal {
        assert!(!holds(model, ht1, ht2), "{refutation:?}");
        assert!(!refutation.attempts.is_empty(), "{refutation:?}");
    }
    for attempt in &refutation.attempts {
        if let Cause::Refuted(inner) = &attempt.failure.cause {
            check_refutation(model, inner);
        }
    }
}

#[test]
fn the_answer_without_a_reason_is_the_answer_with_one() {
    let (mut yes, mut no) = (0, 0);
    for program in programs(CASES) {
        let session = ModelSession::of(&program);
        let model = session.model();
        let mut check = |t1, t2, checks_reason: bool| {
            let judged = model.subtype(t1, t2);
            assert_eq!(model.subtype_holds(t1, t2), judged.is_ok(), "{t1:?} <: {t2:?}");
            match judged {
                Ok(_) => yes += 1,
                Err(refutation) => {
                    no += 1;
                    if checks_reason {
                        check_refutation(model, &refutation);
                    }
                }
            }
        };
        let heaptypes = heaptypes(&session);
        for (row, ht1) in heaptypes.iter().enumerate() {
            for (column, ht2) in heaptypes.iter().enumerate() {
                check(reference(false, *ht1), reference(false, *ht2), true);
                // The other nullabilities in turn.
                let (null1, null2) =
                    [(false, true), (true, false), (true, true)][(row + column) % 3];
                check(reference(null1, *ht1), reference(null2, *ht2), false);
            }
        }
    }
    assert!(yes > 10_000, "{yes} pairs");
    assert!(no > 100_000, "{no} pairs");
}

#[test]
fn value_types_of_different_sorts_do_not_match() {
    let model = Model::new();
    let any = HeapType::Abs(AbsHeapType::Any);
    let none = HeapType::Abs(AbsHeapType::None);
    let values = [
        ValType::Num(NumType::I32),
        ValType::Num(NumType::I64),
        ValType::Num(NumType::F32),
        ValType::Num(NumType::F64),
        ValType::Vec(VecType::V128),
        reference(false, any),
        reference(true, none),
    ];
    for t1 in values {
        for t2 in values {
            assert_eq!(model.subtype(t1, t2).is_ok(), t1 == t2, "{t1:?} <: {t2:?}");
            assert_eq!(model.subtype_holds(t1, t2), t1 == t2, "{t1:?} <: {t2:?}");
        }
        assert!(model.subtype(ValType::Bot, t1).is_ok());
        assert!(model.subtype_holds(ValType::Bot, t1));
        assert!(model.subtype(t1, ValType::Bot).is_err());
        assert!(!model.subtype_holds(t1, ValType::Bot));
    }
}

#[test]
fn an_invalid_module_leaves_no_trace() {
    let mut model = Model::new();
    let before = valid(&mut model, "(module (type $s (struct)) (type $f (func)))");
    // With this declaration as a fact, none <: $b, $b <: func, and hence none <: func.
    let verdict =
        define(&mut model, "(module (rec (type $a (sub (struct))) (type $b (sub $a (func)))))");
    assert!(matches!(verdict, TypesVerdict::Invalid { .. }), "{verdict:?}");
    let after = valid(&mut model, "(module (type $g (func (param i32))) (type $s (struct)))");
    assert_eq!(before[0], after[1]);
    let none = HeapType::Abs(AbsHeapType::None);
    let func = HeapType::Abs(AbsHeapType::Func);
    assert!(!holds(&model, none, func));
    for dt in [before[1], after[0]] {
        assert!(!holds(&model, none, def(dt)));
        assert!(holds(&model, def(dt), func));
        assert!(!holds(&model, def(dt), HeapType::Abs(AbsHeapType::Any)));
    }
    assert!(holds(&model, none, def(before[0])));
}
