;;! origin: WebAssembly/gc 88463e82
;;! why: the function's type is below the expected one, and not the other way round
;;! rule: Deftype_sub/super
(module
  (type $super (sub (func)))
  (type $sub (sub $super (func)))
  (table funcref (elem $f $g))
  (func $f (type $super))
  (func $g (type $sub))
  (func (export "super at sub") (call_indirect (type $sub) (i32.const 0)))
  (func (export "sub at super") (call_indirect (type $super) (i32.const 1))))
(assert_trap (invoke "super at sub") "indirect call type mismatch")
(assert_return (invoke "sub at super"))
;;! ask call $sub $super = yes
;;! ask call $super $sub = no
