//! Modules that mean the same: a module and one or two of its other writings.
//!
//! The groups of the other writings stand in another order, twice, spelled out, and mention equal types in place
//! of the original ones (see [`crate::variation`]). So each type has an equal one in every module of the
//! program, at another index, and all that holds of the one holds of the others.

use crate::asking::{Subject, ask_everything};
use crate::choices::Choices;
use crate::generator::Generator;
use crate::generator::company;
use crate::generator::types::edits;
use crate::program::{Program, Step};
use crate::question::ModuleId;
use crate::section::TypeSection;
use crate::variation::Variations;

#[cfg(test)]
mod tests;

/// The fewest and the most types of the original, but for those that complete its last group. In its other
/// writings there are twice as many at most.
pub const TYPES: [u32; 2] = [2, 9];

/// How likely each size of a group is, from 1 on.
const SIZES: [u32; 4] = [6, 5, 3, 1];

/// The generator `variants`.
#[derive(Clone, Copy, Debug)]
pub struct Variants;

impl Generator for Variants {
    fn name(&self) -> &'static str {
        "variants"
    }

    fn version(&self) -> u32 {
        1
    }

    fn generate(&self, choices: &mut dyn Choices) -> Program {
        let original = original(choices);
        let mut modules = vec![original.clone()];
        if let Some(variations) = Variations::of(&original) {
            for _ in 0..choices.between(1, 2) {
                modules.push(variations.choose(choices).section);
            }
        }
        let first = choices.index(modules.len());
        modules.swap(0, first);
        let mut program = Program::default();
        let mut subjects = Vec::new();
        for (number, section) in (0..).zip(&modules) {
            program.steps.push(Step::Define(section.encode().into()));
            subjects.push(Subject::of(ModuleId(number), section));
        }
        program.steps.extend(ask_everything(&subjects, choices));
        program
    }
}

/// What is written otherwise. One of eight has an edit, with which it may be invalid: then all of its writings
/// are.
pub fn original(choices: &mut dyn Choices) -> TypeSection {
    let types = choices.between(TYPES[0], TYPES[1]);
    let mut section = company::sketch(types, &SIZES, choices).into_section();
    let end = section.len();
    if choices.chance(1, 8) {
        let own = choices.choose(end);
        let mut types = section.groups.iter_mut().flat_map(|group| &mut group.types);
        if let Some(ty) = types.nth(own as usize) {
            edits::one(ty, own, end, choices);
        }
    }
    section
}
