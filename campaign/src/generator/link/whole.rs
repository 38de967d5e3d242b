//! The bytes of a module that imports, defines and exports.
//!
//! What a module cannot define, because it has no value to begin with, it imports from the host. Every second
//! module has a global that begins with a function of its own, at the function's type or near it: whether the
//! module is valid is then a question of subtyping.

use super::nearby::Material;
use crate::choices::Choices;
use crate::generator::bodies::encode::{ref_type, val_type};
use crate::generator::company::Placed;
use crate::question::{Extern, Heap, Limits, Reference, TypeRef, Value};
use crate::section::{HeapRef, Val};
use wasm_encoder::{
    CodeSection, ConstExpr, EntityType, ExportKind, ExportSection, Function, FunctionSection,
    GlobalSection, GlobalType, HeapType, ImportSection, MemorySection, MemoryType, Module,
    RawSection, RefType, TableSection, TableType, TagKind, TagSection, TagType, ValType,
};

/// The module with these imports and exports, whose types are named by their index in the pool.
pub(super) fn module(
    placed: &Placed,
    imports: &[Extern],
    exports: &[Extern],
    material: &Material<'_>,
    choices: &mut dyn Choices,
) -> Vec<u8> {
    let (own, from_host): (Vec<&Extern>, Vec<&Extern>) =
        exports.iter().partition(|export| is_definable(export));
    let mut parts = Parts { placed, counts: [0; 5], sections: Sections::default() };
    for import in imports {
        parts.import("m", import);
    }
    for export in from_host {
        parts.import("host", export);
    }
    for export in own {
        parts.define(export);
    }
    let functions = material.functions();
    if let Some(index) = functions.get(choices.index(functions.len()))
        && choices.chance(1, 2)
    {
        let near = if choices.chance(3, 4) { material.beside(*index, choices) } else { *index };
        parts.global_of(*index, near, choices.chance(1, 2));
    }
    parts.sections.finish(placed)
}

/// Whether there is a constant expression for what it begins with.
fn is_definable(external: &Extern) -> bool {
    match external {
        Extern::Func(_) | Extern::Tag(_) | Extern::Memory { .. } => true,
        Extern::Table { element, .. } => element.nullable,
        Extern::Global { content: Value::Ref { nullable, .. }, .. } => *nullable,
        Extern::Global { .. } => true,
    }
}

/// The sections behind the type section, as they grow.
#[derive(Default)]
struct Sections {
    imports: ImportSection,
    functions: FunctionSection,
    tables: TableSection,
    memories: MemorySection,
    tags: TagSection,
    globals: GlobalSection,
    exports: ExportSection,
    code: CodeSection,
}

impl Sections {
    fn finish(self, placed: &Placed) -> Vec<u8> {
        let mut module = Module::new();
        module.section(&RawSection { id: 1, data: &placed.section.encode_content() });
        module.section(&self.imports);
        module.section(&self.functions);
        module.section(&self.tables);
        module.section(&self.memories);
        module.section(&self.tags);
        module.section(&self.globals);
        module.section(&self.exports);
        module.section(&self.code);
        module.finish()
    }
}

/// A module while it is written.
struct Parts<'a> {
    placed: &'a Placed,
    /// The size of each index space.
    counts: [u32; 5],
    sections: Sections,
}

