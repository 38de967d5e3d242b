//! Modules that come and go: what is defined after a drop finds the places of what is gone.
//!
//! All modules of a program have groups of one pool, of mixed sizes, in another order and company each. So a
//! group that was dropped is defined again where other groups were, and the members of a group come to stand
//! in places that were not beside each other. Questions are asked between the steps, about a few types of all
//! live modules.

use crate::asking::{Subject, ask_some};
use crate::choices::Choices;
use crate::generator::Generator;
use crate::generator::company::{self, Pool};
use crate::generator::types::edits;
use crate::program::{Program, Step};
use crate::question::ModuleId;

#[cfg(test)]
mod tests;

/// The fewest and the most modules that are defined and dropped, taken together.
pub const CHANGES: [u32; 2] = [4, 12];

/// The most modules that are live at the same time.
pub const LIVE_MAX: usize = 4;

/// The most types that one round of questions is about.
pub const ASKED_MAX: usize = 12;

/// How likely each size of a group is, from 1 on.
const SIZES: [u32; 8] = [6, 4, 4, 2, 2, 1, 1, 1];

/// The generator `history`.
#[derive(Clone, Copy, Debug)]
pub struct History;

impl Generator for History {
    fn name(&self) -> &'static str {
        "history"
    }

    fn version(&self) -> u32 {
        1
    }

    fn generate(&self, choices: &mut dyn Choices) -> Program {
        let types = choices.between(8, 20);
        let pool = Pool::of(company::sketch(types, &SIZES, choices).into_section());
        let mut story = Story { pool, program: Program::default(), live: Vec::new(), defined: 0 };
        let changes = choices.between(CHANGES[0], CHANGES[1]);
        for change in 0..changes {
            match change {
                // Every history drops a module and defines another one after it.
                0 | 1 | 3 => story.define(choices),
                2 => story.drop_one(choices),
                _ if story.live.len() < 2 => story.define(choices),
                _ if story.live.len() == LIVE_MAX || choices.chance(1, 2) => {
                    story.drop_one(choices);
                }
                _ => story.define(choices),
            }
            if change + 1 == changes || choices.chance(1, 2) {
                let questions = ask_some(&story.live, ASKED_MAX, choices);
                story.program.steps.extend(questions);
            }
        }
        story.program
    }
}

/// A program while it is made.
struct Story {
    pool: Pool,
    program: Program,
    live: Vec<Subject>,
    defined: u32,
}

impl Story {
    /// Defines a module with every second group of the pool. One of eight has an edit, with which it may be
    /// invalid: nothing of a module that is refused may stay.
    fn define(&mut self, choices: &mut dyn Choices) {
        let mut section = self.pool.place(|_, choices| choices.chance(1, 2), choices).section;
        let end = section.len();
        if choices.chance(1, 8) && end > 0 {
            let own = choices.choose(end);
            let mut types = section.groups.iter_mut().flat_map(|group| &mut group.types);
            if let Some(ty) = types.nth(own as usize) {
                edits::one(ty, own, end, choices);
            }
        }
        self.live.push(Subject::of(ModuleId(self.defined), &section));
        self.defined += 1;
        self.program.steps.push(Step::Define(section.encode().into()));
    }

    /// Drops one of the live modules, of which there is at least one.
    fn drop_one(&mut self, choices: &mut dyn Choices) {
        let dropped = self.live.remove(choices.index(self.live.len()));
        self.program.steps.push(Step::Drop(dropped.module));
    }
}
