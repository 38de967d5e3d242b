//! Types, instructions and modules as the specification writes them (1.2, 1.3 and 1.4, and the semantic
//! extensions of 2.0).
//!
//! A defined type is `_DEF rectype i`. Written out, closed types are exponentially large: a struct of
//! two references to a struct of two references, and so on. So a closed recursive type is written
//! down once, in [`Terms`](crate::terms::Terms), and a [`DefType`] names it by its place there.

mod externtypes;
mod instructions;
mod memory;
mod modules;
mod numeric;
mod vector;

pub use externtypes::{AddrType, ExternType, GlobalType, Limits, MemType, TableType, TagType};
pub use instructions::{BlockType, Catch, Expr, Instr, Sx};
pub use memory::{LaneIdx, MemArg, MemoryKind, MemoryOp, MemoryRow};
pub(crate) use modules::dataidx_funcs;
pub use modules::{Data, DataMode, Elem, ElemMode, Export, ExternIdx, Func, Global, Import};
pub use modules::{Locals, Mem, Module, Start, Table, Tag};
pub use numeric::{NumericKind, NumericOp, NumericRow, Opcode};
pub use vector::{Immediates, LaneIdxs, VectorKind, VectorOp, VectorRow};

/// `typeidx`: an index into the types of a module.
pub type TypeIdx = u32;

/// `tagidx`: an index into the tags of a module, imported ones first, as of all that follow.
pub type TagIdx = u32;

/// `globalidx`
pub type GlobalIdx = u32;

/// `memidx`
pub type MemIdx = u32;

/// `tableidx`
pub type TableIdx = u32;

/// `funcidx`
pub type FuncIdx = u32;

/// `dataidx`
pub type DataIdx = u32;

/// `elemidx`
pub type ElemIdx = u32;

/// `localidx`: an index into the parameters and locals of a function.
pub type LocalIdx = u32;

/// `labelidx`: an index into the labels around an instruction, the innermost first.
pub type LabelIdx = u32;

/// `fieldidx`: an index into the fields of a structure type.
pub type FieldIdx = u32;

/// `numtype`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NumType {
    /// `I32`
    I32,
    /// `I64`
    I64,
    /// `F32`
    F32,
    /// `F64`
    F64,
}

/// `vectype`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum VecType {
    /// `V128`
    V128,
}

/// `packtype`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PackType {
    /// `I8`
    I8,
    /// `I16`
    I16,
}

/// `absheaptype`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AbsHeapType {
    /// `ANY`
    Any,
    /// `EQ`
    Eq,
    /// `I31`
    I31,
    /// `STRUCT`
    Struct,
    /// `ARRAY`
    Array,
    /// `NONE`
    None,
    /// `FUNC`
    Func,
    /// `NOFUNC`
    NoFunc,
    /// `EXN`
    Exn,
    /// `NOEXN`
    NoExn,
    /// `EXTERN`
    Extern,
    /// `NOEXTERN`
    NoExtern,
    /// `BOT`: of the semantics only; no module can write it.
    Bot,
}

impl AbsHeapType {
    /// Every abstract heap type, `BOT` last.
    pub const ALL: [Self; 13] = [
        Self::Any,
        Self::Eq,
        Self::I31,
        Self::Struct,
        Self::Array,
        Self::None,
        Self::Func,
        Self::NoFunc,
        Self::Exn,
        Self::NoExn,
        Self::Extern,
        Self::NoExtern,
        Self::Bot,
    ];
}

/// `typeuse`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TypeUse {
    /// `_IDX x`
    Idx(TypeIdx),
    /// `REC i`: the i-th member of the recursive type around it.
    Rec(u32),
    /// `deftype`
    Def(DefType),
}

/// `heaptype`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HeapType {
    /// `absheaptype`
    Abs(AbsHeapType),
    /// `typeuse`
    Use(TypeUse),
}

/// `reftype`: `REF null? heaptype`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RefType {
    /// `NULL?`
    pub null: bool,
    /// The heap type.
    pub ht: HeapType,
}

/// `valtype`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ValType {
    /// `numtype`
    Num(NumType),
    /// `vectype`
    Vec(VecType),
    /// `reftype`
    Ref(RefType),
    /// `BOT`: of the semantics only.
    Bot,
}

/// `storagetype`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StorageType {
    /// `valtype`
    Val(ValType),
    /// `packtype`
    Pack(PackType),
}

/// `fieldtype`: `MUT? storagetype`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FieldType {
    /// `MUT?`
    pub mutable: bool,
    /// The storage type.
    pub zt: StorageType,
}

/// `resulttype`: `valtype*`
pub type ResultType = Vec<ValType>;

/// `comptype`
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum CompType {
    /// `STRUCT fieldtype*`
    Struct(Vec<FieldType>),
    /// `ARRAY fieldtype`
    Array(FieldType),
    /// `FUNC resulttype -> resulttype`
    Func(ResultType, ResultType),
}

/// `subtype`: `SUB FINAL? typeuse* comptype`
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SubType {
    /// `FINAL?`
    pub fin: bool,
    /// `typeuse*`: a list in the syntax; that it has one element at most is a rule of validity.
    pub supers: Vec<TypeUse>,
    /// The composite type.
    pub ct: CompType,
}

/// `rectype`: `REC subtype*`
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RecType(pub Vec<SubType>);

/// The place of a closed recursive type in [`Terms`](crate::terms::Terms).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RecTypeId(pub(crate) u32);

/// `deftype`: `_DEF rectype i`
///
/// Two defined types of the same [`Terms`](crate::terms::Terms) are the same closed term exactly
/// when they compare equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DefType {
    /// The closed recursive type.
    pub rectype: RecTypeId,
    /// The member.
    pub i: u32,
}
