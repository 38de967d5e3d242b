//! Careless edits: near misses that may make a module invalid. The model decides which do.

use super::edits;
use super::sketch::{Sketch, Span};
use super::vals::some_abstract;
use crate::choices::Choices;
use crate::section::{Composite, Field, HeapRef, Storage, SubType, Val};

/// What a careless edit gets wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Slip {
    /// A supertype becomes final.
    FinalSupertype,
    /// The declared supertype is the type itself, a later one, any other or none that exists.
    WrongSupertype,
    /// A second supertype is declared.
    TwoSupertypes,
    /// Something is changed in a type that has a supertype.
    Subtype,
    /// Something is changed in a type that has a subtype.
    Supertype,
    /// A reference that can be written, or a parameter, is narrowed in a subtype, as if it were covariant.
    Narrow,
    /// The form is changed: struct, array or function.
    Form,
    /// A reference goes past the end of the group, or of all types.
    Dangling,
    /// A group is split in two; the indices stay.
    Split,
    /// Two groups become one; the indices stay.
    Merge,
    /// Two members change places; the references stay.
    Order,
}

const SLIPS: [(Slip, u32); 11] = [
    (Slip::FinalSupertype, 2),
    (Slip::WrongSupertype, 3),
    (Slip::TwoSupertypes, 1),
    (Slip::Subtype, 6),
    (Slip::Supertype, 3),
    (Slip::Narrow, 3),
    (Slip::Form, 1),
    (Slip::Dangling, 2),
    (Slip::Split, 1),
    (Slip::Merge, 1),
    (Slip::Order, 1),
];

/// Makes one careless edit. What is known of the sketch's types may be wrong from here on.
pub(in crate::generator) fn edit(sketch: &mut Sketch, choices: &mut dyn Choices) {
    if sketch.types.is_empty() {
        return;
    }
    let end = sketch.len();
    let any = choices.choose(end);
    let below = subtype(sketch, any);
    let above = sketch.parent(below).filter(|index| *index < end);
    let above = above.unwrap_or(any);
    let (slip, _) = SLIPS[choices.weighted(&SLIPS.map(|(_, weight)| weight))];
    match slip {
        Slip::FinalSupertype => sketch.types[above as usize].is_final = true,
        Slip::WrongSupertype => wrong_supertype(sketch, any, choices),
        Slip::TwoSupertypes => {
            let second = choices.choose(end);
            sketch.types[below as usize].supertypes.push(second);
        }
        Slip::Subtype => edits::one(&mut sketch.types[below as usize], below, end, choices),
        Slip::Supertype => edits::one(&mut sketch.types[above as usize], above, end, choices),
        Slip::Narrow => narrow(sketch, any),
        Slip::Form => change_form(&mut sketch.types[below as usize]),
        Slip::Dangling => dangle(sketch, any, choices),
        Slip::Split => split(sketch, any, choices),
        Slip::Merge => merge(sketch, choices),
        Slip::Order => swap(sketch, any),
    }
}

/// The first type from `from` on, around the end, that has a supertype; `from` if there is none.
fn subtype(sketch: &Sketch, from: u32) -> u32 {
    let around = (from..sketch.len()).chain(0..from);
    let mut subtypes = around.filter(|index| sketch.parent(*index).is_some());
    subtypes.next().unwrap_or(from)
}

/// The position of the group with this type.
fn group_of(sketch: &Sketch, index: u32) -> Option<usize> {
    sketch.groups.iter().position(|span| span.contains(index))
}

fn wrong_supertype(sketch: &mut Sketch, own: u32, choices: &mut dyn Choices) {
    let end = sketch.len();
    let group_end = group_of(sketch, own).map_or(end, |position| sketch.groups[position].end());
    let wrong = match choices.choose(5) {
        0 => own,
        1 => (own + 1).min(group_end - 1),
        2 => own + 1,
        3 => choices.choose(own),
        _ => beyond(end, choices),
    };
    sketch.types[own as usize].supertypes = vec![wrong];
}

/// An index that no type has.
fn beyond(end: u32, choices: &mut dyn Choices) -> u32 {
    match choices.choose(8) {
        0 => u32::MAX,
        1 => 1_000_000,
        more => end + more - 2,
    }
}

