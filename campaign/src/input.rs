//! Files of the user and of the corpus: `.wasm`, `.wat`, and `.wast` scripts.
//!
//! A script is read as a history: its modules are defined in order. Comments that begin with `;;!` are
//! directives of subtly, which any other runner passes over:
//!
//! ```text
//! ;;! drop $m                     the module is dropped here
//! ;;! ask subtype $b $a = yes     a question, and the specification's answer, at this point
//! ;;! ask same $m.$a $n.$b = no   types of different modules; a number is an index
//! ;;! ask funcref $f $g = yes     a function stored at $f is read at $g
//! ;;! ask cast $a null:eq = yes   an object of $a, or null, i31, exn, host, extern, is cast to (ref null eq)
//! ;;! ask call $f $g = yes        a function of $f is called indirectly at $g
//! ;;! ask link func:$f func:$g = yes   the one is exported, the other imported: see `Input::external`
//! ;;! ask valid $m = yes
//! ;;! origin: ...                 a note
//! ```

mod run_time;

use crate::answer::Answer;
use crate::names::Names;
use crate::program::{Program, Step};
use crate::question::{AbstractHeap, Batch, Heap, ModuleId, Question, TypeRef, Value};
use crate::script::{self, Directive, Refusal, Says};
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;
use wasmparser::{KnownCustom, Name, Parser, Payload};

/// What a file says.
#[derive(Debug, Default)]
pub struct Input {
    /// The modules that are defined and dropped, with the questions of `;;! ask`, in order.
    pub history: Program,
    /// The specification's answers to these questions, in order.
    pub expected: Vec<Expected>,
    /// The modules of `assert_invalid` and `assert_malformed`, each on its own.
    pub refused: Vec<Refused>,
    /// The directives of a script; of the text of a module, the one directive that defines it.
    pub directives: Vec<Directive>,
    /// The names of the history's modules, where they have one.
    pub module_names: Vec<Option<String>>,
    /// The names of their types.
    pub type_names: Vec<Vec<String>>,
}

/// The answer that a file expects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expected {
    /// The question.
    pub question: Question,
    /// The specification's answer.
    pub answer: Answer,
    /// The line of the directive.
    pub line: usize,
}

/// A module that a script asserts to be refused.
#[derive(Debug)]
pub struct Refused {
    /// Its bytes.
    pub bytes: Arc<[u8]>,
    /// The line of the assertion.
    pub line: usize,
}

/// The longest file that is read, in bytes: judging a module takes some hundred times its size in memory.
pub const SIZE_MAX: u64 = 4 << 20;

/// The most directives of a script: some oracles take time for a module that grows with those before it.
pub const DIRECTIVES_MAX: usize = 20_000;

/// Reads a file.
///
/// # Errors
///
/// One line that names the file, the place and the fault.
pub fn read(path: &Path) -> Result<Input, String> {
    let name = path.display();
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| format!("{name}: {error}"))?;
    // One byte more than is taken tells that there is more.
    let read = file.take(SIZE_MAX + 1).read_to_end(&mut bytes);
    read.map_err(|error| format!("{name}: {error}"))?;
    if bytes.len() as u64 > SIZE_MAX {
        return Err(format!(
            "{name}: longer than {} MiB; cut it down to the types in question",
            SIZE_MAX >> 20
        ));
    }
    if bytes.starts_with(b"\0asm") || path.extension().is_some_and(|ext| ext == "wasm") {
        let mut input = Input::default();
        input.define(bytes.into(), None);
        return Ok(input);
    }
    let text = std::str::from_utf8(&bytes).map_err(|error| {
        format!("{name}: neither a module nor text: no UTF-8 at offset {:#x}", error.valid_up_to())
    })?;
    parse(text).map_err(|(line, message)| format!("{name}:{line}: {message}"))
}

