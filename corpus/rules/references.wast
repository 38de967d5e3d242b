;;! why: references of all hierarchies

;;! derives: Instr_ok/ref.null
(module (func (drop (ref.null func))))
;;! refutes: Instr_ok/ref.null: ht : OK
;;! refutes: Typeuse_ok/typeidx: C.TYPES[x] = dt
(assert_invalid (module (func (drop (ref.null 7)))) "unknown type")

;;! derives: Instr_ok/ref.func
(module (func $f (drop (ref.func $f))) (export "f" (func $f)))
;;! refutes: Instr_ok/ref.func: C.FUNCS[x] = dt
(assert_invalid (module (func (drop (ref.func 7)))) "unknown function")
;;! refutes: Instr_ok/ref.func: x <- C.REFS
(assert_invalid (module (func $f (drop (ref.func $f)))) "undeclared function reference")

;;! derives: Instr_ok/ref.is_null
(module (func (param funcref) (drop (ref.is_null (local.get 0)))))
;;! derives: Instr_ok/ref.as_non_null
(module (func (param funcref) (drop (ref.as_non_null (local.get 0)))))
;;! derives: Instr_ok/ref.eq
(module (func (param eqref) (drop (ref.eq (local.get 0) (local.get 0)))))

;;! derives: Instr_ok/ref.test
(module (func (param anyref) (drop (ref.test (ref i31) (local.get 0)))))
;;! refutes: Instr_ok/ref.test: rt : OK
;;! refutes: Typeuse_ok/typeidx: C.TYPES[x] = dt
(assert_invalid (module (func unreachable (ref.test (ref 7)) (drop))) "unknown type")

;;! derives: Instr_ok/ref.cast
(module (func (param anyref) (drop (ref.cast (ref i31) (local.get 0)))))
;;! refutes: Instr_ok/ref.cast: rt : OK
;;! refutes: Typeuse_ok/typeidx: C.TYPES[x] = dt
(assert_invalid (module (func unreachable (ref.cast (ref 7)) (drop))) "unknown type")

;;! derives: Instr_ok/ref.i31
;;! derives: Instr_ok/i31.get
(module (func (drop (i31.get_s (ref.i31 (i32.const 0))))))
;;! derives: Instr_ok/extern.convert_any
(module (func (param anyref) (drop (extern.convert_any (local.get 0)))))
;;! derives: Instr_ok/any.convert_extern
(module (func (param externref) (drop (any.convert_extern (local.get 0)))))
