;;! origin: the rules for tables with indices of 64 bits: Tabletype_ok, Instr_ok/table.get to table.init, call_indirect
;;! why: an index has the type of its table; what is copied between two tables is counted by the smaller one

;; Limits: an index for each element.
(module (table i64 0 funcref))
(module (table i64 0 0 externref))
(module definition (table i64 0x1_0000_0000 funcref))
(module definition (table i64 0xffff_ffff_ffff_ffff funcref))
(module definition (table i64 0 0xffff_ffff_ffff_ffff funcref))
(module definition (table i32 0 0xffff_ffff funcref))
(assert_invalid (module (table i64 2 1 funcref)) "size minimum must not be greater than maximum")
(assert_invalid
  (module binary "\00asm\01\00\00\00" "\04\08\01\70\00\80\80\80\80\10")
  "table size")
(module definition binary "\00asm\01\00\00\00" "\04\08\01\70\04\80\80\80\80\10")

;; One of each instruction, with indices of 64 bits.
(module
  (type $f (func (result i32)))
  (table $t i64 3 funcref)
  (elem $e func $g)
  (func $g (type $f) (i32.const 1))
  (func (param i64) (result funcref) (table.get $t (local.get 0)))
  (func (param i64 funcref) (table.set $t (local.get 0) (local.get 1)))
  (func (result i64) (table.size $t))
  (func (param funcref i64) (result i64) (table.grow $t (local.get 0) (local.get 1)))
  (func (param i64 funcref i64) (table.fill $t (local.get 0) (local.get 1) (local.get 2)))
  (func (param i64 i64 i64) (table.copy $t $t (local.get 0) (local.get 1) (local.get 2)))
  (func (param i64 i32 i32) (table.init $t $e (local.get 0) (local.get 1) (local.get 2)))
  (func (param i64) (result i32) (call_indirect $t (type $f) (local.get 0)))
  (func (param i64) (result i32) (return_call_indirect $t (type $f) (local.get 0))))

;; Each with the index, or the count, of a table of 32 bits.
(assert_invalid (module (table i64 1 funcref) (func (result funcref) (table.get (i32.const 0)))) "type mismatch")
(assert_invalid (module (table i64 1 funcref) (func (table.set (i32.const 0) (ref.null func)))) "type mismatch")
(assert_invalid (module (table i64 1 funcref) (func (result i32) (table.size))) "type mismatch")
(assert_invalid
  (module (table i64 1 funcref) (func (result i64) (table.grow (ref.null func) (i32.const 0))))
  "type mismatch")
(assert_invalid
  (module (table i64 1 funcref) (func (result i32) (table.grow (ref.null func) (i64.const 0))))
  "type mismatch")
(assert_invalid
  (module (table i64 1 funcref) (func (table.fill (i32.const 0) (ref.null func) (i64.const 0))))
  "type mismatch")
(assert_invalid
  (module (table i64 1 funcref) (func (table.fill (i64.const 0) (ref.null func) (i32.const 0))))
  "type mismatch")
(assert_invalid
  (module (table i64 1 funcref) (elem $e funcref)
    (func (table.init $e (i32.const 0) (i32.const 0) (i32.const 0))))
  "type mismatch")
(assert_invalid
  (module (table i64 1 funcref) (elem $e funcref)
    (func (table.init $e (i64.const 0) (i64.const 0) (i32.const 0))))
  "type mismatch")
(assert_invalid
  (module (table i64 1 funcref) (elem $e funcref)
    (func (table.init $e (i64.const 0) (i32.const 0) (i64.const 0))))
  "type mismatch")
(assert_invalid (module (table i64 1 funcref) (func (call_indirect (i32.const 0)))) "type mismatch")
(assert_invalid (module (table i64 1 funcref) (func (return_call_indirect (i32.const 0)))) "type mismatch")

;; And the other way round.
(assert_invalid (module (table i32 1 funcref) (func (call_indirect (i64.const 0)))) "type mismatch")
(assert_invalid (module (table 1 funcref) (func (result i64) (table.size))) "type mismatch")

