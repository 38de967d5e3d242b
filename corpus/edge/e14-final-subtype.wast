;;! rule: Deftype_sub/super
;;! rule: Subtype_ok
;;! why: a final type may have a supertype; it ends the chain
(module
  (type $a (sub (struct)))
  (type $b (sub final $a (struct))))
;;! ask subtype $b $a = yes
;;! ask subtype $a $b = no

(assert_invalid
  (module
    (type $a (sub (struct)))
    (type $b (sub final $a (struct)))
    (type $c (sub $b (struct))))
  "sub type")
