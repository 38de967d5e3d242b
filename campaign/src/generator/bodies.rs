//! Whole modules with a bit of everything, and bodies out of the complete instruction set of Wasm 3.0.
//!
//! A module has few types of all kinds, imports, functions, tables, memories, globals, tags, segments, a
//! start function and exports. The instructions of its bodies are drawn from wasmparser's list of
//! operators, so that none is forgotten, mostly with immediates that fit and operands of the right types.
//! A number of slips is decided first, mostly none or one: an index one too far, a final supertype, a wrong
//! or missing operand, limits upside down, an initial value that is not constant. The generator types
//! what it writes by its own simple means and consults no validator, so some more modules are invalid
//! without a slip, and some slips do no harm.
//!
//! Programs ask `ValidTypes` and `Valid` and nothing about pairs of types: the types of these modules are
//! tame, and a matrix takes an oracle more time than the body.

use crate::asking::program_of_validity;
use crate::choices::Choices;
use crate::generator::Generator;
use crate::program::Program;
use draw::Draw;
use plan::{Plan, Space};

mod blocks;
mod body;
mod constants;
mod definitions;
mod draw;
pub(super) mod encode;
mod immediates;
mod matching;
mod operators;
mod plan;
mod producers;
mod signature;
mod tabulated;
#[cfg(test)]
mod tests;
mod types;

/// The generator `bodies`.
#[derive(Clone, Copy, Debug)]
pub struct Bodies;

impl Generator for Bodies {
    fn name(&self) -> &'static str {
        "bodies"
    }

    fn version(&self) -> u32 {
        1
    }

    fn generate(&self, choices: &mut dyn Choices) -> Program {
        program_of_validity(module(choices, false).into())
    }
}

/// A module: what [`Bodies`] makes of the choices of a program; a careful one is made without slips.
#[must_use]
pub fn module(choices: &mut dyn Choices, careful: bool) -> Vec<u8> {
    let draw = &mut Draw::new(choices, careful);
    let mut plan = Plan::default();
    types::draw(&mut plan, draw);
    definitions::draw(&mut plan, draw);
    draw.begin_bodies();
    let own = plan.funcs[plan.imported[Space::Func as usize] as usize..].iter();
    let bodies: Vec<_> = own.map(|ty| body::draw(&plan, *ty, draw)).collect();
    encode::module(&plan, &bodies)
}
