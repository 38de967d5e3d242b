//! What a module has: its index spaces, as definitions and bodies need to know them.

use crate::section::{Composite, SubType, TypeSection, Val};
use wasm_encoder::ConstExpr;

/// A module, apart from its function bodies.
#[derive(Clone, Debug, Default)]
pub(super) struct Plan {
    /// The type section.
    pub(super) section: TypeSection,
    /// The same types, by index.
    pub(super) types: Vec<SubType>,
    /// Type indices, those of imports first. So are the imports of the other index spaces.
    pub(super) funcs: Vec<u32>,
    pub(super) tables: Vec<Table>,
    pub(super) memories: Vec<Memory>,
    pub(super) globals: Vec<Global>,
    pub(super) tags: Vec<u32>,
    pub(super) elems: Vec<Elem>,
    pub(super) datas: Vec<Data>,
    pub(super) exports: Vec<(String, Space, u32)>,
    pub(super) start: Option<u32>,
    /// How many of each index space are imported.
    pub(super) imported: [u32; Space::ALL.len()],
    /// Whether the number of data segments is written before the code.
    pub(super) data_count: bool,
    /// For each function, whether bodies may take a reference to it.
    pub(super) declared: Vec<bool>,
}

/// The index spaces that imports and exports name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Space {
    Func,
    Table,
    Memory,
    Global,
    Tag,
}

impl Space {
    pub(super) const ALL: [Self; 5] =
        [Self::Func, Self::Table, Self::Memory, Self::Global, Self::Tag];
}

#[derive(Clone, Debug)]
pub(super) struct Table {
    pub(super) is_64: bool,
    pub(super) limits: (u64, Option<u64>),
    /// A reference type.
    pub(super) element: Val,
    pub(super) init: Option<ConstExpr>,
}

#[derive(Clone, Debug)]
pub(super) struct Memory {
    pub(super) is_64: bool,
    pub(super) limits: (u64, Option<u64>),
}

#[derive(Clone, Debug)]
pub(super) struct Global {
    pub(super) mutable: bool,
    pub(super) content: Val,
    /// None if it is imported.
    pub(super) init: Option<ConstExpr>,
}

#[derive(Clone, Debug)]
pub(super) struct Elem {
    /// A reference type.
    pub(super) element: Val,
    pub(super) mode: Mode,
    pub(super) items: Items,
}

#[derive(Clone, Debug)]
pub(super) enum Items {
    Functions(Vec<u32>),
    Expressions(Vec<ConstExpr>),
}

#[derive(Clone, Debug)]
pub(super) struct Data {
    pub(super) mode: Mode,
    pub(super) bytes: Vec<u8>,
}

/// How a segment is used; a data segment is never declared.
#[derive(Clone, Debug)]
pub(super) enum Mode {
    Passive,
    Declared,
    /// The table or memory, and the offset.
    Active(u32, ConstExpr),
}

/// The type of an address.
pub(super) const fn address(is_64: bool) -> Val {
    if is_64 { Val::I64 } else { Val::I32 }
}

impl Plan {
    /// Parameters and results of the type with this index, if it is a function type.
    pub(super) fn signature(&self, index: u32) -> Option<(&[Val], &[Val])> {
        match &self.types.get(index as usize)?.composite {
            Composite::Func { params, results } => Some((params, results)),
            Composite::Struct(_) | Composite::Array(_) => None,
        }
    }

    /// Parameters and results of a function; nothing if there is no such function.
    pub(super) fn func(&self, index: u32) -> (&[Val], &[Val]) {
        let signature = self.funcs.get(index as usize).and_then(|ty| self.signature(*ty));
        signature.unwrap_or((&[], &[]))
    }

    /// The parameters of a tag; nothing if there is no such tag.
    pub(super) fn tag(&self, index: u32) -> &[Val] {
        let signature = self.tags.get(index as usize).and_then(|ty| self.signature(*ty));
        signature.map_or(&[], |(params, _)| params)
    }

    /// The type of addresses of a table; `i32` if there is no such table.
    pub(super) fn table_address(&self, index: u32) -> Val {
        address(self.tables.get(index as usize).is_some_and(|table| table.is_64))
    }

    /// The type of addresses of a memory; `i32` if there is no such memory.
    pub(super) fn memory_address(&self, index: u32) -> Val {
        address(self.memories.get(index as usize).is_some_and(|memory| memory.is_64))
    }

    /// How many of an index space there are.
    pub(super) fn count(&self, space: Space) -> u32 {
        let count = match space {
            Space::Func => self.funcs.len(),
            Space::Table => self.tables.len(),
            Space::Memory => self.memories.len(),
            Space::Global => self.globals.len(),
            Space::Tag => self.tags.len(),
        };
        count as u32
    }
}
