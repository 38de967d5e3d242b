//! The one interface behind which every oracle stands, the model included.

use crate::answer::Answer;
use crate::crash::caught;
use crate::program::{Program, Step};
use crate::question::{Batch, Kind, ModuleId};
use crate::rules::RuleCounts;

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

    /// Adds how often each rule concluded or refused something so far; only the model has rules.
    fn count_rules(&self, _: &mut RuleCounts) {}
}

/// What an oracle says of a program.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// One answer for each question of the program, in order.
    pub answers: Vec<Answer>,
    /// How often the rules were used, if the oracle has rules.
    pub rules: RuleCounts,
    /// The message and place of the panic, if the oracle crashed.
    pub crash: Option<String>,
}

/// Plays a program and returns what the oracle says.
///
/// The question that the oracle panicked at, or the next one after a panic between questions, is answered
/// `Crashed`; those after it are `Unsupported`, for nothing is known of its state.
pub fn ask(oracle: &dyn Oracle, program: &Program) -> Said {
    let total = program.question_count();
    let mut said = Said { answers: Vec::with_capacity(total), ..Said::default() };
    if let Err(crash) = caught(|| play(oracle, program, &mut said)) {
        // A panic after the last question counts as that question's.
        said.answers.truncate(total.saturating_sub(1));
        said.answers.extend((total > 0).then_some(Answer::Crashed));
        said.answers.resize(total, Answer::Unsupported);
        said.crash = Some(crash);
    }
    assert_eq!(said.answers.len(), total, "an oracle answers each question once");
    said
}

/// The answers alone.
pub fn answer(oracle: &dyn Oracle, program: &Program) -> Vec<Answer> {
    ask(oracle, program).answers
}

fn play(oracle: &dyn Oracle, program: &Program, said: &mut Said) {
    let mut session = oracle.session();
    for step in &program.steps {
        match step {
            Step::Define(bytes) => session.define(bytes),
            Step::Drop(module) => session.drop_module(*module),
            Step::Ask(batch) if oracle.answers(batch.kind()) => {
                session.ask(batch, &mut said.answers);
            }
            Step::Ask(batch) => {
                let unsupported = std::iter::repeat_n(Answer::Unsupported, batch.count());
                said.answers.extend(unsupported);
            }
        }
    }
    session.count_rules(&mut said.rules);
}
