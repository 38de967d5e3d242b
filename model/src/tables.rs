//! The numeric, vector and memory instructions, as tables in the order of 5.3.
//!
//! A row says how an instruction is encoded and what its rule of validation (2.3) says of its types.
//! The functions that make a row stand for the rules; the rows are the productions.

mod memory;
mod numeric;
mod vector;

pub(crate) use memory::MEMORY;
pub(crate) use numeric::NUMERIC;
pub(crate) use vector::VECTOR;

use crate::syntax::{NumType, ValType, VecType};

const V128: ValType = ValType::Vec(VecType::V128);

/// `nt`, as a list.
const fn one(nt: NumType) -> &'static [ValType] {
    match nt {
        NumType::I32 => &[ValType::Num(NumType::I32)],
        NumType::I64 => &[ValType::Num(NumType::I64)],
        NumType::F32 => &[ValType::Num(NumType::F32)],
        NumType::F64 => &[ValType::Num(NumType::F64)],
    }
}
