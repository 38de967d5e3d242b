//! A plan and its bodies as bytes.

use super::plan::{Items, Memory, Mode, Plan, Space, Table};
use crate::question::AbstractHeap;
use crate::section::{HeapRef, Val};
use wasm_encoder::{
    AbstractHeapType, CodeSection, DataCountSection, DataSection, ElementSection, Elements,
    EntityType, ExportKind, ExportSection, Function, FunctionSection, GlobalSection, GlobalType,
    HeapType, ImportSection, Instruction, MemorySection, MemoryType, Module, RawSection, RefType,
    StartSection, TableSection, TableType, TagKind, TagSection, TagType, ValType,
};

/// Writes a module with these bodies, one for each function that is not imported.
pub(super) fn module(plan: &Plan, bodies: &[Function]) -> Vec<u8> {
    let mut module = Module::new();
    module.section(&RawSection { id: 1, data: &plan.section.encode_content() });
    let own = Space::ALL.map(|space| plan.imported[space as usize] as usize);
    let [funcs, tables, memories, globals, tags] = own;
    if own.iter().any(|imported| *imported > 0) {
        module.section(&imports(plan));
    }
    let mut section = FunctionSection::new();
    for ty in plan.funcs.iter().skip(funcs) {
        section.function(*ty);
    }
    module.section(&section);
    if plan.tables.len() > tables {
        let mut section = TableSection::new();
        for table in plan.tables.iter().skip(tables) {
            match &table.init {
                Some(init) => section.table_with_init(table_type(table), init),
                None => section.table(table_type(table)),
            };
        }
        module.section(&section);
    }
    if plan.memories.len() > memories {
        let mut section = MemorySection::new();
        for memory in plan.memories.iter().skip(memories) {
            section.memory(memory_type(memory));
        }
        module.section(&section);
    }
    if plan.tags.len() > tags {
        let mut section = TagSection::new();
        for ty in plan.tags.iter().skip(tags) {
            section.tag(tag_type(*ty));
        }
        module.section(&section);
    }
    let mut section = GlobalSection::new();
    for global in plan.globals.iter().skip(globals) {
        if let Some(init) = &global.init {
            section.global(global_type(global.mutable, global.content), init);
        }
    }
    if !section.is_empty() {
        module.section(&section);
    }
    exports_and_start(plan, &mut module);
    elements(plan, &mut module);
    if plan.data_count && !plan.datas.is_empty() {
        module.section(&DataCountSection { count: plan.datas.len() as u32 });
    }
    let mut code = CodeSection::new();
    for body in bodies {
        code.function(body);
    }
    module.section(&code);
    data(plan, &mut module);
    module.finish()
}

fn imports(plan: &Plan) -> ImportSection {
    let mut section = ImportSection::new();
    for space in Space::ALL {
        for index in 0..plan.imported[space as usize] as usize {
            let entity = match space {
                Space::Func => EntityType::Function(plan.funcs[index]),
                Space::Table => EntityType::Table(table_type(&plan.tables[index])),
                Space::Memory => EntityType::Memory(memory_type(&plan.memories[index])),
                Space::Global => {
                    let global = &plan.globals[index];
                    EntityType::Global(global_type(global.mutable, global.content))
                }
                Space::Tag => EntityType::Tag(tag_type(plan.tags[index])),
            };
            section.import("m", "i", entity);
        }
    }
    section
}

fn exports_and_start(plan: &Plan, module: &mut Module) {
    if !plan.exports.is_empty() {
        let mut section = ExportSection::new();
        for (name, space, index) in &plan.exports {
            let kind = match space {
                Space::Func => ExportKind::Func,
                Space::Table => ExportKind::Table,
                Space::Memory => ExportKind::Memory,
                Space::Global => ExportKind::Global,
                Space::Tag => ExportKind::Tag,
            };
            section.export(name, kind, *index);
        }
        module.section(&section);
    }
    if let Some(function_index) = plan.start {
        module.section(&StartSection { function_index });
    }
}

