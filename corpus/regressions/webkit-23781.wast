;;! origin: WebKit PR 23781 (bug 260820), 50286 and 50318
;;! why: a typed table is called at equal types and at supertypes, and traps at siblings
;;! rule: Deftype_sub/super
(module
  (type $a (sub (func (result i32))))
  (type $b (sub $a (func (result i32))))
  (type $c (sub $a (func (result i32))))
  (type $d (sub $a (func (result i32))))
  (rec (type $e (sub $a (func (result i32)))) (type (struct)))
  (table (ref null $a) (elem $f $g))
  (func $f (type $b) (i32.const 1))
  (func $g (type $e) (i32.const 2))
  (func (export "b at a") (result i32) (call_indirect (type $a) (i32.const 0)))
  (func (export "b at c") (result i32) (call_indirect (type $c) (i32.const 0)))
  (func (export "e at b") (result i32) (call_indirect (type $b) (i32.const 1))))
(assert_return (invoke "b at a") (i32.const 1))
(assert_return (invoke "b at c") (i32.const 1))
(assert_trap (invoke "e at b") "indirect call type mismatch")
;;! ask same $b $c = yes
;;! ask call $b $a = yes
;;! ask call $b $d = yes
;;! ask call $e $a = yes
;;! ask call $e $b = no
;;! ask call $a $b = no
