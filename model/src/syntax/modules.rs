//! Modules (1.4).
//!
//! What a module defines remembers where it was defined, as an offset in its bytes, for messages.

use super::ValType;
use super::externtypes::{ExternType, GlobalType, MemType, TableType, TagType};
use super::instructions::{Expr, Instr};
use super::{DataIdx, FuncIdx, GlobalIdx, MemIdx, RecType, RefType, TableIdx, TagIdx, TypeIdx};

/// `module`
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Module {
    /// `type*`: `TYPE rectype` each.
    pub types: Vec<RecType>,
    /// The offset of each type, in the order of the type indices.
    pub type_offsets: Vec<usize>,
    /// `import*`
    pub imports: Vec<Import>,
    /// `tag*`
    pub tags: Vec<Tag>,
    /// `global*`
    pub globals: Vec<Global>,
    /// `mem*`
    pub mems: Vec<Mem>,
    /// `table*`
    pub tables: Vec<Table>,
    /// `func*`
    pub funcs: Vec<Func>,
    /// `data*`
    pub datas: Vec<Data>,
    /// `elem*`
    pub elems: Vec<Elem>,
    /// `start?`
    pub start: Option<Start>,
    /// `export*`
    pub exports: Vec<Export>,
}

/// `import`: `IMPORT name name externtype`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// The module it comes from.
    pub module: String,
    /// Its name there.
    pub name: String,
    /// What it is to be.
    pub xt: ExternType,
    /// Its offset.
    pub offset: usize,
}

/// `tag`: `TAG tagtype`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag {
    /// The type.
    pub jt: TagType,
    /// Its offset.
    pub offset: usize,
}

/// `global`: `GLOBAL globaltype expr`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Global {
    /// The type.
    pub gt: GlobalType,
    /// The value at the start.
    pub init: Expr,
    /// Its offset.
    pub offset: usize,
}

/// `mem`: `MEMORY memtype`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mem {
    /// The type.
    pub mt: MemType,
    /// Its offset.
    pub offset: usize,
}

/// `table`: `TABLE tabletype expr`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The type.
    pub tt: TableType,
    /// The value of each element at the start.
    pub init: Expr,
    /// Its offset.
    pub offset: usize,
}

/// `func`: `FUNC typeidx local* expr`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Func {
    /// The type.
    pub x: TypeIdx,
    /// `local*`, as runs of locals of the same type; fewer than `2^32` locals in all.
    pub locals: Vec<Locals>,
    /// The body.
    pub body: Expr,
    /// The offset of its code, behind the size.
    pub offset: usize,
}

/// `(LOCAL valtype)^n`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Locals {
    /// How many there are.
    pub n: u32,
    /// The type of each.
    pub t: ValType,
}

/// `data`: `DATA byte* datamode`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Data {
    /// How many bytes it has; the model has no use for the bytes.
    pub size_bytes: u32,
    /// What becomes of it at the start.
    pub mode: DataMode,
    /// Its offset.
    pub offset: usize,
}

/// `datamode`
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DataMode {
    /// `ACTIVE memidx expr`
    Active(MemIdx, Expr),
    /// `PASSIVE`
    Passive,
}

/// `elem`: `ELEM reftype expr* elemmode`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elem {
    /// The type of its elements.
    pub rt: RefType,
    /// The elements.
    pub init: Vec<Expr>,
    /// What becomes of it at the start.
    pub mode: ElemMode,
    /// Its offset.
    pub offset: usize,
}

/// `elemmode`
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ElemMode {
    /// `ACTIVE tableidx expr`
    Active(TableIdx, Expr),
    /// `PASSIVE`
    Passive,
    /// `DECLARE`
    Declare,
}

/// `start`: `START funcidx`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Start {
    /// The function.
    pub x: FuncIdx,
    /// Its offset.
    pub offset: usize,
}

/// `export`: `EXPORT name externidx`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// Its name.
    pub name: String,
    /// What it is.
    pub xx: ExternIdx,
    /// Its offset.
    pub offset: usize,
}

/// `externidx` (1.1)
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExternIdx {
    /// `FUNC funcidx`
    Func(FuncIdx),
    /// `GLOBAL globalidx`
    Global(GlobalIdx),
    /// `TABLE tableidx`
    Table(TableIdx),
    /// `MEM memidx`
    Mem(MemIdx),
    /// `TAG tagidx`
    Tag(TagIdx),
}

/// `$dataidx_funcs(func*)`: the data segments that functions name.
pub(crate) fn dataidx_funcs(funcs: &[Func]) -> Vec<DataIdx> {
    funcs.iter().flat_map(|func| Instr::all(&func.body)).filter_map(Instr::free_data).collect()
}
