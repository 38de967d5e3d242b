;;! origin: V8 379009132 (CVE-2024-12053)
;;! why: a function type that mentions its own group is matched in another module by the whole group
;;! rule: Deftype_sub/refl
;;! rule: Externtype_sub/func
(module $m
  (rec
    (type $s (struct (field (ref null $f))))
    (type $f (func (param (ref null $s)))))
  (func (export "f") (type $f)))
(register "m" $m)
(module $n
  (type $first (func))
  (rec
    (type $s (struct (field (ref null $f))))
    (type $f (func (param (ref null $s)))))
  (import "m" "f" (func (type $f))))
;; The same types in the other order.
(module $o
  (rec
    (type $f (func (param (ref null $s))))
    (type $s (struct (field (ref null $f))))))
;;! ask same $m.$f $n.$f = yes
;;! ask link func:$m.$f func:$n.$f = yes
;;! ask same $m.$f $o.$f = no
;;! ask link func:$m.$f func:$o.$f = no
