;;! rule: Deftype_sub/refl
;;! why: finality and the declared supertype belong to a type
(module
  (type $a (sub (struct)))
  (type $b (struct))
  (type $c (sub (struct (field i32))))
  (type $d (sub $a (struct (field i32))))
  (type $e (sub $c (struct (field i32))))
  (type $f (sub $a (struct (field i32)))))
;;! ask same $d $f = yes
;; Open or final.
;;! ask same $a $b = no
;; Without and with a supertype.
;;! ask same $c $d = no
;; Another supertype.
;;! ask same $d $e = no
;;! ask subtype $e $a = no
