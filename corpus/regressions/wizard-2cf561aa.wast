;;! origin: Wizard 2cf561aa
;;! why: nothing is declared below a final type, whether it says so or is written without sub
;;! rule: Deftype_sub/super
(module
  (type $a (sub (func)))
  (type $b (sub final $a (func))))
;;! ask subtype $b $a = yes
(assert_invalid
  (module
    (type $a (sub final (func)))
    (type $b (sub $a (func))))
  "sub type")
(assert_invalid
  (module
    (type $a (struct))
    (type $b (sub $a (struct (field i32)))))
  "sub type")
(assert_invalid
  (module
    (type $a (array i8))
    (type $b (sub final $a (array i8))))
  "sub type")
