//! Value types as operands.

use crate::choices::Choices;
use crate::question::{AbstractHeap, Heap, TypeRef, Value};
use std::sync::Arc;

/// The most value types on each side of the batch of mixed value types in generated programs.
pub const MIXED_MAX: usize = 10;

/// The number of defined types, first ones first, in the fixed batch of mixed value types.
pub const FIXED_MIXED_MAX: usize = 8;

pub(super) fn reference(nullable: bool, heap: Heap) -> Value {
    Value::Ref { nullable, heap }
}

/// Non-null references to the defined types and to all abstract heap types.
pub(super) fn non_null(types: &[TypeRef]) -> Arc<[Value]> {
    let mut values = Vec::with_capacity(types.len() + AbstractHeap::ALL.len());
    values.extend(types.iter().map(|ty| reference(false, Heap::Defined(*ty))));
    values.extend(AbstractHeap::ALL.map(|heap| reference(false, Heap::Abstract(heap))));
    values.into()
}

/// Rows and columns of mixed nullability, numeric types among them.
///
/// Half of the columns name the heap type of their row, so that matching pairs are frequent. The
/// first four rows and columns are references in all four pairs of nullability.
pub(super) fn mixed(types: &[TypeRef], choices: &mut dyn Choices) -> [Arc<[Value]>; 2] {
    let mut rows = Vec::with_capacity(MIXED_MAX);
    let mut columns = Vec::with_capacity(MIXED_MAX);
    for place in 0..MIXED_MAX {
        if place >= 4 && choices.chance(1, 3) {
            rows.push(Value::NUMERIC[choices.index(Value::NUMERIC.len())]);
            columns.push(Value::NUMERIC[choices.index(Value::NUMERIC.len())]);
            continue;
        }
        let row = some_heap(types, choices);
        let other = choices.chance(1, 2);
        let column = if other { some_heap(types, choices) } else { row };
        rows.push(reference(place & 1 == 1, row));
        columns.push(reference(place & 2 == 2, column));
    }
    [rows.into(), columns.into()]
}

pub(super) fn some_heap(types: &[TypeRef], choices: &mut dyn Choices) -> Heap {
    if types.is_empty() || choices.chance(1, 3) {
        Heap::Abstract(AbstractHeap::ALL[choices.index(AbstractHeap::ALL.len())])
    } else {
        Heap::Defined(types[choices.index(types.len())])
    }
}

/// The numeric types, and both nullabilities of every abstract heap type and of the first types.
pub(super) fn fixed(types: &[TypeRef]) -> Arc<[Value]> {
    let first = types.iter().take(FIXED_MIXED_MAX).copied();
    let heaps = AbstractHeap::ALL.map(Heap::Abstract).into_iter().chain(first.map(Heap::Defined));
    let references = heaps.flat_map(|heap| [false, true].map(|null| reference(null, heap)));
    Value::NUMERIC.into_iter().chain(references).collect()
}
