;;! rule: Deftype_sub/super
;;! rule: Deftype_sub/refl
;;! why: an indirect call reaches functions of the type and of its subtypes, and traps at every other
(module $m
  (type $f (sub (func)))
  (type $g (sub $f (func)))
  (type $final (sub final $f (func)))
  (type $twin (sub (func)))
  (rec (type $apart (sub (func))) (type (struct)))
  (table funcref (elem $a $b $c $d))
  (func $a (type $f))
  (func $b (type $g))
  (func $c (type $final))
  (func $d (type $apart))
  (func (export "at f") (param i32) (call_indirect (type $f) (local.get 0)))
  (func (export "at g") (param i32) (call_indirect (type $g) (local.get 0)))
  (func (export "at final") (param i32) (call_indirect (type $final) (local.get 0)))
  (func (export "at twin") (param i32) (call_indirect (type $twin) (local.get 0))))
(assert_return (invoke "at f" (i32.const 0)))
(assert_return (invoke "at f" (i32.const 1)))
(assert_return (invoke "at f" (i32.const 2)))
(assert_trap (invoke "at f" (i32.const 3)) "indirect call type mismatch")
(assert_trap (invoke "at g" (i32.const 0)) "indirect call type mismatch")
(assert_return (invoke "at g" (i32.const 1)))
(assert_trap (invoke "at g" (i32.const 2)) "indirect call type mismatch")
(assert_trap (invoke "at final" (i32.const 0)) "indirect call type mismatch")
(assert_return (invoke "at final" (i32.const 2)))
(assert_return (invoke "at twin" (i32.const 1)))

;;! ask call $f $f = yes
;;! ask call $g $f = yes
;;! ask call $final $f = yes
;;! ask call $f $g = no
;;! ask call $final $g = no
;;! ask call $f $final = no
;;! ask call $final $final = yes
;;! ask call $f $twin = yes
;;! ask call $g $twin = yes
;;! ask call $apart $f = no
;;! ask call $f $apart = no
