;;! origin: WebAssembly/gc #344 and #345
;;! origin: WebAssembly/spec d1f8edb2d
;;! why: a type use without a type means a function type on its own, and no member of a greater group
;;! rule: Deftype_sub/refl
(module $m
  (rec (type $a (func)) (type (struct)))
  (func $f)
  (elem declare func $f)
  (func (export "is a") (result i32) (ref.test (ref $a) (ref.func $f))))
(assert_return (invoke "is a") (i32.const 0))
(module $n
  (type $alone (func)))
;;! ask same $m.$a $n.$alone = no
;;! ask subtype $n.$alone $m.$a = no
;;! ask call $n.$alone $m.$a = no
;;! ask call $n.$alone $n.$alone = yes
