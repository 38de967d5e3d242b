//! Names for types, as explanations and reproducers show them.

use crate::program::Program;
use crate::question::{Heap, ModuleId, Question, TypeRef, Value};
use crate::section::TypeSection;

/// A name for each type of each module of a program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names(Vec<Vec<String>>);

impl Names {
    /// Short names, `$a` `$b` and so on, which go on from module to module, so that each is unique.
    #[must_use]
    pub fn short(program: &Program) -> Self {
        let mut count = 0;
        let mut fresh = || {
            count += 1;
            short(count - 1)
        };
        let modules = program.modules().map(|bytes| {
            let types = TypeSection::decode(bytes).map_or(0, |section| section.len());
            (0..types).map(|_| fresh()).collect()
        });
        Self(modules.collect())
    }

    /// The names that the modules of files carry themselves, or their indices.
    #[must_use]
    pub fn given(modules: Vec<Vec<String>>) -> Self {
        Self(modules)
    }

    /// The names of the types of a module, in the order of their indices.
    #[must_use]
    pub fn of_module(&self, module: ModuleId) -> &[String] {
        self.0.get(module.0 as usize).map_or(&[], |names| names)
    }

    /// The name of a type.
    #[must_use]
    pub fn of(&self, ty: TypeRef) -> String {
        let name = self.of_module(ty.module).get(ty.index as usize);
        name.cloned().unwrap_or_else(|| format!("type {} of module {}", ty.index, ty.module.0))
    }

    /// A value type in the text format.
    #[must_use]
    pub fn value(&self, value: Value) -> String {
        match value {
            Value::I32 => "i32".into(),
            Value::I64 => "i64".into(),
            Value::F32 => "f32".into(),
            Value::F64 => "f64".into(),
            Value::V128 => "v128".into(),
            Value::Ref { nullable, heap } => {
                let heap = match heap {
                    Heap::Abstract(heap) => heap.keyword().into(),
                    Heap::Defined(ty) => self.of(ty),
                };
                format!("(ref {}{heap})", if nullable { "null " } else { "" })
            }
        }
    }

    /// A question in one line.
    #[must_use]
    pub fn question(&self, question: Question) -> String {
        match question {
            Question::ValidTypes(module) => format!("types of $m{} valid", module.0),
            Question::SameType(left, right) => format!("{} = {}", self.of(left), self.of(right)),
            Question::Subtype(
                Value::Ref { nullable: false, heap: left },
                Value::Ref { nullable: false, heap: right },
            ) => {
                let heap = |heap| match heap {
                    Heap::Abstract(heap) => heap.keyword().into(),
                    Heap::Defined(ty) => self.of(ty),
                };
                format!("{} <: {}", heap(left), heap(right))
            }
            Question::Subtype(left, right) => {
                format!("{} <: {}", self.value(left), self.value(right))
            }
            Question::TypedFuncRef { stored, expected } => {
                format!("function of {} read at {}", self.of(stored), self.of(expected))
            }
        }
    }
}

/// `$a` to `$z`, then `$a1` and so on.
fn short(n: usize) -> String {
    let letter = char::from(b'a' + (n % 26) as u8);
    match n / 26 {
        0 => format!("${letter}"),
        round => format!("${letter}{round}"),
    }
}
