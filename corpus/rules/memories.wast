;;! why: memories and data segments

;;! derives: Instr_ok/memory.size
(module (memory 1) (func (drop (memory.size))))
;;! refutes: Instr_ok/memory.size: C.MEMS[x] = at lim PAGE
(assert_invalid (module (func (drop (memory.size 7)))) "unknown memory")

;;! derives: Instr_ok/memory.grow
(module (memory 1) (func (drop (memory.grow (i32.const 0)))))
;;! refutes: Instr_ok/memory.grow: C.MEMS[x] = at lim PAGE
(assert_invalid (module (func (drop (memory.grow 7 (i32.const 0))))) "unknown memory")

;;! derives: Instr_ok/memory.fill
(module (memory 1) (func (memory.fill (i32.const 0) (i32.const 0) (i32.const 0))))
;;! refutes: Instr_ok/memory.fill: C.MEMS[x] = at lim PAGE
(assert_invalid
  (module (func (memory.fill 7 (i32.const 0) (i32.const 0) (i32.const 0))))
  "unknown memory")

;;! derives: Instr_ok/memory.copy
(module (memory 1) (func (memory.copy (i32.const 0) (i32.const 0) (i32.const 0))))
;;! refutes: Instr_ok/memory.copy: C.MEMS[x_1] = at_1 lim_1 PAGE
(assert_invalid
  (module (memory 1) (func (memory.copy 7 0 (i32.const 0) (i32.const 0) (i32.const 0))))
  "unknown memory")
;;! refutes: Instr_ok/memory.copy: C.MEMS[x_2] = at_2 lim_2 PAGE
(assert_invalid
  (module (memory 1) (func (memory.copy 0 7 (i32.const 0) (i32.const 0) (i32.const 0))))
  "unknown memory")

;;! derives: Instr_ok/memory.init
(module
  (memory 1)
  (data $d "a")
  (func (memory.init $d (i32.const 0) (i32.const 0) (i32.const 0))))
;;! refutes: Instr_ok/memory.init: C.MEMS[x] = at lim PAGE
(assert_invalid
  (module
    (data $d "a")
    (func (memory.init 7 $d (i32.const 0) (i32.const 0) (i32.const 0))))
  "unknown memory")
;; The binary has a data count section here, as it must where an instruction names a data segment.
;;! refutes: Instr_ok/memory.init: C.DATAS[y] = OK
(assert_invalid
  (module
    (memory 1)
    (data $d "a")
    (func (memory.init 7 (i32.const 0) (i32.const 0) (i32.const 0))))
  "unknown data segment")

;;! derives: Instr_ok/data.drop
(module (data $d "a") (func (data.drop $d)))
;;! refutes: Instr_ok/data.drop: C.DATAS[x] = OK
(assert_invalid (module (data $d "a") (func (data.drop 7))) "unknown data segment")

;;! derives: Memarg_ok
(module (memory 1) (func (drop (i32.load offset=4294967295 align=4 (i32.const 0)))))
;;! refutes: Memarg_ok: 2^n <= N/8
(assert_invalid
  (module (memory 1) (func (drop (i32.load align=8 (i32.const 0)))))
  "alignment must not be larger than natural")
;;! refutes: Memarg_ok: m < 2^$size(at)
(assert_invalid
  (module (memory 1) (func (drop (i32.load offset=4294967296 (i32.const 0)))))
  "offset out of range")

;;! derives: Instr_ok/load-val
(module (memory 1) (func (drop (i64.load (i32.const 0)))))
;;! refutes: Instr_ok/load-val: C.MEMS[x] = at lim PAGE
(assert_invalid (module (func (drop (i64.load 7 (i32.const 0))))) "unknown memory")
;;! refutes: Instr_ok/load-val: memarg : at -> N
;;! refutes: Memarg_ok: 2^n <= N/8
(assert_invalid
  (module (memory 1) (func (drop (i64.load align=16 (i32.const 0)))))
  "alignment must not be larger than natural")

;;! derives: Instr_ok/load-pack
(module (memory 1) (func (drop (i32.load8_u (i32.const 0)))))
;;! refutes: Instr_ok/load-pack: C.MEMS[x] = at lim PAGE
(assert_invalid (module (func (drop (i32.load8_u 7 (i32.const 0))))) "unknown memory")
;;! refutes: Instr_ok/load-pack: memarg : at -> N
;;! refutes: Memarg_ok: 2^n <= N/8
(assert_invalid
  (module (memory 1) (func (drop (i32.load8_u align=2 (i32.const 0)))))
  "alignment must not be larger than natural")

;;! derives: Instr_ok/store-val
(module (memory 1) (func (f32.store (i32.const 0) (f32.const 0))))
;;! refutes: Instr_ok/store-val: C.MEMS[x] = at lim PAGE
(assert_invalid (module (func (f32.store 7 (i32.const 0) (f32.const 0)))) "unknown memory")
;;! refutes: Instr_ok/store-val: memarg : at -> N
;;! refutes: Memarg_ok: 2^n <= N/8
(assert_invalid
  (module (memory 1) (func (f32.store align=8 (i32.const 0) (f32.const 0))))
  "alignment must not be larger than natural")

