//! Memory and data instructions.

use super::tables::minat;
use super::typing::{I32, Typed, address, arrow};
use crate::context::Context;
use crate::judgment::{Judged, Judgment, Stop, condition, judge, lookup, premise};
use crate::rule::Rule;
use crate::syntax::{AddrType, DataIdx, LaneIdx, MemArg, MemIdx, MemoryKind, MemoryOp, MemoryRow};
use crate::syntax::{NumType, ValType, VecType};

/// `Memarg_ok`: the alignment is the natural one at most, and the offset is an address.
///
/// ```text
/// {ALIGN n, OFFSET m} : at -> N
///   if  2^n <= N/8
///       m < 2^$size(at)
/// ```
pub fn memarg_ok(c: &Context<'_>, memarg: MemArg, at: AddrType, size_bits: u32) -> Judged {
    let rule = || {
        let alignment = 1_u64.checked_shl(memarg.align);
        let natural = u64::from(size_bits / 8);
        condition("2^n <= N/8", alignment.is_some_and(|alignment| alignment <= natural))?;
        condition(
            "m < 2^$size(at)",
            match at {
                AddrType::I32 => memarg.offset < 1 << 32,
                AddrType::I64 => true,
            },
        )?;
        Ok(Vec::new())
    };
    judge(c, || Judgment::MemargOk(memarg, at, size_bits), &[(Rule::MemargOk, &rule)])
}

/// `Instr_ok/memory.size`
///
/// ```text
/// MEMORY.SIZE x : eps -> at   if  C.MEMS[x] = at lim PAGE
/// ```
pub(super) fn memory_size(c: &Context<'_>, x: MemIdx) -> Typed {
    let mt = lookup("C.MEMS[x] = at lim PAGE", c.mem_at(x))?;
    arrow([], [address(mt.at)])
}

/// `Instr_ok/memory.grow`
///
/// ```text
/// MEMORY.GROW x : at -> at   if  C.MEMS[x] = at lim PAGE
/// ```
pub(super) fn memory_grow(c: &Context<'_>, x: MemIdx) -> Typed {
    let mt = lookup("C.MEMS[x] = at lim PAGE", c.mem_at(x))?;
    arrow([address(mt.at)], [address(mt.at)])
}

/// `Instr_ok/memory.fill`
///
/// ```text
/// MEMORY.FILL x : at I32 at -> eps   if  C.MEMS[x] = at lim PAGE
/// ```
pub(super) fn memory_fill(c: &Context<'_>, x: MemIdx) -> Typed {
    let mt = lookup("C.MEMS[x] = at lim PAGE", c.mem_at(x))?;
    arrow([address(mt.at), I32, address(mt.at)], [])
}

/// `Instr_ok/memory.copy`: to the first memory from the second.
///
/// ```text
/// MEMORY.COPY x_1 x_2 : at_1 at_2 $minat(at_1, at_2) -> eps
///   if  C.MEMS[x_1] = at_1 lim_1 PAGE
///       C.MEMS[x_2] = at_2 lim_2 PAGE
/// ```
pub(super) fn memory_copy(c: &Context<'_>, x1: MemIdx, x2: MemIdx) -> Typed {
    let mt1 = lookup("C.MEMS[x_1] = at_1 lim_1 PAGE", c.mem_at(x1))?;
    let mt2 = lookup("C.MEMS[x_2] = at_2 lim_2 PAGE", c.mem_at(x2))?;
    arrow([address(mt1.at), address(mt2.at), address(minat(mt1.at, mt2.at))], [])
}

/// `Instr_ok/memory.init`
///
/// ```text
/// MEMORY.INIT x y : at I32 I32 -> eps
///   if  C.MEMS[x] = at lim PAGE
///       C.DATAS[y] = OK
/// ```
pub(super) fn memory_init(c: &Context<'_>, x: MemIdx, y: DataIdx) -> Typed {
    let mt = lookup("C.MEMS[x] = at lim PAGE", c.mem_at(x))?;
    condition("C.DATAS[y] = OK", c.has_data(y))?;
    arrow([address(mt.at), I32, I32], [])
}

/// `Instr_ok/data.drop`
///
/// ```text
/// DATA.DROP x : eps -> eps   if  C.DATAS[x] = OK
/// ```
pub(super) fn data_drop(c: &Context<'_>, x: DataIdx) -> Typed {
    condition("C.DATAS[x] = OK", c.has_data(x))?;
    arrow([], [])
}

