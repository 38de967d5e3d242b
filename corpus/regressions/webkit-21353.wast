;;! origin: WebKit PR 21353 (bug 264649)
;;! why: the arguments of call_ref may be of subtypes, and its callee is a function
;;! rule: Deftype_sub/super
(module
  (type $a (sub (struct)))
  (type $b (sub $a (struct (field i32))))
  (type $f (sub (func (param (ref $a)))))
  (type $g (sub $f (func (param (ref $a)))))
  (func (param (ref $b) (ref null $g)) (call_ref $f (local.get 0) (local.get 1))))
;;! ask subtype $b $a = yes
;;! ask subtype null:$g null:$f = yes
;;! ask subtype $f $g = no
;;! ask subtype $a func = no
