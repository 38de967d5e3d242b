;;! origin: Binaryen #5269
;;! why: a reference of a group to itself is another type than a reference from outside to the like of it
;;! rule: Deftype_sub/refl
(module
  (rec
    (type $a (struct (field (ref null $b))))
    (type $b (struct)))
  (rec
    (type $c (struct (field (ref null $d))))
    (type $d (struct)))
  (rec
    (type $e (struct (field (ref null $b))))
    (type $f (struct))))
;;! ask same $a $c = yes
;;! ask same $a $e = no
;;! ask same $b $f = no
