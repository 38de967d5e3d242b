;;! rule: Deftype_sub/super
;;! why: the empty struct is above the structs that declare it, not above those that only fit
(module
  (type $a (sub (struct)))
  (type $b (sub $a (struct (field i32))))
  (type $c (sub (struct (field i32)))))
;;! ask subtype $b $a = yes
;;! ask subtype $c $a = no
;;! ask subtype $a $b = no
