//! A further module with the groups of an earlier one at other indices, equal or edited.

use super::sketch::{Sketch, Span};
use super::{TYPES_MAX, edits, fresh};
use crate::choices::Choices;
use crate::section::SubType;

/// Where the types of the earlier module went.
#[derive(Clone, Copy, Debug)]
struct Place {
    /// The index in the new module.
    index: u32,
    /// Whether the new type is equal to the old one: neither it nor anything it names was edited.
    pure: bool,
}

/// A sketch that begins with other types and then repeats groups of `source`, some of them edited.
pub(super) fn module(source: &Sketch, choices: &mut dyn Choices) -> Sketch {
    let mut sketch = Sketch::new();
    for _ in 0..choices.between(1, 3) {
        let size = choices.between(1, 3);
        fresh::group(&mut sketch, size, 2, choices);
    }
    let mut places = vec![None; source.types.len()];
    let mut firsts = vec![None; source.types.len()];
    for span in &source.groups {
        match choices.choose(12) {
            10 if sketch.len() < TYPES_MAX => fresh::group(&mut sketch, 1, 4, choices),
            11 => continue,
            _ => {}
        }
        if sketch.len() + span.len <= TYPES_MAX.max(source.len() + 8) {
            repeat(source, *span, &mut sketch, &mut places, choices);
            link(source, *span, &mut sketch, &places, &mut firsts);
        }
    }
    sketch
}

/// Adds the group, edited in one of six cases, if everything it names has a place and it is valid
/// for certain.
fn repeat(
    source: &Sketch,
    span: Span,
    sketch: &mut Sketch,
    places: &mut [Option<Place>],
    choices: &mut dyn Choices,
) {
    let start = sketch.len();
    let Some((mut members, mut pure)) = moved(source, span, start, places) else {
        return;
    };
    if choices.chance(1, 6) {
        edits::one_of(&mut members, start, choices);
        pure = false;
    }
    for ty in members {
        sketch.push(ty);
    }
    if !sketch.holds(start) {
        sketch.retract(start);
        return;
    }
    let explicit = span.explicit ^ choices.chance(1, 4);
    sketch.close(start, explicit);
    for (old, index) in span.members().zip(start..) {
        places[old as usize] = Some(Place { index, pure });
    }
}

/// The members of the group at their new place, and whether all they name is unedited.
fn moved(
    source: &Sketch,
    span: Span,
    start: u32,
    places: &[Option<Place>],
) -> Option<(Vec<SubType>, bool)> {
    let mut members = source.members(span).to_vec();
    let mut pure = true;
    let mut complete = true;
    for ty in &mut members {
        ty.for_each_index(|index| {
            if span.contains(*index) {
                *index = *index - span.start + start;
            } else if let Some(place) = places[*index as usize] {
                *index = place.index;
                pure &= place.pure;
            } else {
                complete = false;
            }
        });
    }
    complete.then_some((members, pure))
}

/// Notes which of the new types are equal because the old ones were.
fn link(
    source: &Sketch,
    span: Span,
    sketch: &mut Sketch,
    places: &[Option<Place>],
    firsts: &mut [Option<u32>],
) {
    for old in span.members() {
        let Some(Place { index, pure: true }) = places[old as usize] else {
            continue;
        };
        let first = &mut firsts[source.fact(old).class as usize];
        match first {
            Some(first) => sketch.link(*first, index),
            None => *first = Some(index),
        }
    }
}
