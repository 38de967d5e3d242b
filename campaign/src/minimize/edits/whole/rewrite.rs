//! Writes a module anew without some of its definitions, every other index moved along.

use std::ops::Range;
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{
    Elements, ExportSection, FunctionSection, HeapType, ImportSection, Instruction, Module,
    TypeSection,
};
use wasmparser::{
    CodeSectionReader, DataSectionReader, ElementItems, ElementSectionReader, Export,
    ExportSectionReader, FunctionBody, FunctionSectionReader, GlobalSectionReader, Imports,
    MemorySectionReader, Operator, Parser, Payload, TableSectionReader, TagSectionReader, TypeRef,
    TypeSectionReader, UnpackedIndex,
};

/// The index spaces of definitions that can be dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Space {
    Export,
    Elem,
    Data,
    Func,
    Global,
    Table,
    Memory,
    Tag,
}

impl Space {
    pub(super) const ALL: [Self; 8] = [
        Self::Export,
        Self::Elem,
        Self::Data,
        Self::Func,
        Self::Global,
        Self::Table,
        Self::Memory,
        Self::Tag,
    ];
}

/// How many definitions of each index space a module has; `None` if it cannot be read.
pub(super) fn counts(bytes: &[u8]) -> Option<[u32; Space::ALL.len()]> {
    let mut counts = [0; Space::ALL.len()];
    let mut add = |space: Space, count: u32| counts[space as usize] += count;
    for payload in Parser::new(0).parse_all(bytes) {
        match payload.ok()? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    add(imported(import.ok()?.ty), 1);
                }
            }
            Payload::FunctionSection(section) => add(Space::Func, section.count()),
            Payload::TableSection(section) => add(Space::Table, section.count()),
            Payload::MemorySection(section) => add(Space::Memory, section.count()),
            Payload::TagSection(section) => add(Space::Tag, section.count()),
            Payload::GlobalSection(section) => add(Space::Global, section.count()),
            Payload::ExportSection(section) => add(Space::Export, section.count()),
            Payload::ElementSection(section) => add(Space::Elem, section.count()),
            Payload::DataSection(section) => add(Space::Data, section.count()),
            _ => {}
        }
    }
    Some(counts)
}

fn imported(ty: TypeRef) -> Space {
    match ty {
        TypeRef::Func(_) | TypeRef::FuncExact(_) => Space::Func,
        TypeRef::Table(_) => Space::Table,
        TypeRef::Memory(_) => Space::Memory,
        TypeRef::Global(_) => Space::Global,
        TypeRef::Tag(_) => Space::Tag,
    }
}

/// What is dropped, or moved.
#[derive(Clone, Debug, Default)]
pub(super) struct Rewriter {
    gone: Option<(Space, Range<u32>)>,
    /// The new index of each type, if types move; the type section itself is left empty.
    types: Option<Vec<Option<u32>>>,
    /// A field that goes from a struct type.
    field: Option<(u32, u32)>,
    /// How many definitions of each index space were seen.
    seen: [u32; Space::ALL.len()],
}

/// Something refers to what is dropped.
#[derive(Debug)]
pub(super) struct Gone;

type Rewritten<T> = Result<T, Error<Gone>>;

impl Rewriter {
    /// Drops a range of an index space.
    pub(super) fn without(space: Space, range: Range<u32>) -> Self {
        Self { gone: Some((space, range)), ..Self::default() }
    }

    /// Moves types to other indices, and writes an empty type section.
    pub(super) fn with_types(types: Vec<Option<u32>>) -> Self {
        Self { types: Some(types), ..Self::default() }
    }

    /// Drops a field from the accesses to a struct type.
    pub(super) fn without_field(structure: u32, field: u32) -> Self {
        Self { field: Some((structure, field)), ..Self::default() }
    }

    /// The module written anew; `None` if it cannot be read, or something that cannot go along refers
    /// to what is dropped.
    pub(super) fn write(mut self, bytes: &[u8]) -> Option<Vec<u8>> {
        let mut module = Module::new();
        self.parse_core_module(&mut module, Parser::new(0), bytes).ok()?;
        Some(module.finish())
    }

