;;! rule: Ref_ok/struct
;;! rule: Ref_ok/array
;;! rule: Ref_ok/func
;;! rule: Deftype_sub/super
;;! why: an object belongs to the type it was made at and to what that declares, however the type is reached
(module
  (type $a (sub (struct)))
  (type $b (sub $a (struct)))
  (type $c (sub final $b (struct)))
  (type $sibling (sub $a (struct (field i32))))
  (type $array (array i8))
  (type $f (func))
  (func $test (param $r (ref $a)) (result i32) (ref.test (ref $b) (local.get $r)))
  (func (export "a at b") (result i32) (call $test (struct.new $a)))
  (func (export "b at b") (result i32) (call $test (struct.new $b)))
  (func (export "c at b") (result i32) (call $test (struct.new $c)))
  (func (export "sibling at b") (result i32) (call $test (struct.new_default $sibling))))
(assert_return (invoke "a at b") (i32.const 0))
(assert_return (invoke "b at b") (i32.const 1))
(assert_return (invoke "c at b") (i32.const 1))
(assert_return (invoke "sibling at b") (i32.const 0))

;;! ask cast $b $b = yes
;;! ask cast $c $b = yes
;;! ask cast $c $a = yes
;;! ask cast $a $b = no
;;! ask cast $sibling $b = no
;;! ask cast $a struct = yes
;;! ask cast $a array = no
;;! ask cast $array $array = yes
;;! ask cast $array array = yes
;;! ask cast $array $a = no
;;! ask cast $f $f = yes
;;! ask cast $f func = yes
;;! ask cast $f any = no