/// `Instr_ok/load-val`, `/load-pack`, and `/vload-val`, `/vload-pack`, `/vload-splat`, `/vload-zero`:
/// they differ in how much of the memory they touch.
///
/// ```text
/// LOAD t loadop? x memarg : at -> t
///   if  C.MEMS[x] = at lim PAGE
///       memarg : at -> N
/// ```
pub(super) fn load(c: &Context<'_>, op: MemoryOp, memarg: MemArg) -> Typed {
    let at = memory(c, op.row(), memarg)?;
    arrow([at], [op.row().t])
}

/// `Instr_ok/store-val`, `/store-pack` and `/vstore`: likewise.
///
/// ```text
/// STORE t storeop? x memarg : at t -> eps
///   if  C.MEMS[x] = at lim PAGE
///       memarg : at -> N
/// ```
pub(super) fn store(c: &Context<'_>, op: MemoryOp, memarg: MemArg) -> Typed {
    let at = memory(c, op.row(), memarg)?;
    arrow([at, op.row().t], [])
}

/// `Instr_ok/vload_lane`
///
/// ```text
/// VLOAD_LANE V128 N x memarg i : at V128 -> V128
///   if  C.MEMS[x] = at lim PAGE
///       memarg : at -> N
///       i < 128/N
/// ```
pub(super) fn vload_lane(c: &Context<'_>, op: MemoryOp, memarg: MemArg, i: LaneIdx) -> Typed {
    let at = memory(c, op.row(), memarg)?;
    condition("i < 128/N", u32::from(i) < op.row().lanes())?;
    arrow([at, op.row().t], [op.row().t])
}

/// `Instr_ok/vstore_lane`
///
/// ```text
/// VSTORE_LANE V128 N x memarg i : at V128 -> eps
///   if  C.MEMS[x] = at lim PAGE
///       memarg : at -> N
///       i < 128/N
/// ```
pub(super) fn vstore_lane(c: &Context<'_>, op: MemoryOp, memarg: MemArg, i: LaneIdx) -> Typed {
    let at = memory(c, op.row(), memarg)?;
    condition("i < 128/N", u32::from(i) < op.row().lanes())?;
    arrow([at, op.row().t], [])
}

/// The premises `C.MEMS[x] = at lim PAGE` and `memarg : at -> N`; gives `at`.
fn memory(c: &Context<'_>, row: &MemoryRow, memarg: MemArg) -> Result<ValType, Stop> {
    let mt = lookup("C.MEMS[x] = at lim PAGE", c.mem_at(memarg.x))?;
    premise("memarg : at -> N", memarg_ok(c, memarg, mt.at, row.size_bits))?;
    Ok(address(mt.at))
}

/// The rule for a load or store.
pub(super) fn memory_rule(row: &MemoryRow) -> Rule {
    match row.kind {
        MemoryKind::Load if row.size_bits == size(row.t) => Rule::InstrOkLoadVal,
        MemoryKind::Load => Rule::InstrOkLoadPack,
        MemoryKind::Store if row.size_bits == size(row.t) => Rule::InstrOkStoreVal,
        MemoryKind::Store => Rule::InstrOkStorePack,
        MemoryKind::VLoad if row.size_bits == size(row.t) => Rule::InstrOkVloadVal,
        MemoryKind::VLoad if row.name.ends_with("_splat") => Rule::InstrOkVloadSplat,
        MemoryKind::VLoad if row.name.ends_with("_zero") => Rule::InstrOkVloadZero,
        MemoryKind::VLoad => Rule::InstrOkVloadPack,
        MemoryKind::VLoadLane => Rule::InstrOkVloadLane,
        MemoryKind::VStore => Rule::InstrOkVstore,
        MemoryKind::VStoreLane => Rule::InstrOkVstoreLane,
    }
}

/// `$size(nt)` or `$vsize(vt)`
fn size(t: ValType) -> u32 {
    match t {
        ValType::Num(NumType::I32 | NumType::F32) => 32,
        ValType::Num(NumType::I64 | NumType::F64) => 64,
        ValType::Vec(VecType::V128) => 128,
        ValType::Ref(_) | ValType::Bot => 0,
    }
}
