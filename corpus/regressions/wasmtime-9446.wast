;;! origin: Wasmtime #9446 and #9448
;;! why: functions are imported and called at supertypes of their types, not only at their own
;;! rule: Externtype_sub/func
;;! rule: Deftype_sub/super
(module $m
  (type $a (sub (func (result (ref null any)))))
  (type $b (sub $a (func (result (ref null eq)))))
  (table (export "t") funcref (elem $f))
  (func $f (export "f") (type $b) (ref.null eq)))
(register "m" $m)
(module $n
  (type $a (sub (func (result (ref null any)))))
  (import "m" "f" (func (type $a)))
  (import "m" "t" (table 1 funcref))
  (func (export "call") (result i32)
    (ref.is_null (call_indirect (type $a) (i32.const 0)))))
(assert_return (invoke $n "call") (i32.const 1))
;;! ask link func:$m.$b func:$n.$a = yes
;;! ask link func:$m.$a func:$m.$b = no
;;! ask call $m.$b $n.$a = yes
;;! ask call $n.$a $m.$b = no
