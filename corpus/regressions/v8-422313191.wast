;;! origin: V8 422313191 (CVE-2025-5959)
;;! why: whether null belongs to a reference is part of its type, also where it names a defined type
;;! rule: Deftype_sub/refl
(module
  (type $s (struct))
  (type $a (func (result (ref null $s))))
  (type $b (func (result (ref $s))))
  (type $c (func (result (ref null $s))))
  (type $d (struct (field (ref null $d))))
  (type $e (struct (field (ref $e)))))
;;! ask same $a $c = yes
;;! ask same $a $b = no
;;! ask same $d $e = no
;;! ask subtype $b $a = no
;;! ask call $b $a = no
