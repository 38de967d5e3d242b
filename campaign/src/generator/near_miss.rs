//! Small modules that are one edit apart: on either side of a rule, or of equality.
//!
//! A program has two modules of which one is the other with one edit, or one module in which a group, its
//! equal twin and the twin with one edit stand side by side. Which of them comes first is chosen, and the
//! first may have an edit already, so an edit leads from valid to invalid, from equal to different, and back.
//! Some edits are of bytes: one byte of the type section that means something becomes another one.
//!
//! Modules have few types, so that thousands are asked about in a second.

use crate::asking::{Subject, ask_everything};
use crate::choices::Choices;
use crate::generator::Generator;
use crate::generator::types::copies;
use crate::generator::types::sketch::{Sketch, Span};
use crate::program::{Program, Step};
use crate::question::ModuleId;
use std::sync::Arc;

mod base;
mod bytes;
mod edits;
#[cfg(test)]
mod tests;

/// The most types of a module, chains aside.
pub const TYPES_MAX: u32 = 12;

/// The most types of a chain: its last one has 65 supertypes above it.
pub const CHAIN_MAX: u32 = 66;

/// The generator `near-miss`.
#[derive(Clone, Copy, Debug)]
pub struct NearMiss;

impl Generator for NearMiss {
    fn name(&self) -> &'static str {
        "near-miss"
    }

    fn version(&self) -> u32 {
        1
    }

    fn generate(&self, choices: &mut dyn Choices) -> Program {
        match choices.weighted(&[10, 8, 6]) {
            0 => two_modules(choices),
            1 => one_module(choices),
            _ => two_spellings(choices),
        }
    }
}

/// A module and its neighbour.
fn two_modules(choices: &mut dyn Choices) -> Program {
    let mut first = base::module(choices);
    if choices.chance(1, 3) {
        edits::edit(&mut first, choices);
    }
    let mut second = first.clone();
    edits::edit(&mut second, choices);
    let modules = [first, second].map(|sketch| sketch.into_section().encode());
    pair(modules, choices)
}

/// A module with a group, its twin and its neighbour. The twin is not always there.
fn one_module(choices: &mut dyn Choices) -> Program {
    let mut sketch = base::small(choices.between(2, TYPES_MAX / 3), choices);
    let groups: Vec<Span> = sketch.groups.iter().copied().filter(|span| span.len > 0).collect();
    if let Some(span) = groups.get(choices.index(groups.len())) {
        if choices.chance(2, 3) {
            copies::equal(&mut sketch, *span, choices);
        }
        neighbour(&mut sketch, *span, choices);
    }
    let section = sketch.into_section();
    let subject = Subject::of(ModuleId(0), &section);
    let mut program = Program { steps: vec![Step::Define(section.encode().into())] };
    program.steps.extend(ask_everything(&[subject], choices));
    program
}

/// Adds the group with one edit in one of its members.
fn neighbour(sketch: &mut Sketch, span: Span, choices: &mut dyn Choices) {
    let start = sketch.len();
    for ty in copies::shifted(sketch, span, choices) {
        sketch.push(ty);
    }
    let copy = sketch.close(start, choices.chance(1, 3));
    edits::edit_group(sketch, copy, choices);
}

/// A module, and the same bytes but for one of them.
fn two_spellings(choices: &mut dyn Choices) -> Program {
    let section = base::module(choices).into_section();
    let edited = bytes::edited(&section, choices);
    pair([section.encode(), edited], choices)
}

/// Both modules, in an order by choice, and the questions about them.
fn pair(mut modules: [Vec<u8>; 2], choices: &mut dyn Choices) -> Program {
    if choices.chance(1, 2) {
        modules.reverse();
    }
    let modules = modules.map(Arc::from);
    let subjects = [0, 1].map(|n: u32| Subject::read(ModuleId(n), &modules[n as usize]));
    let mut program = Program { steps: modules.map(Step::Define).into() };
    program.steps.extend(ask_everything(&subjects, choices));
    program
}
