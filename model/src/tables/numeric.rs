//! The numeric instructions.

use super::one;
use crate::syntax::NumType::{self, F32, F64, I32, I64};
use crate::syntax::NumericKind::{Binop, Cvtop, Relop, Testop, Unop};
use crate::syntax::Opcode::{self, Byte, Fc};
use crate::syntax::{NumericRow, ValType};

/// `UNOP nt unop : nt -> nt`
const fn unop(opcode: Opcode, nt: NumType, name: &'static str) -> NumericRow {
    NumericRow { opcode, kind: Unop, name, params: one(nt), result: ValType::Num(nt) }
}

/// `BINOP nt binop : nt nt -> nt`
const fn binop(opcode: Opcode, nt: NumType, name: &'static str) -> NumericRow {
    NumericRow { opcode, kind: Binop, name, params: two(nt), result: ValType::Num(nt) }
}

/// `TESTOP nt testop : nt -> I32`
const fn testop(opcode: Opcode, nt: NumType, name: &'static str) -> NumericRow {
    NumericRow { opcode, kind: Testop, name, params: one(nt), result: ValType::Num(I32) }
}

/// `RELOP nt relop : nt nt -> I32`
const fn relop(opcode: Opcode, nt: NumType, name: &'static str) -> NumericRow {
    NumericRow { opcode, kind: Relop, name, params: two(nt), result: ValType::Num(I32) }
}

/// `CVTOP nt_1 nt_2 cvtop : nt_2 -> nt_1`
const fn cvtop(opcode: Opcode, nt1: NumType, nt2: NumType, name: &'static str) -> NumericRow {
    NumericRow { opcode, kind: Cvtop, name, params: one(nt2), result: ValType::Num(nt1) }
}

/// `nt nt`
const fn two(nt: NumType) -> &'static [ValType] {
    match nt {
        I32 => &[ValType::Num(I32), ValType::Num(I32)],
        I64 => &[ValType::Num(I64), ValType::Num(I64)],
        F32 => &[ValType::Num(F32), ValType::Num(F32)],
        F64 => &[ValType::Num(F64), ValType::Num(F64)],
    }
}

