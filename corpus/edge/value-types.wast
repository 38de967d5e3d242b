;;! rule: Numtype_sub
;;! rule: Vectype_sub
;;! rule: Packtype_sub
;;! rule: Fieldtype_sub/const
;;! why: numeric, vector and packed types match themselves and nothing else
(module $m
  (type $a (sub (struct (field i32 i64 f32 f64 v128 i8 i16))))
  (type $b (sub $a (struct (field i32 i64 f32 f64 v128 i8 i16)))))
;;! ask valid $m = yes

(assert_invalid
  (module
    (type $a (sub (struct (field i64))))
    (type $b (sub $a (struct (field i32)))))
  "sub type")

(assert_invalid
  (module
    (type $a (sub (struct (field i32))))
    (type $b (sub $a (struct (field f32)))))
  "sub type")

(assert_invalid
  (module
    (type $a (sub (struct (field v128))))
    (type $b (sub $a (struct (field i64)))))
  "sub type")

(assert_invalid
  (module
    (type $a (sub (struct (field (ref any)))))
    (type $b (sub $a (struct (field i32)))))
  "sub type")
