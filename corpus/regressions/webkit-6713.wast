;;! origin: WebKit PR 6713 (bug 247536)
;;! why: a member is the whole group and a place in it: siblings, order and size all count
;;! rule: Deftype_sub/refl
(module
  (rec (type $a (sub (struct))) (type $b (sub $a (struct (field i32)))))
  (rec (type $c (sub (struct))) (type $d (sub $c (struct (field i32)))))
  (rec (type $e (sub (struct))) (type $f (sub $e (struct (field i32)))) (type (struct)))
  (rec (type (sub (struct))) (type $g (sub (struct))) (type $h (sub $g (struct (field i32))))))
;;! ask same $a $c = yes
;;! ask same $b $d = yes
;;! ask subtype $b $c = yes
;;! ask same $a $e = no
;;! ask same $b $f = no
;;! ask subtype $f $a = no
;;! ask same $b $h = no
;;! ask subtype $h $a = no
