//! The one interface behind which every oracle stands, the model included.

use crate::answer::Answer;
use crate::program::{Program, Step};
use crate::question::{Batch, Kind, ModuleId};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Who answers: two oracles with the same identity answer alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The name by which the command line selects it.
    pub name: &'static str,
    /// The version of the code that answers.
    pub version: String,
    /// The feature set and configuration under which it answers.
    pub profile: String,
}

/// An oracle answers the questions of programs.
pub trait Oracle: Send + Sync {
    /// Name, version and profile.
    fn identity(&self) -> Identity;

    /// Whether the oracle answers questions of this kind at all.
    fn answers(&self, kind: Kind) -> bool;

    /// A fresh state, in which one program is played.
    fn session(&self) -> Box<dyn Session + '_>;
}

/// The state of an oracle while it plays one program.
pub trait Session {
    /// Defines the next module of the program.
    fn define(&mut self, bytes: &[u8]);

    /// Drops a module.
    fn drop_module(&mut self, module: ModuleId);

    /// Answers every question of the batch, row by row, by pushing exactly [`Batch::count`] answers.
    fn ask(&mut self, batch: &Batch, answers: &mut Vec<Answer>);
}

/// Plays a program and returns one answer for each of its questions, in order.
///
/// A panic of the oracle answers `Crashed` from that point on: nothing is known of its state.
pub fn answer(oracle: &dyn Oracle, program: &Program) -> Vec<Answer> {
    let total = program.question_count();
    let mut answers = Vec::with_capacity(total);
    let played = catch_unwind(AssertUnwindSafe(|| play(oracle, program, &mut answers)));
    if played.is_err() {
        answers.resize(total, Answer::Crashed);
    }
    assert_eq!(answers.len(), total, "an oracle answers each question once");
    answers
}

fn play(oracle: &dyn Oracle, program: &Program, answers: &mut Vec<Answer>) {
    let mut session = oracle.session();
    for step in &program.steps {
        match step {
            Step::Define(bytes) => session.define(bytes),
            Step::Drop(module) => session.drop_module(*module),
            Step::Ask(batch) if oracle.answers(batch.kind()) => session.ask(batch, answers),
            Step::Ask(batch) => {
                answers.extend(std::iter::repeat_n(Answer::Unsupported, batch.count()));
            }
        }
    }
}
