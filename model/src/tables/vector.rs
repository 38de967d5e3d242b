//! The vector instructions.

use super::{V128, one};
use crate::syntax::Immediates::{One, Sixteen, Zero};
use crate::syntax::NumType::{self, F32, F64, I32, I64};
use crate::syntax::Opcode::{self, Fd};
use crate::syntax::{ValType, VectorKind, VectorRow};

/// `V128`
const ONE: &[ValType] = &[V128];

/// `V128 V128`
const TWO: &[ValType] = &[V128, V128];

/// `V128 V128 V128`
const THREE: &[ValType] = &[V128, V128, V128];

/// An instruction on whole vectors, `V128^n -> V128`, without lane indices.
const fn whole(
    opcode: Opcode,
    kind: VectorKind,
    name: &'static str,
    params: &'static [ValType],
) -> VectorRow {
    VectorRow { opcode, kind, name, immediates: Zero, params, result: V128 }
}

/// `VVUNOP V128 vvunop : V128 -> V128`
const fn vvunop(opcode: Opcode, name: &'static str) -> VectorRow {
    whole(opcode, VectorKind::VVUnop, name, ONE)
}

/// `VVBINOP V128 vvbinop : V128 V128 -> V128`
const fn vvbinop(opcode: Opcode, name: &'static str) -> VectorRow {
    whole(opcode, VectorKind::VVBinop, name, TWO)
}

/// `VVTERNOP V128 vvternop : V128 V128 V128 -> V128`
const fn vvternop(opcode: Opcode, name: &'static str) -> VectorRow {
    whole(opcode, VectorKind::VVTernop, name, THREE)
}

/// `VVTESTOP V128 vvtestop : V128 -> I32`
const fn vvtestop(opcode: Opcode, name: &'static str) -> VectorRow {
    VectorRow { result: ValType::Num(I32), ..whole(opcode, VectorKind::VVTestop, name, ONE) }
}

/// `VUNOP sh vunop : V128 -> V128`
const fn vunop(opcode: Opcode, name: &'static str) -> VectorRow {
    whole(opcode, VectorKind::VUnop, name, ONE)
}

/// `VBINOP sh vbinop : V128 V128 -> V128`
const fn vbinop(opcode: Opcode, name: &'static str) -> VectorRow {
    whole(opcode, VectorKind::VBinop, name, TWO)
}

/// `VTERNOP sh vternop : V128 V128 V128 -> V128`
const fn vternop(opcode: Opcode, name: &'static str) -> VectorRow {
    whole(opcode, VectorKind::VTernop, name, THREE)
}

/// `VTESTOP sh vtestop : V128 -> I32`
const fn vtestop(opcode: Opcode, name: &'static str) -> VectorRow {
    VectorRow { result: ValType::Num(I32), ..whole(opcode, VectorKind::VTestop, name, ONE) }
}

/// `VRELOP sh vrelop : V128 V128 -> V128`
const fn vrelop(opcode: Opcode, name: &'static str) -> VectorRow {
    whole(opcode, VectorKind::VRelop, name, TWO)
}

/// `VSHIFTOP sh vshiftop : V128 I32 -> V128`
const fn vshiftop(opcode: Opcode, name: &'static str) -> VectorRow {
    whole(opcode, VectorKind::VShiftop, name, &[V128, ValType::Num(I32)])
}

/// `VBITMASK sh : V128 -> I32`
const fn vbitmask(opcode: Opcode, name: &'static str) -> VectorRow {
    VectorRow { result: ValType::Num(I32), ..whole(opcode, VectorKind::VBitmask, name, ONE) }
}

/// `VSWIZZLOP sh vswizzlop : V128 V128 -> V128`
const fn vswizzlop(opcode: Opcode, name: &'static str) -> VectorRow {
    whole(opcode, VectorKind::VSwizzlop, name, TWO)
}

/// `VSHUFFLE sh i* : V128 V128 -> V128`
const fn vshuffle(opcode: Opcode, name: &'static str) -> VectorRow {
    VectorRow { immediates: Sixteen, ..whole(opcode, VectorKind::VShuffle, name, TWO) }
}

