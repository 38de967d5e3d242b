//! Reproducers: a program and the specification's verdict as a script that any engine can run.
//!
//! The script has standard directives only. A question becomes what a module can show:
//!
//! | question | within a module | between modules |
//! |---|---|---|
//! | `ValidTypes` | the module is valid, or `assert_invalid` | |
//! | `Valid` | the same of all of the module | |
//! | `Subtype` | a function that returns its parameter at the other type | an import at the other type |
//! | `SameType` | such functions in both directions | a mutable global, whose type is invariant |
//! | `TypedFuncRef` | `ref.test` of a function from a table | as `Subtype` |
//! | `Cast` | `ref.test` of a value that is made | the value comes from an imported function |
//! | `CallIndirect` | the call, which traps, and whether the callee was reached | through an imported table |
//! | `Link` | | an import, or `assert_unlinkable` |
//!
//! Some types have no values, and no valid module casts from one hierarchy to another. There the script
//! shows the relation of types that decides, as for `Subtype`.
//!
//! Standard scripts cannot drop a module; where a program does, a comment says so, and subtly reads it.

mod calls;
mod casts;
mod links;
mod types;
mod validity;
mod values;
mod whole;
mod writer;

use crate::answer::Answer;
use crate::names::Names;
use crate::oracles::ModelSession;
use crate::program::{Program, Step};
use crate::question::{ModuleId, Question};
use crate::section::TypeSection;
use writer::Writer;

/// A script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    /// The text, without a header.
    pub text: String,
    /// The line of `text`, counted from 1, where the questioned assertion begins.
    pub line: usize,
}

/// The specification's answer, and the words with which engines refuse it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// What the specification says of the question.
    pub holds: bool,
    /// Whether the bytes of a questioned module do not even follow the grammar.
    pub malformed: bool,
    /// The message of an assertion that a module is refused for its types.
    pub message: &'static str,
}

impl Verdict {
    /// The verdict that an answer of the model and its deciding rule amount to.
    #[must_use]
    pub fn new(answer: Answer, rule: &str) -> Self {
        let message = if rule == "Typeuse_ok/typeidx" { "unknown type" } else { "sub type" };
        Self { holds: answer == Answer::Yes, malformed: rule == "binary grammar", message }
    }
}

/// Writes the script of a program that asks one question.
///
/// `session` is of the program: it says which modules are valid, and which direction of a `SameType`
/// question the script is to refute.
#[must_use]
pub fn script(
    program: &Program,
    question: Question,
    verdict: Verdict,
    names: &Names,
    session: &ModelSession,
) -> Script {
    let sections: Vec<_> =
        program.modules().map(|bytes| TypeSection::decode(bytes).unwrap_or_default()).collect();
    let mut writer = Writer::new(names, session, &sections);
    let modules: Vec<_> = question.types().map(|ty| ty.module).collect();
    let linked = modules.windows(2).any(|pair| pair[0] != pair[1])
        || matches!(question, Question::Link { .. });
    let mut defined = 0;
    for step in &program.steps {
        match step {
            Step::Define(bytes) => {
                let module = ModuleId(defined);
                defined += 1;
                if question.module() == Some(module) || (modules.contains(&module) && !linked) {
                    writer.questioned(module, bytes, question, verdict);
                } else if !modules.contains(&module) {
                    writer.mere(module, bytes);
                }
                // Exporter and importer come together, where the question is asked.
            }
            Step::Drop(module) => writer.dropped(*module),
            Step::Ask(_) if linked => writer.between(question, verdict),
            Step::Ask(_) => {}
        }
    }
    if modules.is_empty() && question.module().is_none() && !linked {
        // The question names abstract types only, so any module can ask it.
        writer.questioned(ModuleId(defined), &[], question, verdict);
    }
    writer.finished()
}

impl Writer<'_> {
    /// A module that shows the answer to a question about itself.
    fn questioned(&mut self, module: ModuleId, bytes: &[u8], question: Question, verdict: Verdict) {
        self.mark();
        match question {
            Question::ValidTypes(_) => self.validity(module, bytes, verdict),
            Question::Valid(_) => self.whole(module, bytes, verdict),
            Question::Subtype(left, right) => {
                self.subtype_within(module, left, right, verdict.holds);
            }
            Question::SameType(left, right) => {
                self.same_type_within(module, left, right, verdict.holds);
            }
            Question::TypedFuncRef { stored, expected } => {
                self.test_from_table(module, stored, expected, verdict.holds);
            }
            Question::Cast { dynamic, target } => {
                self.cast_within(module, dynamic, target, verdict.holds);
            }
            Question::CallIndirect { callee, expected } => {
                self.call_within(module, callee, expected, verdict.holds);
            }
            // Always between modules.
            Question::Link { .. } => {}
        }
    }

    /// Two modules, of which one imports what the other exports.
    fn between(&mut self, question: Question, verdict: Verdict) {
        let holds = verdict.holds;
        match question {
            // These are about one module.
            Question::ValidTypes(_) | Question::Valid(_) => {}
            Question::Subtype(left, right) => self.subtype_between(left, right, holds),
            Question::SameType(left, right) => self.same_type_between(left, right, holds),
            Question::TypedFuncRef { stored, expected } => {
                self.functions_between(stored, expected, holds);
            }
            Question::Cast { dynamic, target } => self.cast_between(dynamic, target, holds),
            Question::CallIndirect { callee, expected } => {
                self.call_between(callee, expected, holds);
            }
            Question::Link { export, import } => self.link(export, import, holds),
        }
    }
}
