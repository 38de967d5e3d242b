//! Our own type sections: as nasty as the rules allow, and in one of four modules a little nastier.
//!
//! A module is made of fresh groups, valid by construction, and of copies and one-edit neighbours of
//! earlier groups. One module of four gets careless edits on top, which may make it invalid. Most
//! programs have one module; some have two that share groups at shifted indices, and some drop a
//! module before they define the last one, so that identities of types are used again.

use crate::asking::{Subject, ask_everything};
use crate::choices::Choices;
use crate::generator::Generator;
use crate::program::{Program, Step};
use crate::question::ModuleId;
use crate::section::TypeSection;
use sketch::Sketch;

pub(super) mod careless;
pub(super) mod copies;
pub(super) mod edits;
pub(super) mod fresh;
pub(super) mod holds;
mod replay;
pub(super) mod sketch;
#[cfg(test)]
mod tests;
pub(super) mod vals;

/// The most types of a module, towers aside. A module with a tower has up to 8 types more than its
/// tower, and a later module that repeats it has up to 8 more than the first.
pub const TYPES_MAX: u32 = 48;

/// The most types of a chain of supertypes: the last one has 65 supertypes above it, two more than
/// engines take.
pub const TOWER_MAX: u32 = 66;

/// The generator `types`.
#[derive(Clone, Copy, Debug)]
pub struct Types;

impl Generator for Types {
    fn name(&self) -> &'static str {
        "types"
    }

    fn version(&self) -> u32 {
        1
    }

    fn generate(&self, choices: &mut dyn Choices) -> Program {
        let first = sketch(choices);
        match choices.weighted(&[37, 8, 3]) {
            0 => single(first, choices),
            1 => pair(first, choices),
            _ => history(first, choices),
        }
    }
}

/// The section of one module: what [`Types`] makes of the first choices of a program.
pub fn section(choices: &mut dyn Choices) -> TypeSection {
    finished(sketch(choices), choices)
}

/// Define, ask.
fn single(first: Sketch, choices: &mut dyn Choices) -> Program {
    let mut program = Program::default();
    let subject = define(&mut program, 0, first, choices);
    program.steps.extend(ask_everything(&[subject], choices));
    program
}

/// Define, define another module that shares groups, ask.
fn pair(first: Sketch, choices: &mut dyn Choices) -> Program {
    let second = replay::module(&first, choices);
    let mut program = Program::default();
    let subjects =
        [define(&mut program, 0, first, choices), define(&mut program, 1, second, choices)];
    program.steps.extend(ask_everything(&subjects, choices));
    program
}

/// Define, define, drop one, define a module that shares groups with both, ask.
fn history(first: Sketch, choices: &mut dyn Choices) -> Program {
    let second = replay::module(&first, choices);
    let dropped = choices.choose(2);
    let third = replay::module(if dropped == 0 { &first } else { &second }, choices);
    let mut program = Program::default();
    let mut subjects =
        vec![define(&mut program, 0, first, choices), define(&mut program, 1, second, choices)];
    program.steps.push(Step::Drop(ModuleId(dropped)));
    subjects.remove(dropped as usize);
    subjects.push(define(&mut program, 2, third, choices));
    program.steps.extend(ask_everything(&subjects, choices));
    program
}

fn define(
    program: &mut Program,
    number: u32,
    sketch: Sketch,
    choices: &mut dyn Choices,
) -> Subject {
    let section = finished(sketch, choices);
    program.steps.push(Step::Define(section.encode().into()));
    Subject::of(ModuleId(number), &section)
}

/// The section of a sketch, after one or two careless edits in one of four cases.
fn finished(mut sketch: Sketch, choices: &mut dyn Choices) -> TypeSection {
    if choices.chance(1, 4) {
        for _ in 0..choices.between(1, 2) {
            careless::edit(&mut sketch, choices);
        }
    }
    sketch.into_section()
}

/// What a module is rich in: how many of 8 types have a supertype, how many of 8 steps are copies,
/// and how likely each size of a fresh group is, from 1 on.
#[derive(Clone, Copy, Debug)]
struct Style {
    subtypes: u32,
    copies: u32,
    sizes: [u32; 7],
}

const STYLES: [Style; 4] = [
    // A little of everything.
    Style { subtypes: 5, copies: 4, sizes: [5, 4, 3, 2, 1, 0, 0] },
    // Long chains of supertypes.
    Style { subtypes: 7, copies: 3, sizes: [4, 4, 4, 2, 1, 1, 1] },
    // Copies of copies.
    Style { subtypes: 5, copies: 6, sizes: [3, 4, 3, 1, 0, 0, 0] },
    // Large groups.
    Style { subtypes: 6, copies: 3, sizes: [1, 2, 2, 3, 3, 3, 2] },
];

/// A valid module.
fn sketch(choices: &mut dyn Choices) -> Sketch {
    let style = STYLES[choices.index(STYLES.len())];
    let mut sketch = Sketch::new();
    let target = match choices.weighted(&[3, 36, 1]) {
        0 => choices.between(1, 8),
        1 => 16 + choices.choose(16) + choices.choose(16),
        _ => {
            let height = tower_height(choices);
            fresh::tower(&mut sketch, height, choices);
            sketch.len() + choices.choose(9)
        }
    };
    while sketch.len() < target {
        let room = target - sketch.len();
        if choices.chance(1, 16) {
            empty_groups(&mut sketch, choices);
        }
        if choices.chance(style.copies, 8) && copies::add(&mut sketch, room, choices) {
            continue;
        }
        let size = 1 + choices.weighted(&style.sizes) as u32;
        fresh::group(&mut sketch, size.min(room), style.subtypes, choices);
    }
    if choices.chance(1, 16) {
        empty_groups(&mut sketch, choices);
    }
    sketch
}

/// Mostly well within the limit of engines, else right around it.
fn tower_height(choices: &mut dyn Choices) -> u32 {
    if choices.chance(1, 3) {
        choices.between(TOWER_MAX - 3, TOWER_MAX)
    } else {
        choices.between(12, 40)
    }
}

fn empty_groups(sketch: &mut Sketch, choices: &mut dyn Choices) {
    for _ in 0..choices.between(1, 3) {
        sketch.close(sketch.len(), true);
    }
}