/// `VSPLAT sh : $unpackshape(sh) -> V128`
const fn vsplat(opcode: Opcode, nt: NumType, name: &'static str) -> VectorRow {
    whole(opcode, VectorKind::VSplat, name, one(nt))
}

/// `VEXTRACT_LANE sh sx? i : V128 -> $unpackshape(sh)   if  i < $dim(sh)`
const fn vextract_lane(opcode: Opcode, nt: NumType, dim: u8, name: &'static str) -> VectorRow {
    VectorRow {
        immediates: One { dim },
        result: ValType::Num(nt),
        ..whole(opcode, VectorKind::VExtractLane, name, ONE)
    }
}

/// `VREPLACE_LANE sh i : V128 $unpackshape(sh) -> V128   if  i < $dim(sh)`
const fn vreplace_lane(opcode: Opcode, nt: NumType, dim: u8, name: &'static str) -> VectorRow {
    let params: &[ValType] = match nt {
        I32 => &[V128, ValType::Num(I32)],
        I64 => &[V128, ValType::Num(I64)],
        F32 => &[V128, ValType::Num(F32)],
        F64 => &[V128, ValType::Num(F64)],
    };
    VectorRow { immediates: One { dim }, ..whole(opcode, VectorKind::VReplaceLane, name, params) }
}

/// `VEXTUNOP sh_1 sh_2 vextunop : V128 -> V128`
const fn vextunop(opcode: Opcode, name: &'static str) -> VectorRow {
    whole(opcode, VectorKind::VExtunop, name, ONE)
}

/// `VEXTBINOP sh_1 sh_2 vextbinop : V128 V128 -> V128`
const fn vextbinop(opcode: Opcode, name: &'static str) -> VectorRow {
    whole(opcode, VectorKind::VExtbinop, name, TWO)
}

/// `VEXTTERNOP sh_1 sh_2 vextternop : V128 V128 V128 -> V128`
const fn vextternop(opcode: Opcode, name: &'static str) -> VectorRow {
    whole(opcode, VectorKind::VExtternop, name, THREE)
}

/// `VNARROW sh_1 sh_2 sx : V128 V128 -> V128`
const fn vnarrow(opcode: Opcode, name: &'static str) -> VectorRow {
    whole(opcode, VectorKind::VNarrow, name, TWO)
}

/// `VCVTOP sh_1 sh_2 vcvtop : V128 -> V128`
const fn vcvtop(opcode: Opcode, name: &'static str) -> VectorRow {
    whole(opcode, VectorKind::VCvtop, name, ONE)
}

