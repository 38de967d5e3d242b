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
//!
//! Standard scripts cannot drop a module; where a program does, a comment says so, and subtly reads it.

mod whole;

use crate::answer::Answer;
use crate::names::Names;
use crate::oracles::ModelSession;
use crate::program::{Program, Step};
use crate::question::{Heap, ModuleId, Question, TypeRef, Value};
use crate::section::{Composite, TypeSection};
use crate::section_reader::up_to_types;
use crate::wat::type_lines;
use std::fmt::Write;
use subtly_model::TypesVerdict;

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
    let mut writer = Writer { text: String::new(), line: 1, names, session };
    let modules: Vec<_> = question.types().map(|ty| ty.module).collect();
    let linked = modules.windows(2).any(|pair| pair[0] != pair[1]);
    let sections: Vec<_> =
        program.modules().map(|bytes| TypeSection::decode(bytes).unwrap_or_default()).collect();
    let mut defined = 0;
    for step in &program.steps {
        match step {
            Step::Define(bytes) => {
                let module = ModuleId(defined);
                let section = &sections[defined as usize];
                defined += 1;
                if question.module() == Some(module) || (modules.contains(&module) && !linked) {
                    writer.questioned(module, section, bytes, question, verdict);
                } else if !modules.contains(&module) {
                    writer.mere(module, section, bytes);
                }
                // Exporter and importer come together, where the question is asked.
            }
            Step::Drop(module) => {
                writeln!(writer.text, ";;! drop $m{}", module.0).expect("a string takes text");
            }
            Step::Ask(_) if linked => writer.link(&sections, question, verdict),
            Step::Ask(_) => {}
        }
    }
    if modules.is_empty() && question.module().is_none() {
        // The question names abstract types only, so any module can ask it.
        writer.questioned(ModuleId(defined), &TypeSection::default(), &[], question, verdict);
    }
    Script { text: writer.text, line: writer.line }
}

struct Writer<'a> {
    text: String,
    line: usize,
    names: &'a Names,
    session: &'a ModelSession,
}

