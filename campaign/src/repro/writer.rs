//! The text of a script as it grows.

use super::Script;
use crate::names::Names;
use crate::oracles::ModelSession;
use crate::question::{ModuleId, Question, Value};
use crate::section::TypeSection;
use crate::wat::type_lines;
use std::fmt::Write;

static NO_TYPES: TypeSection = TypeSection { groups: Vec::new() };

/// Writes a script.
pub(super) struct Writer<'a> {
    text: String,
    line: usize,
    pub(super) names: &'a Names,
    pub(super) session: &'a ModelSession,
    sections: &'a [TypeSection],
}

impl<'a> Writer<'a> {
    pub(super) fn new(
        names: &'a Names,
        session: &'a ModelSession,
        sections: &'a [TypeSection],
    ) -> Self {
        Self { text: String::new(), line: 1, names, session, sections }
    }

    pub(super) fn finished(self) -> Script {
        Script { text: self.text, line: self.line }
    }

    /// The types of a module; none if it is not there.
    pub(super) fn section(&self, module: ModuleId) -> &'a TypeSection {
        self.sections.get(module.0 as usize).unwrap_or(&NO_TYPES)
    }

    /// A module behind those of the program, which has no types.
    pub(super) fn without_types(&self) -> ModuleId {
        ModuleId(self.sections.len() as u32)
    }

    /// Whether the model says that one type is a subtype of another.
    pub(super) fn is_subtype(&self, left: Value, right: Value) -> bool {
        matches!(self.session.judge(Question::Subtype(left, right)), Some(Ok(_)))
    }

    /// The lines of a module: its types, and what comes after them.
    pub(super) fn body(&self, types_of: Option<ModuleId>, rest: &[String]) -> Vec<String> {
        let types =
            types_of.map(|module| type_lines(self.section(module), self.names.of_module(module)));
        let mut lines = types.unwrap_or_default();
        lines.extend(rest.iter().cloned());
        lines
    }

    /// The assertion begins on the next line.
    pub(super) fn mark(&mut self) {
        self.line = self.text.lines().count() + 1;
    }

    pub(super) fn write(&mut self, open: &str, lines: &[String], close: &str) {
        self.text.push_str(open);
        for line in lines {
            write!(self.text, "\n  {line}").expect("a string takes text");
        }
        self.text.push_str(close);
        self.text.push('\n');
    }

    /// A module `$m0` with its types and more.
    pub(super) fn module(&mut self, module: ModuleId, rest: &[String]) {
        self.named(&format!("$m{}", module.0), Some(module), rest);
    }

    /// A module with this name, the types of a module, and more.
    pub(super) fn named(&mut self, name: &str, types_of: Option<ModuleId>, rest: &[String]) {
        let lines = self.body(types_of, rest);
        self.write(&format!("(module {name}"), &lines, ")");
    }

    /// A module that is valid, or is asserted to be ill-typed.
    pub(super) fn valid_if(&mut self, holds: bool, module: ModuleId, rest: &[String]) {
        if holds {
            self.module(module, rest);
        } else {
            let lines = self.body(Some(module), rest);
            let open = format!("(assert_invalid (module $m{}", module.0);
            self.write(&open, &lines, ")\n  \"type mismatch\")");
        }
    }

    /// A module that links, or is asserted not to.
    pub(super) fn links_if(
        &mut self,
        holds: bool,
        name: &str,
        types_of: Option<ModuleId>,
        rest: &[String],
    ) {
        self.mark();
        if holds {
            self.named(name, types_of, rest);
        } else {
            let lines = self.body(types_of, rest);
            let open = format!("(assert_unlinkable (module {name}");
            self.write(&open, &lines, ")\n  \"incompatible import type\")");
        }
    }

    /// What the module with this name exports is from now on found under `m`.
    pub(super) fn register(&mut self, name: &str) {
        self.write(&format!("(register \"m\" {name})"), &[], "");
    }

    /// Asserts what a call of the last module's `test` returns.
    pub(super) fn assert_test(&mut self, arguments: &str, holds: bool) {
        self.mark();
        let holds = i32::from(holds);
        let text = format!("(assert_return (invoke \"test\"{arguments}) (i32.const {holds}))");
        self.write(&text, &[], "");
    }

    pub(super) fn dropped(&mut self, module: ModuleId) {
        self.write(&format!(";;! drop $m{}", module.0), &[], "");
    }
}
