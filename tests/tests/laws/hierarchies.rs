//! There are four hierarchies, each with one top and one bottom, and every type but `BOT` is in one.

use crate::case::Case;
use crate::judge::{Judge, Subject};
use subtly_model::Model;
use subtly_model::syntax::{
    AbsHeapType, CompType, HeapType, NumType, RefType, TypeUse, ValType, VecType,
};

/// The tops and their bottoms.
const HIERARCHIES: [(AbsHeapType, AbsHeapType); 4] = [
    (AbsHeapType::Any, AbsHeapType::None),
    (AbsHeapType::Func, AbsHeapType::NoFunc),
    (AbsHeapType::Exn, AbsHeapType::NoExn),
    (AbsHeapType::Extern, AbsHeapType::NoExtern),
];

const BOT: HeapType = HeapType::Abs(AbsHeapType::Bot);

pub(crate) fn check(subject: Subject, case: &Case) -> Result<(), String> {
    let judge = Judge::of(subject, &case.modules);
    let model = judge.model();
    let below = |ht1, ht2| model.heaptype_sub().holds(ht1, ht2) == Some(true);
    let heaptypes = judge.heaptypes();
    for ht in &heaptypes {
        if !below(BOT, *ht) || below(*ht, BOT) != (*ht == BOT) {
            return Err(format!("BOT is below all, and nothing else below BOT, but for {ht:?}"));
        }
        let Some(own) = hierarchy(model, *ht) else { continue };
        for (top, bottom) in HIERARCHIES {
            let (top, bottom) = (HeapType::Abs(top), HeapType::Abs(bottom));
            let inside = top == HeapType::Abs(own);
            if below(*ht, top) != inside || below(bottom, *ht) != inside {
                return Err(format!(
                    "{ht:?}, of the hierarchy {own:?}, lies wrong to {top:?} or {bottom:?}"
                ));
            }
            // Tops and bottoms are the ends.
            if below(top, *ht) != (*ht == top) || below(*ht, bottom) != (*ht == bottom) {
                return Err(format!("{ht:?} lies beyond {top:?} or {bottom:?}"));
            }
        }
        for other in &heaptypes {
            if below(*ht, *other) && hierarchy(model, *other) != Some(own) {
                return Err(format!("{ht:?} <: {other:?}, out of the hierarchy {own:?}"));
            }
        }
    }
    numbers_lie_apart(model, &heaptypes)
}

/// Numbers and vectors are in no hierarchy.
fn numbers_lie_apart(model: &Model, heaptypes: &[HeapType]) -> Result<(), String> {
    let references = heaptypes.iter().map(|ht| ValType::Ref(RefType { null: true, ht: *ht }));
    for t1 in references {
        for t2 in [ValType::Num(NumType::I32), ValType::Vec(VecType::V128)] {
            if model.subtype_holds(t1, t2) || model.subtype_holds(t2, t1) {
                return Err(format!("{t1:?} and {t2:?} are related"));
            }
        }
    }
    Ok(())
}

/// The hierarchy of a heap type, read off the type; `BOT` is in none.
fn hierarchy(model: &Model, ht: HeapType) -> Option<AbsHeapType> {
    match ht {
        HeapType::Abs(abs) => match abs {
            AbsHeapType::Any
            | AbsHeapType::Eq
            | AbsHeapType::I31
            | AbsHeapType::Struct
            | AbsHeapType::Array
            | AbsHeapType::None => Some(AbsHeapType::Any),
            AbsHeapType::Func | AbsHeapType::NoFunc => Some(AbsHeapType::Func),
            AbsHeapType::Exn | AbsHeapType::NoExn => Some(AbsHeapType::Exn),
            AbsHeapType::Extern | AbsHeapType::NoExtern => Some(AbsHeapType::Extern),
            AbsHeapType::Bot => None,
        },
        HeapType::Use(TypeUse::Def(dt)) => match model.terms().member(dt)?.ct {
            CompType::Struct(_) | CompType::Array(_) => Some(AbsHeapType::Any),
            CompType::Func(..) => Some(AbsHeapType::Func),
        },
        HeapType::Use(TypeUse::Idx(_) | TypeUse::Rec(_)) => None,
    }
}
