//! Vector instructions (1.3) but for the constant and those of memory, as rows of a table.

use super::ValType;
use super::memory::LaneIdx;
use super::numeric::Opcode;
use crate::tables::VECTOR;

/// The production of `instr/vec` that an instruction belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum VectorKind {
    /// `VVUNOP vectype vvunop`
    VVUnop,
    /// `VVBINOP vectype vvbinop`
    VVBinop,
    /// `VVTERNOP vectype vvternop`
    VVTernop,
    /// `VVTESTOP vectype vvtestop`
    VVTestop,
    /// `VUNOP shape vunop`
    VUnop,
    /// `VBINOP shape vbinop`
    VBinop,
    /// `VTERNOP shape vternop`
    VTernop,
    /// `VTESTOP shape vtestop`
    VTestop,
    /// `VRELOP shape vrelop`
    VRelop,
    /// `VSHIFTOP ishape vshiftop`
    VShiftop,
    /// `VBITMASK ishape`
    VBitmask,
    /// `VSWIZZLOP bshape vswizzlop`
    VSwizzlop,
    /// `VSHUFFLE bshape laneidx*`
    VShuffle,
    /// `VEXTUNOP ishape_1 ishape_2 vextunop`
    VExtunop,
    /// `VEXTBINOP ishape_1 ishape_2 vextbinop`
    VExtbinop,
    /// `VEXTTERNOP ishape_1 ishape_2 vextternop`
    VExtternop,
    /// `VNARROW ishape_1 ishape_2 sx`
    VNarrow,
    /// `VCVTOP shape_1 shape_2 vcvtop`
    VCvtop,
    /// `VSPLAT shape`
    VSplat,
    /// `VEXTRACT_LANE shape sx? laneidx`
    VExtractLane,
    /// `VREPLACE_LANE shape laneidx`
    VReplaceLane,
}

/// What lane indices an instruction has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Immediates {
    /// None.
    Zero,
    /// One, which is valid if it is less than `dim`, the number of lanes of the shape.
    One {
        /// `$dim(shape)`
        dim: u8,
    },
    /// Sixteen, each of which is valid if it is less than 32, twice the number of lanes of the shape.
    Sixteen,
}

/// The lane indices of an instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LaneIdxs {
    /// None, as [`Immediates::Zero`] says.
    Zero,
    /// One, as [`Immediates::One`] says.
    One(LaneIdx),
    /// Sixteen, as [`Immediates::Sixteen`] says.
    Sixteen([LaneIdx; 16]),
}

/// A vector instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VectorRow {
    /// The bytes it begins with.
    pub opcode: Opcode,
    /// The production it belongs to.
    pub kind: VectorKind,
    /// Its name in the text format.
    pub name: &'static str,
    /// What lane indices it has.
    pub immediates: Immediates,
    /// The types of its operands.
    pub params: &'static [ValType],
    /// The type of its result.
    pub result: ValType,
}

/// The place of a vector instruction in the table of them.
///
/// Invariant: it is less than the number of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct VectorOp(u16);

impl VectorOp {
    /// Every vector instruction, in the order of 5.3.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..).zip(&VECTOR).map(|(index, _)| Self(index))
    }

    /// The instruction that begins with these bytes.
    #[must_use]
    pub fn from_opcode(opcode: Opcode) -> Option<Self> {
        Self::all().find(|op| op.row().opcode == opcode)
    }

    /// The row of the table.
    #[must_use]
    pub fn row(self) -> &'static VectorRow {
        &VECTOR[self.0 as usize]
    }
}
