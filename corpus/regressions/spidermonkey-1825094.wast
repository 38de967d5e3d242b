;;! origin: SpiderMonkey bug 1825094
;;! why: a tag is matched by the type it has, so neither a subtype nor a supertype will do
;;! rule: Tagtype_sub
(module $m
  (type $super (sub (func (param (ref null eq)))))
  (type $sub (sub $super (func (param (ref null any)))))
  (tag (export "super") (type $super))
  (tag (export "sub") (type $sub)))
(register "m" $m)
(module $n
  (type $first (func))
  (type $super (sub (func (param (ref null eq)))))
  (type $sub (sub $super (func (param (ref null any)))))
  (import "m" "super" (tag (type $super)))
  (import "m" "sub" (tag (type $sub))))
;;! ask link tag:$m.$super tag:$n.$super = yes
;;! ask link tag:$m.$sub tag:$n.$sub = yes
;;! ask link tag:$m.$sub tag:$n.$super = no
;;! ask link tag:$m.$super tag:$n.$sub = no
;; Functions of these types link in one direction.
;;! ask link func:$m.$sub func:$n.$super = yes
;;! ask link func:$m.$super func:$n.$sub = no
