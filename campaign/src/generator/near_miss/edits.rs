//! The edits between neighbours: one thing is changed, whether the module stays valid or not.

use crate::choices::Choices;
use crate::generator::types::holds::{heaps_above, heaps_below};
use crate::generator::types::sketch::{Sketch, Span};
use crate::generator::types::vals::some_abstract;
use crate::generator::types::{careless, copies, edits};
use crate::question::AbstractHeap;
use crate::section::{HeapRef, Val};

/// Makes one edit anywhere in a module.
pub(super) fn edit(sketch: &mut Sketch, choices: &mut dyn Choices) {
    let Some(span) = some_group(sketch, choices) else {
        return;
    };
    match choices.weighted(&[6, 3, 9]) {
        0 => edit_group(sketch, span, choices),
        1 => move_border(sketch, choices),
        _ => careless::edit(sketch, choices),
    }
}

/// A group with types, if there is one.
fn some_group(sketch: &Sketch, choices: &mut dyn Choices) -> Option<Span> {
    let groups: Vec<Span> = sketch.groups.iter().copied().filter(|span| span.len > 0).collect();
    groups.get(choices.index(groups.len())).copied()
}

/// Makes one edit in a group that has types: in a member, in what a reference names, or in the order.
pub(super) fn edit_group(sketch: &mut Sketch, span: Span, choices: &mut dyn Choices) {
    match choices.weighted(&[6, 4, 2]) {
        0 => edit_member(sketch, span, choices),
        1 if step(sketch, span, choices) => {}
        2 if span.len > 1 => {
            let members = &mut sketch.types[span.start as usize..span.end() as usize];
            copies::swap_two(members, span.start, choices);
        }
        _ => edit_member(sketch, span, choices),
    }
}

fn edit_member(sketch: &mut Sketch, span: Span, choices: &mut dyn Choices) {
    let own = span.start + choices.choose(span.len);
    let end = sketch.len();
    edits::one(&mut sketch.types[own as usize], own, end, choices);
}

/// Moves a reference of a member to a neighbour of the heap type it names; says whether there is one.
fn step(sketch: &mut Sketch, span: Span, choices: &mut dyn Choices) -> bool {
    let own = (span.start + choices.choose(span.len)) as usize;
    let mut composite = sketch.types[own].composite.clone();
    let is_reference = |val: &Val| matches!(val, Val::Ref { .. });
    let found = edits::change_val(&mut composite, choices, is_reference, |val, choices| {
        if let Val::Ref { heap, .. } = val {
            *heap = neighbour(sketch, *heap, choices);
        }
    });
    sketch.types[own].composite = composite;
    found
}

/// A heap type one step up or down in its hierarchy, or its bottom, or one that is equal or stands beside it.
fn neighbour(sketch: &Sketch, heap: HeapRef, choices: &mut dyn Choices) -> HeapRef {
    match heap {
        HeapRef::Abstract(heap) => {
            let relatives = match choices.choose(3) {
                0 => heaps_above(heap),
                1 => heaps_below(heap),
                _ => return HeapRef::Index(choices.choose(sketch.len())),
            };
            match relatives.get(choices.index(relatives.len())) {
                Some(relative) => HeapRef::Abstract(*relative),
                None => some_abstract(choices),
            }
        }
        HeapRef::Index(index) if index < sketch.len() => match choices.choose(6) {
            0 => HeapRef::Index(sketch.parent(index).unwrap_or(index)),
            1 => HeapRef::Index(sketch.fact(index).child.unwrap_or(index)),
            2 => HeapRef::Index(sketch.twin(index)),
            3 => HeapRef::Index(if index == 0 { 1 } else { index - 1 }),
            4 => HeapRef::Abstract(sketch.top(index)),
            _ => HeapRef::Abstract(match sketch.top(index) {
                AbstractHeap::Func => AbstractHeap::NoFunc,
                _ => AbstractHeap::None,
            }),
        },
        // An edit before this one made the reference dangle; now it may be mended.
        HeapRef::Index(_) => HeapRef::Index(sketch.len() - 1),
    }
}

/// Moves the border between two groups by one type, or adds or drops an empty group. Indices stay.
fn move_border(sketch: &mut Sketch, choices: &mut dyn Choices) {
    let position = choices.index(sketch.groups.len());
    let empty = sketch.groups.iter().position(|span| span.len == 0);
    match (choices.choose(4), empty) {
        (0, Some(empty)) => drop(sketch.groups.remove(empty)),
        (0 | 1, _) => {
            let start = sketch.groups[position].start;
            sketch.groups.insert(position, Span { start, len: 0, explicit: true });
        }
        (2, _) if sketch.groups[position].len > 1 => {
            let span = &mut sketch.groups[position];
            span.len -= 1;
            span.explicit = true;
            let last = Span { start: span.end(), len: 1, explicit: choices.chance(1, 2) };
            sketch.groups.insert(position + 1, last);
        }
        _ => take_next(sketch, position),
    }
}

/// Gives the first type of the groups behind a group to it, if there is one.
fn take_next(sketch: &mut Sketch, position: usize) {
    let next = (position + 1..sketch.groups.len()).find(|next| sketch.groups[*next].len > 0);
    if let Some(next) = next {
        for between in &mut sketch.groups[position + 1..=next] {
            between.start += 1;
        }
        sketch.groups[next].len -= 1;
        sketch.groups[next].explicit = true;
        let span = &mut sketch.groups[position];
        span.len += 1;
        span.explicit = true;
    }
}
