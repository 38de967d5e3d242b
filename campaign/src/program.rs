//! What oracles are asked about: a history of modules defined and dropped, and questions in it.

use crate::question::{Batch, ModuleId, Question};
use std::sync::Arc;

/// One step of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Defines the next module from its bytes; modules are numbered from 0 in this order.
    Define(Arc<[u8]>),
    /// Drops a module: its types may be forgotten and their identities used again.
    Drop(ModuleId),
    /// Asks a batch of questions, about live modules only.
    Ask(Batch),
}

/// A history of steps. One module and some questions is the simplest program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Program {
    /// The steps, in order.
    pub steps: Vec<Step>,
}

impl Program {
    /// The batches of the program, in order.
    pub fn batches(&self) -> impl Iterator<Item = &Batch> {
        self.steps.iter().filter_map(|step| match step {
            Step::Ask(batch) => Some(batch),
            Step::Define(_) | Step::Drop(_) => None,
        })
    }

    /// The modules' bytes, in order of definition.
    pub fn modules(&self) -> impl Iterator<Item = &Arc<[u8]>> {
        self.steps.iter().filter_map(|step| match step {
            Step::Define(bytes) => Some(bytes),
            Step::Drop(_) | Step::Ask(_) => None,
        })
    }

    /// The number of questions in all batches together.
    #[must_use]
    pub fn question_count(&self) -> usize {
        self.batches().map(Batch::count).sum()
    }

    /// The question with number `n`, counted over all batches in order.
    ///
    /// # Panics
    ///
    /// Panics if `n` is not below [`Program::question_count`].
    #[must_use]
    pub fn question(&self, mut n: usize) -> Question {
        for batch in self.batches() {
            if n < batch.count() {
                return batch.question(n);
            }
            n -= batch.count();
        }
        panic!("the program does not have so many questions");
    }

    /// The same history with one question only: the one with number `n`, at its place.
    ///
    /// # Panics
    ///
    /// Panics if `n` is not below [`Program::question_count`].
    #[must_use]
    pub fn focused(&self, n: usize) -> Self {
        let question = self.question(n);
        let mut asked = 0;
        let steps = self
            .steps
            .iter()
            .filter_map(|step| match step {
                Step::Ask(batch) => {
                    let here = (asked..asked + batch.count()).contains(&n);
                    asked += batch.count();
                    here.then(|| Step::Ask(Batch::one(question)))
                }
                other => Some(other.clone()),
            })
            .collect();
        Self { steps }
    }

    /// The total size of the modules, in bytes.
    #[must_use]
    pub fn size_bytes(&self) -> usize {
        self.modules().map(|bytes| bytes.len()).sum()
    }
}
