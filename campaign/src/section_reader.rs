//! Reads a type section through wasmparser's raw reader.

use crate::question::AbstractHeap;
use crate::section::{Composite, Field, Group, HeapRef, Storage, SubType, TypeSection, Val};
use wasmparser::{
    AbstractHeapType, BinaryReaderError, Chunk, CompositeInnerType, FieldType, HeapType, Parser,
    Payload, RecGroup, StorageType, TypeSectionReader, UnpackedIndex, ValType,
};

/// The bytes of a module up to the end of its type section, or of its preamble and the custom sections
/// before any other section.
///
/// # Errors
///
/// What wasmparser says of the preamble, of a custom section, or of the frame of the type section.
pub(crate) fn up_to_types(module: &[u8]) -> Result<&[u8], BinaryReaderError> {
    types_of(module).map(|(bytes, _)| bytes)
}

/// The same, and the reader of the type section, if there is one.
fn types_of(module: &[u8]) -> Result<(&[u8], Option<TypeSectionReader<'_>>), BinaryReaderError> {
    let mut types = None;
    let mut parser = Parser::new(0);
    let mut position = 0;
    // The next section is looked at before wasmparser is asked to read it.
    while matches!(module.get(position), None | Some(0 | 1)) || position == 0 {
        match parser.parse(&module[position..], true)? {
            Chunk::Parsed { consumed, payload } => {
                position += consumed;
                match payload {
                    Payload::TypeSection(reader) => types = Some(reader),
                    Payload::End(_) => {}
                    _ => continue,
                }
                break;
            }
            Chunk::NeedMoreData(_) => break,
        }
    }
    Ok((&module[..position], types))
}

impl TypeSection {
    /// Reads the type section of a module, and nothing behind it; a module without one has an empty
    /// section.
    ///
    /// # Errors
    ///
    /// Says what wasmparser's reader says if the bytes up to the end of the type section do not follow
    /// the binary grammar of Wasm 3.0, or meet one of its limits.
    pub fn decode(module: &[u8]) -> Result<Self, String> {
        let (_, types) = types_of(module).map_err(|error| error.to_string())?;
        let Some(types) = types else { return Ok(Self::default()) };
        // The count is not to be trusted; the bytes that are there bound it.
        let mut groups = Vec::with_capacity((types.count() as usize).min(module.len()));
        for group in types {
            groups.push(read_group(group.map_err(|error| error.to_string())?)?);
        }
        Ok(Self { groups })
    }
}

fn read_group(group: RecGroup) -> Result<Group, String> {
    let explicit = group.is_explicit_rec_group();
    let written = group.into_types();
    let mut types = Vec::with_capacity(written.len());
    for ty in written {
        types.push(read_subtype(&ty)?);
    }
    Ok(Group { explicit, types })
}

fn read_subtype(ty: &wasmparser::SubType) -> Result<SubType, String> {
    let composite = match &ty.composite_type.inner {
        CompositeInnerType::Func(func) => Composite::Func {
            params: func.params().iter().map(|val| read_val(*val)).collect::<Result<_, _>>()?,
            results: func.results().iter().map(|val| read_val(*val)).collect::<Result<_, _>>()?,
        },
        CompositeInnerType::Array(array) => Composite::Array(read_field(array.0)?),
        CompositeInnerType::Struct(fields) => Composite::Struct(
            fields.fields.iter().map(|field| read_field(*field)).collect::<Result<_, _>>()?,
        ),
        CompositeInnerType::Cont(_) => return Err("continuation types are not of Wasm 3.0".into()),
    };
    if ty.composite_type.shared
        || ty.composite_type.descriptor_idx.is_some()
        || ty.composite_type.describes_idx.is_some()
    {
        return Err("shared types and descriptors are not of Wasm 3.0".into());
    }
    let supertypes = ty
        .supertype_idxs
        .iter()
        .map(|index| read_index(index.unpack()))
        .collect::<Result<_, _>>()?;
    Ok(SubType { is_final: ty.is_final, spelled_out: false, supertypes, composite })
}

fn read_field(field: FieldType) -> Result<Field, String> {
    let storage = match field.element_type {
        StorageType::I8 => Storage::I8,
        StorageType::I16 => Storage::I16,
        StorageType::Val(val) => Storage::Val(read_val(val)?),
    };
    Ok(Field { mutable: field.mutable, storage })
}

fn read_val(val: ValType) -> Result<Val, String> {
    Ok(match val {
        ValType::I32 => Val::I32,
        ValType::I64 => Val::I64,
        ValType::F32 => Val::F32,
        ValType::F64 => Val::F64,
        ValType::V128 => Val::V128,
        ValType::Ref(reference) => {
            let heap = match reference.heap_type() {
                HeapType::Abstract { shared: false, ty } => HeapRef::Abstract(read_abstract(ty)?),
                HeapType::Concrete(index) => HeapRef::Index(read_index(index)?),
                HeapType::Abstract { .. } | HeapType::Exact(_) => {
                    return Err("shared and exact heap types are not of Wasm 3.0".into());
                }
            };
            Val::Ref { nullable: reference.is_nullable(), heap }
        }
    })
}

fn read_abstract(heap: AbstractHeapType) -> Result<AbstractHeap, String> {
    Ok(match heap {
        AbstractHeapType::Exn => AbstractHeap::Exn,
        AbstractHeapType::Array => AbstractHeap::Array,
        AbstractHeapType::Struct => AbstractHeap::Struct,
        AbstractHeapType::I31 => AbstractHeap::I31,
        AbstractHeapType::Eq => AbstractHeap::Eq,
        AbstractHeapType::Any => AbstractHeap::Any,
        AbstractHeapType::Extern => AbstractHeap::Extern,
        AbstractHeapType::Func => AbstractHeap::Func,
        AbstractHeapType::None => AbstractHeap::None,
        AbstractHeapType::NoExtern => AbstractHeap::NoExtern,
        AbstractHeapType::NoFunc => AbstractHeap::NoFunc,
        AbstractHeapType::NoExn => AbstractHeap::NoExn,
        AbstractHeapType::Cont | AbstractHeapType::NoCont => {
            return Err("continuation types are not of Wasm 3.0".into());
        }
    })
}

fn read_index(index: UnpackedIndex) -> Result<u32, String> {
    index.as_module_index().ok_or_else(|| "an index that is not a module's".into())
}
