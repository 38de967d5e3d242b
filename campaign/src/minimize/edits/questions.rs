//! Edits of the question's operands.

mod externs;

use super::super::cost::{SIMPLEST_DYNAMIC_FIRST, SIMPLEST_FIRST};
use super::super::draft::Draft;
use super::Edit;
use crate::question::{AbstractHeap, Dynamic, Extern, Heap, Question, Reference, TypeRef, Value};

/// Makes operands numbers, abstract, non-null or small; both at once first, then each.
///
/// A defined operand also becomes its declared supertype.
pub(in super::super) fn simplify(draft: &Draft) -> Vec<Edit> {
    let mut changes = vec![Change::Number, Change::NonNull, Change::Above, Change::Super];
    changes.extend(SIMPLEST_FIRST.map(Change::Abstract));
    match draft.question {
        Question::Cast { .. } => changes.extend(SIMPLEST_DYNAMIC_FIRST.map(Change::Dynamic)),
        Question::Link { .. } => {
            changes.push(Change::Nullable);
            changes.extend(externs::CHANGES.map(Change::Extern));
        }
        _ => {}
    }
    let mut edits: Vec<Edit> = Vec::new();
    for (left, right) in [(true, true), (true, false), (false, true)] {
        for change in changes.iter().copied() {
            edits.push(Box::new(move |draft| {
                let question = changed(draft, left, right, change)?;
                (question != draft.question).then(|| Draft { parts: draft.parts.clone(), question })
            }));
        }
    }
    edits
}

/// What an operand becomes.
#[derive(Clone, Copy)]
pub(super) enum Change {
    /// `i32`
    Number,
    /// The reference without `null`.
    NonNull,
    /// The reference with `null`.
    Nullable,
    /// The abstract type above a defined one.
    Above,
    /// The declared supertype of a defined type.
    Super,
    /// This abstract heap type.
    Abstract(AbstractHeap),
    /// This reference at run time.
    Dynamic(Dynamic),
    /// Something of an external type besides the types in it.
    Extern(externs::Change),
}

fn changed(draft: &Draft, left: bool, right: bool, change: Change) -> Option<Question> {
    let value = |wanted: bool, value: Value| {
        if wanted { operand(draft, value, change) } else { Some(value) }
    };
    let defined = |wanted: bool, ty: TypeRef| match change {
        Change::Super if wanted => above(draft, ty),
        _ => Some(ty),
    };
    let external = |wanted: bool, external: Extern| {
        if wanted { externs::changed(draft, external, change) } else { Some(external) }
    };
    Some(match draft.question {
        Question::ValidTypes(_) | Question::Valid(_) => return None,
        Question::SameType(a, b) => Question::SameType(defined(left, a)?, defined(right, b)?),
        Question::Subtype(a, b) => Question::Subtype(value(left, a)?, value(right, b)?),
        Question::TypedFuncRef { stored, expected } => Question::TypedFuncRef {
            stored: defined(left, stored)?,
            expected: defined(right, expected)?,
        },
        Question::CallIndirect { callee, expected } => Question::CallIndirect {
            callee: defined(left, callee)?,
            expected: defined(right, expected)?,
        },
        Question::Cast { dynamic, target } => Question::Cast {
            dynamic: if left { reference(draft, dynamic, change)? } else { dynamic },
            target: if right { target_of(draft, target, change)? } else { target },
        },
        Question::Link { export, import } => {
            Question::Link { export: external(left, export)?, import: external(right, import)? }
        }
    })
}

fn reference(draft: &Draft, dynamic: Dynamic, change: Change) -> Option<Dynamic> {
    match (change, dynamic) {
        (Change::Dynamic(simpler), _) => Some(simpler),
        (Change::Super, Dynamic::Object(ty)) => Some(Dynamic::Object(above(draft, ty)?)),
        _ => None,
    }
}

/// A reference type stays one.
pub(super) fn target_of(draft: &Draft, target: Reference, change: Change) -> Option<Reference> {
    match operand(draft, target.into(), change)? {
        Value::Ref { nullable, heap } => Some(Reference { nullable, heap }),
        _ => None,
    }
}

pub(super) fn operand(draft: &Draft, value: Value, change: Change) -> Option<Value> {
    let (nullable, heap) = match value {
        Value::Ref { nullable, heap } => (nullable, heap),
        _ => return (matches!(change, Change::Number)).then_some(Value::I32),
    };
    let with_heap = |heap| Some(Value::Ref { nullable, heap });
    match (change, heap) {
        (Change::Number, _) => Some(Value::I32),
        (Change::NonNull, heap) => Some(Value::Ref { nullable: false, heap }),
        (Change::Nullable, heap) => Some(Value::Ref { nullable: true, heap }),
        (Change::Abstract(heap), _) => with_heap(Heap::Abstract(heap)),
        (Change::Above, Heap::Defined(ty)) => {
            let composite = &draft.section(ty.module)?.get(ty.index)?.composite;
            with_heap(Heap::Abstract(composite.top()))
        }
        (Change::Super, Heap::Defined(ty)) => with_heap(Heap::Defined(above(draft, ty)?)),
        (Change::Above | Change::Super, Heap::Abstract(_))
        | (Change::Dynamic(_) | Change::Extern(_), _) => None,
    }
}

pub(super) fn above(draft: &Draft, ty: TypeRef) -> Option<TypeRef> {
    let super_index = draft.section(ty.module)?.get(ty.index)?.supertypes.first();
    Some(TypeRef { module: ty.module, index: *super_index? })
}