/// The table.
#[rustfmt::skip] // One line a row.
pub(crate) static NUMERIC: [NumericRow; 136] = [
    // `Binstr/num-test-i32`
    testop(Byte(0x45), I32, "i32.eqz"),
    // `Binstr/num-rel-i32`
    relop(Byte(0x46), I32, "i32.eq"),
    relop(Byte(0x47), I32, "i32.ne"),
    relop(Byte(0x48), I32, "i32.lt_s"),
    relop(Byte(0x49), I32, "i32.lt_u"),
    relop(Byte(0x4a), I32, "i32.gt_s"),
    relop(Byte(0x4b), I32, "i32.gt_u"),
    relop(Byte(0x4c), I32, "i32.le_s"),
    relop(Byte(0x4d), I32, "i32.le_u"),
    relop(Byte(0x4e), I32, "i32.ge_s"),
    relop(Byte(0x4f), I32, "i32.ge_u"),
    // `Binstr/num-test-i64`
    testop(Byte(0x50), I64, "i64.eqz"),
    // `Binstr/num-rel-i64`
    relop(Byte(0x51), I64, "i64.eq"),
    relop(Byte(0x52), I64, "i64.ne"),
    relop(Byte(0x53), I64, "i64.lt_s"),
    relop(Byte(0x54), I64, "i64.lt_u"),
    relop(Byte(0x55), I64, "i64.gt_s"),
    relop(Byte(0x56), I64, "i64.gt_u"),
    relop(Byte(0x57), I64, "i64.le_s"),
    relop(Byte(0x58), I64, "i64.le_u"),
    relop(Byte(0x59), I64, "i64.ge_s"),
    relop(Byte(0x5a), I64, "i64.ge_u"),
    // `Binstr/num-rel-f32`
    relop(Byte(0x5b), F32, "f32.eq"),
    relop(Byte(0x5c), F32, "f32.ne"),
    relop(Byte(0x5d), F32, "f32.lt"),
    relop(Byte(0x5e), F32, "f32.gt"),
    relop(Byte(0x5f), F32, "f32.le"),
    relop(Byte(0x60), F32, "f32.ge"),
    // `Binstr/num-rel-f64`
    relop(Byte(0x61), F64, "f64.eq"),
    relop(Byte(0x62), F64, "f64.ne"),
    relop(Byte(0x63), F64, "f64.lt"),
    relop(Byte(0x64), F64, "f64.gt"),
    relop(Byte(0x65), F64, "f64.le"),
    relop(Byte(0x66), F64, "f64.ge"),
    // `Binstr/num-un-i32`
    unop(Byte(0x67), I32, "i32.clz"),
    unop(Byte(0x68), I32, "i32.ctz"),
    unop(Byte(0x69), I32, "i32.popcnt"),
    // `Binstr/num-bin-i32`
    binop(Byte(0x6a), I32, "i32.add"),
    binop(Byte(0x6b), I32, "i32.sub"),
    binop(Byte(0x6c), I32, "i32.mul"),
    binop(Byte(0x6d), I32, "i32.div_s"),
    binop(Byte(0x6e), I32, "i32.div_u"),
    binop(Byte(0x6f), I32, "i32.rem_s"),
    binop(Byte(0x70), I32, "i32.rem_u"),
    binop(Byte(0x71), I32, "i32.and"),
    binop(Byte(0x72), I32, "i32.or"),
    binop(Byte(0x73), I32, "i32.xor"),
    binop(Byte(0x74), I32, "i32.shl"),
    binop(Byte(0x75), I32, "i32.shr_s"),
    binop(Byte(0x76), I32, "i32.shr_u"),
    binop(Byte(0x77), I32, "i32.rotl"),
    binop(Byte(0x78), I32, "i32.rotr"),
    // `Binstr/num-un-i64`
    unop(Byte(0x79), I64, "i64.clz"),
    unop(Byte(0x7a), I64, "i64.ctz"),
    unop(Byte(0x7b), I64, "i64.popcnt"),
    // `Binstr/num-un-ext-i32`
    unop(Byte(0xc0), I32, "i32.extend8_s"),
    unop(Byte(0xc1), I32, "i32.extend16_s"),
    // `Binstr/num-un-ext-i64`
    unop(Byte(0xc2), I64, "i64.extend8_s"),
    unop(Byte(0xc3), I64, "i64.extend16_s"),
    unop(Byte(0xc4), I64, "i64.extend32_s"),
    // `Binstr/num-bin-i64`
    binop(Byte(0x7c), I64, "i64.add"),
    binop(Byte(0x7d), I64, "i64.sub"),
    binop(Byte(0x7e), I64, "i64.mul"),
    binop(Byte(0x7f), I64, "i64.div_s"),
    binop(Byte(0x80), I64, "i64.div_u"),
    binop(Byte(0x81), I64, "i64.rem_s"),
    binop(Byte(0x82), I64, "i64.rem_u"),
    binop(Byte(0x83), I64, "i64.and"),
    binop(Byte(0x84), I64, "i64.or"),
    binop(Byte(0x85), I64, "i64.xor"),
    binop(Byte(0x86), I64, "i64.shl"),
    binop(Byte(0x87), I64, "i64.shr_s"),
    binop(Byte(0x88), I64, "i64.shr_u"),
    binop(Byte(0x89), I64, "i64.rotl"),
    binop(Byte(0x8a), I64, "i64.rotr"),
    // `Binstr/num-un-f32`
    unop(Byte(0x8b), F32, "f32.abs"),
    unop(Byte(0x8c), F32, "f32.neg"),
    unop(Byte(0x8d), F32, "f32.ceil"),
    unop(Byte(0x8e), F32, "f32.floor"),
    unop(Byte(0x8f), F32, "f32.trunc"),
    unop(Byte(0x90), F32, "f32.nearest"),
    unop(Byte(0x91), F32, "f32.sqrt"),
    // `Binstr/num-bin-f32`
    binop(Byte(0x92), F32, "f32.add"),
    binop(Byte(0x93), F32, "f32.sub"),
    binop(Byte(0x94), F32, "f32.mul"),
    binop(Byte(0x95), F32, "f32.div"),
    binop(Byte(0x96), F32, "f32.min"),
    binop(Byte(0x97), F32, "f32.max"),
    binop(Byte(0x98), F32, "f32.copysign"),
    // `Binstr/num-un-f64`
    unop(Byte(0x99), F64, "f64.abs"),
    unop(Byte(0x9a), F64, "f64.neg"),
    unop(Byte(0x9b), F64, "f64.ceil"),
    unop(Byte(0x9c), F64, "f64.floor"),
    unop(Byte(0x9d), F64, "f64.trunc"),
    unop(Byte(0x9e), F64, "f64.nearest"),
    unop(Byte(0x9f), F64, "f64.sqrt"),
    // `Binstr/num-bin-f64`
    binop(Byte(0xa0), F64, "f64.add"),
    binop(Byte(0xa1), F64, "f64.sub"),
    binop(Byte(0xa2), F64, "f64.mul"),
    binop(Byte(0xa3), F64, "f64.div"),
    binop(Byte(0xa4), F64, "f64.min"),
    binop(Byte(0xa5), F64, "f64.max"),
    binop(Byte(0xa6), F64, "f64.copysign"),
    // `Binstr/num-cvt`
    cvtop(Byte(0xa7), I32, I64, "i32.wrap_i64"),
    cvtop(Byte(0xa8), I32, F32, "i32.trunc_f32_s"),
    cvtop(Byte(0xa9), I32, F32, "i32.trunc_f32_u"),
    cvtop(Byte(0xaa), I32, F64, "i32.trunc_f64_s"),
    cvtop(Byte(0xab), I32, F64, "i32.trunc_f64_u"),
    cvtop(Byte(0xac), I64, I32, "i64.extend_i32_s"),
    cvtop(Byte(0xad), I64, I32, "i64.extend_i32_u"),
    cvtop(Byte(0xae), I64, F32, "i64.trunc_f32_s"),
    cvtop(Byte(0xaf), I64, F32, "i64.trunc_f32_u"),
    cvtop(Byte(0xb0), I64, F64, "i64.trunc_f64_s"),
    cvtop(Byte(0xb1), I64, F64, "i64.trunc_f64_u"),
    cvtop(Byte(0xb2), F32, I32, "f32.convert_i32_s"),
    cvtop(Byte(0xb3), F32, I32, "f32.convert_i32_u"),
    cvtop(Byte(0xb4), F32, I64, "f32.convert_i64_s"),
    cvtop(Byte(0xb5), F32, I64, "f32.convert_i64_u"),
    cvtop(Byte(0xb6), F32, F64, "f32.demote_f64"),
    cvtop(Byte(0xb7), F64, I32, "f64.convert_i32_s"),
    cvtop(Byte(0xb8), F64, I32, "f64.convert_i32_u"),
    cvtop(Byte(0xb9), F64, I64, "f64.convert_i64_s"),
    cvtop(Byte(0xba), F64, I64, "f64.convert_i64_u"),
    cvtop(Byte(0xbb), F64, F32, "f64.promote_f32"),
    cvtop(Byte(0xbc), I32, F32, "i32.reinterpret_f32"),
    cvtop(Byte(0xbd), I64, F64, "i64.reinterpret_f64"),
    cvtop(Byte(0xbe), F32, I32, "f32.reinterpret_i32"),
    cvtop(Byte(0xbf), F64, I64, "f64.reinterpret_i64"),
    // `Binstr/num-cvt-sat`
    cvtop(Fc(0), I32, F32, "i32.trunc_sat_f32_s"),
    cvtop(Fc(1), I32, F32, "i32.trunc_sat_f32_u"),
    cvtop(Fc(2), I32, F64, "i32.trunc_sat_f64_s"),
    cvtop(Fc(3), I32, F64, "i32.trunc_sat_f64_u"),
    cvtop(Fc(4), I64, F32, "i64.trunc_sat_f32_s"),
    cvtop(Fc(5), I64, F32, "i64.trunc_sat_f32_u"),
    cvtop(Fc(6), I64, F64, "i64.trunc_sat_f64_s"),
    cvtop(Fc(7), I64, F64, "i64.trunc_sat_f64_u"),
];
