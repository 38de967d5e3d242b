;;! origin: the rules for memories with addresses of 64 bits: Memtype_ok, Memarg_ok, Instr_ok/load to memory.init
;;! why: an address has the type of its memory; what is copied between two memories is counted by the smaller one

;; Limits: as many pages as there are addresses for.
(module (memory i64 0))
(module (memory i64 0 0))
(module (memory i64 1 0x1_0000))
(module definition (memory i64 0x1_0001))
(module definition (memory i64 0x1_0000_0000_0000))
(module definition (memory i64 0 0x1_0000_0000_0000))
(module definition (memory i32 0x1_0000 0x1_0000))
(assert_invalid (module (memory i64 0x1_0000_0000_0001)) "memory size")
(assert_invalid (module (memory i64 0 0x1_0000_0000_0001)) "memory size")
(assert_invalid (module (memory i64 2 1)) "size minimum must not be greater than maximum")
(assert_invalid (module (memory i32 0x1_0001)) "memory size")
(assert_invalid (module (memory i32 0 0x1_0001)) "memory size")

;; The bit for addresses of 64 bits, and its bounds, in bytes.
(module binary "\00asm\01\00\00\00" "\05\03\01\04\00")
(module binary "\00asm\01\00\00\00" "\05\04\01\05\00\00")
(module binary "\00asm\01\00\00\00" "\05\0a\01\05\00\80\80\80\80\80\80\40")
(assert_invalid (module binary "\00asm\01\00\00\00" "\05\0a\01\05\00\81\80\80\80\80\80\40") "memory size")
(assert_malformed (module binary "\00asm\01\00\00\00" "\05\03\01\08\00") "malformed limits flags")
(assert_malformed
  (module binary "\00asm\01\00\00\00" "\05\0d\01\04\80\80\80\80\80\80\80\80\80\80\00")
  "integer representation too long")

;; One of each family of instructions, with addresses of 64 bits.
(module
  (memory $m i64 1)
  (data $d "abc")
  (func (param i64) (result i32) (i32.load (local.get 0)))
  (func (param i64) (result i64) (i64.load32_s offset=0xffff_ffff_ffff_fff0 (local.get 0)))
  (func (param i64) (result f64) (f64.load align=1 (local.get 0)))
  (func (param i64 f32) (f32.store (local.get 0) (local.get 1)))
  (func (param i64 i64) (i64.store16 (local.get 0) (local.get 1)))
  (func (param i64) (result v128) (v128.load8_splat (local.get 0)))
  (func (param i64 v128) (result v128) (v128.load32_lane 3 (local.get 0) (local.get 1)))
  (func (param i64 v128) (v128.store64_lane 1 (local.get 0) (local.get 1)))
  (func (result i64) (memory.size))
  (func (param i64) (result i64) (memory.grow (local.get 0)))
  (func (param i64 i32 i64) (memory.fill (local.get 0) (local.get 1) (local.get 2)))
  (func (param i64 i64 i64) (memory.copy (local.get 0) (local.get 1) (local.get 2)))
  (func (param i64 i32 i32) (memory.init $d (local.get 0) (local.get 1) (local.get 2))))

;; Each with the address, or the count, of a memory of 32 bits.
(assert_invalid (module (memory i64 1) (func (result i32) (i32.load (i32.const 0)))) "type mismatch")
(assert_invalid (module (memory i64 1) (func (i32.store (i32.const 0) (i32.const 0)))) "type mismatch")
(assert_invalid (module (memory i64 1) (func (result v128) (v128.load (i32.const 0)))) "type mismatch")
(assert_invalid (module (memory i64 1) (func (v128.store (i32.const 0) (v128.const i64x2 0 0)))) "type mismatch")
(assert_invalid
  (module (memory i64 1) (func (param v128) (result v128) (v128.load8_lane 0 (i32.const 0) (local.get 0))))
  "type mismatch")
(assert_invalid (module (memory i64 1) (func (result i32) (memory.size))) "type mismatch")
(assert_invalid (module (memory i64 1) (func (result i64) (memory.grow (i32.const 0)))) "type mismatch")
(assert_invalid (module (memory i64 1) (func (result i32) (memory.grow (i64.const 0)))) "type mismatch")
(assert_invalid
  (module (memory i64 1) (func (memory.fill (i32.const 0) (i32.const 0) (i64.const 0))))
  "type mismatch")
