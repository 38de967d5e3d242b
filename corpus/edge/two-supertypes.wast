;;! rule: Subtype_ok
;;! why: the binary format takes a list of supertypes; that it has one at most is a rule of validity

;; (type $a (sub (struct)))  (type $b (sub $a (struct)))
(module binary
  "\00asm" "\01\00\00\00"
  "\01\0a\02"
  "\50\00\5f\00"
  "\50\01\00\5f\00")
;;! ask subtype 1 0 = yes

;; (type $a (sub (struct)))  (type $b (sub $a $a (struct)))
(assert_invalid
  (module binary
    "\00asm" "\01\00\00\00"
    "\01\0b\02"
    "\50\00\5f\00"
    "\50\02\00\00\5f\00")
  "sub type")
