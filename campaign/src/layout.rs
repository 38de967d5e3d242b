//! A module in parts that can be edited and written again: sections, their entries, instructions.
//!
//! Mutants are made of these parts, and the minimizer cuts at them.

use std::ops::Range;
use wasm_encoder::{Encode, Module, RawSection};
use wasmparser::{
    BinaryReader, CodeSectionReader, DataSectionReader, ElementSectionReader, ExportSectionReader,
    FromReader, FunctionBody, FunctionSectionReader, GlobalSectionReader, ImportSectionReader,
    MemorySectionReader, SectionLimited, TableSectionReader, TagSectionReader, TypeSectionReader,
};

/// A section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Section {
    pub(crate) id: u8,
    pub(crate) content: Vec<u8>,
}

/// The section of function bodies.
pub(crate) const CODE: u8 = 10;

/// The sections of a well-formed module.
pub(crate) fn read(module: &[u8]) -> Vec<Section> {
    let mut sections = Vec::new();
    let mut reader = BinaryReader::new(module.get(8..).unwrap_or_default(), 0);
    while let (Ok(id), Ok(content)) = (reader.read_u8(), read_sized(&mut reader)) {
        sections.push(Section { id, content });
    }
    sections
}

fn read_sized(reader: &mut BinaryReader<'_>) -> wasmparser::Result<Vec<u8>> {
    let size = reader.read_var_u32()?;
    reader.read_bytes(size as usize).map(<[u8]>::to_vec)
}

/// The module with these sections, whose sizes are right.
pub(crate) fn write(sections: &[Section]) -> Vec<u8> {
    let mut module = Module::new();
    for Section { id, content } in sections {
        module.section(&RawSection { id: *id, data: content });
    }
    module.finish()
}

/// The bytes of each entry of a section that is a list; `None` if it is none or cannot be read.
pub(crate) fn entries(section: &Section) -> Option<Vec<Vec<u8>>> {
    let content = section.content.as_slice();
    let reader = BinaryReader::new(content, 0);
    let starts = match section.id {
        1 => starts(TypeSectionReader::new(reader)),
        2 => starts(ImportSectionReader::new(reader)),
        3 => starts(FunctionSectionReader::new(reader)),
        4 => starts(TableSectionReader::new(reader)),
        5 => starts(MemorySectionReader::new(reader)),
        6 => starts(GlobalSectionReader::new(reader)),
        7 => starts(ExportSectionReader::new(reader)),
        9 => starts(ElementSectionReader::new(reader)),
        CODE => starts(CodeSectionReader::new(reader)),
        11 => starts(DataSectionReader::new(reader)),
        13 => starts(TagSectionReader::new(reader)),
        _ => None,
    }?;
    let ends = starts.iter().skip(1).copied().chain(std::iter::once(content.len()));
    let ranges = starts.iter().zip(ends).map(|(start, end)| *start..end);
    ranges.map(|range: Range<usize>| content.get(range).map(<[u8]>::to_vec)).collect()
}

fn starts<'a, T: FromReader<'a>>(
    section: wasmparser::Result<SectionLimited<'a, T>>,
) -> Option<Vec<usize>> {
    let items = section.ok()?.into_iter_with_offsets();
    items.map(|item| item.ok().map(|(offset, _)| offset as usize)).collect()
}

/// The content of a section with these entries.
pub(crate) fn list(entries: &[Vec<u8>]) -> Vec<u8> {
    let mut content = Vec::new();
    (entries.len() as u32).encode(&mut content);
    content.extend(entries.concat());
    content
}

/// A function body: the bytes of its locals, and those of each instruction.
#[derive(Clone, Debug)]
pub(crate) struct Code {
    pub(crate) locals: Vec<u8>,
    pub(crate) instructions: Vec<Vec<u8>>,
}

impl Code {
    /// Reads an entry of the code section.
    pub(crate) fn read(entry: &[u8]) -> Option<Self> {
        let mut reader = BinaryReader::new(entry, 0);
        let body = read_sized(&mut reader).ok()?;
        let function = FunctionBody::new(BinaryReader::new(&body, 0));
        let mut operators = function.get_operators_reader().ok()?;
        let mut at = operators.original_position() as usize;
        let locals = body.get(..at)?.to_vec();
        let mut instructions = Vec::new();
        while !operators.eof() {
            operators.read().ok()?;
            let end = operators.original_position() as usize;
            instructions.push(body.get(at..end)?.to_vec());
            at = end;
        }
        Some(Self { locals, instructions })
    }

    /// The entry of the code section, whose size is right.
    pub(crate) fn write(&self) -> Vec<u8> {
        let body = [self.locals.clone(), self.instructions.concat()].concat();
        let mut entry = Vec::new();
        body.as_slice().encode(&mut entry);
        entry
    }
}
