//! External types (1.2): what modules import and export.

use super::{RefType, TypeUse, ValType};

/// `addrtype`: the type of addresses of a memory or table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AddrType {
    /// `I32`
    I32,
    /// `I64`
    I64,
}

/// `limits`: `[u64 .. u64?]`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Limits {
    /// The size it has at least.
    pub min: u64,
    /// The size it may grow to, if that is limited.
    pub max: Option<u64>,
}

/// `tagtype`: `typeuse`
pub type TagType = TypeUse;

/// `globaltype`: `MUT? valtype`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct GlobalType {
    /// `MUT?`
    pub mutable: bool,
    /// The type of its value.
    pub t: ValType,
}

/// `memtype`: `addrtype limits PAGE`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MemType {
    /// The address type.
    pub at: AddrType,
    /// The limits, in pages.
    pub lim: Limits,
}

/// `tabletype`: `addrtype limits reftype`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TableType {
    /// The address type.
    pub at: AddrType,
    /// The limits, in elements.
    pub lim: Limits,
    /// The type of its elements.
    pub rt: RefType,
}

/// `externtype`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExternType {
    /// `TAG tagtype`
    Tag(TagType),
    /// `GLOBAL globaltype`
    Global(GlobalType),
    /// `MEM memtype`
    Mem(MemType),
    /// `TABLE tabletype`
    Table(TableType),
    /// `FUNC typeuse`
    Func(TypeUse),
}
