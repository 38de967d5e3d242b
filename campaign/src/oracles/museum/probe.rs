//! Questions about subtypes, asked of a release through the validation of function bodies.
//!
//! Every release has that in public, and it is what a program could exploit. Of the matrix each row becomes
//! a function type whose parameter is the subtype, each column one whose result is the supertype, and each
//! pair a function of the one around a block of the other: one module answers the whole matrix.

use crate::question::{Heap, ModuleId, Value};
use crate::section::{Composite, Group, HeapRef, SubType, TypeSection, Val};
use wasm_encoder::{BlockType, CodeSection, Function, FunctionSection, Section};

/// The module with a function for each pair, row by row; `None` if an operand is of another module.
pub(super) fn module(
    types: &TypeSection,
    module: ModuleId,
    [rows, columns]: [&[Value]; 2],
) -> Option<Vec<u8>> {
    let mut types = types.clone();
    let row_types = types.len()..types.len() + rows.len() as u32;
    let column_types = row_types.end..row_types.end + columns.len() as u32;
    for row in rows {
        declare(&mut types, vec![val(*row, module)?], Vec::new());
    }
    for column in columns {
        declare(&mut types, Vec::new(), vec![val(*column, module)?]);
    }
    let (mut functions, mut code) = (FunctionSection::new(), CodeSection::new());
    for row in row_types {
        for column in column_types.clone() {
            functions.function(row);
            let mut body = Function::new([]);
            let block = BlockType::FunctionType(column);
            body.instructions().block(block).local_get(0).end().drop().end();
            code.function(&body);
        }
    }
    let mut bytes = types.encode();
    functions.append_to(&mut bytes);
    code.append_to(&mut bytes);
    Some(bytes)
}

/// Adds a function type.
fn declare(types: &mut TypeSection, params: Vec<Val>, results: Vec<Val>) {
    let function = SubType::bare(Composite::Func { params, results });
    types.groups.push(Group { explicit: false, types: vec![function] });
}

/// The value type in a module; `None` if it names a type of another one.
fn val(value: Value, module: ModuleId) -> Option<Val> {
    Some(match value {
        Value::I32 => Val::I32,
        Value::I64 => Val::I64,
        Value::F32 => Val::F32,
        Value::F64 => Val::F64,
        Value::V128 => Val::V128,
        Value::Ref { nullable, heap } => {
            let heap = match heap {
                Heap::Abstract(heap) => HeapRef::Abstract(heap),
                Heap::Defined(ty) if ty.module == module => HeapRef::Index(ty.index),
                Heap::Defined(_) => return None,
            };
            Val::Ref { nullable, heap }
        }
    })
}
