;;! rule: Deftype_sub/super
;;! why: a function may be imported at a supertype of its type, not at a subtype
(module $m
  (type $f (sub (func)))
  (type $g (sub $f (func)))
  (func (export "f") (type $f))
  (func (export "g") (type $g)))
(register "m" $m)
(module $n
  (type $f (sub (func)))
  (import "m" "f" (func (type $f)))
  (import "m" "g" (func (type $f))))
(assert_unlinkable
  (module
    (type $f (sub (func)))
    (type $g (sub $f (func)))
    (import "m" "f" (func (type $g))))
  "incompatible import type")

;;! ask link func:$m.$f func:$n.$f = yes
;;! ask link func:$m.$g func:$n.$f = yes
;;! ask link func:$m.$f func:$m.$g = no
;;! ask link func:$m.$f tag:$n.$f = no
;;! ask link func:$m.$f global:null:$n.$f = no
