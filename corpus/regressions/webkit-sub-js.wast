;;! origin: WebKit JSTests sub.js
;;! why: a type that mentions itself is compared with its supertype like any other
;;! rule: Deftype_sub/super
(module
  (type $a (sub (struct (field (ref null any)))))
  (type $b (sub $a (struct (field (ref null $b))))))
;;! ask subtype $b $a = yes
(assert_invalid
  (module
    (type $a (sub (struct (field i32))))
    (type $b (sub $a (struct (field (ref null $b))))))
  "sub type")
(assert_invalid
  (module
    (type $a (sub (struct (field (ref null $a)))))
    (type $b (sub $a (struct (field (ref null func) (ref null $b))))))
  "sub type")
