;;! why: branches, and the types of their labels

;;! derives: Instr_ok/br
(module (func (br 0)))
;;! refutes: Instr_ok/br: C.LABELS[l] = t*
(assert_invalid (module (func (br 7))) "unknown label")

;;! derives: Instr_ok/br_if
(module (func (br_if 0 (i32.const 0))))
;;! refutes: Instr_ok/br_if: C.LABELS[l] = t*
(assert_invalid (module (func (br_if 7 (i32.const 0)))) "unknown label")

;;! derives: Instr_ok/br_table
(module (func (block (br_table 0 1 (i32.const 0)))))
;;! refutes: Instr_ok/br_table: (t* <: C.LABELS[l])*
(assert_invalid (module (func (br_table 7 0 (i32.const 0)))) "unknown label")
;;! refutes: Instr_ok/br_table: (t* <: C.LABELS[l])*
;;! refutes: Valtype_sub/num: numtype_1 <: numtype_2
(assert_invalid
  (module
    (func (result i32) (block (result i64) (br_table 0 1 (i32.const 0) (i32.const 0))) (drop)
      (i32.const 0)))
  "type mismatch")
;;! refutes: Instr_ok/br_table: t* <: C.LABELS[l']
(assert_invalid (module (func (br_table 7 (i32.const 0)))) "unknown label")
;;! refutes: Instr_ok/br_table: t* <: C.LABELS[l']
;;! refutes: Valtype_sub/num: numtype_1 <: numtype_2
(assert_invalid
  (module (func (result i32) (br_table 0 (i64.const 0) (i32.const 0))))
  "type mismatch")

;;! derives: Instr_ok/br_on_null
(module (func (param funcref) (drop (br_on_null 0 (local.get 0)))))
;;! refutes: Instr_ok/br_on_null: C.LABELS[l] = t*
(assert_invalid
  (module (func (param funcref) (drop (br_on_null 7 (local.get 0)))))
  "unknown label")

;;! derives: Instr_ok/br_on_non_null
(module
  (func (param funcref) (result (ref func)) (br_on_non_null 0 (local.get 0)) unreachable))
;;! refutes: Instr_ok/br_on_non_null: C.LABELS[l] = t* (REF NULL? ht)
(assert_invalid
  (module (func (param funcref) (br_on_non_null 0 (local.get 0))))
  "type mismatch")

;;! derives: Instr_ok/br_on_cast
(module (func (param anyref) (result anyref) (br_on_cast 0 anyref eqref (local.get 0))))
;;! refutes: Instr_ok/br_on_cast: C.LABELS[l] = t* rt
(assert_invalid
  (module (func (param anyref) (drop (br_on_cast 0 anyref eqref (local.get 0)))))
  "type mismatch")
;;! refutes: Instr_ok/br_on_cast: rt_1 : OK
;;! refutes: Typeuse_ok/typeidx: C.TYPES[x] = dt
(assert_invalid
  (module (func (result anyref) unreachable (br_on_cast 0 (ref null 7) eqref)))
  "unknown type")
;;! refutes: Instr_ok/br_on_cast: rt_2 : OK
;;! refutes: Typeuse_ok/typeidx: C.TYPES[x] = dt
(assert_invalid
  (module (func (result anyref) unreachable (br_on_cast 0 anyref (ref null 7))))
  "unknown type")
;;! refutes: Instr_ok/br_on_cast: rt_2 <: rt_1
;;! refutes: Heaptype_sub/trans: heaptype' <: heaptype_2
(assert_invalid
  (module (func (param eqref) (result anyref) (br_on_cast 0 eqref anyref (local.get 0))))
  "type mismatch")
;;! refutes: Instr_ok/br_on_cast: rt_2 <: rt
;;! refutes: Heaptype_sub/trans: heaptype' <: heaptype_2
(assert_invalid
  (module
    (func (param anyref)
      (drop (block (result i31ref) (drop (br_on_cast 0 anyref eqref (local.get 0))) unreachable))))
  "type mismatch")

;;! derives: Instr_ok/br_on_cast_fail
(module (func (param anyref) (result anyref) (br_on_cast_fail 0 anyref eqref (local.get 0))))
;;! refutes: Instr_ok/br_on_cast_fail: C.LABELS[l] = t* rt
(assert_invalid
  (module (func (param anyref) (drop (br_on_cast_fail 0 anyref eqref (local.get 0)))))
  "type mismatch")
;;! refutes: Instr_ok/br_on_cast_fail: rt_1 : OK
;;! refutes: Typeuse_ok/typeidx: C.TYPES[x] = dt
(assert_invalid
  (module (func (result anyref) unreachable (br_on_cast_fail 0 (ref null 7) eqref)))
  "unknown type")
;;! refutes: Instr_ok/br_on_cast_fail: rt_2 : OK
;;! refutes: Typeuse_ok/typeidx: C.TYPES[x] = dt
(assert_invalid
  (module (func (result anyref) unreachable (br_on_cast_fail 0 anyref (ref null 7))))
  "unknown type")
;;! refutes: Instr_ok/br_on_cast_fail: rt_2 <: rt_1
;;! refutes: Heaptype_sub/trans: heaptype' <: heaptype_2
(assert_invalid
  (module (func (param eqref) (result anyref) (br_on_cast_fail 0 eqref anyref (local.get 0))))
  "type mismatch")
;;! refutes: Instr_ok/br_on_cast_fail: $diffrt(rt_1, rt_2) <: rt
;;! refutes: Heaptype_sub/trans: heaptype' <: heaptype_2
(assert_invalid
  (module
    (func (param anyref)
      (drop
        (block (result i31ref) (drop (br_on_cast_fail 0 anyref i31ref (local.get 0))) unreachable))))
  "type mismatch")