    fn moved(&self, space: Space, index: u32) -> Rewritten<u32> {
        match &self.gone {
            Some((here, gone)) if *here == space && gone.contains(&index) => {
                Err(Error::UserError(Gone))
            }
            Some((here, gone)) if *here == space && index >= gone.end => {
                Ok(index - gone.len() as u32)
            }
            _ => Ok(index),
        }
    }

    /// Whether the next definition of the index space stays.
    fn stays(&mut self, space: Space) -> bool {
        let index = self.seen[space as usize];
        self.seen[space as usize] += 1;
        self.moved(space, index).is_ok()
    }
}

/// Drops what refers to something that is dropped.
fn unless_gone<T>(rewritten: Rewritten<T>) -> Rewritten<Option<T>> {
    match rewritten {
        Ok(value) => Ok(Some(value)),
        Err(Error::UserError(Gone)) => Ok(None),
        Err(error) => Err(error),
    }
}

impl Reencode for Rewriter {
    type Error = Gone;

    fn function_index(&mut self, index: u32) -> Rewritten<u32> {
        self.moved(Space::Func, index)
    }

    fn global_index(&mut self, index: u32) -> Rewritten<u32> {
        self.moved(Space::Global, index)
    }

    fn table_index(&mut self, index: u32) -> Rewritten<u32> {
        self.moved(Space::Table, index)
    }

    fn memory_index(&mut self, index: u32) -> Rewritten<u32> {
        self.moved(Space::Memory, index)
    }

    fn tag_index(&mut self, index: u32) -> Rewritten<u32> {
        self.moved(Space::Tag, index)
    }

    fn element_index(&mut self, index: u32) -> Rewritten<u32> {
        self.moved(Space::Elem, index)
    }

    fn data_index(&mut self, index: u32) -> Rewritten<u32> {
        self.moved(Space::Data, index)
    }

    fn type_index(&mut self, index: u32) -> Rewritten<u32> {
        let Some(types) = &self.types else { return Ok(index) };
        match types.get(index as usize) {
            Some(None) => Err(Error::UserError(Gone)),
            Some(Some(index)) => Ok(*index),
            // As far behind the end as before.
            None => Ok(index - types.iter().filter(|place| place.is_none()).count() as u32),
        }
    }

    /// A reference to a type that goes is one to any type.
    fn heap_type(&mut self, heap: wasmparser::HeapType) -> Rewritten<HeapType> {
        let gone = match heap {
            wasmparser::HeapType::Concrete(UnpackedIndex::Module(index)) => {
                self.type_index(index).is_err()
            }
            _ => false,
        };
        if gone { Ok(HeapType::ANY) } else { utils::heap_type(self, heap) }
    }

    fn data_count(&mut self, count: u32) -> Rewritten<u32> {
        Ok(match &self.gone {
            Some((Space::Data, gone)) => count.saturating_sub(gone.len() as u32),
            _ => count,
        })
    }

    fn parse_type_section(
        &mut self,
        types: &mut TypeSection,
        section: TypeSectionReader<'_>,
    ) -> Rewritten<()> {
        match self.types {
            Some(_) => Ok(()),
            None => utils::parse_type_section(self, types, section),
        }
    }

