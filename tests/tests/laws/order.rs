//! Subtyping is a partial order: reflexive, transitive, and antisymmetric up to equality.

use crate::case::Case;
use crate::judge::{Judge, Subject};
use subtly_model::Model;
use subtly_model::syntax::{HeapType, NumType, RefType, ValType, VecType};

/// A set of positions.
type Row = Vec<u64>;

pub(crate) fn check(subject: Subject, case: &Case) -> Result<(), String> {
    let judge = Judge::of(subject, &case.modules);
    let values = values(&judge.heaptypes());
    let rows: Vec<Row> = values.iter().map(|t| row(judge.model(), *t, &values)).collect();
    for (left, row) in rows.iter().enumerate() {
        let t1 = values[left];
        if !has(row, left) {
            return Err(format!("{t1:?} is not below itself"));
        }
        for (right, above) in rows.iter().enumerate().filter(|(right, _)| has(row, *right)) {
            let t2 = values[right];
            // Values are listed once each, equal types at one place.
            if left != right && has(above, left) {
                return Err(format!("{t1:?} and {t2:?} match each other and are not the same"));
            }
            if let Some(far) = (0..values.len()).find(|far| has(above, *far) && !has(row, *far)) {
                let t3 = values[far];
                return Err(format!("{t1:?} <: {t2:?} <: {t3:?}, but not {t1:?} <: {t3:?}"));
            }
        }
    }
    Ok(())
}

/// All value types over these heap types.
fn values(heaptypes: &[HeapType]) -> Vec<ValType> {
    let references = heaptypes
        .iter()
        .flat_map(|ht| [false, true].map(|null| ValType::Ref(RefType { null, ht: *ht })));
    let numbers = [NumType::I32, NumType::I64, NumType::F32, NumType::F64].map(ValType::Num);
    let others = numbers.into_iter().chain([ValType::Vec(VecType::V128), ValType::Bot]);
    others.chain(references).collect()
}

/// The values above one.
fn row(model: &Model, t1: ValType, values: &[ValType]) -> Row {
    let mut row = vec![0; values.len().div_ceil(64)];
    for (column, t2) in values.iter().enumerate() {
        row[column / 64] |= u64::from(model.subtype_holds(t1, *t2)) << (column % 64);
    }
    row
}

fn has(row: &Row, column: usize) -> bool {
    row[column / 64] >> (column % 64) & 1 == 1
}
