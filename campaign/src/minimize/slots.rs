//! The fields, element, parameters and results of a composite type under one numbering.
//!
//! A struct's fields are numbered from 0, an array's element is 0, and a function's parameters are
//! numbered before its results.

use crate::section::{Composite, Field, Storage, Val};

/// The number of slots.
pub(super) fn count(composite: &Composite) -> usize {
    match composite {
        Composite::Struct(fields) => fields.len(),
        Composite::Array(_) => 1,
        Composite::Func { params, results } => params.len() + results.len(),
    }
}

/// The slots as fields; what is not a field is constant.
pub(super) fn fields(composite: &Composite) -> Vec<Field> {
    let constant = |val: &Val| Field { mutable: false, storage: Storage::Val(*val) };
    match composite {
        Composite::Struct(fields) => fields.clone(),
        Composite::Array(element) => vec![*element],
        Composite::Func { params, results } => params.iter().chain(results).map(constant).collect(),
    }
}

/// Replaces a slot; parameters and results take only constant value types.
pub(super) fn set(composite: &mut Composite, slot: usize, field: Field) {
    match composite {
        Composite::Struct(fields) => {
            if let Some(place) = fields.get_mut(slot) {
                *place = field;
            }
        }
        Composite::Array(element) => *element = field,
        Composite::Func { params, results } => {
            let place = params.iter_mut().chain(results).nth(slot);
            if let (Some(place), Storage::Val(val)) = (place, field.storage) {
                *place = val;
            }
        }
    }
}

/// Removes a slot; an array keeps its element.
pub(super) fn remove(composite: &mut Composite, slot: usize) {
    let mut at = 0;
    retain(composite, |_| {
        at += 1;
        at - 1 != slot
    });
}

/// Keeps the slots that `keep` says; an array keeps its element.
pub(super) fn retain(composite: &mut Composite, mut keep: impl FnMut(Storage) -> bool) {
    match composite {
        Composite::Struct(fields) => fields.retain(|field| keep(field.storage)),
        Composite::Array(_) => {}
        Composite::Func { params, results } => {
            params.retain(|val| keep(Storage::Val(*val)));
            results.retain(|val| keep(Storage::Val(*val)));
        }
    }
}
