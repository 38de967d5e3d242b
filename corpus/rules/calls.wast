;;! why: calls, and returns with or without a call

;;! derives: Instr_ok/call
(module (func $f (call $f)))
;;! refutes: Instr_ok/call: C.FUNCS[x] ~~ FUNC t_1* -> t_2*
(assert_invalid (module (func (call 7))) "unknown function")

;;! derives: Instr_ok/call_ref
(module (type $a (func)) (func (param (ref $a)) (call_ref $a (local.get 0))))
;;! refutes: Instr_ok/call_ref: C.TYPES[x] ~~ FUNC t_1* -> t_2*
(assert_invalid
  (module (type $a (struct)) (func (param (ref $a)) (call_ref $a (local.get 0))))
  "not a function type")

;;! derives: Instr_ok/call_indirect
(module (type $a (func)) (table 1 funcref) (func (call_indirect (type $a) (i32.const 0))))
;;! refutes: Instr_ok/call_indirect: C.TABLES[x] = at lim rt
(assert_invalid
  (module (type $a (func)) (func (call_indirect 7 (type $a) (i32.const 0))))
  "unknown table")
;;! refutes: Instr_ok/call_indirect: rt <: (REF NULL FUNC)
;;! refutes: Heaptype_sub/trans: heaptype' <: heaptype_2
(assert_invalid
  (module (type $a (func)) (table 1 externref) (func (call_indirect (type $a) (i32.const 0))))
  "type mismatch")
;;! refutes: Instr_ok/call_indirect: C.TYPES[y] ~~ FUNC t_1* -> t_2*
(assert_invalid
  (module (table 1 funcref) (func (call_indirect (type 7) (i32.const 0))))
  "unknown type")

;;! derives: Instr_ok/return
(module (func (return)))
;; A constant expression returns from nothing.
;;! refutes: Instr_ok/return: C.RETURN = (t*)
(assert_invalid (module (global i32 (return))) "constant expression required")

;;! derives: Instr_ok/return_call
(module (func $f (return_call $f)))
;;! refutes: Instr_ok/return_call: C.FUNCS[x] ~~ FUNC t_1* -> t_2*
(assert_invalid (module (func (return_call 7))) "unknown function")
;;! refutes: Instr_ok/return_call: C.RETURN = (t'_2*)
(assert_invalid (module (func $f) (global i32 (return_call $f))) "constant expression required")
;;! refutes: Instr_ok/return_call: t_2* <: t'_2*
;;! refutes: Resulttype_sub: |t_1*| = |t_2*|
(assert_invalid (module (func $f) (func (result i32) (return_call $f))) "type mismatch")

;;! derives: Instr_ok/return_call_ref
(module (type $a (func)) (func (param (ref $a)) (return_call_ref $a (local.get 0))))
;;! refutes: Instr_ok/return_call_ref: C.TYPES[x] ~~ FUNC t_1* -> t_2*
(assert_invalid
  (module (type $a (struct)) (func (param (ref $a)) (return_call_ref $a (local.get 0))))
  "not a function type")
;;! refutes: Instr_ok/return_call_ref: C.RETURN = (t'_2*)
(assert_invalid
  (module (type $a (func)) (global i32 (return_call_ref $a (ref.null $a))))
  "constant expression required")
;;! refutes: Instr_ok/return_call_ref: t_2* <: t'_2*
;;! refutes: Resulttype_sub: |t_1*| = |t_2*|
(assert_invalid
  (module
    (type $a (func))
    (func (param (ref $a)) (result i32) (return_call_ref $a (local.get 0))))
  "type mismatch")

;;! derives: Instr_ok/return_call_indirect
(module
  (type $a (func))
  (table 1 funcref)
  (func (return_call_indirect (type $a) (i32.const 0))))
;;! refutes: Instr_ok/return_call_indirect: C.TABLES[x] = at lim rt
(assert_invalid
  (module (type $a (func)) (func (return_call_indirect 7 (type $a) (i32.const 0))))
  "unknown table")
;;! refutes: Instr_ok/return_call_indirect: rt <: (REF NULL FUNC)
;;! refutes: Heaptype_sub/trans: heaptype' <: heaptype_2
(assert_invalid
  (module
    (type $a (func))
    (table 1 externref)
    (func (return_call_indirect (type $a) (i32.const 0))))
  "type mismatch")
;;! refutes: Instr_ok/return_call_indirect: C.TYPES[y] ~~ FUNC t_1* -> t_2*
(assert_invalid
  (module (table 1 funcref) (func (return_call_indirect (type 7) (i32.const 0))))
  "unknown type")
;;! refutes: Instr_ok/return_call_indirect: C.RETURN = (t'_2*)
(assert_invalid
  (module
    (type $a (func))
    (import "m" "t" (table 1 funcref))
    (elem (table 0) (return_call_indirect (type $a) (i32.const 0)) funcref))
  "constant expression required")
;;! refutes: Instr_ok/return_call_indirect: t_2* <: t'_2*
;;! refutes: Resulttype_sub: |t_1*| = |t_2*|
(assert_invalid
  (module
    (type $a (func))
    (table 1 funcref)
    (func (result i32) (return_call_indirect (type $a) (i32.const 0))))
  "type mismatch")