impl Parts<'_> {
    fn import(&mut self, module: &str, external: &Extern) {
        let entity = match external {
            Extern::Func(ty) => EntityType::Function(self.index(*ty)),
            Extern::Tag(ty) => EntityType::Tag(self.tag(*ty)),
            Extern::Global { mutable, content } => {
                EntityType::Global(self.global(*mutable, *content))
            }
            Extern::Memory { memory64, limits } => EntityType::Memory(memory(*memory64, *limits)),
            Extern::Table { table64, limits, element } => {
                EntityType::Table(self.table(*table64, *limits, *element))
            }
        };
        self.sections.imports.import(module, "i", entity);
        self.export(external);
    }

    fn define(&mut self, external: &Extern) {
        match external {
            Extern::Func(ty) => {
                let index = self.index(*ty);
                self.function(index);
            }
            Extern::Tag(ty) => {
                let ty = self.tag(*ty);
                self.sections.tags.tag(ty);
            }
            Extern::Global { mutable, content } => {
                let ty = self.global(*mutable, *content);
                self.sections.globals.global(ty, &first_value(ty.val_type));
            }
            Extern::Memory { memory64, limits } => {
                self.sections.memories.memory(memory(*memory64, *limits));
            }
            Extern::Table { table64, limits, element } => {
                let ty = self.table(*table64, *limits, *element);
                self.sections.tables.table(ty);
            }
        }
        self.export(external);
    }

    /// Exports what was imported or defined last.
    fn export(&mut self, external: &Extern) {
        let (space, kind) = match external {
            Extern::Func(_) => (0, ExportKind::Func),
            Extern::Table { .. } => (1, ExportKind::Table),
            Extern::Memory { .. } => (2, ExportKind::Memory),
            Extern::Global { .. } => (3, ExportKind::Global),
            Extern::Tag(_) => (4, ExportKind::Tag),
        };
        let name = format!("e{}", self.sections.exports.len());
        self.sections.exports.export(&name, kind, self.counts[space]);
        self.counts[space] += 1;
    }

    fn function(&mut self, ty: u32) {
        let mut body = Function::new([]);
        body.instructions().unreachable().end();
        self.sections.functions.function(ty);
        self.sections.code.function(&body);
    }

    /// A global at the one function type that begins with a function of the other.
    fn global_of(&mut self, function: u32, near: u32, nullable: bool) {
        let own = self.counts[0];
        self.function(self.place(function));
        self.counts[0] += 1;
        let heap_type = HeapType::Concrete(self.place(near));
        let val_type = ValType::Ref(RefType { nullable, heap_type });
        let ty = GlobalType { val_type, mutable: false, shared: false };
        self.sections.globals.global(ty, &ConstExpr::ref_func(own));
        self.counts[3] += 1;
    }

    fn place(&self, index: u32) -> u32 {
        self.placed.places[index as usize].expect("the module has the whole pool")
    }

    fn index(&self, ty: TypeRef) -> u32 {
        self.place(ty.index)
    }

    fn tag(&self, ty: TypeRef) -> TagType {
        TagType { kind: TagKind::Exception, func_type_idx: self.index(ty) }
    }

    /// A value type over the indices of the module.
    fn val(&self, value: Value) -> Val {
        match value {
            Value::I32 => Val::I32,
            Value::I64 => Val::I64,
            Value::F32 => Val::F32,
            Value::F64 => Val::F64,
            Value::V128 => Val::V128,
            Value::Ref { nullable, heap: Heap::Abstract(heap) } => {
                Val::Ref { nullable, heap: HeapRef::Abstract(heap) }
            }
            Value::Ref { nullable, heap: Heap::Defined(ty) } => {
                Val::Ref { nullable, heap: HeapRef::Index(self.index(ty)) }
            }
        }
    }

    fn global(&self, mutable: bool, content: Value) -> GlobalType {
        GlobalType { val_type: val_type(self.val(content)), mutable, shared: false }
    }

    fn table(&self, table64: bool, limits: Limits, element: Reference) -> TableType {
        let Limits { min: minimum, max: maximum } = limits;
        let element_type = ref_type(self.val(element.into()));
        TableType { element_type, table64, minimum, maximum, shared: false }
    }
}

fn memory(memory64: bool, limits: Limits) -> MemoryType {
    let Limits { min: minimum, max: maximum } = limits;
    MemoryType { minimum, maximum, memory64, shared: false, page_size_log2: None }
}

/// Zero or null.
fn first_value(ty: ValType) -> ConstExpr {
    match ty {
        ValType::I32 => ConstExpr::i32_const(0),
        ValType::I64 => ConstExpr::i64_const(0),
        ValType::F32 => ConstExpr::f32_const(0.0.into()),
        ValType::F64 => ConstExpr::f64_const(0.0.into()),
        ValType::V128 => ConstExpr::v128_const(0),
        ValType::Ref(ty) => ConstExpr::ref_null(ty.heap_type),
    }
}
