;;! rule: Deftype_sub/refl
;;! rule: Deftype_sub/super
;;! why: equal types of two modules are one type, so objects may be cast across; a type of another group is not equal
(module $m
  (type $first (func))
  (type $a (sub (struct)))
  (type $b (sub $a (struct (field i32))))
  (func (export "a") (result (ref any)) (struct.new $a))
  (func (export "b") (result (ref any)) (struct.new_default $b)))
(register "m" $m)
(module $n
  (type $a (sub (struct)))
  (rec (type $apart (sub (struct))) (type (func)))
  (import "m" "a" (func $a (result (ref any))))
  (import "m" "b" (func $b (result (ref any))))
  (func (export "a at a") (result i32) (ref.test (ref $a) (call $a)))
  (func (export "b at a") (result i32) (ref.test (ref $a) (call $b)))
  (func (export "a at apart") (result i32) (ref.test (ref $apart) (call $a))))
(assert_return (invoke "a at a") (i32.const 1))
(assert_return (invoke "b at a") (i32.const 1))
(assert_return (invoke "a at apart") (i32.const 0))

;;! ask cast $m.$a $n.$a = yes
;;! ask cast $m.$b $n.$a = yes
;;! ask cast $n.$a $m.$b = no
;;! ask cast $m.$a $n.$apart = no