fn elements(plan: &Plan, module: &mut Module) {
    if plan.elems.is_empty() {
        return;
    }
    let mut section = ElementSection::new();
    for elem in &plan.elems {
        let items = match &elem.items {
            Items::Functions(functions) => Elements::Functions(functions.into()),
            Items::Expressions(exprs) => {
                Elements::Expressions(ref_type(elem.element), exprs.into())
            }
        };
        match &elem.mode {
            Mode::Passive => section.passive(items),
            Mode::Declared => section.declared(items),
            Mode::Active(table, offset) => {
                // Without a table in the bytes, table 0 is meant, of `funcref`.
                section.active((*table != 0).then_some(*table), offset, items)
            }
        };
    }
    module.section(&section);
}

fn data(plan: &Plan, module: &mut Module) {
    if plan.datas.is_empty() {
        return;
    }
    let mut section = DataSection::new();
    for data in &plan.datas {
        let bytes = data.bytes.iter().copied();
        match &data.mode {
            Mode::Passive | Mode::Declared => section.passive(bytes),
            Mode::Active(memory, offset) => section.active(*memory, offset, bytes),
        };
    }
    module.section(&section);
}

fn table_type(table: &Table) -> TableType {
    TableType {
        element_type: ref_type(table.element),
        table64: table.is_64,
        minimum: table.limits.0,
        maximum: table.limits.1,
        shared: false,
    }
}

fn memory_type(memory: &Memory) -> MemoryType {
    MemoryType {
        minimum: memory.limits.0,
        maximum: memory.limits.1,
        memory64: memory.is_64,
        shared: false,
        page_size_log2: None,
    }
}

fn global_type(mutable: bool, content: Val) -> GlobalType {
    GlobalType { val_type: val_type(content), mutable, shared: false }
}

fn tag_type(func_type_idx: u32) -> TagType {
    TagType { kind: TagKind::Exception, func_type_idx }
}

/// A value type as the encoder has it.
pub(in crate::generator) fn val_type(val: Val) -> ValType {
    match val {
        Val::I32 => ValType::I32,
        Val::I64 => ValType::I64,
        Val::F32 => ValType::F32,
        Val::F64 => ValType::F64,
        Val::V128 => ValType::V128,
        Val::Ref { .. } => ValType::Ref(ref_type(val)),
    }
}

/// A reference type as the encoder has it; `anyref` for what is none.
pub(in crate::generator) fn ref_type(val: Val) -> RefType {
    match val {
        Val::Ref { nullable, heap: at } => RefType { nullable, heap_type: heap(at) },
        _ => RefType { nullable: true, heap_type: HeapType::ANY },
    }
}

/// A heap type as the encoder has it.
pub(super) fn heap(heap: HeapRef) -> HeapType {
    let ty = match heap {
        HeapRef::Index(index) => return HeapType::Concrete(index),
        HeapRef::Abstract(AbstractHeap::Exn) => AbstractHeapType::Exn,
        HeapRef::Abstract(AbstractHeap::Array) => AbstractHeapType::Array,
        HeapRef::Abstract(AbstractHeap::Struct) => AbstractHeapType::Struct,
        HeapRef::Abstract(AbstractHeap::I31) => AbstractHeapType::I31,
        HeapRef::Abstract(AbstractHeap::Eq) => AbstractHeapType::Eq,
        HeapRef::Abstract(AbstractHeap::Any) => AbstractHeapType::Any,
        HeapRef::Abstract(AbstractHeap::Extern) => AbstractHeapType::Extern,
        HeapRef::Abstract(AbstractHeap::Func) => AbstractHeapType::Func,
        HeapRef::Abstract(AbstractHeap::None) => AbstractHeapType::None,
        HeapRef::Abstract(AbstractHeap::NoExtern) => AbstractHeapType::NoExtern,
        HeapRef::Abstract(AbstractHeap::NoFunc) => AbstractHeapType::NoFunc,
        HeapRef::Abstract(AbstractHeap::NoExn) => AbstractHeapType::NoExn,
    };
    HeapType::Abstract { shared: false, ty }
}

/// A number as a constant of a numeric or vector type; `i32.const` for any other type.
pub(super) fn number(ty: Val, number: i64) -> Instruction<'static> {
    match ty {
        Val::I64 => Instruction::I64Const(number),
        Val::F32 => Instruction::F32Const((number as f32).into()),
        Val::F64 => Instruction::F64Const((number as f64).into()),
        Val::V128 => Instruction::V128Const(number.into()),
        Val::I32 | Val::Ref { .. } => Instruction::I32Const(number as i32),
    }
}
