//! What a script says: its directives, each with its line, modules as bytes.

use super::value::{Expected, Value};
use std::sync::Arc;

/// A directive of a script.
#[derive(Clone, Debug)]
pub struct Directive {
    /// The line it begins in, counted from 1.
    pub line: usize,
    /// The offset of its first byte in the script, as far as the reader knows it.
    pub offset: usize,
    /// What it says.
    pub says: Says,
}

/// What a directive says.
#[derive(Clone, Debug)]
pub enum Says {
    /// `(module $m ...)`: the module is valid, and it is instantiated.
    Module {
        /// `m`, of the definition and of the instance.
        name: Option<String>,
        /// The module.
        source: Source,
    },
    /// `(module definition $m ...)`: the module is valid.
    Definition {
        /// `m`
        name: Option<String>,
        /// The module.
        source: Source,
    },
    /// `(module instance $i $m)`: the definition `m`, or else the last one, is instantiated.
    Instance {
        /// `i`
        name: Option<String>,
        /// `m`
        definition: Option<String>,
    },
    /// `(register "name" $i)`: modules may import from the instance `i`, or else the last one.
    Register {
        /// The name that imports use.
        name: String,
        /// `i`
        instance: Option<String>,
    },
    /// `assert_invalid`
    Invalid(Source),
    /// `assert_malformed`
    Malformed(Source),
    /// `assert_unlinkable`
    Unlinkable(Source),
    /// `invoke` without an assertion.
    Action(Action),
    /// `assert_return`, `assert_trap`, `assert_exception` and `assert_exhaustion`
    Ends(Run, End),
    /// A directive that is no part of scripts for Wasm 3.0, or is about custom sections; its keyword.
    Other(&'static str),
}

impl Says {
    /// The keyword that it begins with.
    #[must_use]
    pub fn keyword(&self) -> &'static str {
        match self {
            Self::Module { .. } => "module",
            Self::Definition { .. } => "module definition",
            Self::Instance { .. } => "module instance",
            Self::Register { .. } => "register",
            Self::Invalid(_) => "assert_invalid",
            Self::Malformed(_) => "assert_malformed",
            Self::Unlinkable(_) => "assert_unlinkable",
            Self::Action(_) => "invoke",
            Self::Ends(_, End::Returns(_)) => "assert_return",
            Self::Ends(_, End::Traps) => "assert_trap",
            Self::Ends(_, End::Throws) => "assert_exception",
            Self::Ends(_, End::Exhausts) => "assert_exhaustion",
            Self::Other(keyword) => keyword,
        }
    }

    /// The module that is asserted to be valid, and its name.
    #[must_use]
    pub fn valid_module(&self) -> Option<(&Source, Option<&str>)> {
        match self {
            Self::Module { name, source } | Self::Definition { name, source } => {
                Some((source, name.as_deref()))
            }
            Self::Unlinkable(source) | Self::Ends(Run::Module(source), _) => Some((source, None)),
            _ => None,
        }
    }
}

/// A module as a script has it.
#[derive(Clone, Debug)]
pub struct Source {
    /// How it is written.
    pub form: Form,
    /// Its bytes, unless the reader of the text format refuses it.
    pub bytes: Result<Arc<[u8]>, Refusal>,
}

/// How a module is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As text in the script.
    Text,
    /// `binary`: as bytes.
    Binary,
    /// `quote`: as text in strings, which may be any text.
    Quote,
}

/// Why the reader of the text format refuses a module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The line in the script; of a quoted module, the line of the directive.
    pub line: usize,
    /// What is wrong there.
    pub message: String,
}

/// What runs.
#[derive(Clone, Debug)]
pub enum Run {
    /// A function or a global of an instance.
    Action(Action),
    /// The instantiation of a module.
    Module(Source),
}

/// `invoke` or `get`
#[derive(Clone, Debug)]
pub struct Action {
    /// The instance, or else the last one.
    pub instance: Option<String>,
    /// The name of the export.
    pub export: String,
    /// What is done with it.
    pub act: Act,
}

/// What is done with an export.
#[derive(Clone, Debug)]
pub enum Act {
    /// The function is called with these arguments.
    Invoke(Vec<Value>),
    /// The global is read.
    Get,
}

/// How it is asserted to end.
#[derive(Clone, Debug)]
pub enum End {
    /// With these results.
    Returns(Vec<Expected>),
    /// With a trap.
    Traps,
    /// With an exception that nothing catches.
    Throws,
    /// With a resource exhausted.
    Exhausts,
}
