;;! origin: WebAssembly/spec a017fdf75
;;! why: each field of a struct is compared with its own, not the first one only
;;! rule: Deftype_sub/super
;;! rule: Comptype_sub/struct
(module
  (type $a (sub (struct (field i32 (ref eq)))))
  (type $b (sub $a (struct (field i32 (ref i31) i64)))))
;;! ask subtype $b $a = yes
(assert_invalid
  (module
    (type $a (sub (struct (field i32 (ref i31)))))
    (type $b (sub $a (struct (field i32 (ref eq))))))
  "sub type")
(assert_invalid
  (module
    (type $a (sub (struct (field i32 i64))))
    (type $b (sub $a (struct (field i32)))))
  "sub type")