/// Makes an invariant or contravariant reference non-null in a type with a supertype and in all below it,
/// so that nothing else is wrong with them: the first type from `from` on, around the end, that has one.
fn narrow(sketch: &mut Sketch, from: u32) {
    let around = (from..sketch.len()).chain(0..from);
    for top in around {
        let Some(parent) = sketch.parent(top).and_then(|parent| sketch.types.get(parent as usize))
        else {
            continue;
        };
        let inherited = slots(&parent.composite);
        let own = slots(&sketch.types[top as usize].composite);
        let slot = own.iter().zip(&inherited).position(|(own, inherited)| own & inherited);
        if let Some(slot) = slot {
            let below: Vec<u32> =
                (0..sketch.len()).filter(|index| descends(sketch, *index, top)).collect();
            for index in below {
                exclude_null(&mut sketch.types[index as usize].composite, slot);
            }
            return;
        }
    }
}

/// For each field or parameter, whether it is a nullable reference that must not be narrowed.
fn slots(composite: &Composite) -> Vec<bool> {
    let nullable = |val: &Val| matches!(val, Val::Ref { nullable: true, .. });
    let field = |field: &Field| {
        field.mutable && matches!(&field.storage, Storage::Val(val) if nullable(val))
    };
    match composite {
        Composite::Struct(fields) => fields.iter().map(field).collect(),
        Composite::Array(element) => vec![field(element)],
        Composite::Func { params, .. } => params.iter().map(nullable).collect(),
    }
}

fn exclude_null(composite: &mut Composite, slot: usize) {
    let val = match composite {
        Composite::Func { params, .. } => params.get_mut(slot),
        _ => {
            edits::fields_mut(composite).get_mut(slot).and_then(|field| match &mut field.storage {
                Storage::Val(val) => Some(val),
                Storage::I8 | Storage::I16 => None,
            })
        }
    };
    if let Some(Val::Ref { nullable, .. }) = val {
        *nullable = false;
    }
}

/// Whether the type is `top` or declares it, directly or not, as its supertype.
fn descends(sketch: &Sketch, mut index: u32, top: u32) -> bool {
    // Supertypes stand before their subtypes, unless another edit was here first.
    for _ in 0..sketch.len() {
        if index == top {
            return true;
        }
        let parent = sketch.types.get(index as usize).and_then(|ty| ty.supertypes.first());
        match parent {
            Some(parent) => index = *parent,
            None => return false,
        }
    }
    false
}

fn change_form(ty: &mut SubType) {
    ty.composite = match &mut ty.composite {
        Composite::Struct(fields) => match fields.pop() {
            Some(field) => Composite::Array(field),
            None => Composite::Func { params: Vec::new(), results: Vec::new() },
        },
        Composite::Array(element) => Composite::Struct(vec![*element]),
        Composite::Func { .. } => Composite::Struct(Vec::new()),
    };
}

/// Makes the first reference of the type, or of a field that becomes one, dangle.
fn dangle(sketch: &mut Sketch, own: u32, choices: &mut dyn Choices) {
    let end = sketch.len();
    let group_end = group_of(sketch, own).map_or(end, |position| sketch.groups[position].end());
    let wrong = if choices.chance(1, 2) { group_end } else { beyond(end, choices) };
    let composite = &mut sketch.types[own as usize].composite;
    if let Some(field) = edits::fields_mut(composite).first_mut() {
        field.storage = Storage::Val(Val::Ref { nullable: true, heap: some_abstract(choices) });
    }
    let mut done = false;
    composite.for_each_val(|val| {
        if !done && let Val::Ref { heap, .. } = val {
            *heap = HeapRef::Index(wrong);
            done = true;
        }
    });
}

fn split(sketch: &mut Sketch, index: u32, choices: &mut dyn Choices) {
    let Some(position) = group_of(sketch, index) else {
        return;
    };
    let span = sketch.groups[position];
    let explicit = choices.chance(1, 2);
    let first = Span { len: choices.choose(span.len), explicit: true, ..span };
    let second = Span { start: first.end(), len: span.len - first.len, explicit };
    sketch.groups[position] = second;
    sketch.groups.insert(position, first);
}

fn merge(sketch: &mut Sketch, choices: &mut dyn Choices) {
    let position = choices.index(sketch.groups.len().saturating_sub(1));
    if position + 1 < sketch.groups.len() {
        let second = sketch.groups.remove(position + 1);
        let first = &mut sketch.groups[position];
        first.len += second.len;
        first.explicit = true;
    }
}

/// Swaps the type with the next member of its group.
fn swap(sketch: &mut Sketch, index: u32) {
    let next = index + 1;
    if group_of(sketch, index) == group_of(sketch, next) {
        sketch.types.swap(index as usize, next as usize);
    }
}
