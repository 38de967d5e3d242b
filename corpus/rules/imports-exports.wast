;;! why: what is imported and exported

;;! derives: Import_ok
(module definition (import "m" "f" (func)))
;;! refutes: Import_ok: xt : OK
;;! refutes: Module_ok: ({TYPES dt'*} |- import : xt_I)*
;;! refutes: Typeuse_ok/typeidx: C.TYPES[x] = dt
(assert_invalid (module (import "m" "f" (func (type 7)))) "unknown type")

;;! derives: Export_ok
;;! derives: Externidx_ok/tag
(module (tag) (export "t" (tag 0)))
;;! refutes: Externidx_ok/tag: C.TAGS[x] = jt
;;! refutes: Export_ok: externidx : xt
;;! refutes: Module_ok: (C |- export : nm xt_E)*
(assert_invalid (module (export "t" (tag 7))) "unknown tag")

;;! derives: Externidx_ok/global
(module (global i32 (i32.const 0)) (export "g" (global 0)))
;;! refutes: Externidx_ok/global: C.GLOBALS[x] = gt
(assert_invalid (module (export "g" (global 7))) "unknown global")

;;! derives: Externidx_ok/mem
(module (memory 1) (export "m" (memory 0)))
;;! refutes: Externidx_ok/mem: C.MEMS[x] = mt
(assert_invalid (module (export "m" (memory 7))) "unknown memory")

;;! derives: Externidx_ok/table
(module (table 1 funcref) (export "t" (table 0)))
;;! refutes: Externidx_ok/table: C.TABLES[x] = tt
(assert_invalid (module (export "t" (table 7))) "unknown table")

;;! derives: Externidx_ok/func
(module (func) (export "f" (func 0)))
;;! refutes: Externidx_ok/func: C.FUNCS[x] = dt
(assert_invalid (module (export "f" (func 7))) "unknown function")

;;! refutes: Module_ok: $disjoint_(name, nm*)
(assert_invalid
  (module (func) (export "f" (func 0)) (export "f" (func 0)))
  "duplicate export name")
