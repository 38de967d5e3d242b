//! Loads and stores (1.3), as rows of a table.

use super::numeric::Opcode;
use super::{MemIdx, ValType};
use crate::tables::MEMORY;

/// `laneidx`
pub type LaneIdx = u8;

/// `memidx memarg`: `x {ALIGN u32, OFFSET u64}`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MemArg {
    /// The memory.
    pub x: MemIdx,
    /// `ALIGN`: the alignment is two to this power.
    pub align: u32,
    /// `OFFSET`
    pub offset: u64,
}

/// The production of `instr/memory` that an instruction belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MemoryKind {
    /// `LOAD numtype loadop? memidx memarg`
    Load,
    /// `STORE numtype storeop? memidx memarg`
    Store,
    /// `VLOAD vectype vloadop? memidx memarg`
    VLoad,
    /// `VLOAD_LANE vectype sz memidx memarg laneidx`
    VLoadLane,
    /// `VSTORE vectype memidx memarg`
    VStore,
    /// `VSTORE_LANE vectype sz memidx memarg laneidx`
    VStoreLane,
}

/// A load or store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MemoryRow {
    /// The bytes it begins with.
    pub opcode: Opcode,
    /// The production it belongs to.
    pub kind: MemoryKind,
    /// Its name in the text format.
    pub name: &'static str,
    /// The type of the value that is loaded or stored.
    pub t: ValType,
    /// How much of the memory it touches: `N` in the premise `2^n <= N/8` of its rule, for `ALIGN n`.
    pub size_bits: u32,
}

impl MemoryRow {
    /// The largest `n` with `2^n <= N/8`.
    #[must_use]
    pub fn align_max(&self) -> u32 {
        (self.size_bits / 8).ilog2()
    }

    /// `128/N`: what the index of a lane must be less than.
    #[must_use]
    pub fn lanes(&self) -> u32 {
        128 / self.size_bits
    }
}

/// The place of a load or store in the table of them.
///
/// Invariant: it is less than the number of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MemoryOp(u16);

impl MemoryOp {
    /// Every load and store, in the order of 5.3.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..).zip(&MEMORY).map(|(index, _)| Self(index))
    }

    /// The instruction that begins with these bytes.
    #[must_use]
    pub fn from_opcode(opcode: Opcode) -> Option<Self> {
        Self::all().find(|op| op.row().opcode == opcode)
    }

    /// The row of the table.
    #[must_use]
    pub fn row(self) -> &'static MemoryRow {
        &MEMORY[self.0 as usize]
    }
}