/// Reads the text of a module or of a script.
///
/// # Errors
///
/// The line, counted from 1, and what is wrong there.
pub fn parse(text: &str) -> Result<Input, (usize, String)> {
    let refused = |refusal: Refusal| (refusal.line, refusal.message);
    let directives = script::read(text).map_err(refused)?;
    if let Some(directive) = directives.get(DIRECTIVES_MAX) {
        let message =
            format!("more than {DIRECTIVES_MAX} directives; cut it down to those in question");
        return Err((directive.line, message));
    }
    let mut notes = notes(text).peekable();
    let mut input = Input::default();
    for directive in &directives {
        while let Some(note) = notes.next_if(|note| note.offset < directive.offset) {
            input.note(&note).map_err(|message| (note.line, message))?;
        }
        match input.directive(directive) {
            // What a script asserts wrongly is for its report, the text of a module must be one.
            Err(refusal) if directives.len() == 1 => return Err(refused(refusal)),
            Ok(()) | Err(_) => {}
        }
    }
    for note in notes {
        input.note(&note).map_err(|message| (note.line, message))?;
    }
    input.directives = directives;
    Ok(input)
}

/// A `;;!` comment.
struct Note<'a> {
    offset: usize,
    line: usize,
    text: &'a str,
}

fn notes(text: &str) -> impl Iterator<Item = Note<'_>> {
    let mut offset = 0;
    let lines = text.split_inclusive('\n').zip(1..).map(move |(content, line)| {
        offset += content.len();
        (content, line, offset - content.len())
    });
    lines.filter_map(|(content, line, offset)| {
        let text = content.trim().strip_prefix(";;!")?.trim();
        Some(Note { offset, line, text })
    })
}

impl Input {
    fn define(&mut self, bytes: Arc<[u8]>, name: Option<String>) {
        self.module_names.push(name);
        self.type_names.push(type_names(&bytes));
        self.history.steps.push(Step::Define(bytes));
    }

    /// Takes the modules of a directive, as far as they have bytes.
    ///
    /// # Errors
    ///
    /// The module is asserted to be valid, and the reader of the text format refuses it.
    fn directive(&mut self, directive: &Directive) -> Result<(), Refusal> {
        if let Some((source, name)) = directive.says.valid_module() {
            self.define(source.bytes.clone()?, name.map(String::from));
        }
        if let Says::Invalid(source) | Says::Malformed(source) = &directive.says
            && let Ok(bytes) = &source.bytes
        {
            self.refused.push(Refused { bytes: bytes.clone(), line: directive.line });
        }
        Ok(())
    }

    fn note(&mut self, note: &Note<'_>) -> Result<(), String> {
        let mut words = note.text.split_whitespace();
        match words.next() {
            Some("drop") => {
                let module = self.module(words.next().unwrap_or(""))?;
                self.history.steps.push(Step::Drop(module));
                Ok(())
            }
            Some("ask") => self.ask(note),
            Some(key) if key.ends_with(':') => Ok(()),
            _ => Err(format!(
                "'{}' is no directive; write `drop $m`, `ask ... = yes`, or a note `word: ...`",
                note.text
            )),
        }
    }

    fn ask(&mut self, note: &Note<'_>) -> Result<(), String> {
        let malformed = || {
            format!("'{}' is no question; write for example `ask subtype $b $a = yes`", note.text)
        };
        let (question, answer) = note.text.split_once('=').ok_or_else(malformed)?;
        let answer = match answer.trim() {
            "yes" => Answer::Yes,
            "no" => Answer::No,
            other => return Err(format!("the answer '{other}' is neither yes nor no")),
        };
        let words: Vec<&str> = question.split_whitespace().skip(1).collect();
        let question = match words.as_slice() {
            ["valid", module] => Question::ValidTypes(self.module(module)?),
            ["same", left, right] => Question::SameType(self.defined(left)?, self.defined(right)?),
            ["subtype", left, right] => {
                Question::Subtype(self.operand(left)?, self.operand(right)?)
            }
            ["funcref", stored, expected] => Question::TypedFuncRef {
                stored: self.defined(stored)?,
                expected: self.defined(expected)?,
            },
            ["cast", dynamic, target] => {
                Question::Cast { dynamic: self.dynamic(dynamic)?, target: self.reference(target)? }
            }
            ["call", callee, expected] => Question::CallIndirect {
                callee: self.defined(callee)?,
                expected: self.defined(expected)?,
            },
            ["link", export, import] => {
                Question::Link { export: self.external(export)?, import: self.external(import)? }
            }
            _ => return Err(malformed()),
        };
        self.history.steps.push(Step::Ask(Batch::one(question)));
        self.expected.push(Expected { question, answer, line: note.line });
        Ok(())
    }

