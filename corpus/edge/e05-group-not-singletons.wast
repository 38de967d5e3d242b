;;! rule: Deftype_sub/refl
;;! why: a group whose members do not mention each other is still one group
(module
  (rec (type $a (struct)) (type $b (struct (field i32))))
  (type $c (struct))
  (type $d (struct (field i32)))
  (rec (type $e (struct)) (type $f (struct (field i32)))))
;;! ask same $a $e = yes
;;! ask same $b $f = yes
;;! ask same $a $c = no
;;! ask same $b $d = no
