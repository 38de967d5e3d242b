//! Edits of the question's operands.

use super::super::cost::SIMPLEST_FIRST;
use super::super::draft::Draft;
use super::Edit;
use crate::question::{AbstractHeap, Heap, Question, TypeRef, Value};

/// Makes operands numbers, abstract or non-null; both at once first, then each.
///
/// A defined operand also becomes its declared supertype.
pub(in super::super) fn simplify(_: &Draft) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    let abstracts = SIMPLEST_FIRST.map(Change::Abstract);
    let changes = [Change::Number, Change::NonNull, Change::Above, Change::Super];
    for (left, right) in [(true, true), (true, false), (false, true)] {
        for change in changes.into_iter().chain(abstracts) {
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
enum Change {
    /// `i32`
    Number,
    /// The reference without `null`.
    NonNull,
    /// The abstract type above a defined one.
    Above,
    /// The declared supertype of a defined type.
    Super,
    /// This abstract heap type.
    Abstract(AbstractHeap),
}

fn changed(draft: &Draft, left: bool, right: bool, change: Change) -> Option<Question> {
    let value = |wanted: bool, value: Value| {
        if wanted { operand(draft, value, change) } else { Some(value) }
    };
    let defined = |wanted: bool, ty: TypeRef| match change {
        Change::Super if wanted => above(draft, ty),
        _ => Some(ty),
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
        Question::Cast { .. } | Question::Link { .. } => return None,
    })
}

fn operand(draft: &Draft, value: Value, change: Change) -> Option<Value> {
    let (nullable, heap) = match value {
        Value::Ref { nullable, heap } => (nullable, heap),
        _ => return (matches!(change, Change::Number)).then_some(Value::I32),
    };
    let with_heap = |heap| Some(Value::Ref { nullable, heap });
    match (change, heap) {
        (Change::Number, _) => Some(Value::I32),
        (Change::NonNull, heap) => Some(Value::Ref { nullable: false, heap }),
        (Change::Abstract(heap), _) => with_heap(Heap::Abstract(heap)),
        (Change::Above, Heap::Defined(ty)) => {
            let composite = &draft.section(ty.module)?.get(ty.index)?.composite;
            with_heap(Heap::Abstract(composite.top()))
        }
        (Change::Super, Heap::Defined(ty)) => with_heap(Heap::Defined(above(draft, ty)?)),
        (Change::Above | Change::Super, Heap::Abstract(_)) => None,
    }
}

fn above(draft: &Draft, ty: TypeRef) -> Option<TypeRef> {
    let super_index = draft.section(ty.module)?.get(ty.index)?.supertypes.first();
    Some(TypeRef { module: ty.module, index: *super_index? })
}
