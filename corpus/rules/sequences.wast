;;! why: instructions in a row, and parametric instructions

;;! derives: Instrs_ok/empty
(module (func))
;;! derives: Instrs_ok/instr
;;! derives: Instrs_ok/seq
;;! derives: Instr_ok/nop
(module (func nop))
;;! derives: Instrs_ok/frame
(module (func (result i32) (i32.const 0) (drop (i32.const 0))))
;;! derives: Instrs_ok/sub
;;! derives: Instrtype_sub
(module (func (param i31ref) (drop (ref.eq (local.get 0) (local.get 0)))))
;; An operand that is missing.
;;! refutes: Instrs_ok/sub: it <: it'
;;! refutes: Instrtype_sub: t_21* <: t_11*
;;! refutes: Resulttype_sub: |t_1*| = |t_2*|
(assert_invalid (module (func (drop))) "type mismatch")
;; An operand of another type.
;;! refutes: Instrtype_sub: t_21* <: t_11*
;;! refutes: Resulttype_sub: (t_1 <: t_2)*
;;! refutes: Valtype_sub/num: numtype_1 <: numtype_2
(assert_invalid (module (func (drop (i32.eqz (i64.const 0))))) "type mismatch")
;; A result of another type.
;;! refutes: Instrs_ok/sub: it <: it'
;;! refutes: Instrtype_sub: t_12* <: t_22*
;;! refutes: Resulttype_sub: (t_1 <: t_2)*
;;! refutes: Valtype_sub/num: numtype_1 <: numtype_2
(assert_invalid (module (func (result i32) (i64.const 0))) "type mismatch")

;;! derives: Instr_ok/unreachable
(module (func (result i32) unreachable))
;;! derives: Instr_ok/drop
(module (func (drop (i32.const 0))))

;;! derives: Instr_ok/select-expl
(module
  (func (param funcref)
    (drop (select (result funcref) (local.get 0) (local.get 0) (i32.const 0)))))
;;! refutes: Instr_ok/select-expl: t : OK
;;! refutes: Typeuse_ok/typeidx: C.TYPES[x] = dt
(assert_invalid (module (func unreachable (select (result (ref 7))) (drop))) "unknown type")

;;! derives: Instr_ok/select-impl
(module (func (drop (select (i64.const 0) (i64.const 0) (i32.const 0)))))
;;! refutes: Instr_ok/select-impl: t' = numtype \/ t' = vectype
(assert_invalid
  (module
    (func (param funcref) (drop (select (local.get 0) (local.get 0) (i32.const 0)))))
  "type mismatch")
