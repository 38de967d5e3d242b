//! Numeric and vector instructions: the rows of the tables say their types.

use super::typing::{Typed, arrow};
use crate::judgment::{Stop, condition, conditions};
use crate::rule::Rule;
use crate::syntax::{Immediates, LaneIdxs, NumericKind, NumericOp, ValType, VectorKind, VectorOp};

/// `Instr_ok/const` and `/vconst`
///
/// ```text
/// CONST nt c_nt : eps -> nt
///
/// VCONST V128 c : eps -> V128
/// ```
pub(super) fn r#const(t: ValType) -> Typed {
    arrow([], [t])
}

/// `Instr_ok/unop`, `/binop`, `/testop`, `/relop` and `/cvtop`
///
/// ```text
/// UNOP nt unop       : nt -> nt
/// BINOP nt binop     : nt nt -> nt
/// TESTOP nt testop   : nt -> I32
/// RELOP nt relop     : nt nt -> I32
/// CVTOP nt_1 nt_2 cvtop : nt_2 -> nt_1
/// ```
pub(super) fn numeric(op: NumericOp) -> Typed {
    let row = op.row();
    arrow(row.params.iter().copied(), [row.result])
}

/// Every other rule for vector instructions, from `Instr_ok/vvunop` to `/vcvtop`.
///
/// ```text
/// VSHUFFLE sh i*            : V128 V128 -> V128                 if  (i < 2*$dim(sh))*
/// VEXTRACT_LANE sh sx? i    : V128 -> $unpackshape(sh)          if  i < $dim(sh)
/// VREPLACE_LANE sh i        : V128 $unpackshape(sh) -> V128     if  i < $dim(sh)
/// ```
///
/// The others have no premise.
pub(super) fn vector(op: VectorOp, lanes: LaneIdxs) -> Typed {
    let row = op.row();
    match (row.immediates, lanes) {
        (Immediates::Zero, LaneIdxs::Zero) => {}
        (Immediates::One { dim }, LaneIdxs::One(i)) => condition("i < $dim(sh)", i < dim)?,
        (Immediates::Sixteen, LaneIdxs::Sixteen(i)) => {
            conditions("(i < 2*$dim(sh))*", i.into_iter().map(|i| i < 32))?;
        }
        // No bytes are decoded to an instruction with other lane indices than its row says.
        _ => return Err(Stop::Form),
    }
    arrow(row.params.iter().copied(), [row.result])
}

/// The rule for a numeric instruction.
pub(super) fn numeric_rule(op: NumericOp) -> Rule {
    match op.row().kind {
        NumericKind::Unop => Rule::InstrOkUnop,
        NumericKind::Binop => Rule::InstrOkBinop,
        NumericKind::Testop => Rule::InstrOkTestop,
        NumericKind::Relop => Rule::InstrOkRelop,
        NumericKind::Cvtop => Rule::InstrOkCvtop,
    }
}

/// The rule for a vector instruction.
pub(super) fn vector_rule(op: VectorOp) -> Rule {
    match op.row().kind {
        VectorKind::VVUnop => Rule::InstrOkVvunop,
        VectorKind::VVBinop => Rule::InstrOkVvbinop,
        VectorKind::VVTernop => Rule::InstrOkVvternop,
        VectorKind::VVTestop => Rule::InstrOkVvtestop,
        VectorKind::VUnop => Rule::InstrOkVunop,
        VectorKind::VBinop => Rule::InstrOkVbinop,
        VectorKind::VTernop => Rule::InstrOkVternop,
        VectorKind::VTestop => Rule::InstrOkVtestop,
        VectorKind::VRelop => Rule::InstrOkVrelop,
        VectorKind::VShiftop => Rule::InstrOkVshiftop,
        VectorKind::VBitmask => Rule::InstrOkVbitmask,
        VectorKind::VSwizzlop => Rule::InstrOkVswizzlop,
        VectorKind::VShuffle => Rule::InstrOkVshuffle,
        VectorKind::VExtunop => Rule::InstrOkVextunop,
        VectorKind::VExtbinop => Rule::InstrOkVextbinop,
        VectorKind::VExtternop => Rule::InstrOkVextternop,
        VectorKind::VNarrow => Rule::InstrOkVnarrow,
        VectorKind::VCvtop => Rule::InstrOkVcvtop,
        VectorKind::VSplat => Rule::InstrOkVsplat,
        VectorKind::VExtractLane => Rule::InstrOkVextractLane,
        VectorKind::VReplaceLane => Rule::InstrOkVreplaceLane,
    }
}
