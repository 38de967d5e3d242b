//! What is asked of an oracle: plain indices and abstract names, nothing of any oracle's own.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

/// A module of a program, numbered from 0 in the order of definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ModuleId(pub u32);

/// A defined type: a module and an index into that module's type index space.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TypeRef {
    /// The module whose index space is meant.
    pub module: ModuleId,
    /// The type index.
    pub index: u32,
}

/// An abstract heap type of Wasm 3.0, in the order of the binary format's codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum AbstractHeap {
    /// `exn`
    Exn,
    /// `array`
    Array,
    /// `struct`
    Struct,
    /// `i31`
    I31,
    /// `eq`
    Eq,
    /// `any`
    Any,
    /// `extern`
    Extern,
    /// `func`
    Func,
    /// `none`
    None,
    /// `noextern`
    NoExtern,
    /// `nofunc`
    NoFunc,
    /// `noexn`
    NoExn,
}

impl AbstractHeap {
    /// Every abstract heap type that can be written in a module.
    pub const ALL: [Self; 12] = [
        Self::Exn,
        Self::Array,
        Self::Struct,
        Self::I31,
        Self::Eq,
        Self::Any,
        Self::Extern,
        Self::Func,
        Self::None,
        Self::NoExtern,
        Self::NoFunc,
        Self::NoExn,
    ];

    /// The keyword of the text format.
    #[must_use]
    pub const fn keyword(self) -> &'static str {
        match self {
            Self::Exn => "exn",
            Self::Array => "array",
            Self::Struct => "struct",
            Self::I31 => "i31",
            Self::Eq => "eq",
            Self::Any => "any",
            Self::Extern => "extern",
            Self::Func => "func",
            Self::None => "none",
            Self::NoExtern => "noextern",
            Self::NoFunc => "nofunc",
            Self::NoExn => "noexn",
        }
    }
}

impl fmt::Display for AbstractHeap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.keyword())
    }
}

/// A heap type as a question names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Heap {
    /// An abstract heap type.
    Abstract(AbstractHeap),
    /// A defined type of some live module.
    Defined(TypeRef),
}

/// A value type as a question names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Value {
    /// `i32`
    I32,
    /// `i64`
    I64,
    /// `f32`
    F32,
    /// `f64`
    F64,
    /// `v128`
    V128,
    /// `(ref null? heap)`
    Ref {
        /// Whether null belongs to the type.
        nullable: bool,
        /// The referenced heap type.
        heap: Heap,
    },
}

impl Value {
    /// The type that this value type refers to, if it refers to a defined one.
    #[must_use]
    pub const fn defined(self) -> Option<TypeRef> {
        match self {
            Self::Ref { heap: Heap::Defined(ty), .. } => Some(ty),
            _ => None,
        }
    }
}

/// The kinds of question, as reports count them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Kind {
    /// Is the type section of a module well-formed and valid?
    ValidTypes,
    /// Are two defined types the same type?
    SameType,
    /// Is one type a subtype of another?
    Subtype,
    /// May a function of a stored type be read from a typed table at an expected type?
    TypedFuncRef,
}

impl Kind {
    /// Every kind, in the order of reports.
    pub const ALL: [Self; 4] =
        [Self::ValidTypes, Self::SameType, Self::Subtype, Self::TypedFuncRef];

    /// The name that reports and files use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ValidTypes => "ValidTypes",
            Self::SameType => "SameType",
            Self::Subtype => "Subtype",
            Self::TypedFuncRef => "TypedFuncRef",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One question: the answer is yes or no, unless an oracle cannot say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Question {
    /// Are the types of the module well-formed and valid? Sections behind the type section are
    /// not looked at.
    ValidTypes(ModuleId),
    /// Are the two defined types the same type, that is, are their closed terms identical?
    SameType(TypeRef, TypeRef),
    /// Does the first value type match the second?
    Subtype(Value, Value),
    /// May a function stored at the first type be read where the second is expected? Only asked of
    /// function types; of others no oracle answers it.
    TypedFuncRef {
        /// The type at which the function was defined.
        stored: TypeRef,
        /// The static type at which it is read.
        expected: TypeRef,
    },
}

impl Question {
    /// The kind of the question.
    #[must_use]
    pub const fn kind(self) -> Kind {
        match self {
            Self::ValidTypes(_) => Kind::ValidTypes,
            Self::SameType(..) => Kind::SameType,
            Self::Subtype(..) => Kind::Subtype,
            Self::TypedFuncRef { .. } => Kind::TypedFuncRef,
        }
    }

