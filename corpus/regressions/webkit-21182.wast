;;! origin: WebKit PR 21182
;;! why: what is thrown may be of a subtype of the tag's parameter
;;! rule: Deftype_sub/super
(module
  (type $a (sub (struct)))
  (type $b (sub $a (struct (field i32))))
  (tag $e (param (ref $a)))
  (func (param (ref $b)) (throw $e (local.get 0))))
;;! ask subtype $b $a = yes
;;! ask subtype $a $b = no
