//! The store (4.2) as far as it follows from types and constants.
//!
//! What a function of the script may have changed is not known any more: the size of a memory or table that
//! some code grows, what is in a table or global that some code writes. Code is there from the moment its
//! module is instantiated, and it may run whenever a function is called that the evaluator does not follow
//! to its end.

use super::value::{Ref, Value};
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;
use subtly_model::roll::{close_reftype, close_typeuse, close_valtype};
use subtly_model::syntax::{AddrType, DefType, ExternIdx, ExternType, GlobalType, Instr, Limits};
use subtly_model::syntax::{MemType, Module, TableType, TypeUse};

/// A valid module with its types, closed.
#[derive(Debug)]
pub(super) struct Definition {
    pub(super) module: Module,
    /// In the order of the type indices.
    pub(super) types: Vec<DefType>,
    /// In the order of the imports.
    pub(super) imports: Vec<ExternType>,
}

/// `externaddr`: the place of something in the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Address {
    Func(usize),
    Global(usize),
    Mem(usize),
    Table(usize),
    Tag(usize),
}

/// `moduleinst`
#[derive(Debug)]
pub(super) struct Instance {
    pub(super) definition: Rc<Definition>,
    pub(super) funcs: Vec<usize>,
    pub(super) globals: Vec<usize>,
    pub(super) mems: Vec<usize>,
    pub(super) tables: Vec<usize>,
    pub(super) exports: HashMap<String, Address>,
}

/// `funcinst`
#[derive(Debug)]
pub(super) struct FuncInst {
    /// The type it was defined at.
    pub(super) dt: DefType,
    /// The instance it belongs to.
    pub(super) instance: usize,
    /// Its place among the functions that the module of this instance defines.
    pub(super) code: usize,
}

/// `globalinst`
#[derive(Debug)]
pub(super) struct GlobalInst {
    pub(super) gt: GlobalType,
    /// If it is known.
    pub(super) value: Option<Value>,
    /// Some code writes it.
    is_written: bool,
}

/// `meminst`, without its bytes.
#[derive(Debug)]
pub(super) struct MemInst {
    /// With the size at the start as its minimum.
    pub(super) mt: MemType,
    pub(super) growth: Growth,
}

/// `tableinst`
#[derive(Debug)]
pub(super) struct TableInst {
    /// With the size at the start as its minimum.
    pub(super) tt: TableType,
    pub(super) growth: Growth,
    /// What every element is that is not in `elements`, if that is known.
    rest: Option<Ref>,
    /// Elements that were written one by one; none where it is not known by what.
    elements: BTreeMap<u64, Option<Ref>>,
    /// Some code writes it.
    is_written: bool,
}

/// What is known of the size of a memory or table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Growth {
    /// No code grows it.
    Never,
    /// Some code grows it, but it has not run.
    NotYet,
    /// Such code may have run.
    Maybe,
}

impl TableInst {
    /// The element at an index, if it is known.
    pub(super) fn get(&self, index: u64) -> Option<Ref> {
        self.elements.get(&index).unwrap_or(&self.rest).clone()
    }

    /// Writes an element.
    pub(super) fn set(&mut self, index: u64, element: Option<Ref>) {
        self.elements.insert(index, element);
    }

    /// Forgets every element.
    pub(super) fn forget(&mut self) {
        self.rest = None;
        self.elements.clear();
    }
}

/// `store`
#[derive(Debug, Default)]
pub(super) struct Store {
    pub(super) instances: Vec<Instance>,
    pub(super) funcs: Vec<FuncInst>,
    pub(super) globals: Vec<GlobalInst>,
    pub(super) mems: Vec<MemInst>,
    pub(super) tables: Vec<TableInst>,
    tags: Vec<DefType>,
}

impl Store {
    /// The type that `Externaddr_ok` gives an address before its rule `/sub`: with the least and with the
    /// greatest size that it may have.
    pub(super) fn externtypes(&self, address: Address) -> [ExternType; 2] {
        let sizes = |lim: Limits, growth, bound| {
            let max = if growth == Growth::Maybe { lim.max.unwrap_or(bound) } else { lim.min };
            [lim, Limits { min: max, ..lim }]
        };
        match address {
            Address::Func(a) => [ExternType::Func(TypeUse::Def(self.funcs[a].dt)); 2],
            Address::Global(a) => [ExternType::Global(self.globals[a].gt); 2],
            Address::Tag(a) => [ExternType::Tag(TypeUse::Def(self.tags[a])); 2],
            Address::Mem(a) => {
                let MemInst { mt, growth } = self.mems[a];
                let pages = if mt.at == AddrType::I32 { 1 << 16 } else { 1 << 48 };
                sizes(mt.lim, growth, pages).map(|lim| ExternType::Mem(MemType { lim, ..mt }))
            }
            Address::Table(a) => {
                let TableInst { tt, growth, .. } = self.tables[a];
                let elements = if tt.at == AddrType::I32 { u32::MAX.into() } else { u64::MAX };
                sizes(tt.lim, growth, elements)
                    .map(|lim| ExternType::Table(TableType { lim, ..tt }))
            }
        }
    }

