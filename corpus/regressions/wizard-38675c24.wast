;;! origin: Wizard 38675c24
;;! why: an import is matched by declared types, not because the types look compatible
;;! rule: Deftype_sub/super
;;! rule: Externtype_sub/func
(module $m
  (type $a (sub (func (result (ref null any)))))
  (type $b (sub $a (func (result (ref null eq)))))
  (type $c (sub (func (result (ref null eq)))))
  (func (export "c") (type $c) (ref.null eq)))
(register "m" $m)
(assert_unlinkable
  (module
    (type $a (sub (func (result (ref null any)))))
    (import "m" "c" (func (type $a))))
  "incompatible import type")
;;! ask link func:$m.$b func:$m.$a = yes
;;! ask link func:$m.$c func:$m.$a = no
;;! ask link func:$m.$b func:$m.$c = no
;;! ask link func:$m.$c func:$m.$c = yes
