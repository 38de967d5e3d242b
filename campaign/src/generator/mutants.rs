//! Modules with bodies, each with one edit.
//!
//! The module is one of wasm-smith or a careful one of [`super::bodies`], nearly always valid. The edit
//! replaces, inserts, deletes or swaps instructions, changes a byte of an immediate, drops or doubles an
//! entry of a section or a section, or changes bytes anywhere, with sizes corrected or not. So a mutant is
//! one edit away from valid, on either side of a rule or of the grammar.
//!
//! Programs ask `ValidTypes` and `Valid`, for the reason that `bodies` has.

use crate::asking::program_of_validity;
use crate::choices::Choices;
use crate::generator::{Generator, bodies, smith};
use crate::layout;
use crate::program::Program;

mod bytes;
mod entries;
mod instructions;
#[cfg(test)]
mod tests;

/// The generator `mutants`.
#[derive(Clone, Copy, Debug)]
pub struct Mutants;

impl Generator for Mutants {
    fn name(&self) -> &'static str {
        "mutants"
    }

    fn version(&self) -> u32 {
        2
    }

    fn generate(&self, choices: &mut dyn Choices) -> Program {
        program_of_validity(module(choices).into())
    }
}

/// A module with one edit; without any if it has nothing to edit.
fn module(choices: &mut dyn Choices) -> Vec<u8> {
    let module = whole(choices);
    mutant(&module, choices)
}

fn whole(choices: &mut dyn Choices) -> Vec<u8> {
    match choices.weighted(&[3, 2]) {
        0 => bodies::module(choices, true),
        _ => smith::full_module(choices),
    }
}

fn mutant(module: &[u8], choices: &mut dyn Choices) -> Vec<u8> {
    let mut sections = layout::read(module);
    let edited = match choices.weighted(&[12, 4, 3, 1]) {
        0 => instructions::edit(&mut sections, choices),
        1 => entries::edit(&mut sections, choices),
        2 => bytes::edit_content(&mut sections, choices),
        _ => bytes::edit_sections(&mut sections, choices),
    };
    if edited.is_none() {
        // Nothing of the kind is there: a byte always is.
        let _ = bytes::edit_content(&mut sections, choices);
    }
    let mut module = layout::write(&sections);
    if choices.chance(1, 40) {
        bytes::edit_anywhere(&mut module, choices);
    }
    module
}
