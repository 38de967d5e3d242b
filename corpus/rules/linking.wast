;;! why: which definitions may be imported at which types

(module
  (type $a (sub (func)))
  (type $b (sub $a (func)))
  (tag (export "tag-a") (type $a))
  (tag (export "tag-b") (type $b))
  (func (export "func-a") (type $a))
  (func (export "func-b") (type $b))
  (global (export "const") eqref (ref.null eq))
  (global (export "var") (mut eqref) (ref.null eq))
  (memory (export "memory") 1)
  (memory (export "memory-max") 1 2)
  (table (export "table") 1 eqref))
(register "m")

;;! derives: Externtype_sub/tag
;;! derives: Tagtype_sub
(module (type $a (sub (func))) (import "m" "tag-a" (tag (type $a))))
;;! refutes: Tagtype_sub: deftype_1 <: deftype_2
;;! refutes: Externtype_sub/tag: tagtype_1 <: tagtype_2
;;! refutes: Deftype_sub/refl: $clos_deftype(C, deftype_1) = $clos_deftype(C, deftype_2)
(assert_unlinkable
  (module (type $a (sub (func (param i32)))) (import "m" "tag-a" (tag (type $a))))
  "incompatible import type")
;; A tag is of one type: a supertype is not enough.
;;! refutes: Tagtype_sub: deftype_2 <: deftype_1
;;! refutes: Deftype_sub/super: i < |typeuse*|
(assert_unlinkable
  (module (type $a (sub (func))) (import "m" "tag-b" (tag (type $a))))
  "incompatible import type")

;;! derives: Externtype_sub/global
;;! derives: Globaltype_sub/const
(module (import "m" "const" (global anyref)))
;;! refutes: Globaltype_sub/const: valtype_1 <: valtype_2
;;! refutes: Externtype_sub/global: globaltype_1 <: globaltype_2
;;! refutes: Heaptype_sub/trans: heaptype' <: heaptype_2
(assert_unlinkable (module (import "m" "const" (global i31ref))) "incompatible import type")
;; No rule has the form of a global that may be written below one that may not.
;;! refutes: Externtype_sub/global: globaltype_1 <: globaltype_2
(assert_unlinkable (module (import "m" "var" (global eqref))) "incompatible import type")

;;! derives: Globaltype_sub/var
(module (import "m" "var" (global (mut eqref))))
;;! refutes: Globaltype_sub/var: valtype_1 <: valtype_2
;;! refutes: Heaptype_sub/trans: heaptype' <: heaptype_2
(assert_unlinkable (module (import "m" "var" (global (mut i31ref)))) "incompatible import type")
;;! refutes: Globaltype_sub/var: valtype_2 <: valtype_1
;;! refutes: Heaptype_sub/trans: heaptype' <: heaptype_2
(assert_unlinkable (module (import "m" "var" (global (mut anyref)))) "incompatible import type")

;;! derives: Externtype_sub/mem
;;! derives: Memtype_sub
;;! derives: Limits_sub/max
(module (import "m" "memory-max" (memory 1 2)))
;;! refutes: Limits_sub/max: n_1 >= n_2
;;! refutes: Memtype_sub: limits_1 <: limits_2
;;! refutes: Externtype_sub/mem: memtype_1 <: memtype_2
(assert_unlinkable (module (import "m" "memory-max" (memory 2 2))) "incompatible import type")
;;! refutes: Limits_sub/max: (m_1 <= m_2)?
(assert_unlinkable (module (import "m" "memory-max" (memory 1 1))) "incompatible import type")
;;! derives: Limits_sub/eps
(module (import "m" "memory" (memory 1)))
;;! refutes: Limits_sub/eps: n_1 >= n_2
(assert_unlinkable (module (import "m" "memory" (memory 2))) "incompatible import type")

;;! derives: Externtype_sub/table
;;! derives: Tabletype_sub
(module (import "m" "table" (table 1 eqref)))
;;! refutes: Tabletype_sub: limits_1 <: limits_2
;;! refutes: Externtype_sub/table: tabletype_1 <: tabletype_2
;;! refutes: Limits_sub/eps: n_1 >= n_2
(assert_unlinkable (module (import "m" "table" (table 2 eqref))) "incompatible import type")
;;! refutes: Tabletype_sub: reftype_1 <: reftype_2
;;! refutes: Heaptype_sub/trans: heaptype' <: heaptype_2
(assert_unlinkable (module (import "m" "table" (table 1 i31ref))) "incompatible import type")
;;! refutes: Tabletype_sub: reftype_2 <: reftype_1
;;! refutes: Heaptype_sub/trans: heaptype' <: heaptype_2
(assert_unlinkable (module (import "m" "table" (table 1 anyref))) "incompatible import type")

;;! derives: Externtype_sub/func
(module (type $a (sub (func))) (import "m" "func-b" (func (type $a))))
;;! refutes: Externtype_sub/func: deftype_1 <: deftype_2
;;! refutes: Deftype_sub/super: i < |typeuse*|
(assert_unlinkable
  (module
    (type $a (sub (func)))
    (type $b (sub $a (func)))
    (import "m" "func-a" (func (type $b))))
  "incompatible import type")
