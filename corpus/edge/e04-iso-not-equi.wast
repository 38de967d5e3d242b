;;! rule: Deftype_sub/refl
;;! why: a reference to the own group is not a reference to an equal group before it
(module
  (type $a (struct (field (ref $a))))
  (type $b (struct (field (ref $a))))
  (type $c (struct (field (ref $c)))))
;;! ask same $a $c = yes
;; Both unfold to the same infinite tree.
;;! ask same $a $b = no
;;! ask subtype $a $b = no
;;! ask subtype $b $a = no
