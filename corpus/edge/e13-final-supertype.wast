;;! rule: Subtype_ok
;;! why: a final type has no subtypes, and a type without `sub` is final
(module
  (type $a (sub (struct)))
  (type $b (sub $a (struct))))
;;! ask subtype $b $a = yes

(assert_invalid
  (module
    (type $a (sub final (struct)))
    (type $b (sub $a (struct))))
  "sub type")

(assert_invalid
  (module
    (type $a (struct))
    (type $b (sub $a (struct))))
  "sub type")

(assert_invalid
  (module
    (type $a (array i8))
    (type $b (sub $a (array i8))))
  "sub type")

(assert_invalid
  (module
    (type $a (func))
    (type $b (sub $a (func))))
  "sub type")
