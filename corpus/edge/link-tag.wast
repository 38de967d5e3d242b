;;! rule: Tagtype_sub
;;! why: a tag is imported at its own type, equal as it may be written elsewhere, and at no supertype
(module $m
  (type $f (sub (func (param i32))))
  (type $g (sub $f (func (param i32))))
  (tag (export "x") (type $g)))
(register "m" $m)
(module $n
  (type $first (struct))
  (type $f (sub (func (param i32))))
  (type $g (sub $f (func (param i32))))
  (import "m" "x" (tag (type $g))))
(assert_unlinkable
  (module
    (type $f (sub (func (param i32))))
    (import "m" "x" (tag (type $f))))
  "incompatible import type")

;;! ask link tag:$m.$g tag:$n.$g = yes
;;! ask link tag:$m.$g tag:$n.$f = no
;;! ask link tag:$m.$f tag:$n.$g = no
;;! ask link tag:$m.$g func:$n.$g = no
