//! Edits of fields, elements, parameters and results.

use super::super::cost::SIMPLEST_FIRST;
use super::super::draft::Draft;
use super::super::slots;
use super::super::targets::{self, Targets};
use super::Edit;
use crate::section::{Field, HeapRef, Storage, SubType, Val};

/// Up to this many types every weaker heap type is tried, and every lower index.
const FEW: usize = 8;

/// What one slot becomes.
#[derive(Clone, Copy)]
enum Change {
    /// It goes.
    Remove,
    /// A constant `i32`.
    Plain,
    /// An `i32`, as mutable as before.
    Number,
    /// Constant.
    Constant,
    /// A nullable reference.
    Nullable,
    /// A reference to the abstract type above a defined one.
    Above,
    /// A reference to this heap type.
    Heap(HeapRef),
    /// A reference to the type that has the slot.
    Own,
    /// A reference to the declared supertype of the type referred to.
    Super,
}

/// Applies each change to all slots, then to each slot, of each set of types.
pub(in super::super) fn simplify(draft: &Draft) -> Vec<Edit> {
    let types: Vec<_> = draft.types().collect();
    let few = types.len() <= FEW;
    let changes = changes(few, types.len());
    let mut edits = Vec::new();
    for targets in targets::types(draft) {
        let counts = types
            .iter()
            .filter(|(at, _)| targets.binary_search(at).is_ok())
            .map(|(_, ty)| slots::count(&ty.composite));
        let slots = counts.max().unwrap_or_default();
        for slot in std::iter::once(None).chain((0..slots).map(Some)) {
            for change in &changes {
                edits.push(edit(targets.clone(), slot, *change));
            }
        }
    }
    edits
}

fn changes(few: bool, count: usize) -> Vec<Change> {
    let mut changes =
        vec![Change::Remove, Change::Plain, Change::Number, Change::Constant, Change::Nullable];
    let heaps = if few { 12 } else { 2 };
    let abstracts = SIMPLEST_FIRST.iter().take(heaps);
    changes.extend(abstracts.map(|heap| Change::Heap(HeapRef::Abstract(*heap))));
    changes.extend([Change::Above, Change::Own, Change::Super]);
    if few {
        let indices = 0..count as u32;
        changes.extend(indices.map(|index| Change::Heap(HeapRef::Index(index))));
    }
    changes
}

/// The edit of one slot, or of all, in a set of types.
fn edit(targets: Targets, slot: Option<usize>, change: Change) -> Edit {
    Box::new(move |draft| {
        draft.edited(&targets, |types, own, ty| {
            let mut after = ty.clone();
            let fields = slots::fields(&ty.composite);
            // From the last slot on, so that removing one leaves the others in place.
            for (at, field) in fields.into_iter().enumerate().rev() {
                if slot.is_some_and(|slot| slot != at) {
                    continue;
                }
                if let Change::Remove = change {
                    slots::remove(&mut after.composite, at);
                } else {
                    slots::set(&mut after.composite, at, changed(types, own, field, change));
                }
            }
            (after != *ty).then_some(after)
        })
    })
}

fn changed(types: &[&SubType], own: u32, field: Field, change: Change) -> Field {
    let plain = Storage::Val(Val::I32);
    let heap = match (change, field.storage) {
        (Change::Plain, _) => {
            return Field { mutable: false, storage: plain };
        }
        (Change::Number, _) => {
            return Field { storage: plain, ..field };
        }
        (Change::Constant, _) => {
            return Field { mutable: false, ..field };
        }
        (Change::Nullable, Storage::Val(Val::Ref { heap, .. })) => {
            return Field { storage: Storage::Val(Val::Ref { nullable: true, heap }), ..field };
        }
        (_, Storage::Val(Val::Ref { heap, .. })) => heap,
        _ => return field,
    };
    let target = match heap {
        HeapRef::Index(index) => types.get(index as usize),
        HeapRef::Abstract(_) => None,
    };
    let instead = match (change, target) {
        (Change::Heap(heap), _) => Some(heap),
        (Change::Above, Some(target)) => Some(HeapRef::Abstract(target.composite.top())),
        (Change::Own, Some(_)) => Some(HeapRef::Index(own)),
        (Change::Super, Some(target)) => target.supertypes.first().copied().map(HeapRef::Index),
        _ => None,
    };
    match (instead, field.storage) {
        (Some(heap), Storage::Val(Val::Ref { nullable, .. })) => {
            Field { storage: Storage::Val(Val::Ref { nullable, heap }), ..field }
        }
        _ => field,
    }
}
