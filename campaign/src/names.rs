//! Names for types, as explanations and reproducers show them.

use crate::program::Program;
use crate::question::{Dynamic, Extern, Heap, Limits, ModuleId, Question, TypeRef, Value};
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
                format!("(ref {}{})", if nullable { "null " } else { "" }, self.heap(heap))
            }
        }
    }

    fn heap(&self, heap: Heap) -> String {
        match heap {
            Heap::Abstract(heap) => heap.keyword().into(),
            Heap::Defined(ty) => self.of(ty),
        }
    }

    /// A reference at run time, in words.
    fn dynamic(&self, dynamic: Dynamic) -> String {
        match dynamic {
            Dynamic::Null => "null".into(),
            Dynamic::I31 => "an i31".into(),
            Dynamic::Object(ty) => format!("a value of {}", self.of(ty)),
            Dynamic::Exn => "an exception".into(),
            Dynamic::Host => "a host reference".into(),
            Dynamic::Extern => "an external reference".into(),
        }
    }

    /// The type of an import or export, in the text format.
    #[must_use]
    pub fn external(&self, external: Extern) -> String {
        let limits = |is_64, Limits { min, max }: Limits| {
            let max = max.map_or_else(String::new, |max| format!(" {max}"));
            format!("{}{min}{max}", if is_64 { "i64 " } else { "" })
        };
        match external {
            Extern::Func(ty) => format!("(func (type {}))", self.of(ty)),
            Extern::Tag(ty) => format!("(tag (type {}))", self.of(ty)),
            Extern::Global { mutable: true, content } => {
                format!("(global (mut {}))", self.value(content))
            }
            Extern::Global { mutable: false, content } => {
                format!("(global {})", self.value(content))
            }
            Extern::Memory { memory64, limits: size } => {
                format!("(memory {})", limits(memory64, size))
            }
            Extern::Table { table64, limits: size, element } => {
                format!("(table {} {})", limits(table64, size), self.value(element.into()))
            }
        }
    }

    /// A question in one line.
    #[must_use]
    pub fn question(&self, question: Question) -> String {
        match question {
            Question::ValidTypes(module) => format!("types of $m{} valid", module.0),
            Question::Valid(module) => format!("$m{} valid", module.0),
            Question::SameType(left, right) => format!("{} = {}", self.of(left), self.of(right)),
            Question::Subtype(
                Value::Ref { nullable: false, heap: left },
                Value::Ref { nullable: false, heap: right },
            ) => {
                format!("{} <: {}", self.heap(left), self.heap(right))
            }
            Question::Subtype(left, right) => {
                format!("{} <: {}", self.value(left), self.value(right))
            }
            Question::TypedFuncRef { stored, expected } => {
                format!("function of {} read at {}", self.of(stored), self.of(expected))
            }
            Question::Cast { dynamic, target } => {
                format!("{} cast to {}", self.dynamic(dynamic), self.value(target.into()))
            }
            Question::CallIndirect { callee, expected } => {
                format!("function of {} called at {}", self.of(callee), self.of(expected))
            }
            Question::Link { export, import } => {
                format!("{} imported at {}", self.external(export), self.external(import))
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