    /// The defined types that the question names, left before right.
    pub fn types(self) -> impl Iterator<Item = TypeRef> {
        let pair = match self {
            Self::ValidTypes(_) => [None, None],
            Self::SameType(left, right) => [Some(left), Some(right)],
            Self::Subtype(left, right) => [left.defined(), right.defined()],
            Self::TypedFuncRef { stored, expected } => [Some(stored), Some(expected)],
        };
        pair.into_iter().flatten()
    }

    /// The same question about types moved by `place`; `None` where one of them has no place.
    #[must_use]
    pub fn moved(self, place: impl Fn(TypeRef) -> Option<TypeRef>) -> Option<Self> {
        let value = |value| match value {
            Value::Ref { nullable, heap: Heap::Defined(ty) } => {
                place(ty).map(|ty| Value::Ref { nullable, heap: Heap::Defined(ty) })
            }
            other => Some(other),
        };
        Some(match self {
            Self::ValidTypes(module) => Self::ValidTypes(module),
            Self::SameType(left, right) => Self::SameType(place(left)?, place(right)?),
            Self::Subtype(left, right) => Self::Subtype(value(left)?, value(right)?),
            Self::TypedFuncRef { stored, expected } => {
                Self::TypedFuncRef { stored: place(stored)?, expected: place(expected)? }
            }
        })
    }
}

/// Many questions of one kind, written as a matrix: every row is asked against every column.
///
/// A campaign asks whole matrices, some thousand questions for a module of thirty types, so the
/// operands are listed once and the questions are counted, not stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Batch {
    /// One `ValidTypes` question.
    ValidTypes(ModuleId),
    /// Every row against every column, as `SameType`.
    SameType(Arc<[TypeRef]>, Arc<[TypeRef]>),
    /// Every row against every column, as `Subtype`.
    Subtype(Arc<[Value]>, Arc<[Value]>),
    /// Every stored type against every expected type, as `TypedFuncRef`.
    TypedFuncRef(Arc<[TypeRef]>, Arc<[TypeRef]>),
}

impl Batch {
    /// The batch that asks one question.
    #[must_use]
    pub fn one(question: Question) -> Self {
        match question {
            Question::ValidTypes(module) => Self::ValidTypes(module),
            Question::SameType(left, right) => Self::SameType([left].into(), [right].into()),
            Question::Subtype(left, right) => Self::Subtype([left].into(), [right].into()),
            Question::TypedFuncRef { stored, expected } => {
                Self::TypedFuncRef([stored].into(), [expected].into())
            }
        }
    }

    /// The kind of every question of the batch.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            Self::ValidTypes(_) => Kind::ValidTypes,
            Self::SameType(..) => Kind::SameType,
            Self::Subtype(..) => Kind::Subtype,
            Self::TypedFuncRef(..) => Kind::TypedFuncRef,
        }
    }

    /// The number of questions.
    #[must_use]
    pub fn count(&self) -> usize {
        match self {
            Self::ValidTypes(_) => 1,
            Self::SameType(rows, columns) | Self::TypedFuncRef(rows, columns) => {
                rows.len() * columns.len()
            }
            Self::Subtype(rows, columns) => rows.len() * columns.len(),
        }
    }

    /// The question with number `n`, counted row by row.
    ///
    /// # Panics
    ///
    /// Panics if `n` is not below [`Batch::count`].
    #[must_use]
    pub fn question(&self, n: usize) -> Question {
        assert!(n < self.count(), "a batch of {} questions has no number {n}", self.count());
        match self {
            Self::ValidTypes(module) => Question::ValidTypes(*module),
            Self::SameType(rows, columns) => {
                Question::SameType(rows[n / columns.len()], columns[n % columns.len()])
            }
            Self::Subtype(rows, columns) => {
                Question::Subtype(rows[n / columns.len()], columns[n % columns.len()])
            }
            Self::TypedFuncRef(rows, columns) => Question::TypedFuncRef {
                stored: rows[n / columns.len()],
                expected: columns[n % columns.len()],
            },
        }
    }
}