    /// The module `$m` or with a number; without either, the last one.
    fn module(&self, word: &str) -> Result<ModuleId, String> {
        let named = word.strip_prefix('$').and_then(|name| {
            self.module_names.iter().rposition(|other| other.as_deref() == Some(name))
        });
        let numbered = || word.parse().ok().filter(|n| *n < self.module_names.len());
        named
            .or_else(numbered)
            .map(|n| ModuleId(n as u32))
            .ok_or_else(|| format!("no module is called '{word}'"))
    }

    /// A defined type: `$t` or an index, in the last module or in `$m.`.
    ///
    /// # Errors
    ///
    /// Says which module or type is not there.
    pub fn defined(&self, word: &str) -> Result<TypeRef, String> {
        let (module, ty) = match word.split_once('.') {
            Some((module, ty)) => (self.module(module)?, ty),
            None if self.type_names.is_empty() => return Err("the file has no module".into()),
            None => (ModuleId(self.type_names.len() as u32 - 1), word),
        };
        let names = &self.type_names[module.0 as usize];
        let named = names.iter().position(|name| name == ty);
        let index = named.or_else(|| ty.parse().ok().filter(|n| *n < names.len()));
        index.map(|index| TypeRef { module, index: index as u32 }).ok_or_else(|| {
            let last = names.len().checked_sub(1);
            match last {
                None => format!("there is no type '{ty}': the module has no types"),
                Some(last) => format!(
                    "there is no type '{ty}': the module has {}, by index 0 to {last}",
                    some_of(names)
                ),
            }
        })
    }

    /// A heap type, taken as `(ref ht)`: a defined type or the keyword of an abstract one; after `null:`
    /// it is taken as `(ref null ht)`.
    ///
    /// # Errors
    ///
    /// Says which module or type is not there.
    pub fn operand(&self, word: &str) -> Result<Value, String> {
        let (nullable, word) = match word.strip_prefix("null:") {
            Some(word) => (true, word),
            None => (false, word),
        };
        let heap = match AbstractHeap::ALL.into_iter().find(|heap| heap.keyword() == word) {
            Some(heap) => Heap::Abstract(heap),
            None => Heap::Defined(self.defined(word)?),
        };
        Ok(Value::Ref { nullable, heap })
    }

    /// The names to show: those of the file, qualified by the module where there are several.
    #[must_use]
    pub fn names(&self) -> Names {
        let several = self.type_names.len() > 1;
        let modules = self.type_names.iter().enumerate().map(|(n, names)| {
            let module = match &self.module_names[n] {
                Some(name) => format!("${name}"),
                None => n.to_string(),
            };
            let show = |name: &String| match several {
                true => format!("{module}.{name}"),
                false => name.clone(),
            };
            names.iter().map(show).collect()
        });
        Names::given(modules.collect())
    }
}

/// Some names, for an error message.
fn some_of(names: &[String]) -> String {
    const SHOWN_MAX: usize = 8;
    let shown: Vec<&str> = names.iter().take(SHOWN_MAX).map(String::as_str).collect();
    let more = if names.len() > SHOWN_MAX { ", ..." } else { "" };
    format!("{}{more}", shown.join(", "))
}

/// The names of the types of a module, from its name section; `type 3` without one.
fn type_names(bytes: &[u8]) -> Vec<String> {
    let count = crate::section::TypeSection::decode(bytes).map_or(0, |section| section.len());
    let mut names: Vec<String> = (0..count).map(|index| format!("type {index}")).collect();
    // A broken name section names nothing; the module is no worse for it.
    for payload in Parser::new(0).parse_all(bytes).map_while(Result::ok) {
        if let Payload::CustomSection(section) = payload
            && let KnownCustom::Name(subsections) = section.as_known()
        {
            for subsection in subsections.into_iter().map_while(Result::ok) {
                if let Name::Type(map) = subsection {
                    for naming in map.into_iter().map_while(Result::ok) {
                        if let Some(name) = names.get_mut(naming.index as usize) {
                            *name = format!("${}", naming.name);
                        }
                    }
                }
            }
        }
    }
    names
}