impl Writer<'_> {
    /// The lines of a module: its types, and what comes after them.
    fn body(&self, module: ModuleId, section: &TypeSection, rest: &[String]) -> Vec<String> {
        let mut lines = type_lines(section, self.names.of_module(module));
        lines.extend(rest.iter().cloned());
        lines
    }

    fn write(&mut self, open: &str, lines: &[String], close: &str) {
        self.text.push_str(open);
        for line in lines {
            write!(self.text, "\n  {line}").expect("a string takes text");
        }
        self.text.push_str(close);
        self.text.push('\n');
    }

    fn module(&mut self, module: ModuleId, section: &TypeSection, rest: &[String]) {
        let lines = self.body(module, section, rest);
        self.write(&format!("(module $m{}", module.0), &lines, ")");
    }

    /// The assertion begins on the next line.
    fn mark(&mut self) {
        self.line = self.text.lines().count() + 1;
    }

    /// A module that is there for what it does to an engine's registry, valid or not.
    fn mere(&mut self, module: ModuleId, section: &TypeSection, bytes: &[u8]) {
        let verdict = match self.session.verdicts().get(module.0 as usize) {
            Some(TypesVerdict::Malformed(_)) => Verdict::new(Answer::No, "binary grammar"),
            Some(TypesVerdict::Invalid { .. }) => Verdict::new(Answer::No, ""),
            _ => Verdict::new(Answer::Yes, ""),
        };
        self.validity(module, section, bytes, verdict);
    }

    fn is_subtype(&self, left: Value, right: Value) -> bool {
        matches!(self.session.judge(Question::Subtype(left, right)), Some(Ok(_)))
    }

    /// A module that shows the answer to a question about itself.
    fn questioned(
        &mut self,
        module: ModuleId,
        section: &TypeSection,
        bytes: &[u8],
        question: Question,
        verdict: Verdict,
    ) {
        self.mark();
        match question {
            Question::ValidTypes(_) => self.validity(module, section, bytes, verdict),
            Question::Valid(_) => self.whole(module, bytes, verdict),
            Question::Subtype(left, right) => {
                let probe = self.returns(left, right);
                self.valid_if(verdict.holds, module, section, &[probe]);
            }
            Question::SameType(left, right) => {
                let (there, back) = (reference(left), reference(right));
                let probes = match (verdict.holds, self.is_subtype(there, back)) {
                    (true, _) => vec![self.returns(there, back), self.returns(back, there)],
                    (false, true) => vec![self.returns(back, there)],
                    (false, false) => vec![self.returns(there, back)],
                };
                self.valid_if(verdict.holds, module, section, &probes);
            }
            Question::Cast { .. } | Question::Link { .. } => {}
            Question::CallIndirect { callee: stored, expected }
            | Question::TypedFuncRef { stored, expected } => {
                self.test_from_table(module, section, stored, expected, verdict.holds);
            }
        }
    }

    fn validity(
        &mut self,
        module: ModuleId,
        section: &TypeSection,
        bytes: &[u8],
        verdict: Verdict,
    ) {
        let lines = self.body(module, section, &[]);
        let text = format!("(module {})", lines.join(" "));
        // Text says it if it means the same bytes: an encoding that text does not choose is a point itself.
        let says_it = wat::parse_str(&text)
            .is_ok_and(|written| up_to_types(&written).ok() == up_to_types(bytes).ok());
        let (lines, kind) = if says_it { (lines, "") } else { (vec![quoted(bytes)], " binary") };
        let (m, message) = (module.0, verdict.message);
        match verdict {
            Verdict { holds: true, .. } => self.write(&format!("(module $m{m}{kind}"), &lines, ")"),
            Verdict { malformed: true, .. } => {
                let close = ")\n  \"malformed\")";
                self.write(
                    &format!("(assert_malformed (module $m{m} binary"),
                    &[quoted(bytes)],
                    close,
                );
            }
            Verdict { .. } => {
                let close = format!(")\n  \"{message}\")");
                self.write(&format!("(assert_invalid (module $m{m}{kind}"), &lines, &close);
            }
        }
    }

    fn valid_if(
        &mut self,
        holds: bool,
        module: ModuleId,
        section: &TypeSection,
        probes: &[String],
    ) {
        if holds {
            self.module(module, section, probes);
        } else {
            let lines = self.body(module, section, probes);
            let open = format!("(assert_invalid (module $m{}", module.0);
            self.write(&open, &lines, ")\n  \"type mismatch\")");
        }
    }

    /// A function that is valid exactly if the one type is a subtype of the other.
    fn returns(&self, sub: Value, sup: Value) -> String {
        let (sub, sup) = (self.names.value(sub), self.names.value(sup));
        format!("(func (param {sub}) (result {sup}) (local.get 0))")
    }

    fn test_from_table(
        &mut self,
        module: ModuleId,
        section: &TypeSection,
        stored: TypeRef,
        expected: TypeRef,
        holds: bool,
    ) {
        let (stored, expected) = (self.names.of(stored), self.names.of(expected));
        let probes = [
            format!("(func $stored (type {stored}) (unreachable))"),
            "(table funcref (elem $stored))".into(),
            format!(
                "(func (export \"test\") (result i32)\n    \
                 (ref.test (ref {expected}) (table.get (i32.const 0))))"
            ),
        ];
        self.module(module, section, &probes);
        self.mark();
        let result = format!("(assert_return (invoke \"test\") (i32.const {}))", i32::from(holds));
        self.write(&result, &[], "");
    }

    /// Two modules, of which one imports what the other exports.
    fn link(&mut self, sections: &[TypeSection], question: Question, verdict: Verdict) {
        let mut types = question.types();
        let (Some(from), Some(to)) = (types.next(), types.next()) else { return };
        let section = |module: ModuleId| &sections[module.0 as usize];
        let is_func = |ty: TypeRef| {
            section(ty.module)
                .get(ty.index)
                .is_some_and(|ty| matches!(ty.composite, Composite::Func { .. }))
        };
        let (from_name, to_name) = (self.names.of(from), self.names.of(to));
        let invariant = matches!(question, Question::SameType(..));
        // Null decides only where it can be on the left and not on the right; elsewhere references are
        // nullable, because a global needs an initial value.
        let loses_null = matches!(
            question,
            Question::Subtype(
                Value::Ref { nullable: true, .. },
                Value::Ref { nullable: false, .. }
            )
        );
        let (export, import) = if is_func(from) && is_func(to) && !invariant && !loses_null {
            (
                format!("(func (export \"x\") (type {from_name}) (unreachable))"),
                format!("(import \"m\" \"x\" (func (type {to_name})))"),
            )
        } else {
            let global = |reference: String| match invariant {
                true => format!("(mut {reference})"),
                false => reference,
            };
            let exported = global(format!("(ref null {from_name})"));
            let null = if loses_null { "" } else { "null " };
            let imported = global(format!("(ref {null}{to_name})"));
            (
                format!("(global (export \"x\") {exported} (ref.null {from_name}))"),
                format!("(import \"m\" \"x\" (global {imported}))"),
            )
        };
        self.module(from.module, section(from.module), &[export]);
        self.write(&format!("(register \"m\" $m{})", from.module.0), &[], "");
        self.mark();
        if verdict.holds {
            self.module(to.module, section(to.module), &[import]);
        } else {
            let lines = self.body(to.module, section(to.module), &[import]);
            let open = format!("(assert_unlinkable (module $m{}", to.module.0);
            self.write(&open, &lines, ")\n  \"incompatible import type\")");
        }
    }
}

/// `(ref $t)`
fn reference(ty: TypeRef) -> Value {
    Value::Ref { nullable: false, heap: Heap::Defined(ty) }
}

/// Bytes as a string of the text format.
fn quoted(bytes: &[u8]) -> String {
    let mut text = String::from("\"");
    for byte in bytes {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b' ' | b'.' | b'_' | b'-' => {
                text.push(char::from(*byte));
            }
            _ => write!(text, "\\{byte:02x}").expect("a string takes text"),
        }
    }
    text + "\""
}
