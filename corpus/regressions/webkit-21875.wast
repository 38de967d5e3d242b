;;! origin: WebKit PR 21875 (bug 260039)
;;! why: an import of a function is matched by types, equal indices or not
;;! rule: Deftype_sub/super
;;! rule: Externtype_sub/func
(module $m
  (type $a (sub (func)))
  (type $b (sub $a (func)))
  (type $c (func (param i32)))
  (func (export "b") (type $b))
  (func (export "c") (type $c)))
(register "m" $m)
(module $n
  (type $c (func (param i32)))
  (type $a (sub (func)))
  (import "m" "b" (func (type $a)))
  (import "m" "c" (func (type $c))))
;;! ask link func:$m.$b func:$n.$a = yes
;;! ask link func:$m.$c func:$n.$c = yes
;;! ask link func:$m.$a func:$n.$c = no
;;! ask link func:$m.$a func:$m.$b = no
