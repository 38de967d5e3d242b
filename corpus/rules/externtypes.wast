;;! why: which types imports and definitions may have

;;! derives: Externtype_ok/tag
;;! derives: Tagtype_ok
(module definition (type $a (func (param i32))) (import "m" "t" (tag (type $a))))
;;! refutes: Tagtype_ok: typeuse : OK
;;! refutes: Typeuse_ok/typeidx: C.TYPES[x] = dt
(assert_invalid (module (import "m" "t" (tag (type 7)))) "unknown type")
;;! refutes: Tagtype_ok: typeuse ~~_C FUNC t_1* -> eps
;;! refutes: Externtype_ok/tag: tagtype : OK
(assert_invalid
  (module (type $a (func (result i32))) (import "m" "t" (tag (type $a))))
  "non-empty tag result type")

;;! derives: Externtype_ok/global
;;! derives: Globaltype_ok
(module definition (import "m" "g" (global (mut i32))))
;;! refutes: Globaltype_ok: t : OK
;;! refutes: Externtype_ok/global: globaltype : OK
;;! refutes: Typeuse_ok/typeidx: C.TYPES[x] = dt
(assert_invalid (module (import "m" "g" (global (ref 7)))) "unknown type")

;;! derives: Externtype_ok/mem
;;! derives: Memtype_ok
;;! derives: Limits_ok
(module definition (import "m" "m" (memory 1 65536)))
;;! refutes: Limits_ok: n <= k
;;! refutes: Memtype_ok: limits : 2^($size(addrtype) - 16)
(assert_invalid (module (import "m" "m" (memory 65537))) "memory size")
;;! refutes: Limits_ok: (n <= m <= k)?
;;! refutes: Externtype_ok/mem: memtype : OK
(assert_invalid (module (import "m" "m" (memory 2 1))) "size minimum must not be greater than maximum")
;;! refutes: Limits_ok: (n <= m <= k)?
(assert_invalid (module (import "m" "m" (memory 1 65537))) "memory size")

;;! derives: Externtype_ok/table
;;! derives: Tabletype_ok
(module definition (import "m" "t" (table 1 2 funcref)))
;;! refutes: Tabletype_ok: limits : 2^$size(addrtype) - 1
;;! refutes: Limits_ok: (n <= m <= k)?
(assert_invalid
  (module (import "m" "t" (table 2 1 funcref)))
  "size minimum must not be greater than maximum")
;;! refutes: Tabletype_ok: reftype : OK
;;! refutes: Externtype_ok/table: tabletype : OK
;;! refutes: Typeuse_ok/typeidx: C.TYPES[x] = dt
(assert_invalid (module (import "m" "t" (table 1 (ref null 7)))) "unknown type")

;;! derives: Externtype_ok/func
(module definition (type $a (func)) (import "m" "f" (func (type $a))))
;;! refutes: Externtype_ok/func: typeuse : OK
;;! refutes: Typeuse_ok/typeidx: C.TYPES[x] = dt
(assert_invalid (module (import "m" "f" (func (type 7)))) "unknown type")
;;! refutes: Externtype_ok/func: typeuse ~~_C FUNC t_1* -> t_2*
(assert_invalid (module (type $a (struct)) (import "m" "f" (func (type 0)))) "not a function type")
