;;! origin: WebAssembly/gc b42a47d4
;;! why: packed types match themselves only, although their values are all unpacked to i32
;;! rule: Deftype_sub/super
(module
  (type $a (sub (array i8)))
  (type $b (sub $a (array i8)))
  (type $c (sub (array i16)))
  (type $d (sub (array i32))))
;;! ask subtype $b $a = yes
;;! ask same $a $c = no
;;! ask same $a $d = no
;;! ask same $c $d = no
(assert_invalid
  (module
    (type $a (sub (array i16)))
    (type $b (sub $a (array i8))))
  "sub type")
(assert_invalid
  (module
    (type $a (sub (array i32)))
    (type $b (sub $a (array i16))))
  "sub type")
(assert_invalid
  (module
    (type $a (sub (struct (field i8))))
    (type $b (sub $a (struct (field i32)))))
  "sub type")
