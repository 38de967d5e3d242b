;;! origin: V8 371565065, 375959770 (CVE-2024-10230) and 324596281
;;! why: an index of a type means something in its own module only, so a call between modules compares types
;;! rule: Deftype_sub/refl
(module $m
  (type $f (func (result i32)))
  (type $g (func (result i64)))
  (func (export "f") (type $f) (i32.const 1))
  (func (export "g") (type $g) (i64.const 2)))
(register "m" $m)
(module $n
  (type $g (func (result i64)))
  (type $f (func (result i32)))
  (import "m" "f" (func $f (type $f)))
  (import "m" "g" (func $g (type $g)))
  (table funcref (elem $f $g))
  (func (export "f at f") (result i32) (call_indirect (type $f) (i32.const 0)))
  (func (export "g at g") (result i64) (call_indirect (type $g) (i32.const 1)))
  (func (export "f at g") (result i64) (call_indirect (type $g) (i32.const 0))))
(assert_return (invoke $n "f at f") (i32.const 1))
(assert_return (invoke $n "g at g") (i64.const 2))
(assert_trap (invoke $n "f at g") "indirect call type mismatch")
;;! ask same $m.$f $n.$f = yes
;;! ask same $m.$f $n.$g = no
;;! ask call $m.$f $n.$f = yes
;;! ask call $m.$f $n.$g = no
;;! ask link func:$m.$g func:$n.$g = yes
;;! ask link func:$m.$g func:$n.$f = no
