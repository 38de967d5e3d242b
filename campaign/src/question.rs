//! What is asked of an oracle: plain indices and abstract names, nothing of any oracle's own.

mod batch;
mod externs;
mod operands;

pub use batch::Batch;
pub use externs::{Extern, Limits};
pub use operands::{AbstractHeap, Dynamic, Heap, ModuleId, Reference, TypeRef, Value};

use serde::{Deserialize, Serialize};
use std::fmt;

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
    /// Is a whole module well-formed and valid?
    Valid,
    /// Does a cast of a reference to a type succeed?
    Cast,
    /// Does an indirect call at an expected type reach its callee?
    CallIndirect,
    /// May an import be given an export?
    Link,
}

impl Kind {
    /// Every kind, in the order of reports.
    pub const ALL: [Self; 8] = [
        Self::ValidTypes,
        Self::SameType,
        Self::Subtype,
        Self::TypedFuncRef,
        Self::Valid,
        Self::Cast,
        Self::CallIndirect,
        Self::Link,
    ];

    /// The name that reports and files use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ValidTypes => "ValidTypes",
            Self::SameType => "SameType",
            Self::Subtype => "Subtype",
            Self::TypedFuncRef => "TypedFuncRef",
            Self::Valid => "Valid",
            Self::Cast => "Cast",
            Self::CallIndirect => "CallIndirect",
            Self::Link => "Link",
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
    /// Is the module well-formed and valid, all sections and function bodies included?
    Valid(ModuleId),
    /// Does the reference belong to the type, so that `ref.test` says yes and `ref.cast` does not
    /// trap? Null and unrelated hierarchies are asked about, too.
    Cast {
        /// The reference.
        dynamic: Dynamic,
        /// The type that it is tested against.
        target: Reference,
    },
    /// Does `call_indirect` at the expected type call a function of the callee's type, or trap? Only
    /// asked of function types.
    CallIndirect {
        /// The type at which the function was defined.
        callee: TypeRef,
        /// The type at which it is called.
        expected: TypeRef,
    },
    /// May what is exported at the one type be imported at the other? The types are taken to be
    /// valid: those of functions and tags are function types, those of tags without results, and a
    /// greatest size is not below the least one.
    Link {
        /// What is exported.
        export: Extern,
        /// What is imported.
        import: Extern,
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
            Self::Valid(_) => Kind::Valid,
            Self::Cast { .. } => Kind::Cast,
            Self::CallIndirect { .. } => Kind::CallIndirect,
            Self::Link { .. } => Kind::Link,
        }
    }

    /// The defined types that the question names, left before right.
    pub fn types(self) -> impl Iterator<Item = TypeRef> {
        let pair = match self {
            Self::ValidTypes(_) | Self::Valid(_) => [None, None],
            Self::SameType(left, right) => [Some(left), Some(right)],
            Self::Subtype(left, right) => [left.defined(), right.defined()],
            Self::TypedFuncRef { stored, expected } => [Some(stored), Some(expected)],
            Self::Cast { dynamic, target } => [dynamic.defined(), target.heap.defined()],
            Self::CallIndirect { callee, expected } => [Some(callee), Some(expected)],
            Self::Link { export, import } => [export.defined(), import.defined()],
        };
        pair.into_iter().flatten()
    }

    /// The module that the question is about as a whole.
    #[must_use]
    pub const fn module(self) -> Option<ModuleId> {
        match self {
            Self::ValidTypes(module) | Self::Valid(module) => Some(module),
            _ => None,
        }
    }

    /// The modules that the question names, as a whole or by a type; one may come twice.
    pub fn modules(self) -> impl Iterator<Item = ModuleId> {
        self.module().into_iter().chain(self.types().map(|ty| ty.module))
    }

    /// The same question with its modules numbered by `place`; `None` where one of them has no place.
    #[must_use]
    pub fn renumbered(self, place: impl Fn(ModuleId) -> Option<ModuleId>) -> Option<Self> {
        match self {
            Self::ValidTypes(module) => place(module).map(Self::ValidTypes),
            Self::Valid(module) => place(module).map(Self::Valid),
            question => question.moved(|TypeRef { module, index }| {
                place(module).map(|module| TypeRef { module, index })
            }),
        }
    }

    /// The same question about types moved by `place`; `None` where one of them has no place.
    #[must_use]
    pub fn moved(self, place: impl Fn(TypeRef) -> Option<TypeRef>) -> Option<Self> {
        let heap = |heap| match heap {
            Heap::Defined(ty) => place(ty).map(Heap::Defined),
            Heap::Abstract(_) => Some(heap),
        };
        let reference =
            |Reference { nullable, heap: at }| heap(at).map(|heap| Reference { nullable, heap });
        let value = |value| match value {
            Value::Ref { nullable, heap } => {
                reference(Reference { nullable, heap }).map(Value::from)
            }
            other => Some(other),
        };
        let external = |external| {
            Some(match external {
                Extern::Func(ty) => Extern::Func(place(ty)?),
                Extern::Tag(ty) => Extern::Tag(place(ty)?),
                Extern::Global { mutable, content } => {
                    Extern::Global { mutable, content: value(content)? }
                }
                Extern::Memory { .. } => external,
                Extern::Table { table64, limits, element } => {
                    Extern::Table { table64, limits, element: reference(element)? }
                }
            })
        };
        Some(match self {
            Self::ValidTypes(_) | Self::Valid(_) => self,
            Self::SameType(left, right) => Self::SameType(place(left)?, place(right)?),
            Self::Subtype(left, right) => Self::Subtype(value(left)?, value(right)?),
            Self::TypedFuncRef { stored, expected } => {
                Self::TypedFuncRef { stored: place(stored)?, expected: place(expected)? }
            }
            Self::Cast { dynamic, target } => {
                let dynamic = match dynamic {
                    Dynamic::Object(ty) => Dynamic::Object(place(ty)?),
                    other => other,
                };
                Self::Cast { dynamic, target: reference(target)? }
            }
            Self::CallIndirect { callee, expected } => {
                Self::CallIndirect { callee: place(callee)?, expected: place(expected)? }
            }
            Self::Link { export, import } => {
                Self::Link { export: external(export)?, import: external(import)? }
            }
        })
    }
}
