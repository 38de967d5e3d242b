;;! origin: WebKit PR 24106 (bug 269024)
;;! why: the supertype belongs to a subtype, and recursive subtypes that are written twice are the same
;;! rule: Deftype_sub/refl
(module
  (type $a (sub (struct)))
  (type $b (sub $a (struct)))
  (type $c (sub $a (struct (field i32))))
  (type $d (sub $b (struct (field i32))))
  (type $e (sub $a (struct (field i32))))
  (rec (type $f (sub $a (struct (field (ref null $f))))))
  (rec (type $g (sub $a (struct (field (ref null $g))))))
  (rec (type $h (sub $b (struct (field (ref null $h)))))))
;;! ask same $c $e = yes
;;! ask same $c $d = no
;;! ask same $f $g = yes
;;! ask same $f $h = no
;;! ask subtype $f $b = no
;;! ask subtype $h $a = yes
