//! Fresh groups, valid by construction.
//!
//! First the heads of all members are decided: supertype, form, finality. Then the bodies, which
//! may name every member and rely on every declared supertype, those of later members included.

use super::sketch::Sketch;
use super::vals::Scope;
use crate::choices::Choices;
use crate::section::{Composite, Field, Storage, SubType, Val};

/// The most fields that a struct grows to by width extension.
const FIELDS_MAX: usize = 10;

/// The deepest type that a fresh group derives from. Only towers go on to the limit of 63.
const DEPTH_MAX: u32 = 40;

/// Adds a group of fresh types; of 8 members, `subtypes` have a supertype where one is at hand.
pub(in crate::generator) fn group(
    sketch: &mut Sketch,
    size: u32,
    subtypes: u32,
    choices: &mut dyn Choices,
) {
    let start = sketch.len();
    for _ in 0..size {
        let parent = if choices.chance(subtypes, 8) { parent(sketch, choices) } else { None };
        let is_final = choices.chance(1, if parent.is_some() { 8 } else { 5 });
        push_head(sketch, parent, is_final, choices);
    }
    finish(sketch, start, choices);
}

/// Adds a chain of open types, each below the one before, over groups of several sizes.
pub(in crate::generator) fn tower(sketch: &mut Sketch, height: u32, choices: &mut dyn Choices) {
    let bottom = sketch.len();
    let top = bottom + height;
    while sketch.len() < top {
        let start = sketch.len();
        let size = choices.between(1, 8).min(top - start);
        for _ in 0..size {
            let parent = sketch.len().checked_sub(1).filter(|last| *last >= bottom);
            push_head(sketch, parent, false, choices);
        }
        finish(sketch, start, choices);
    }
}

/// An open type of moderate depth, if one of three tries finds one: any type, one of the last six
/// or the last one.
fn parent(sketch: &Sketch, choices: &mut dyn Choices) -> Option<u32> {
    let end = sketch.len();
    (0..3).find_map(|_| {
        let recent = [end, 6, 1][choices.index(3)];
        let low = end.saturating_sub(recent);
        let mut index = low + choices.choose(end - low);
        if index >= end {
            return None;
        }
        if choices.chance(1, 4) {
            index = sketch.twin(index);
        }
        let open = !sketch.ty(index).is_final && sketch.fact(index).depth < DEPTH_MAX;
        open.then_some(index)
    })
}

/// Adds a type whose composite type has the right form and is empty.
fn push_head(sketch: &mut Sketch, parent: Option<u32>, is_final: bool, choices: &mut dyn Choices) {
    let form = match parent {
        Some(parent) => &sketch.ty(parent).composite,
        None => match choices.weighted(&[5, 2, 3]) {
            0 => &Composite::Struct(Vec::new()),
            1 => &Composite::Array(NOTHING),
            _ => &Composite::Func { params: Vec::new(), results: Vec::new() },
        },
    };
    let composite = match form {
        Composite::Struct(_) => Composite::Struct(Vec::new()),
        Composite::Array(_) => Composite::Array(NOTHING),
        Composite::Func { .. } => Composite::Func { params: Vec::new(), results: Vec::new() },
    };
    sketch.push(SubType {
        is_final,
        spelled_out: choices.chance(1, 6),
        supertypes: parent.into_iter().collect(),
        composite,
    });
    sketch.adopt(sketch.len() - 1);
}

const NOTHING: Field = Field { mutable: false, storage: Storage::I8 };

/// Writes the bodies of the types from `start` on and makes them a group.
fn finish(sketch: &mut Sketch, start: u32, choices: &mut dyn Choices) {
    for index in start..sketch.len() {
        let scope = Scope { sketch, start };
        let composite = match sketch.parent(index) {
            Some(parent) => derived(scope, &sketch.ty(parent).composite, choices),
            None => body(scope, &sketch.ty(index).composite, choices),
        };
        sketch.types[index as usize].composite = composite;
    }
    let explicit = choices.chance(1, 3);
    sketch.close(start, explicit);
}

/// A fresh composite type of the same form.
fn body(scope: Scope<'_>, form: &Composite, choices: &mut dyn Choices) -> Composite {
    match form {
        Composite::Struct(_) => {
            let count = [1, 2, 0, 3, 4][choices.weighted(&[4, 4, 2, 2, 1])];
            Composite::Struct((0..count).map(|_| scope.field(choices)).collect())
        }
        Composite::Array(_) => Composite::Array(scope.field(choices)),
        Composite::Func { .. } => {
            Composite::Func { params: list(scope, choices), results: list(scope, choices) }
        }
    }
}

fn list(scope: Scope<'_>, choices: &mut dyn Choices) -> Vec<Val> {
    let count = [0, 1, 2, 3, 5][choices.weighted(&[4, 6, 3, 2, 1])];
    (0..count).map(|_| scope.val(choices)).collect()
}

/// A composite type that matches that of the supertype.
fn derived(scope: Scope<'_>, above: &Composite, choices: &mut dyn Choices) -> Composite {
    match above {
        Composite::Struct(above) => {
            let wider = above.len() < FIELDS_MAX && choices.chance(1, 3);
            let mut fields = Vec::with_capacity(above.len() + usize::from(wider));
            for field in above {
                fields.push(scope.narrower_field(*field, choices));
            }
            if wider {
                fields.push(scope.field(choices));
            }
            Composite::Struct(fields)
        }
        Composite::Array(element) => Composite::Array(scope.narrower_field(*element, choices)),
        Composite::Func { params, results } => Composite::Func {
            params: params.iter().map(|val| scope.wider(*val, choices)).collect(),
            results: results.iter().map(|val| scope.narrower(*val, choices)).collect(),
        },
    }
}