    fn parse_imports(
        &mut self,
        section: &mut ImportSection,
        imports: Imports<'_>,
    ) -> Rewritten<()> {
        match &imports {
            Imports::Single(_, import) if !self.stays(imported(import.ty)) => Ok(()),
            _ => utils::parse_imports(self, section, imports),
        }
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Rewritten<()> {
        for ty in section {
            if self.stays(Space::Func) {
                functions.function(self.type_index(ty?)?);
            }
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut wasm_encoder::CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Rewritten<()> {
        // The functions were counted already: these are the last ones.
        let first = self.seen[Space::Func as usize].saturating_sub(section.count());
        for (index, body) in (first..).zip(section) {
            if self.moved(Space::Func, index).is_ok() {
                self.parse_function_body(code, body?)?;
            }
        }
        Ok(())
    }

    /// An instruction that names what goes becomes `unreachable`; the beginning of a block cannot.
    fn parse_function_body(
        &mut self,
        code: &mut wasm_encoder::CodeSection,
        body: FunctionBody<'_>,
    ) -> Rewritten<()> {
        let mut function = self.new_function_with_parsed_locals(&body)?;
        let mut operators = body.get_operators_reader()?;
        while !operators.eof() {
            let operator = operators.read()?;
            let begins = matches!(
                operator,
                Operator::Block { .. }
                    | Operator::Loop { .. }
                    | Operator::If { .. }
                    | Operator::TryTable { .. }
            );
            let instruction = self.instruction(operator);
            let kept = if begins { Some(instruction?) } else { unless_gone(instruction)? };
            function.instruction(&kept.unwrap_or(Instruction::Unreachable));
        }
        code.function(&function);
        Ok(())
    }

    fn instruction<'a>(&mut self, operator: Operator<'a>) -> Rewritten<Instruction<'a>> {
        let mut instruction = utils::instruction(self, operator)?;
        if let (
            Some((structure, gone)),
            Instruction::StructGet { struct_type_index: ty, field_index: field }
            | Instruction::StructGetS { struct_type_index: ty, field_index: field }
            | Instruction::StructGetU { struct_type_index: ty, field_index: field }
            | Instruction::StructSet { struct_type_index: ty, field_index: field },
        ) = (self.field, &mut instruction)
            && *ty == structure
            && *field > gone
        {
            *field -= 1;
        }
        Ok(instruction)
    }

    fn parse_table_section(
        &mut self,
        tables: &mut wasm_encoder::TableSection,
        section: TableSectionReader<'_>,
    ) -> Rewritten<()> {
        for table in section {
            let table = table?;
            if self.stays(Space::Table) {
                self.parse_table(tables, table)?;
            }
        }
        Ok(())
    }

    fn parse_memory_section(
        &mut self,
        memories: &mut wasm_encoder::MemorySection,
        section: MemorySectionReader<'_>,
    ) -> Rewritten<()> {
        for memory in section {
            let memory = memory?;
            if self.stays(Space::Memory) {
                memories.memory(self.memory_type(memory)?);
            }
        }
        Ok(())
    }

    fn parse_tag_section(
        &mut self,
        tags: &mut wasm_encoder::TagSection,
        section: TagSectionReader<'_>,
    ) -> Rewritten<()> {
        for tag in section {
            let tag = tag?;
            if self.stays(Space::Tag) {
                tags.tag(self.tag_type(tag)?);
            }
        }
        Ok(())
    }

    fn parse_global_section(
        &mut self,
        globals: &mut wasm_encoder::GlobalSection,
        section: GlobalSectionReader<'_>,
    ) -> Rewritten<()> {
        for global in section {
            let global = global?;
            if self.stays(Space::Global) {
                self.parse_global(globals, global)?;
            }
        }
        Ok(())
    }

    fn parse_export_section(
        &mut self,
        exports: &mut ExportSection,
        section: ExportSectionReader<'_>,
    ) -> Rewritten<()> {
        for export in section {
            let export: Export<'_> = export?;
            if self.stays(Space::Export) {
                unless_gone(self.parse_export(exports, export))?;
            }
        }
        Ok(())
    }

    fn parse_element_section(
        &mut self,
        elements: &mut wasm_encoder::ElementSection,
        section: ElementSectionReader<'_>,
    ) -> Rewritten<()> {
        for element in section {
            let element = element?;
            if self.stays(Space::Elem) {
                self.parse_element(elements, element)?;
            }
        }
        Ok(())
    }

    fn element_items<'a>(&mut self, items: ElementItems<'a>) -> Rewritten<Elements<'a>> {
        match items {
            ElementItems::Functions(functions) => {
                let mut kept = Vec::new();
                for function in functions {
                    kept.extend(unless_gone(self.function_index(function?))?);
                }
                Ok(Elements::Functions(kept.into()))
            }
            ElementItems::Expressions(ty, exprs) => {
                let mut kept = Vec::new();
                for expr in exprs {
                    kept.extend(unless_gone(self.const_expr(expr?))?);
                }
                Ok(Elements::Expressions(self.ref_type(ty)?, kept.into()))
            }
        }
    }

    fn parse_data_section(
        &mut self,
        data: &mut wasm_encoder::DataSection,
        section: DataSectionReader<'_>,
    ) -> Rewritten<()> {
        for segment in section {
            let segment = segment?;
            if self.stays(Space::Data) {
                self.parse_data(data, segment)?;
            }
        }
        Ok(())
    }
}
