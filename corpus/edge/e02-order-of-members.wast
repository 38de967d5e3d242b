;;! rule: Deftype_sub/refl
;;! why: another order of the members is another group, even where it reads the same
(module
  (rec (type $a (struct (field (ref $b)))) (type $b (func)))
  (rec (type $c (func)) (type $d (struct (field (ref $c)))))
  (rec (type $e (struct (field (ref $f)))) (type $f (func)))
  (rec (type $g (struct)) (type $h (struct))))
;;! ask same $a $e = yes
;;! ask same $b $f = yes
;;! ask same $a $d = no
;;! ask same $b $c = no
;;! ask same $g $h = no