(assert_invalid
  (module (memory i64 1) (func (memory.fill (i64.const 0) (i32.const 0) (i32.const 0))))
  "type mismatch")
(assert_invalid
  (module (memory i64 1) (func (memory.fill (i64.const 0) (i64.const 0) (i64.const 0))))
  "type mismatch")
(assert_invalid
  (module (memory i64 1) (data $d "") (func (memory.init $d (i32.const 0) (i32.const 0) (i32.const 0))))
  "type mismatch")
;; The source and the count of memory.init are about the segment.
(assert_invalid
  (module (memory i64 1) (data $d "") (func (memory.init $d (i64.const 0) (i64.const 0) (i32.const 0))))
  "type mismatch")
(assert_invalid
  (module (memory i64 1) (data $d "") (func (memory.init $d (i64.const 0) (i32.const 0) (i64.const 0))))
  "type mismatch")

;; And the other way round.
(assert_invalid (module (memory i32 1) (func (result i32) (i32.load (i64.const 0)))) "type mismatch")
(assert_invalid (module (memory 1) (func (result i64) (memory.size))) "type mismatch")

;; An offset must be an address.
(module (memory i32 1) (func (result i32) (i32.load offset=0xffff_ffff (i32.const 0))))
(module (memory i64 1) (func (result i32) (i32.load offset=0x1_0000_0000 (i64.const 0))))
(assert_invalid
  (module binary "\00asm\01\00\00\00" "\01\05\01\60\00\01\7f" "\03\02\01\00" "\05\03\01\00\01"
    "\0a\0d\01\0b\00\41\00\28\02\80\80\80\80\10\0b")
  "offset out of range")
(module binary "\00asm\01\00\00\00" "\01\05\01\60\00\01\7f" "\03\02\01\00" "\05\03\01\04\01"
  "\0a\0d\01\0b\00\42\00\28\02\80\80\80\80\10\0b")

;; Copies between two memories: the count is of 64 bits only if both are.
(module
  (memory $a i32 1)
  (memory $b i64 1)
  (memory $c i64 1)
  (func (memory.copy $a $a (i32.const 0) (i32.const 0) (i32.const 0)))
  (func (memory.copy $a $b (i32.const 0) (i64.const 0) (i32.const 0)))
  (func (memory.copy $b $a (i64.const 0) (i32.const 0) (i32.const 0)))
  (func (memory.copy $b $c (i64.const 0) (i64.const 0) (i64.const 0))))
(assert_invalid
  (module (memory $a i32 1) (memory $b i64 1)
    (func (memory.copy $a $b (i32.const 0) (i64.const 0) (i64.const 0))))
  "type mismatch")
(assert_invalid
  (module (memory $a i32 1) (memory $b i64 1)
    (func (memory.copy $b $a (i64.const 0) (i32.const 0) (i64.const 0))))
  "type mismatch")
(assert_invalid
  (module (memory $a i32 1) (memory $b i64 1)
    (func (memory.copy $a $b (i64.const 0) (i32.const 0) (i32.const 0))))
  "type mismatch")
(assert_invalid
  (module (memory $b i64 1) (memory $c i64 1)
    (func (memory.copy $b $c (i64.const 0) (i64.const 0) (i32.const 0))))
  "type mismatch")

;; Active segments: the offset is an address of the memory.
(module (memory i64 1) (data (i64.const 0xffff) "a"))
(module (global $g i64 (i64.const 7)) (memory i64 1) (data (i64.add (global.get $g) (i64.const 1)) "a"))
(assert_invalid (module (memory i64 1) (data (i32.const 0) "a")) "type mismatch")
(assert_invalid (module (memory i32 1) (data (i64.const 0) "a")) "type mismatch")
(assert_trap (module (memory i64 1) (data (i64.const 0x1_0000) "a")) "out of bounds memory access")
(assert_trap (module (memory i64 1) (data (i64.const -1) "a")) "out of bounds memory access")
(assert_trap (module (memory i64 0) (data (i64.const 0x1_0000_0000_0000) "a")) "out of bounds memory access")