    /// `$allocmodule`, for imports that match. Globals and tables have no values yet.
    pub(super) fn allocate(&mut self, definition: &Rc<Definition>, imports: &[Address]) -> usize {
        let Definition { module, types, .. } = &**definition;
        let at = self.instances.len();
        let (mut funcs, mut globals, mut mems) = (Vec::new(), Vec::new(), Vec::new());
        let (mut tables, mut tags) = (Vec::new(), Vec::new());
        for import in imports {
            match *import {
                Address::Func(a) => funcs.push(a),
                Address::Global(a) => globals.push(a),
                Address::Mem(a) => mems.push(a),
                Address::Table(a) => tables.push(a),
                Address::Tag(a) => tags.push(a),
            }
        }
        for tag in &module.tags {
            // A valid module has only indices of its types.
            if let TypeUse::Def(dt) = close_typeuse(types, tag.jt) {
                tags.push(push(&mut self.tags, dt));
            }
        }
        for global in &module.globals {
            let gt = GlobalType { t: close_valtype(types, global.gt.t), ..global.gt };
            let global = GlobalInst { gt, value: None, is_written: false };
            globals.push(push(&mut self.globals, global));
        }
        for mem in &module.mems {
            let mem = MemInst { mt: mem.mt, growth: Growth::Never };
            mems.push(push(&mut self.mems, mem));
        }
        for table in &module.tables {
            let tt = TableType { rt: close_reftype(types, table.tt.rt), ..table.tt };
            tables.push(push(&mut self.tables, TableInst::new(tt)));
        }
        for (code, func) in module.funcs.iter().enumerate() {
            let func = FuncInst { dt: types[func.x as usize], instance: at, code };
            funcs.push(push(&mut self.funcs, func));
        }
        let address = |xx| match xx {
            ExternIdx::Func(x) => Address::Func(funcs[x as usize]),
            ExternIdx::Global(x) => Address::Global(globals[x as usize]),
            ExternIdx::Mem(x) => Address::Mem(mems[x as usize]),
            ExternIdx::Table(x) => Address::Table(tables[x as usize]),
            ExternIdx::Tag(x) => Address::Tag(tags[x as usize]),
        };
        let exports = module.exports.iter().map(|ex| (ex.name.clone(), address(ex.xx))).collect();
        let definition = definition.clone();
        self.instances.push(Instance { definition, funcs, globals, mems, tables, exports });
        self.note_code(at);
        at
    }

    /// Notes what the functions of an instance may change.
    fn note_code(&mut self, instance: usize) {
        let Instance { definition, globals, mems, tables, .. } = &self.instances[instance];
        let bodies = definition.module.funcs.iter().map(|func| func.body.as_slice());
        for instr in bodies.flat_map(Instr::all) {
            match *instr {
                Instr::GlobalSet(x) => self.globals[globals[x as usize]].is_written = true,
                Instr::MemoryGrow(x) => self.mems[mems[x as usize]].growth.may_start(),
                Instr::TableGrow(x) => {
                    let table = &mut self.tables[tables[x as usize]];
                    table.is_written = true;
                    table.growth.may_start();
                }
                Instr::TableSet(x)
                | Instr::TableFill(x)
                | Instr::TableCopy { x1: x, .. }
                | Instr::TableInit { x, .. } => {
                    self.tables[tables[x as usize]].is_written = true;
                }
                _ => {}
            }
        }
    }

    /// Forgets what code may change: some of it may have run.
    pub(super) fn forget_written(&mut self) {
        for global in self.globals.iter_mut().filter(|global| global.is_written) {
            global.value = None;
        }
        for mem in &mut self.mems {
            mem.growth.may_have_run();
        }
        for table in &mut self.tables {
            table.growth.may_have_run();
            if table.is_written {
                table.forget();
            }
        }
    }
}

impl TableInst {
    fn new(tt: TableType) -> Self {
        let growth = Growth::Never;
        Self { tt, growth, rest: None, elements: BTreeMap::new(), is_written: false }
    }

    /// Gives every element its value at the start.
    pub(super) fn fill(&mut self, element: Option<Ref>) {
        self.rest = element;
    }
}

impl Growth {
    fn may_start(&mut self) {
        if *self == Self::Never {
            *self = Self::NotYet;
        }
    }

    fn may_have_run(&mut self) {
        if *self == Self::NotYet {
            *self = Self::Maybe;
        }
    }
}

/// Appends, and says where.
fn push<T>(all: &mut Vec<T>, one: T) -> usize {
    all.push(one);
    all.len() - 1
}
