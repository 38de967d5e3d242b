;;! origin: Binaryen #3761, #3578 and #3626
;;! why: mutually recursive groups that are written twice are the same, whichever member is looked at first
;;! rule: Deftype_sub/refl
(module
  (rec
    (type $a (struct (field (ref null $b))))
    (type $b (array (ref null $a))))
  (rec
    (type $c (struct (field (ref null $d))))
    (type $d (array (ref null $c))))
  ;; Names the first group from outside, where the others name themselves.
  (rec
    (type $e (struct (field (ref null $b))))
    (type $f (array (ref null $e)))))
;;! ask same $a $c = yes
;;! ask same $b $d = yes
;;! ask same $a $e = no
;;! ask same $b $f = no
