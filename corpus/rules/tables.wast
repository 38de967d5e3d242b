;;! why: tables and element segments

;;! derives: Instr_ok/table.get
(module (table 1 funcref) (func (drop (table.get 0 (i32.const 0)))))
;;! refutes: Instr_ok/table.get: C.TABLES[x] = at lim rt
(assert_invalid (module (func (drop (table.get 7 (i32.const 0))))) "unknown table")

;;! derives: Instr_ok/table.set
(module (table 1 funcref) (func (table.set 0 (i32.const 0) (ref.null func))))
;;! refutes: Instr_ok/table.set: C.TABLES[x] = at lim rt
(assert_invalid (module (func (table.set 7 (i32.const 0) (ref.null func)))) "unknown table")

;;! derives: Instr_ok/table.size
(module (table 1 funcref) (func (drop (table.size 0))))
;;! refutes: Instr_ok/table.size: C.TABLES[x] = at lim rt
(assert_invalid (module (func (drop (table.size 7)))) "unknown table")

;;! derives: Instr_ok/table.grow
(module (table 1 funcref) (func (drop (table.grow 0 (ref.null func) (i32.const 0)))))
;;! refutes: Instr_ok/table.grow: C.TABLES[x] = at lim rt
(assert_invalid
  (module (func (drop (table.grow 7 (ref.null func) (i32.const 0)))))
  "unknown table")

;;! derives: Instr_ok/table.fill
(module (table 1 funcref) (func (table.fill 0 (i32.const 0) (ref.null func) (i32.const 0))))
;;! refutes: Instr_ok/table.fill: C.TABLES[x] = at lim rt
(assert_invalid
  (module (func (table.fill 7 (i32.const 0) (ref.null func) (i32.const 0))))
  "unknown table")

;;! derives: Instr_ok/table.copy
(module
  (table 1 anyref)
  (table 1 eqref)
  (func (table.copy 0 1 (i32.const 0) (i32.const 0) (i32.const 0))))
;;! refutes: Instr_ok/table.copy: C.TABLES[x_1] = at_1 lim_1 rt_1
(assert_invalid
  (module
    (table 1 funcref)
    (func (table.copy 7 0 (i32.const 0) (i32.const 0) (i32.const 0))))
  "unknown table")
;;! refutes: Instr_ok/table.copy: C.TABLES[x_2] = at_2 lim_2 rt_2
(assert_invalid
  (module
    (table 1 funcref)
    (func (table.copy 0 7 (i32.const 0) (i32.const 0) (i32.const 0))))
  "unknown table")
;;! refutes: Instr_ok/table.copy: rt_2 <: rt_1
;;! refutes: Heaptype_sub/trans: heaptype' <: heaptype_2
(assert_invalid
  (module
    (table 1 eqref)
    (table 1 anyref)
    (func (table.copy 0 1 (i32.const 0) (i32.const 0) (i32.const 0))))
  "type mismatch")

;;! derives: Instr_ok/table.init
(module
  (table 1 anyref)
  (elem $e eqref)
  (func (table.init 0 $e (i32.const 0) (i32.const 0) (i32.const 0))))
;;! refutes: Instr_ok/table.init: C.TABLES[x] = at lim rt_1
(assert_invalid
  (module
    (elem $e funcref)
    (func (table.init 7 $e (i32.const 0) (i32.const 0) (i32.const 0))))
  "unknown table")
;;! refutes: Instr_ok/table.init: C.ELEMS[y] = rt_2
(assert_invalid
  (module
    (table 1 funcref)
    (func (table.init 0 7 (i32.const 0) (i32.const 0) (i32.const 0))))
  "unknown elem segment")
;;! refutes: Instr_ok/table.init: rt_2 <: rt_1
;;! refutes: Heaptype_sub/trans: heaptype' <: heaptype_2
(assert_invalid
  (module
    (table 1 eqref)
    (elem $e anyref)
    (func (table.init 0 $e (i32.const 0) (i32.const 0) (i32.const 0))))
  "type mismatch")

;;! derives: Instr_ok/elem.drop
(module (elem $e funcref) (func (elem.drop $e)))
;;! refutes: Instr_ok/elem.drop: C.ELEMS[x] = rt
(assert_invalid (module (func (elem.drop 7))) "unknown elem segment")
