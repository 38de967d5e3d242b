//! Laws of subtyping that need no rule: it is a partial order, in four hierarchies.

use crate::{heaptypes, holds, programs};
use subtly::oracles::ModelSession;
use subtly_model::Model;
use subtly_model::syntax::{AbsHeapType, CompType, HeapType, TypeUse};

const CASES: u64 = 300;

/// The tops of the hierarchies and their bottoms.
const HIERARCHIES: [(AbsHeapType, AbsHeapType); 4] = [
    (AbsHeapType::Any, AbsHeapType::None),
    (AbsHeapType::Func, AbsHeapType::NoFunc),
    (AbsHeapType::Exn, AbsHeapType::NoExn),
    (AbsHeapType::Extern, AbsHeapType::NoExtern),
];

/// A set of positions.
type Row = Vec<u64>;

/// For each heap type, the set of those above it.
fn rows(model: &Model, heaptypes: &[HeapType]) -> Vec<Row> {
    let row = |ht1: &HeapType| {
        let mut row = vec![0; heaptypes.len().div_ceil(64)];
        for (column, ht2) in heaptypes.iter().enumerate() {
            row[column / 64] |= u64::from(holds(model, *ht1, *ht2)) << (column % 64);
        }
        row
    };
    heaptypes.iter().map(row).collect()
}

fn has(row: &Row, column: usize) -> bool {
    row[column / 64] >> (column % 64) & 1 == 1
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

#[test]
fn subtyping_is_a_partial_order() {
    for program in programs(CASES) {
        let session = ModelSession::of(&program);
        let heaptypes = heaptypes(&session);
        let rows = rows(session.model(), &heaptypes);
        for (left, row) in rows.iter().enumerate() {
            assert!(has(row, left), "{:?} is not below itself", heaptypes[left]);
            for (right, above) in rows.iter().enumerate().filter(|(right, _)| has(row, *right)) {
                let transitive = row.iter().zip(above).all(|(row, above)| above & !row == 0);
                assert!(transitive, "{:?} <: {:?}", heaptypes[left], heaptypes[right]);
                // Heap types are listed once each, equal types at one place.
                let antisymmetric = left == right || !has(above, left);
                assert!(antisymmetric, "{:?} = {:?}", heaptypes[left], heaptypes[right]);
            }
        }
    }
}

#[test]
fn no_pair_crosses_hierarchies_and_each_has_its_top_and_bottom() {
    let bot = HeapType::Abs(AbsHeapType::Bot);
    for program in programs(CASES) {
        let session = ModelSession::of(&program);
        let model = session.model();
        let heaptypes = heaptypes(&session);
        for ht1 in &heaptypes {
            assert!(holds(model, bot, *ht1));
            assert_eq!(holds(model, *ht1, bot), *ht1 == bot);
            let Some(own) = hierarchy(model, *ht1) else { continue };
            for (top, bottom) in HIERARCHIES {
                assert_eq!(
                    holds(model, *ht1, HeapType::Abs(top)),
                    top == own,
                    "{ht1:?} <: {top:?}"
                );
                let below = holds(model, HeapType::Abs(bottom), *ht1);
                assert_eq!(below, top == own, "{bottom:?} <: {ht1:?}");
            }
            for ht2 in &heaptypes {
                let crosses = hierarchy(model, *ht2) != Some(own);
                assert!(!crosses || !holds(model, *ht1, *ht2), "{ht1:?} <: {ht2:?}");
            }
        }
    }
}
