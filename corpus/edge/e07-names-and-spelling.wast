;;! rule: Deftype_sub/refl
;;! why: names, indices, and the long ways to write a final type and a group of one do not count
(module $m
  (type $a (struct (field $x i32)))
  (type $b (array (ref $a))))
(module $n
  (type $c (func))
  (rec (type $d (sub final (struct (field $y i32)))))
  (type $e (array (ref $d)))
  (type $f (array (ref $c))))
;;! ask same $m.$a $n.$d = yes
;;! ask same $m.$b $n.$e = yes
;; In their modules, the references have the same index.
;;! ask same $m.$b $n.$f = no
