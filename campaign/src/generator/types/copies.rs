//! Groups made from earlier groups: equal copies, and neighbours that only look equal.
//!
//! A neighbour is kept only if it is valid for certain ([`Sketch::holds`]); otherwise an equal copy
//! takes its place.

use super::edits;
use super::sketch::{Sketch, Span};
use crate::choices::Choices;
use crate::section::{Composite, Field, HeapRef, Storage, SubType, Val};

/// How a group is made from an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// An equal group: internal references are shifted, others may go to equal types.
    Equal,
    /// An equal group with one edit, rarely two; the first valid one of three tries.
    Edited,
    /// The members in another order, references rewritten.
    Permuted,
    /// Internal references go to the original: equal to it only if it is not recursive.
    Unrolled,
    /// One group for each member.
    Split,
    /// One group for two neighbours.
    Merged,
    /// The same group with one member more.
    Extended,
    /// The same group without its last member.
    Trimmed,
}

const WAYS: [(Way, u32); 8] = [
    (Way::Equal, 10),
    (Way::Edited, 8),
    (Way::Permuted, 2),
    (Way::Unrolled, 2),
    (Way::Split, 1),
    (Way::Merged, 2),
    (Way::Extended, 1),
    (Way::Trimmed, 1),
];

/// Adds a group made from an earlier one, of at most `room` types; says whether it found one.
pub(in crate::generator) fn add(sketch: &mut Sketch, room: u32, choices: &mut dyn Choices) -> bool {
    let Some(position) = origin(sketch, room, choices) else {
        return false;
    };
    let span = sketch.groups[position];
    let (way, _) = WAYS[choices.weighted(&WAYS.map(|(_, weight)| weight))];
    let start = sketch.len();
    let kept = match way {
        Way::Equal => false,
        Way::Split => {
            split(sketch, span);
            true
        }
        Way::Unrolled => {
            let members = sketch.members(span).to_vec();
            keep(sketch, members, choices)
        }
        Way::Merged => match merged(sketch, position, room) {
            Some(both) => {
                let members = shifted(sketch, both, choices);
                keep(sketch, members, choices)
            }
            None => false,
        },
        Way::Edited => (0..3).any(|_| {
            let mut members = shifted(sketch, span, choices);
            edits::one_of(&mut members, start, choices);
            if choices.chance(1, 8) {
                edits::one_of(&mut members, start, choices);
            }
            keep(sketch, members, choices)
        }),
        Way::Permuted => {
            let mut members = shifted(sketch, span, choices);
            swap_two(&mut members, start, choices);
            keep(sketch, members, choices)
        }
        Way::Extended => {
            let mut members = shifted(sketch, span, choices);
            members.push(observer(start));
            keep(sketch, members, choices)
        }
        Way::Trimmed => {
            let mut members = shifted(sketch, span, choices);
            members.pop();
            keep(sketch, members, choices)
        }
    };
    if !kept {
        equal(sketch, span, choices);
    }
    true
}

/// A group with at least one type and at most `room`, if one of four tries finds it.
fn origin(sketch: &Sketch, room: u32, choices: &mut dyn Choices) -> Option<usize> {
    (0..4).find_map(|_| {
        let position = choices.index(sketch.groups.len());
        let span = sketch.groups.get(position)?;
        (1..=room).contains(&span.len).then_some(position)
    })
}

/// Adds a group that is equal to an earlier one.
pub(in crate::generator) fn equal(sketch: &mut Sketch, span: Span, choices: &mut dyn Choices) {
    let start = sketch.len();
    for mut ty in shifted(sketch, span, choices) {
        // Two spellings of one type, and of one group, are equal as well.
        ty.spelled_out ^= choices.chance(1, 4);
        sketch.push(ty);
    }
    let explicit = choices.chance(1, 3);
    sketch.close(start, explicit);
    for (original, copy) in span.members().zip(start..) {
        sketch.link(original, copy);
    }
}

/// The members of a group as they read at the end of the sketch: internal references are shifted,
/// and others are sometimes replaced by the index of an equal type.
pub(in crate::generator) fn shifted(
    sketch: &Sketch,
    span: Span,
    choices: &mut dyn Choices,
) -> Vec<SubType> {
    let start = sketch.len();
    let mut members = sketch.members(span).to_vec();
    for ty in &mut members {
        ty.for_each_index(|index| {
            if span.contains(*index) {
                *index = *index - span.start + start;
            } else if sketch.twin(*index) != *index && choices.chance(3, 4) {
                *index = sketch.twin(*index);
            }
        });
    }
    members
}

/// Adds the group if it is valid for certain, and says so.
fn keep(sketch: &mut Sketch, members: Vec<SubType>, choices: &mut dyn Choices) -> bool {
    let start = sketch.len();
    for ty in members {
        sketch.push(ty);
    }
    let holds = sketch.holds(start);
    if holds {
        let explicit = choices.chance(1, 3);
        sketch.close(start, explicit);
    } else {
        sketch.retract(start);
    }
    holds
}

/// Adds a group for each member, as far as they are valid for certain. References go to the new
/// members where these stand before, and to the original group where they do not.
fn split(sketch: &mut Sketch, span: Span) {
    let mut places: Vec<u32> = span.members().collect();
    for index in span.members() {
        let own = sketch.len();
        let mut ty = sketch.ty(index).clone();
        ty.for_each_index(|index| {
            if span.contains(*index) {
                *index = places[(*index - span.start) as usize];
            }
        });
        sketch.push(ty);
        if sketch.holds(own) {
            sketch.close(own, false);
            places[(index - span.start) as usize] = own;
        } else {
            sketch.retract(own);
        }
    }
}

/// The span of a group and the next one together, if both have types and there is room.
fn merged(sketch: &Sketch, position: usize, room: u32) -> Option<Span> {
    let first = sketch.groups[position];
    let second = *sketch.groups.get(position + 1)?;
    let both = Span { len: first.len + second.len, ..first };
    (second.len > 0 && both.len <= room).then_some(both)
}

/// Swaps two members and rewrites the references to them.
pub(in crate::generator) fn swap_two(
    members: &mut [SubType],
    start: u32,
    choices: &mut dyn Choices,
) {
    let first = choices.index(members.len());
    let second = (first + 1 + choices.index(members.len().saturating_sub(1))) % members.len();
    members.swap(first, second);
    let (first, second) = (start + first as u32, start + second as u32);
    for ty in members {
        ty.for_each_index(|index| {
            if *index == first {
                *index = second;
            } else if *index == second {
                *index = first;
            }
        });
    }
}

/// A struct that refers to the type `index`.
fn observer(index: u32) -> SubType {
    let content = Val::Ref { nullable: true, heap: HeapRef::Index(index) };
    SubType::bare(Composite::Struct(vec![Field { mutable: false, storage: Storage::Val(content) }]))
}
