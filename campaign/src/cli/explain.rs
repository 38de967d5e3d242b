//! `subtly explain`

use super::{Verdict, print};
use crate::explain::explain;
use crate::input::read;
use crate::question::{Heap, Question, Value};
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct Explain {
    /// A .wasm, .wat or .wast file
    file: PathBuf,
    /// A type: $name, index, or keyword of an abstract heap type; $module.$name where there are several
    /// modules; null:... for a nullable reference
    a: String,
    /// Another type
    b: String,
}

impl Explain {
    pub(super) fn run(self) -> Result<Verdict, String> {
        let input = read(&self.file)?;
        let operand = |word: &str| {
            input.operand(word).map_err(|message| format!("{}: {message}", self.file.display()))
        };
        let (a, b) = (operand(&self.a)?, operand(&self.b)?);
        let names = input.names();
        let mut questions = vec![Question::Subtype(a, b)];
        if let (Some(a), Some(b)) = (a.defined(), b.defined()) {
            questions.push(Question::SameType(a, b));
        }
        for value in [a, b] {
            if let Value::Ref { heap: Heap::Defined(ty), .. } = value {
                // Nothing can be said of the types of a module that is not valid.
                let valid = explain(&input.history, Question::ValidTypes(ty.module), &names);
                if valid.answer != crate::answer::Answer::Yes {
                    let file = self.file.display();
                    return Err(format!(
                        "{file}: the module of {} is not valid, by {}; `subtly check {file}` says why",
                        names.of(ty),
                        valid.rule
                    ));
                }
            }
        }
        for question in questions {
            let explanation = explain(&input.history, question, &names);
            print(&format!(
                "{}: {}, by {}",
                names.question(question),
                explanation.answer,
                explanation.rule
            ));
            for line in explanation.lines {
                print(&format!("  {line}"));
            }
        }
        Ok(Verdict::Agreement)
    }
}
