//! One-edit neighbours: the smallest changes that make another type, valid or not.

use super::vals::some_abstract;
use crate::choices::Choices;
use crate::section::{Composite, Field, HeapRef, Storage, SubType, Val};

/// What an edit changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edit {
    /// Final or open.
    Finality,
    /// A mutable field or a constant one.
    Mutability,
    /// A reference with or without null.
    Nullability,
    /// The packed or numeric content of a field, parameter or result.
    Storage,
    /// The abstract heap type of a reference.
    AbstractHeap,
    /// The type index of a reference.
    Index,
    /// The supertype, dropped or replaced.
    Supertype,
    /// The number of fields, parameters or results.
    Length,
}

impl Edit {
    /// Every edit. The first always applies.
    const ALL: [Self; 8] = [
        Self::Finality,
        Self::Mutability,
        Self::Nullability,
        Self::Storage,
        Self::AbstractHeap,
        Self::Index,
        Self::Supertype,
        Self::Length,
    ];
}

/// Changes one thing in one of the types, which stand at the indices from `start` on.
pub(super) fn one_of(types: &mut [SubType], start: u32, choices: &mut dyn Choices) {
    let end = start + types.len() as u32;
    let member = choices.index(types.len());
    if let Some(ty) = types.get_mut(member) {
        one(ty, start + member as u32, end, choices);
    }
}

/// Changes one thing in a type at the index `own`; new indices are below `end`.
pub(in crate::generator) fn one(ty: &mut SubType, own: u32, end: u32, choices: &mut dyn Choices) {
    let first = choices.index(Edit::ALL.len());
    let mut edits = Edit::ALL.into_iter().cycle().skip(first);
    let applies = edits.find(|edit| apply(*edit, ty, own, end, choices));
    debug_assert!(applies.is_some(), "finality can always be changed");
}

/// Applies the edit if the type has what it changes.
fn apply(edit: Edit, ty: &mut SubType, own: u32, end: u32, choices: &mut dyn Choices) -> bool {
    let composite = &mut ty.composite;
    match edit {
        Edit::Finality => {
            ty.is_final = !ty.is_final;
            true
        }
        Edit::Mutability => change_field(composite, choices, |field, _| {
            field.mutable = !field.mutable;
        }),
        Edit::Nullability => change_val(composite, choices, is_reference, |val, _| {
            if let Val::Ref { nullable, .. } = val {
                *nullable = !*nullable;
            }
        }),
        Edit::Storage => change_storage(composite, choices),
        Edit::AbstractHeap => change_val(composite, choices, is_abstract, |val, choices| {
            if let Val::Ref { heap, .. } = val {
                *heap = some_abstract(choices);
            }
        }),
        Edit::Index => change_val(composite, choices, is_index, |val, choices| {
            if let Val::Ref { heap, .. } = val {
                *heap = HeapRef::Index(choices.choose(end));
            }
        }),
        Edit::Supertype => change_supertype(ty, own, choices),
        Edit::Length => {
            change_length(composite, choices);
            true
        }
    }
}

fn is_reference(val: &Val) -> bool {
    matches!(val, Val::Ref { .. })
}

fn is_abstract(val: &Val) -> bool {
    let Val::Ref { heap, .. } = val else {
        return false;
    };
    matches!(heap, HeapRef::Abstract(_))
}

fn is_index(val: &Val) -> bool {
    is_reference(val) && !is_abstract(val)
}

/// The fields of a struct or the element of an array.
pub(super) fn fields_mut(composite: &mut Composite) -> &mut [Field] {
    match composite {
        Composite::Struct(fields) => fields,
        Composite::Array(element) => std::slice::from_mut(element),
        Composite::Func { .. } => &mut [],
    }
}

/// Changes a chosen field, if there is one.
fn change_field(
    composite: &mut Composite,
    choices: &mut dyn Choices,
    change: impl FnOnce(&mut Field, &mut dyn Choices),
) -> bool {
    let fields = fields_mut(composite);
    let chosen = choices.index(fields.len());
    match fields.get_mut(chosen) {
        Some(field) => {
            change(field, choices);
            true
        }
        None => false,
    }
}

/// Changes a chosen one of the wanted value types, if there is one.
pub(in crate::generator) fn change_val(
    composite: &mut Composite,
    choices: &mut dyn Choices,
    wanted: impl Fn(&Val) -> bool,
    change: impl FnOnce(&mut Val, &mut dyn Choices),
) -> bool {
    let mut count = 0;
    composite.for_each_val(|val| count += u32::from(wanted(val)));
    if count == 0 {
        return false;
    }
    let mut left = choices.choose(count);
    let mut change = Some(change);
    composite.for_each_val(|val| {
        if wanted(val) {
            if left == 0
                && let Some(change) = change.take()
            {
                change(val, choices);
            }
            left = left.saturating_sub(1);
        }
    });
    true
}

fn change_storage(composite: &mut Composite, choices: &mut dyn Choices) -> bool {
    if matches!(composite, Composite::Func { .. }) {
        let numeric = |val: &Val| !is_reference(val);
        return change_val(composite, choices, numeric, |val, _| {
            *val = next_numeric(*val);
        });
    }
    change_field(composite, choices, |field, _| {
        field.storage = match field.storage {
            Storage::I8 => Storage::I16,
            Storage::I16 => Storage::Val(Val::I32),
            Storage::Val(Val::I32) => Storage::I8,
            Storage::Val(val) => Storage::Val(next_numeric(val)),
        };
    })
}

fn next_numeric(val: Val) -> Val {
    match val {
        Val::I32 => Val::I64,
        Val::I64 => Val::F64,
        Val::F64 => Val::F32,
        Val::F32 => Val::V128,
        Val::V128 | Val::Ref { .. } => Val::I32,
    }
}

fn change_supertype(ty: &mut SubType, own: u32, choices: &mut dyn Choices) -> bool {
    let replaced = choices.chance(1, 2) && own > 0;
    if replaced {
        ty.supertypes = vec![choices.choose(own)];
        true
    } else {
        ty.supertypes.pop().is_some()
    }
}

fn change_length(composite: &mut Composite, choices: &mut dyn Choices) {
    let longer = choices.chance(1, 2);
    match composite {
        Composite::Struct(fields) if longer => fields.push(BYTE),
        Composite::Struct(fields) => drop(fields.pop()),
        // An array has one element: it changes its form instead.
        Composite::Array(element) => *composite = Composite::Struct(vec![*element]),
        Composite::Func { params, results } => {
            let list = if choices.chance(1, 2) { results } else { params };
            if longer {
                list.push(Val::I32);
            } else {
                list.pop();
            }
        }
    }
}

const BYTE: Field = Field { mutable: false, storage: Storage::I8 };
