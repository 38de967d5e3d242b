;;! rule: Deftype_sub/super
;;! rule: Deftype_sub/refl
;;! why: a supertype may be declared by any of the indices at which it is written
(module
  (type $a (sub (struct)))
  (type $b (sub (struct)))
  (type $c (sub $a (struct (field i32))))
  (type $d (sub $b (struct (field i32))))
  (type $e (sub $d (struct (field i32 i32)))))
;;! ask same $a $b = yes
;;! ask same $c $d = yes
;;! ask subtype $d $a = yes
;;! ask subtype $c $b = yes
;;! ask subtype $e $a = yes
;;! ask subtype $e $c = yes
;;! ask subtype $c $e = no
