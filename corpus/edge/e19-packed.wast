;;! rule: Fieldtype_sub/const
;;! why: a packed type matches itself only
(module
  (type $a (sub (array i8)))
  (type $b (sub $a (array i8)))
  (type $c (sub (array (mut i16))))
  (type $d (sub $c (array (mut i16)))))
;;! ask subtype $b $a = yes
;;! ask subtype $d $c = yes

(assert_invalid
  (module
    (type $a (sub (array i16)))
    (type $b (sub $a (array i8))))
  "sub type")

(assert_invalid
  (module
    (type $a (sub (array i32)))
    (type $b (sub $a (array i8))))
  "sub type")

(assert_invalid
  (module
    (type $a (sub (array i16)))
    (type $b (sub $a (array i32))))
  "sub type")
