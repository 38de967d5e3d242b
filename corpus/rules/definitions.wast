;;! why: each kind of definition, and the lists of them in a module

;;! derives: Module_ok
;;! derives: Globals_ok/empty
(module)
;;! refutes: Module_ok: {} |- type* : dt'*
;;! refutes: Typeuse_ok/typeidx: C.TYPES[x] = dt
(assert_invalid (module (type (struct (field (ref 7))))) "unknown type")

;;! derives: Tag_ok
(module (tag (param i32)))
;;! refutes: Tag_ok: tagtype : OK
;;! refutes: Module_ok: (C' |- tag : jt)*
;;! refutes: Typeuse_ok/typeidx: C.TYPES[x] = dt
(assert_invalid (module (tag (type 7))) "unknown type")

;;! derives: Global_ok
;;! derives: Globals_ok/cons
(module (global i32 (i32.const 0)) (global i32 (global.get 0)))
;;! refutes: Global_ok: globaltype : OK
;;! refutes: Module_ok: C' |- global* : gt*
;;! refutes: Typeuse_ok/typeidx: C.TYPES[x] = dt
(assert_invalid (module (global (ref null 7) (ref.null 7))) "unknown type")
;;! refutes: Global_ok: expr : t CONST
;;! refutes: Valtype_sub/num: numtype_1 <: numtype_2
(assert_invalid (module (global i32 (i64.const 0))) "type mismatch")
;; A global is not there before its predecessors are done.
;;! refutes: Instr_ok/global.get: C.GLOBALS[x] = mut? t
;;! refutes: Globals_ok/cons: global_1 : gt_1
(assert_invalid (module (global i32 (global.get 1)) (global i32 (i32.const 0))) "unknown global")

;;! derives: Mem_ok
(module (memory 1))
;;! refutes: Mem_ok: memtype : OK
;;! refutes: Module_ok: (C' |- mem : mt)*
;;! refutes: Limits_ok: (n <= m <= k)?
(assert_invalid (module (memory 2 1)) "size minimum must not be greater than maximum")

;;! derives: Table_ok
(module (table 1 funcref))
;;! refutes: Table_ok: tabletype : OK
;;! refutes: Module_ok: (C' |- table : tt)*
;;! refutes: Limits_ok: (n <= m <= k)?
(assert_invalid (module (table 2 1 funcref)) "size minimum must not be greater than maximum")
;;! refutes: Table_ok: expr : rt CONST
;;! refutes: Valtype_sub/ref: reftype_1 <: reftype_2
(assert_invalid (module (table 1 (ref func))) "type mismatch")

;;! derives: Func_ok
;;! derives: Local_ok/set
;;! derives: Local_ok/unset
;;! derives: Defaultable
;;! derives: Nondefaultable
;;! derives: Expr_ok
(module (func (local i32 (ref func))))
;;! refutes: Func_ok: C.TYPES[x] ~~ FUNC t_1* -> t_2*
;;! refutes: Module_ok: (C |- func : dt)*
(assert_invalid (module (func (type 7))) "unknown type")
;;! refutes: Func_ok: C.TYPES[x] ~~ FUNC t_1* -> t_2*
(assert_invalid (module (type $a (struct)) (func (type 0))) "not a function type")
;;! refutes: Func_ok: (local : lct)*
;;! refutes: Local_ok/set: t : OK
;;! refutes: Local_ok/unset: t : OK
;;! refutes: Typeuse_ok/typeidx: C.TYPES[x] = dt
(assert_invalid (module (func (local (ref 7)))) "unknown type")
;;! refutes: Func_ok: C ++ {LOCALS (SET t_1)* lct*, LABELS (t_2*), RETURN (t_2*)} |- expr : t_2*
;;! refutes: Expr_ok: instr* : eps -> t*
;;! refutes: Resulttype_sub: |t_1*| = |t_2*|
(assert_invalid (module (func (result i32))) "type mismatch")

;;! derives: Data_ok
;;! derives: Datamode_ok/passive
;;! derives: Datamode_ok/active
(module (memory 1) (data "a") (data (i32.const 0) "b"))
;;! refutes: Datamode_ok/active: C.MEMS[x] = at lim PAGE
;;! refutes: Data_ok: datamode : OK
;;! refutes: Module_ok: (C |- data : ok)*
(assert_invalid (module (data (memory 7) (i32.const 0) "a")) "unknown memory")
;;! refutes: Datamode_ok/active: expr : at CONST
;;! refutes: Valtype_sub/num: numtype_1 <: numtype_2
(assert_invalid (module (memory 1) (data (i64.const 0) "a")) "type mismatch")

;;! derives: Elem_ok
;;! derives: Elemmode_ok/passive
;;! derives: Elemmode_ok/declare
;;! derives: Elemmode_ok/active
(module
  (func $f)
  (table 1 funcref)
  (elem func $f)
  (elem declare func $f)
  (elem (i32.const 0) func $f))
;;! refutes: Elem_ok: elemtype : OK
;;! refutes: Module_ok: (C |- elem : rt)*
;;! refutes: Typeuse_ok/typeidx: C.TYPES[x] = dt
(assert_invalid (module (elem (ref null 7))) "unknown type")
;;! refutes: Elem_ok: (expr : elemtype CONST)*
;;! refutes: Resulttype_sub: (t_1 <: t_2)*
(assert_invalid (module (elem funcref (item (i32.const 0)))) "type mismatch")
;;! refutes: Elemmode_ok/active: C.TABLES[x] = at lim rt'
;;! refutes: Elem_ok: elemmode : elemtype
(assert_invalid (module (elem (table 7) (i32.const 0) funcref)) "unknown table")
;;! refutes: Elemmode_ok/active: rt <: rt'
;;! refutes: Heaptype_sub/trans: heaptype' <: heaptype_2
(assert_invalid
  (module (table 1 externref) (elem (table 0) (i32.const 0) funcref))
  "type mismatch")
;;! refutes: Elemmode_ok/active: expr : at CONST
;;! refutes: Valtype_sub/num: numtype_1 <: numtype_2
(assert_invalid (module (table 1 funcref) (elem (i64.const 0) funcref)) "type mismatch")

;;! derives: Start_ok
(module (func $f) (start $f))
;;! refutes: Start_ok: C.FUNCS[x] ~~ FUNC eps -> eps
;;! refutes: Module_ok: (C |- start : OK)?
(assert_invalid (module (func $f (param i32)) (start $f)) "start function")
;;! refutes: Start_ok: C.FUNCS[x] ~~ FUNC eps -> eps
(assert_invalid (module (start 7)) "unknown function")
