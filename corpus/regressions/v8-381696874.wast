;;! origin: V8 381696874 (CVE-2024-12381)
;;! why: an abstract heap type is equal to itself, and to no other abstract and no defined one
;;! rule: Deftype_sub/refl
(module
  (type $s (struct))
  (type $a (struct (field anyref)))
  (type $b (struct (field anyref)))
  (type $c (struct (field nullref)))
  (type $d (struct (field (ref null $s)))))
;;! ask same $a $b = yes
;;! ask same $a $c = no
;;! ask same $c $a = no
;;! ask same $a $d = no
;;! ask same $d $a = no
