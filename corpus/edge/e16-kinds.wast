;;! rule: Subtype_ok
;;! rule: Heaptype_sub/struct
;;! rule: Heaptype_sub/array
;;! rule: Heaptype_sub/func
;;! why: structs, arrays and functions never match each other
(module
  (type $a (struct))
  (type $b (array i8))
  (type $c (func)))
;;! ask subtype $a struct = yes
;;! ask subtype $b array = yes
;;! ask subtype $c func = yes
;;! ask subtype $a eq = yes
;;! ask subtype $a array = no
;;! ask subtype $b struct = no
;;! ask subtype $a func = no
;;! ask subtype $c eq = no
;;! ask subtype struct $a = no

(assert_invalid
  (module
    (type $a (sub (func)))
    (type $b (sub $a (struct))))
  "sub type")

(assert_invalid
  (module
    (type $a (sub (struct (field i8))))
    (type $b (sub $a (array i8))))
  "sub type")

(assert_invalid
  (module
    (type $a (sub (array i32)))
    (type $b (sub $a (func (param i32)))))
  "sub type")
