//! The types that a caller asks about, in the registry's terms: concrete types by canonical index.

use crate::CanonicalIndex;
use std::fmt;

/// What a defined type describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TypeKind {
    /// A function.
    Func,
    /// A struct.
    Struct,
    /// An array.
    Array,
}

impl TypeKind {
    /// The least abstract heap type above every type of this kind.
    pub const fn abstract_supertype(self) -> AbstractHeapType {
        match self {
            Self::Func => AbstractHeapType::Func,
            Self::Struct => AbstractHeapType::Struct,
            Self::Array => AbstractHeapType::Array,
        }
    }

    /// The abstract heap type below every type of this kind.
    pub const fn bottom(self) -> AbstractHeapType {
        match self {
            Self::Func => AbstractHeapType::NoFunc,
            Self::Struct | Self::Array => AbstractHeapType::None,
        }
    }
}

impl fmt::Display for TypeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Func => "func",
            Self::Struct => "struct",
            Self::Array => "array",
        })
    }
}

/// A heap type that needs no definition, in the order of the binary codes `0x69` to `0x74`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are those of the text format")]
pub enum AbstractHeapType {
    Exn,
    Array,
    Struct,
    I31,
    Eq,
    Any,
    Extern,
    Func,
    None,
    NoExtern,
    NoFunc,
    NoExn,
}

impl AbstractHeapType {
    /// All of them, in the order of their binary codes.
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

    const FIRST_CODE: u8 = 0x69;

    /// The type with this binary code, if there is one.
    pub(crate) fn from_code(code: u8) -> Option<Self> {
        let position = code.checked_sub(Self::FIRST_CODE)?;
        Self::ALL.get(usize::from(position)).copied()
    }

    /// The name of the type in the text format.
    pub const fn name(self) -> &'static str {
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

    /// Whether this type is `other` or below it: one row of a constant table, one bit of the row.
    pub(crate) const fn is_subtype_of(self, other: Self) -> bool {
        SUPERTYPES[self as usize] & (1 << other as u16) != 0
    }
}

/// Row `t` has the bit of each abstract heap type that is `t` or above it; rules
/// `Heaptype_sub/eq-any` to `Heaptype_sub/noextern`, closed under reflexivity and transitivity.
const SUPERTYPES: [u16; 12] = {
    use AbstractHeapType as Heap;
    let mut rows = [0; 12];
    rows[Heap::Exn as usize] = bits(&[Heap::Exn]);
    rows[Heap::Array as usize] = bits(&[Heap::Array, Heap::Eq, Heap::Any]);
    rows[Heap::Struct as usize] = bits(&[Heap::Struct, Heap::Eq, Heap::Any]);
    rows[Heap::I31 as usize] = bits(&[Heap::I31, Heap::Eq, Heap::Any]);
    rows[Heap::Eq as usize] = bits(&[Heap::Eq, Heap::Any]);
    rows[Heap::Any as usize] = bits(&[Heap::Any]);
    rows[Heap::Extern as usize] = bits(&[Heap::Extern]);
    rows[Heap::Func as usize] = bits(&[Heap::Func]);
    rows[Heap::None as usize] =
        bits(&[Heap::None, Heap::I31, Heap::Struct, Heap::Array, Heap::Eq, Heap::Any]);
    rows[Heap::NoExtern as usize] = bits(&[Heap::NoExtern, Heap::Extern]);
    rows[Heap::NoFunc as usize] = bits(&[Heap::NoFunc, Heap::Func]);
    rows[Heap::NoExn as usize] = bits(&[Heap::NoExn, Heap::Exn]);
    rows
};

const fn bits(types: &[AbstractHeapType]) -> u16 {
    let mut row = 0;
    let mut position = 0;
    while position < types.len() {
        row |= 1 << types[position] as u16;
        position += 1;
    }
    row
}

/// What a reference points to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HeapType {
    /// A type that needs no definition.
    Abstract(AbstractHeapType),
    /// A defined type.
    Concrete(CanonicalIndex),
}

/// A reference type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RefType {
    /// Whether null is among the values.
    pub nullable: bool,
    /// What a value that is not null points to.
    pub heap: HeapType,
}

/// A value type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are those of the text format")]
pub enum ValType {
    I32,
    I64,
    F32,
    F64,
    V128,
    Ref(RefType),
}
