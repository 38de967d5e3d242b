//! The loads and stores.

use super::V128;
use crate::syntax::NumType::{self, F32, F64, I32, I64};
use crate::syntax::Opcode::{self, Byte, Fd};
use crate::syntax::{MemoryKind, MemoryRow, ValType};

/// `LOAD nt loadop? x memarg : at -> nt`
const fn load(opcode: Opcode, nt: NumType, size_bits: u32, name: &'static str) -> MemoryRow {
    MemoryRow { opcode, kind: MemoryKind::Load, name, t: ValType::Num(nt), size_bits }
}

/// `STORE nt storeop? x memarg : at nt -> eps`
const fn store(opcode: Opcode, nt: NumType, size_bits: u32, name: &'static str) -> MemoryRow {
    MemoryRow { opcode, kind: MemoryKind::Store, name, t: ValType::Num(nt), size_bits }
}

/// `VLOAD V128 vloadop? x memarg : at -> V128`
const fn vload(opcode: Opcode, size_bits: u32, name: &'static str) -> MemoryRow {
    MemoryRow { opcode, kind: MemoryKind::VLoad, name, t: V128, size_bits }
}

/// `VLOAD_LANE V128 N x memarg i : at V128 -> V128`
const fn vload_lane(opcode: Opcode, size_bits: u32, name: &'static str) -> MemoryRow {
    MemoryRow { opcode, kind: MemoryKind::VLoadLane, name, t: V128, size_bits }
}

/// `VSTORE V128 x memarg : at V128 -> eps`
const fn vstore(opcode: Opcode, size_bits: u32, name: &'static str) -> MemoryRow {
    MemoryRow { opcode, kind: MemoryKind::VStore, name, t: V128, size_bits }
}

/// `VSTORE_LANE V128 N x memarg i : at V128 -> eps`
const fn vstore_lane(opcode: Opcode, size_bits: u32, name: &'static str) -> MemoryRow {
    MemoryRow { opcode, kind: MemoryKind::VStoreLane, name, t: V128, size_bits }
}

/// The table.
#[rustfmt::skip] // One line a row.
pub(crate) static MEMORY: [MemoryRow; 45] = [
    // `Binstr/memory`
    load(Byte(0x28), I32, 32, "i32.load"),
    load(Byte(0x29), I64, 64, "i64.load"),
    load(Byte(0x2a), F32, 32, "f32.load"),
    load(Byte(0x2b), F64, 64, "f64.load"),
    load(Byte(0x2c), I32, 8, "i32.load8_s"),
    load(Byte(0x2d), I32, 8, "i32.load8_u"),
    load(Byte(0x2e), I32, 16, "i32.load16_s"),
    load(Byte(0x2f), I32, 16, "i32.load16_u"),
    load(Byte(0x30), I64, 8, "i64.load8_s"),
    load(Byte(0x31), I64, 8, "i64.load8_u"),
    load(Byte(0x32), I64, 16, "i64.load16_s"),
    load(Byte(0x33), I64, 16, "i64.load16_u"),
    load(Byte(0x34), I64, 32, "i64.load32_s"),
    load(Byte(0x35), I64, 32, "i64.load32_u"),
    store(Byte(0x36), I32, 32, "i32.store"),
    store(Byte(0x37), I64, 64, "i64.store"),
    store(Byte(0x38), F32, 32, "f32.store"),
    store(Byte(0x39), F64, 64, "f64.store"),
    store(Byte(0x3a), I32, 8, "i32.store8"),
    store(Byte(0x3b), I32, 16, "i32.store16"),
    store(Byte(0x3c), I64, 8, "i64.store8"),
    store(Byte(0x3d), I64, 16, "i64.store16"),
    store(Byte(0x3e), I64, 32, "i64.store32"),
    // `Binstr/vec-memory`
    vload(Fd(0), 128, "v128.load"),
    vload(Fd(1), 64, "v128.load8x8_s"),
    vload(Fd(2), 64, "v128.load8x8_u"),
    vload(Fd(3), 64, "v128.load16x4_s"),
    vload(Fd(4), 64, "v128.load16x4_u"),
    vload(Fd(5), 64, "v128.load32x2_s"),
    vload(Fd(6), 64, "v128.load32x2_u"),
    vload(Fd(7), 8, "v128.load8_splat"),
    vload(Fd(8), 16, "v128.load16_splat"),
    vload(Fd(9), 32, "v128.load32_splat"),
    vload(Fd(10), 64, "v128.load64_splat"),
    vstore(Fd(11), 128, "v128.store"),
    vload_lane(Fd(84), 8, "v128.load8_lane"),
    vload_lane(Fd(85), 16, "v128.load16_lane"),
    vload_lane(Fd(86), 32, "v128.load32_lane"),
    vload_lane(Fd(87), 64, "v128.load64_lane"),
    vstore_lane(Fd(88), 8, "v128.store8_lane"),
    vstore_lane(Fd(89), 16, "v128.store16_lane"),
    vstore_lane(Fd(90), 32, "v128.store32_lane"),
    vstore_lane(Fd(91), 64, "v128.store64_lane"),
    vload(Fd(92), 32, "v128.load32_zero"),
    vload(Fd(93), 64, "v128.load64_zero"),
];
