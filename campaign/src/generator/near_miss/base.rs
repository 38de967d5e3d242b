//! Valid modules to begin with: few types, among them those that are easily forgotten.

use super::CHAIN_MAX;
use crate::choices::Choices;
use crate::generator::types::fresh;
use crate::generator::types::sketch::Sketch;
use crate::question::AbstractHeap;
use crate::section::{Composite, Field, HeapRef, Storage, SubType, Val};

/// The bottoms of the four hierarchies.
const BOTTOMS: [AbstractHeap; 4] =
    [AbstractHeap::None, AbstractHeap::NoFunc, AbstractHeap::NoExtern, AbstractHeap::NoExn];

/// The fewest types of a chain, three less than engines take.
const CHAIN_MIN: u32 = 62;

/// A valid module; one of 60 is a long chain.
pub(super) fn module(choices: &mut dyn Choices) -> Sketch {
    if choices.chance(1, 60) {
        return chain(choices);
    }
    small(choices.between(2, 7), choices)
}

/// A valid module of about so many types.
pub(super) fn small(types: u32, choices: &mut dyn Choices) -> Sketch {
    let mut sketch = Sketch::new();
    while sketch.len() < types {
        match choices.weighted(&[14, 2, 3, 3]) {
            0 => {
                let room = types - sketch.len();
                let size = 1 + choices.weighted(&[5, 4, 2]) as u32;
                fresh::group(&mut sketch, size.min(room), 6, choices);
            }
            1 => empty_group(&mut sketch),
            2 => uninhabited(&mut sketch, choices),
            _ => bottoms(&mut sketch, choices),
        }
        // An empty group is no type: without this, choices could go on with them for ever.
        if sketch.groups.len() > types as usize {
            break;
        }
    }
    if sketch.types.is_empty() {
        uninhabited(&mut sketch, choices);
    }
    sketch
}

fn empty_group(sketch: &mut Sketch) {
    sketch.close(sketch.len(), true);
}

/// A type that no value has, because each would need another one before it; or two that need each other.
fn uninhabited(sketch: &mut Sketch, choices: &mut dyn Choices) {
    let start = sketch.len();
    let size = choices.between(1, 2);
    for own in start..start + size {
        let next = start + (own + 1 - start) % size;
        let content = Val::Ref { nullable: false, heap: HeapRef::Index(next) };
        let field = stored(content, choices);
        let composite = match choices.choose(3) {
            0 => Composite::Struct(vec![field]),
            1 => Composite::Struct(vec![field, field]),
            _ => Composite::Array(field),
        };
        sketch.push(SubType { is_final: choices.chance(1, 2), ..SubType::bare(composite) });
    }
    sketch.close(start, choices.chance(1, 3));
}

/// A type with a bottom in one position, and sometimes a subtype with the same or another one.
fn bottoms(sketch: &mut Sketch, choices: &mut dyn Choices) {
    let own = sketch.len();
    let shape = choices.choose(4);
    sketch.push(with_bottom(shape, false, choices));
    sketch.close(own, choices.chance(1, 3));
    if choices.chance(1, 2) {
        // The same composite type again is a subtype whatever the position allows.
        let mut below = sketch.ty(own).clone();
        below.supertypes = vec![own];
        sketch.push(below);
        sketch.close(own + 1, choices.chance(1, 3));
    }
}

fn with_bottom(shape: u32, is_final: bool, choices: &mut dyn Choices) -> SubType {
    let heap = HeapRef::Abstract(BOTTOMS[choices.index(BOTTOMS.len())]);
    let val = Val::Ref { nullable: choices.chance(1, 2), heap };
    let composite = match shape {
        0 => Composite::Struct(vec![stored(val, choices)]),
        1 => Composite::Array(stored(val, choices)),
        2 => Composite::Func { params: vec![val], results: vec![] },
        _ => Composite::Func { params: vec![], results: vec![val] },
    };
    SubType { is_final, ..SubType::bare(composite) }
}

fn stored(val: Val, choices: &mut dyn Choices) -> Field {
    Field { mutable: choices.chance(1, 3), storage: Storage::Val(val) }
}

/// A chain of types, each below the one before, around the 63 supertypes that engines take.
fn chain(choices: &mut dyn Choices) -> Sketch {
    let mut sketch = Sketch::new();
    let types = choices.between(CHAIN_MIN, CHAIN_MAX);
    fresh::tower(&mut sketch, types, choices);
    sketch
}