/// The table.
#[rustfmt::skip] // One line a row.
pub(crate) static VECTOR: [VectorRow; 233] = [
    // `Binstr/vec-shuffle`
    vshuffle(Fd(13), "i8x16.shuffle"),
    vswizzlop(Fd(14), "i8x16.swizzle"),
    vswizzlop(Fd(256), "i8x16.relaxed_swizzle"),
    // `Binstr/vec-splat`
    vsplat(Fd(15), I32, "i8x16.splat"),
    vsplat(Fd(16), I32, "i16x8.splat"),
    vsplat(Fd(17), I32, "i32x4.splat"),
    vsplat(Fd(18), I64, "i64x2.splat"),
    vsplat(Fd(19), F32, "f32x4.splat"),
    vsplat(Fd(20), F64, "f64x2.splat"),
    // `Binstr/vec-lane`
    vextract_lane(Fd(21), I32, 16, "i8x16.extract_lane_s"),
    vextract_lane(Fd(22), I32, 16, "i8x16.extract_lane_u"),
    vreplace_lane(Fd(23), I32, 16, "i8x16.replace_lane"),
    vextract_lane(Fd(24), I32, 8, "i16x8.extract_lane_s"),
    vextract_lane(Fd(25), I32, 8, "i16x8.extract_lane_u"),
    vreplace_lane(Fd(26), I32, 8, "i16x8.replace_lane"),
    vextract_lane(Fd(27), I32, 4, "i32x4.extract_lane"),
    vreplace_lane(Fd(28), I32, 4, "i32x4.replace_lane"),
    vextract_lane(Fd(29), I64, 2, "i64x2.extract_lane"),
    vreplace_lane(Fd(30), I64, 2, "i64x2.replace_lane"),
    vextract_lane(Fd(31), F32, 4, "f32x4.extract_lane"),
    vreplace_lane(Fd(32), F32, 4, "f32x4.replace_lane"),
    vextract_lane(Fd(33), F64, 2, "f64x2.extract_lane"),
    vreplace_lane(Fd(34), F64, 2, "f64x2.replace_lane"),
    // `Binstr/vec-rel-i8x16`
    vrelop(Fd(35), "i8x16.eq"),
    vrelop(Fd(36), "i8x16.ne"),
    vrelop(Fd(37), "i8x16.lt_s"),
    vrelop(Fd(38), "i8x16.lt_u"),
    vrelop(Fd(39), "i8x16.gt_s"),
    vrelop(Fd(40), "i8x16.gt_u"),
    vrelop(Fd(41), "i8x16.le_s"),
    vrelop(Fd(42), "i8x16.le_u"),
    vrelop(Fd(43), "i8x16.ge_s"),
    vrelop(Fd(44), "i8x16.ge_u"),
    // `Binstr/vec-rel-i16x8`
    vrelop(Fd(45), "i16x8.eq"),
    vrelop(Fd(46), "i16x8.ne"),
    vrelop(Fd(47), "i16x8.lt_s"),
    vrelop(Fd(48), "i16x8.lt_u"),
    vrelop(Fd(49), "i16x8.gt_s"),
    vrelop(Fd(50), "i16x8.gt_u"),
    vrelop(Fd(51), "i16x8.le_s"),
    vrelop(Fd(52), "i16x8.le_u"),
    vrelop(Fd(53), "i16x8.ge_s"),
    vrelop(Fd(54), "i16x8.ge_u"),
    // `Binstr/vec-rel-i32x4`
    vrelop(Fd(55), "i32x4.eq"),
    vrelop(Fd(56), "i32x4.ne"),
    vrelop(Fd(57), "i32x4.lt_s"),
    vrelop(Fd(58), "i32x4.lt_u"),
    vrelop(Fd(59), "i32x4.gt_s"),
    vrelop(Fd(60), "i32x4.gt_u"),
    vrelop(Fd(61), "i32x4.le_s"),
    vrelop(Fd(62), "i32x4.le_u"),
    vrelop(Fd(63), "i32x4.ge_s"),
    vrelop(Fd(64), "i32x4.ge_u"),
    // `Binstr/vec-rel-f32x4`
    vrelop(Fd(65), "f32x4.eq"),
    vrelop(Fd(66), "f32x4.ne"),
    vrelop(Fd(67), "f32x4.lt"),
    vrelop(Fd(68), "f32x4.gt"),
    vrelop(Fd(69), "f32x4.le"),
    vrelop(Fd(70), "f32x4.ge"),
    // `Binstr/vec-rel-f64x2`
    vrelop(Fd(71), "f64x2.eq"),
    vrelop(Fd(72), "f64x2.ne"),
    vrelop(Fd(73), "f64x2.lt"),
    vrelop(Fd(74), "f64x2.gt"),
    vrelop(Fd(75), "f64x2.le"),
    vrelop(Fd(76), "f64x2.ge"),
    // `Binstr/vec-un-v128`
    vvunop(Fd(77), "v128.not"),
    // `Binstr/vec-bin-v128`
    vvbinop(Fd(78), "v128.and"),
    vvbinop(Fd(79), "v128.andnot"),
    vvbinop(Fd(80), "v128.or"),
    vvbinop(Fd(81), "v128.xor"),
    // `Binstr/vec-tern-v128`
    vvternop(Fd(82), "v128.bitselect"),
    // `Binstr/vec-test-v128`
    vvtestop(Fd(83), "v128.any_true"),
    // `Binstr/vec-un-i8x16`
    vunop(Fd(96), "i8x16.abs"),
    vunop(Fd(97), "i8x16.neg"),
    vunop(Fd(98), "i8x16.popcnt"),
    // `Binstr/vec-test-i8x16`
    vtestop(Fd(99), "i8x16.all_true"),
    // `Binstr/vec-bitmask-i8x16`
    vbitmask(Fd(100), "i8x16.bitmask"),
    // `Binstr/vec-narrow-i8x16`
    vnarrow(Fd(101), "i8x16.narrow_i16x8_s"),
    vnarrow(Fd(102), "i8x16.narrow_i16x8_u"),
    // `Binstr/vec-shift-i8x16`
    vshiftop(Fd(107), "i8x16.shl"),
    vshiftop(Fd(108), "i8x16.shr_s"),
    vshiftop(Fd(109), "i8x16.shr_u"),
    // `Binstr/vec-bin-i8x16`
    vbinop(Fd(110), "i8x16.add"),
    vbinop(Fd(111), "i8x16.add_sat_s"),
    vbinop(Fd(112), "i8x16.add_sat_u"),
    vbinop(Fd(113), "i8x16.sub"),
    vbinop(Fd(114), "i8x16.sub_sat_s"),
    vbinop(Fd(115), "i8x16.sub_sat_u"),
    vbinop(Fd(118), "i8x16.min_s"),
    vbinop(Fd(119), "i8x16.min_u"),
    vbinop(Fd(120), "i8x16.max_s"),
    vbinop(Fd(121), "i8x16.max_u"),
    vbinop(Fd(123), "i8x16.avgr_u"),
    // `Binstr/vec-extun-i16x8`
    vextunop(Fd(124), "i16x8.extadd_pairwise_i8x16_s"),
    vextunop(Fd(125), "i16x8.extadd_pairwise_i8x16_u"),
    // `Binstr/vec-un-i16x8`
    vunop(Fd(128), "i16x8.abs"),
    vunop(Fd(129), "i16x8.neg"),
    // `Binstr/vec-bin-i16x8`
    vbinop(Fd(130), "i16x8.q15mulr_sat_s"),
    vbinop(Fd(142), "i16x8.add"),
    vbinop(Fd(143), "i16x8.add_sat_s"),
    vbinop(Fd(144), "i16x8.add_sat_u"),
    vbinop(Fd(145), "i16x8.sub"),
    vbinop(Fd(146), "i16x8.sub_sat_s"),
    vbinop(Fd(147), "i16x8.sub_sat_u"),
    vbinop(Fd(149), "i16x8.mul"),
    vbinop(Fd(150), "i16x8.min_s"),
    vbinop(Fd(151), "i16x8.min_u"),
    vbinop(Fd(152), "i16x8.max_s"),
    vbinop(Fd(153), "i16x8.max_u"),
    vbinop(Fd(155), "i16x8.avgr_u"),
    vbinop(Fd(273), "i16x8.relaxed_q15mulr_s"),
    // `Binstr/vec-test-i16x8`
    vtestop(Fd(131), "i16x8.all_true"),
    // `Binstr/vec-bitmask-i16x8`
    vbitmask(Fd(132), "i16x8.bitmask"),
    // `Binstr/vec-narrow-i16x8`
    vnarrow(Fd(133), "i16x8.narrow_i32x4_s"),
    vnarrow(Fd(134), "i16x8.narrow_i32x4_u"),
    // `Binstr/vec-ext-i16x8`
    vcvtop(Fd(135), "i16x8.extend_low_i8x16_s"),
    vcvtop(Fd(136), "i16x8.extend_high_i8x16_s"),
    vcvtop(Fd(137), "i16x8.extend_low_i8x16_u"),
    vcvtop(Fd(138), "i16x8.extend_high_i8x16_u"),
    // `Binstr/vec-shift-i16x8`
    vshiftop(Fd(139), "i16x8.shl"),
    vshiftop(Fd(140), "i16x8.shr_s"),
    vshiftop(Fd(141), "i16x8.shr_u"),
    // `Binstr/vec-extbin-i16x8`
    vextbinop(Fd(156), "i16x8.extmul_low_i8x16_s"),
    vextbinop(Fd(157), "i16x8.extmul_high_i8x16_s"),
    vextbinop(Fd(158), "i16x8.extmul_low_i8x16_u"),
    vextbinop(Fd(159), "i16x8.extmul_high_i8x16_u"),
    vextbinop(Fd(274), "i16x8.relaxed_dot_i8x16_i7x16_s"),
    // `Binstr/vec-extun-i32x4`
    vextunop(Fd(126), "i32x4.extadd_pairwise_i16x8_s"),
    vextunop(Fd(127), "i32x4.extadd_pairwise_i16x8_u"),
    // `Binstr/vec-un-i32x4`
    vunop(Fd(160), "i32x4.abs"),
    vunop(Fd(161), "i32x4.neg"),
    // `Binstr/vec-test-i32x4`
    vtestop(Fd(163), "i32x4.all_true"),
    // `Binstr/vec-bitmask-i32x4`
    vbitmask(Fd(164), "i32x4.bitmask"),
    // `Binstr/vec-ext-i32x4`
    vcvtop(Fd(167), "i32x4.extend_low_i16x8_s"),
    vcvtop(Fd(168), "i32x4.extend_high_i16x8_s"),
    vcvtop(Fd(169), "i32x4.extend_low_i16x8_u"),
    vcvtop(Fd(170), "i32x4.extend_high_i16x8_u"),
    // `Binstr/vec-shift-i32x4`
    vshiftop(Fd(171), "i32x4.shl"),
    vshiftop(Fd(172), "i32x4.shr_s"),
    vshiftop(Fd(173), "i32x4.shr_u"),
    // `Binstr/vec-bin-i32x4`
    vbinop(Fd(174), "i32x4.add"),
    vbinop(Fd(177), "i32x4.sub"),
    vbinop(Fd(181), "i32x4.mul"),
    vbinop(Fd(182), "i32x4.min_s"),
    vbinop(Fd(183), "i32x4.min_u"),
    vbinop(Fd(184), "i32x4.max_s"),
    vbinop(Fd(185), "i32x4.max_u"),
    // `Binstr/vec-extbin-i32x4`
    vextbinop(Fd(186), "i32x4.dot_i16x8_s"),
    vextbinop(Fd(188), "i32x4.extmul_low_i16x8_s"),
    vextbinop(Fd(189), "i32x4.extmul_high_i16x8_s"),
    vextbinop(Fd(190), "i32x4.extmul_low_i16x8_u"),
    vextbinop(Fd(191), "i32x4.extmul_high_i16x8_u"),
    // `Binstr/vec-exttern-i32x4`
    vextternop(Fd(275), "i32x4.relaxed_dot_i8x16_i7x16_add_s"),
    // `Binstr/vec-un-i64x2`
    vunop(Fd(192), "i64x2.abs"),
    vunop(Fd(193), "i64x2.neg"),
    // `Binstr/vec-test-i64x2`
    vtestop(Fd(195), "i64x2.all_true"),
    // `Binstr/vec-bitmask-i64x2`
    vbitmask(Fd(196), "i64x2.bitmask"),
    // `Binstr/vec-ext-i64x2`
    vcvtop(Fd(199), "i64x2.extend_low_i32x4_s"),
    vcvtop(Fd(200), "i64x2.extend_high_i32x4_s"),
    vcvtop(Fd(201), "i64x2.extend_low_i32x4_u"),
    vcvtop(Fd(202), "i64x2.extend_high_i32x4_u"),
    // `Binstr/vec-shift-i64x2`
    vshiftop(Fd(203), "i64x2.shl"),
    vshiftop(Fd(204), "i64x2.shr_s"),
    vshiftop(Fd(205), "i64x2.shr_u"),
    // `Binstr/vec-bin-i64x2`
    vbinop(Fd(206), "i64x2.add"),
    vbinop(Fd(209), "i64x2.sub"),
    vbinop(Fd(213), "i64x2.mul"),
    // `Binstr/vec-rel-i64x2`
    vrelop(Fd(214), "i64x2.eq"),
    vrelop(Fd(215), "i64x2.ne"),
    vrelop(Fd(216), "i64x2.lt_s"),
    vrelop(Fd(217), "i64x2.gt_s"),
    vrelop(Fd(218), "i64x2.le_s"),
    vrelop(Fd(219), "i64x2.ge_s"),
    // `Binstr/vec-extbin-i64x2`
    vextbinop(Fd(220), "i64x2.extmul_low_i32x4_s"),
    vextbinop(Fd(221), "i64x2.extmul_high_i32x4_s"),
    vextbinop(Fd(222), "i64x2.extmul_low_i32x4_u"),
    vextbinop(Fd(223), "i64x2.extmul_high_i32x4_u"),
    // `Binstr/vec-un-f32x4`
    vunop(Fd(103), "f32x4.ceil"),
    vunop(Fd(104), "f32x4.floor"),
    vunop(Fd(105), "f32x4.trunc"),
    vunop(Fd(106), "f32x4.nearest"),
    vunop(Fd(224), "f32x4.abs"),
    vunop(Fd(225), "f32x4.neg"),
    vunop(Fd(227), "f32x4.sqrt"),
    // `Binstr/vec-bin-f32x4`
    vbinop(Fd(228), "f32x4.add"),
    vbinop(Fd(229), "f32x4.sub"),
    vbinop(Fd(230), "f32x4.mul"),
    vbinop(Fd(231), "f32x4.div"),
    vbinop(Fd(232), "f32x4.min"),
    vbinop(Fd(233), "f32x4.max"),
    vbinop(Fd(234), "f32x4.pmin"),
    vbinop(Fd(235), "f32x4.pmax"),
    vbinop(Fd(269), "f32x4.relaxed_min"),
    vbinop(Fd(270), "f32x4.relaxed_max"),
    // `Binstr/vec-tern-f32x4`
    vternop(Fd(261), "f32x4.relaxed_madd"),
    vternop(Fd(262), "f32x4.relaxed_nmadd"),
    // `Binstr/vec-un-f64x2`
    vunop(Fd(116), "f64x2.ceil"),
    vunop(Fd(117), "f64x2.floor"),
    vunop(Fd(122), "f64x2.trunc"),
    vunop(Fd(148), "f64x2.nearest"),
    vunop(Fd(236), "f64x2.abs"),
    vunop(Fd(237), "f64x2.neg"),
    vunop(Fd(239), "f64x2.sqrt"),
    // `Binstr/vec-bin-f64x2`
    vbinop(Fd(240), "f64x2.add"),
    vbinop(Fd(241), "f64x2.sub"),
    vbinop(Fd(242), "f64x2.mul"),
    vbinop(Fd(243), "f64x2.div"),
    vbinop(Fd(244), "f64x2.min"),
    vbinop(Fd(245), "f64x2.max"),
    vbinop(Fd(246), "f64x2.pmin"),
    vbinop(Fd(247), "f64x2.pmax"),
    vbinop(Fd(271), "f64x2.relaxed_min"),
    vbinop(Fd(272), "f64x2.relaxed_max"),
    // `Binstr/vec-tern-f64x2`
    vternop(Fd(263), "f64x2.relaxed_madd"),
    vternop(Fd(264), "f64x2.relaxed_nmadd"),
    vternop(Fd(265), "i8x16.relaxed_laneselect"),
    vternop(Fd(266), "i16x8.relaxed_laneselect"),
    vternop(Fd(267), "i32x4.relaxed_laneselect"),
    vternop(Fd(268), "i64x2.relaxed_laneselect"),
    // `Binstr/vec-cvt`
    vcvtop(Fd(94), "f32x4.demote_f64x2_zero"),
    vcvtop(Fd(95), "f64x2.promote_low_f32x4"),
    vcvtop(Fd(248), "i32x4.trunc_sat_f32x4_s"),
    vcvtop(Fd(249), "i32x4.trunc_sat_f32x4_u"),
    vcvtop(Fd(250), "f32x4.convert_i32x4_s"),
    vcvtop(Fd(251), "f32x4.convert_i32x4_u"),
    vcvtop(Fd(252), "i32x4.trunc_sat_f64x2_s_zero"),
    vcvtop(Fd(253), "i32x4.trunc_sat_f64x2_u_zero"),
    vcvtop(Fd(254), "f64x2.convert_low_i32x4_s"),
    vcvtop(Fd(255), "f64x2.convert_low_i32x4_u"),
    vcvtop(Fd(257), "i32x4.relaxed_trunc_f32x4_s"),
    vcvtop(Fd(258), "i32x4.relaxed_trunc_f32x4_u"),
    vcvtop(Fd(259), "i32x4.relaxed_trunc_f64x2_s_zero"),
    vcvtop(Fd(260), "i32x4.relaxed_trunc_f64x2_u_zero"),
];
