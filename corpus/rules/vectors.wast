;;! why: vector instructions; operands of other types are refused by subsumption, not by their rules

;;! derives: Instr_ok/vconst
(module (func (param v128) (drop (v128.const i64x2 0 0))))

;;! derives: Instr_ok/vvunop
(module (func (param v128) (drop (v128.not (local.get 0)))))

;;! derives: Instr_ok/vvbinop
(module (func (param v128) (drop (v128.and (local.get 0) (local.get 0)))))

;;! derives: Instr_ok/vvternop
(module (func (param v128) (drop (v128.bitselect (local.get 0) (local.get 0) (local.get 0)))))

;;! derives: Instr_ok/vvtestop
(module (func (param v128) (drop (v128.any_true (local.get 0)))))

;;! derives: Instr_ok/vunop
(module (func (param v128) (drop (i8x16.neg (local.get 0)))))

;;! derives: Instr_ok/vbinop
(module (func (param v128) (drop (i16x8.add (local.get 0) (local.get 0)))))

;;! derives: Instr_ok/vternop
(module (func (param v128) (drop (f32x4.relaxed_madd (local.get 0) (local.get 0) (local.get 0)))))

;;! derives: Instr_ok/vtestop
(module (func (param v128) (drop (i32x4.all_true (local.get 0)))))

;;! derives: Instr_ok/vrelop
(module (func (param v128) (drop (i64x2.eq (local.get 0) (local.get 0)))))

;;! derives: Instr_ok/vshiftop
(module (func (param v128) (drop (i32x4.shl (local.get 0) (i32.const 0)))))

;;! derives: Instr_ok/vbitmask
(module (func (param v128) (drop (i8x16.bitmask (local.get 0)))))

;;! derives: Instr_ok/vswizzlop
(module (func (param v128) (drop (i8x16.swizzle (local.get 0) (local.get 0)))))

;;! derives: Instr_ok/vshuffle
(module
  (func (param v128)
    (drop (i8x16.shuffle 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 31 (local.get 0) (local.get 0)))))
;;! refutes: Instr_ok/vshuffle: (i < 2*$dim(sh))*
(assert_invalid
  (module
    (func (param v128)
      (drop (i8x16.shuffle 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 32 (local.get 0) (local.get 0)))))
  "invalid lane index")

;;! derives: Instr_ok/vsplat
(module (func (param v128) (drop (f64x2.splat (f64.const 0)))))

;;! derives: Instr_ok/vextract_lane
(module (func (param v128) (drop (i8x16.extract_lane_s 15 (local.get 0)))))
;;! refutes: Instr_ok/vextract_lane: i < $dim(sh)
(assert_invalid
  (module (func (param v128) (drop (i8x16.extract_lane_s 16 (local.get 0)))))
  "invalid lane index")

;;! derives: Instr_ok/vreplace_lane
(module (func (param v128) (drop (i64x2.replace_lane 1 (local.get 0) (i64.const 0)))))
;;! refutes: Instr_ok/vreplace_lane: i < $dim(sh)
(assert_invalid
  (module (func (param v128) (drop (i64x2.replace_lane 2 (local.get 0) (i64.const 0)))))
  "invalid lane index")

;;! derives: Instr_ok/vextunop
(module (func (param v128) (drop (i16x8.extadd_pairwise_i8x16_s (local.get 0)))))

;;! derives: Instr_ok/vextbinop
(module (func (param v128) (drop (i16x8.extmul_low_i8x16_s (local.get 0) (local.get 0)))))

;;! derives: Instr_ok/vextternop
(module (func (param v128) (drop (i32x4.relaxed_dot_i8x16_i7x16_add_s (local.get 0) (local.get 0) (local.get 0)))))

;;! derives: Instr_ok/vnarrow
(module (func (param v128) (drop (i8x16.narrow_i16x8_s (local.get 0) (local.get 0)))))

;;! derives: Instr_ok/vcvtop
(module (func (param v128) (drop (f32x4.convert_i32x4_s (local.get 0)))))