;; Copies between two tables: the count is of 64 bits only if both are.
(module
  (table $a i32 1 funcref)
  (table $b i64 1 funcref)
  (table $c i64 1 funcref)
  (func (table.copy $a $b (i32.const 0) (i64.const 0) (i32.const 0)))
  (func (table.copy $b $a (i64.const 0) (i32.const 0) (i32.const 0)))
  (func (table.copy $b $c (i64.const 0) (i64.const 0) (i64.const 0))))
(assert_invalid
  (module (table $a i32 1 funcref) (table $b i64 1 funcref)
    (func (table.copy $a $b (i32.const 0) (i64.const 0) (i64.const 0))))
  "type mismatch")
(assert_invalid
  (module (table $a i32 1 funcref) (table $b i64 1 funcref)
    (func (table.copy $b $a (i64.const 0) (i32.const 0) (i64.const 0))))
  "type mismatch")
(assert_invalid
  (module (table $a i32 1 funcref) (table $b i64 1 funcref)
    (func (table.copy $b $a (i32.const 0) (i64.const 0) (i32.const 0))))
  "type mismatch")
(assert_invalid
  (module (table $b i64 1 funcref) (table $c i64 1 funcref)
    (func (table.copy $b $c (i64.const 0) (i64.const 0) (i32.const 0))))
  "type mismatch")
;; The elements must match as well, from the second to the first.
(module (table $a i64 1 funcref) (table $b i64 1 (ref null nofunc))
  (func (table.copy $a $b (i64.const 0) (i64.const 0) (i64.const 0))))
(assert_invalid
  (module (table $a i64 1 funcref) (table $b i64 1 (ref null nofunc))
    (func (table.copy $b $a (i64.const 0) (i64.const 0) (i64.const 0))))
  "type mismatch")

;; Active segments: the offset is an index of the table.
(module (table i64 1 funcref) (func $f) (elem (i64.const 0) $f))
(assert_invalid (module (table i64 1 funcref) (func $f) (elem (i32.const 0) $f)) "type mismatch")
(assert_invalid (module (table i32 1 funcref) (func $f) (elem (i64.const 0) $f)) "type mismatch")
(assert_trap (module (table i64 1 funcref) (func $f) (elem (i64.const 1) $f)) "out of bounds table access")
(assert_trap (module (table i64 1 funcref) (func $f) (elem (i64.const -1) $f)) "out of bounds table access")

;; The checks at run time.
(module
  (type $a (sub (func (result i32))))
  (type $b (sub $a (func (result i32))))
  (type $c (func (result i32)))
  (table $t i64 4 funcref)
  (elem (table $t) (i64.const 1) func $fa $fb)
  (func $fa (type $a) (i32.const 1))
  (func $fb (type $b) (i32.const 2))
  (func (export "a") (param i64) (result i32) (call_indirect $t (type $a) (local.get 0)))
  (func (export "b") (param i64) (result i32) (call_indirect $t (type $b) (local.get 0)))
  (func (export "c") (param i64) (result i32) (call_indirect $t (type $c) (local.get 0)))
  (func (export "get") (param i64) (result funcref) (table.get $t (local.get 0))))
(assert_return (invoke "a" (i64.const 1)) (i32.const 1))
(assert_return (invoke "a" (i64.const 2)) (i32.const 2))
(assert_return (invoke "b" (i64.const 2)) (i32.const 2))
(assert_trap (invoke "b" (i64.const 1)) "indirect call type mismatch")
(assert_trap (invoke "c" (i64.const 1)) "indirect call type mismatch")
(assert_trap (invoke "a" (i64.const 0)) "uninitialized element")
(assert_trap (invoke "a" (i64.const 4)) "undefined element")
(assert_trap (invoke "a" (i64.const 0x1_0000_0001)) "undefined element")
(assert_trap (invoke "a" (i64.const -1)) "undefined element")
(assert_return (invoke "get" (i64.const 3)) (ref.null))
(assert_return (invoke "get" (i64.const 2)) (ref.func))
(assert_trap (invoke "get" (i64.const 4)) "out of bounds table access")
