;;! origin: V8 380397544
;;! why: member 0 of the own group and the type with index 0 are two things, also where the indices are equal
;;! rule: Deftype_sub/refl
(module
  (type $a (struct (field (ref null $a))))
  (type $b (struct (field (ref null $a))))
  (type $c (struct (field (ref null $c)))))
;;! ask same $a $c = yes
;;! ask same $a $b = no
;;! ask same $b $c = no
;;! ask subtype $b $a = no