;;! derives: Instr_ok/store-pack
(module (memory 1) (func (i32.store16 (i32.const 0) (i32.const 0))))
;;! refutes: Instr_ok/store-pack: C.MEMS[x] = at lim PAGE
(assert_invalid (module (func (i32.store16 7 (i32.const 0) (i32.const 0)))) "unknown memory")
;;! refutes: Instr_ok/store-pack: memarg : at -> N
;;! refutes: Memarg_ok: 2^n <= N/8
(assert_invalid
  (module (memory 1) (func (i32.store16 align=4 (i32.const 0) (i32.const 0))))
  "alignment must not be larger than natural")

;;! derives: Instr_ok/vload-val
(module (memory 1) (func (drop (v128.load (i32.const 0)))))
;;! refutes: Instr_ok/vload-val: C.MEMS[x] = at lim PAGE
(assert_invalid (module (func (drop (v128.load 7 (i32.const 0))))) "unknown memory")
;;! refutes: Instr_ok/vload-val: memarg : at -> N
;;! refutes: Memarg_ok: 2^n <= N/8
(assert_invalid
  (module (memory 1) (func (drop (v128.load align=32 (i32.const 0)))))
  "alignment must not be larger than natural")

;;! derives: Instr_ok/vload-pack
(module (memory 1) (func (drop (v128.load8x8_s (i32.const 0)))))
;;! refutes: Instr_ok/vload-pack: C.MEMS[x] = at lim PAGE
(assert_invalid (module (func (drop (v128.load8x8_s 7 (i32.const 0))))) "unknown memory")
;;! refutes: Instr_ok/vload-pack: memarg : at -> N
;;! refutes: Memarg_ok: 2^n <= N/8
(assert_invalid
  (module (memory 1) (func (drop (v128.load8x8_s align=16 (i32.const 0)))))
  "alignment must not be larger than natural")

;;! derives: Instr_ok/vload-splat
(module (memory 1) (func (drop (v128.load16_splat (i32.const 0)))))
;;! refutes: Instr_ok/vload-splat: C.MEMS[x] = at lim PAGE
(assert_invalid (module (func (drop (v128.load16_splat 7 (i32.const 0))))) "unknown memory")
;;! refutes: Instr_ok/vload-splat: memarg : at -> N
;;! refutes: Memarg_ok: 2^n <= N/8
(assert_invalid
  (module (memory 1) (func (drop (v128.load16_splat align=4 (i32.const 0)))))
  "alignment must not be larger than natural")

;;! derives: Instr_ok/vload-zero
(module (memory 1) (func (drop (v128.load32_zero (i32.const 0)))))
;;! refutes: Instr_ok/vload-zero: C.MEMS[x] = at lim PAGE
(assert_invalid (module (func (drop (v128.load32_zero 7 (i32.const 0))))) "unknown memory")
;;! refutes: Instr_ok/vload-zero: memarg : at -> N
;;! refutes: Memarg_ok: 2^n <= N/8
(assert_invalid
  (module (memory 1) (func (drop (v128.load32_zero align=8 (i32.const 0)))))
  "alignment must not be larger than natural")

;;! derives: Instr_ok/vload_lane
(module (memory 1) (func (drop (v128.load8_lane 0 (i32.const 0) (v128.const i64x2 0 0)))))
;;! refutes: Instr_ok/vload_lane: C.MEMS[x] = at lim PAGE
(assert_invalid (module (func (drop (v128.load8_lane 7 0 (i32.const 0) (v128.const i64x2 0 0))))) "unknown memory")
;;! refutes: Instr_ok/vload_lane: memarg : at -> N
;;! refutes: Memarg_ok: 2^n <= N/8
(assert_invalid
  (module (memory 1) (func (drop (v128.load8_lane align=2 0 (i32.const 0) (v128.const i64x2 0 0)))))
  "alignment must not be larger than natural")
;;! refutes: Instr_ok/vload_lane: i < 128/N
(assert_invalid
  (module (memory 1) (func (drop (v128.load8_lane 16 (i32.const 0) (v128.const i64x2 0 0)))))
  "invalid lane index")

;;! derives: Instr_ok/vstore
(module (memory 1) (func (v128.store (i32.const 0) (v128.const i64x2 0 0))))
;;! refutes: Instr_ok/vstore: C.MEMS[x] = at lim PAGE
(assert_invalid (module (func (v128.store 7 (i32.const 0) (v128.const i64x2 0 0)))) "unknown memory")
;;! refutes: Instr_ok/vstore: memarg : at -> N
;;! refutes: Memarg_ok: 2^n <= N/8
(assert_invalid
  (module (memory 1) (func (v128.store align=32 (i32.const 0) (v128.const i64x2 0 0))))
  "alignment must not be larger than natural")

;;! derives: Instr_ok/vstore_lane
(module (memory 1) (func (v128.store64_lane 0 (i32.const 0) (v128.const i64x2 0 0))))
;;! refutes: Instr_ok/vstore_lane: C.MEMS[x] = at lim PAGE
(assert_invalid (module (func (v128.store64_lane 7 0 (i32.const 0) (v128.const i64x2 0 0)))) "unknown memory")
;;! refutes: Instr_ok/vstore_lane: memarg : at -> N
;;! refutes: Memarg_ok: 2^n <= N/8
(assert_invalid
  (module (memory 1) (func (v128.store64_lane align=16 0 (i32.const 0) (v128.const i64x2 0 0))))
  "alignment must not be larger than natural")
;;! refutes: Instr_ok/vstore_lane: i < 128/N
(assert_invalid
  (module (memory 1) (func (v128.store64_lane 2 (i32.const 0) (v128.const i64x2 0 0))))
  "invalid lane index")
