//! The types and references that questions name.

use serde::{Deserialize, Serialize};
use std::fmt;

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

impl Heap {
    /// The defined type, if it is one.
    #[must_use]
    pub const fn defined(self) -> Option<TypeRef> {
        match self {
            Self::Defined(ty) => Some(ty),
            Self::Abstract(_) => None,
        }
    }
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
    /// The types without references.
    pub const NUMERIC: [Self; 5] = [Self::I32, Self::I64, Self::F32, Self::F64, Self::V128];

    /// The type that this value type refers to, if it refers to a defined one.
    #[must_use]
    pub const fn defined(self) -> Option<TypeRef> {
        match self {
            Self::Ref { heap, .. } => heap.defined(),
            _ => None,
        }
    }
}

/// A reference type as a question names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Reference {
    /// Whether null belongs to the type.
    pub nullable: bool,
    /// The referenced heap type.
    pub heap: Heap,
}

impl From<Reference> for Value {
    fn from(Reference { nullable, heap }: Reference) -> Self {
        Self::Ref { nullable, heap }
    }
}

/// A reference at run time, as far as casts look at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Dynamic {
    /// Null, of which there is one.
    Null,
    /// An unboxed scalar.
    I31,
    /// A structure, array or function that was made at a defined type.
    Object(TypeRef),
    /// A caught exception.
    Exn,
    /// A reference of the host that was internalized.
    Host,
    /// A reference of the host, or anything else that was externalized.
    Extern,
}

impl Dynamic {
    /// The references that belong to no defined type.
    pub const ABSTRACT: [Self; 5] = [Self::Null, Self::I31, Self::Exn, Self::Host, Self::Extern];

    /// The type that it was made at.
    #[must_use]
    pub const fn defined(self) -> Option<TypeRef> {
        match self {
            Self::Object(ty) => Some(ty),
            _ => None,
        }
    }
}
