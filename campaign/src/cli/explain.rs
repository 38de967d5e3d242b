//! `subtly explain`

use super::{Verdict, print, write_json};
use crate::answer::Answer;
use crate::checked::refuse_malformed;
use crate::explain::explain;
use crate::explain::reason::Reason;
use crate::input::read;
use crate::question::{Heap, Kind, Question, Value};
use clap::Args;
use serde::Serialize;
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
    /// Write the answers with their whole reasons to this file, as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

/// An answer in the JSON file.
#[derive(Debug, Serialize)]
struct Answered {
    kind: Kind,
    question: String,
    answer: Answer,
    /// The rule that decides.
    rule: &'static str,
    reason: Reason,
    opinions: Vec<String>,
}

impl Explain {
    pub(super) fn run(self) -> Result<Verdict, String> {
        let input = read(&self.file)?;
        // Of a script, that a module is refused may be what is asserted.
        if input.directives.len() <= 1 {
            refuse_malformed(&self.file, &input)?;
        }
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
                let file = self.file.display();
                if valid.answer == Answer::Limit {
                    let limit = valid.lines.join(" ");
                    return Err(format!(
                        "{file}: the model does not judge the module of {}: {limit}",
                        names.of(ty)
                    ));
                }
                if valid.answer != Answer::Yes {
                    return Err(format!(
                        "{file}: the module of {} is not valid, by {}; `subtly check {file}` says why",
                        names.of(ty),
                        valid.rule
                    ));
                }
            }
        }
        let mut answered = Vec::new();
        for question in questions {
            let explanation = explain(&input.history, question, &names);
            print(&format!(
                "{}: {}, by {}",
                names.question(question),
                explanation.answer,
                explanation.rule
            ));
            for line in explanation.lines.iter().chain(&explanation.opinions) {
                print(&format!("  {line}"));
            }
            answered.push(Answered {
                kind: question.kind(),
                question: names.question(question),
                answer: explanation.answer,
                rule: explanation.rule,
                reason: explanation.reason,
                opinions: explanation.opinions,
            });
        }
        if let Some(path) = &self.json {
            write_json(path, &answered)?;
        }
        Ok(Verdict::Agreement)
    }
}
