;;! origin: WebAssembly/gc #290 and #294
;;! why: a function has the type it was declared with, not what that expands to
;;! rule: Deftype_sub/refl
(module
  (rec (type $a (func (param i32))) (type (struct)))
  (rec (type $b (func (param i32))) (type (array i8)))
  (rec (type $c (func (param i32))) (type (struct)))
  (type $d (func (param i32)))
  (func $f (type $a))
  (elem declare func $f)
  (func (export "is b") (result i32) (ref.test (ref $b) (ref.func $f)))
  (func (export "is c") (result i32) (ref.test (ref $c) (ref.func $f)))
  (func (export "is d") (result i32) (ref.test (ref $d) (ref.func $f))))
(assert_return (invoke "is b") (i32.const 0))
(assert_return (invoke "is c") (i32.const 1))
(assert_return (invoke "is d") (i32.const 0))
;;! ask same $a $c = yes
;;! ask same $a $b = no
;;! ask same $a $d = no
;;! ask call $a $c = yes
;;! ask call $a $b = no
;;! ask call $a $d = no
