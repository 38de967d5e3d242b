;;! rule: Deftype_sub/refl
;;! why: mutability, nullability, packing and the abstract heap type of a field belong to the type
(module
  (type $a (struct (field i32)))
  (type $b (struct (field (mut i32))))
  (type $c (struct (field i8)))
  (type $d (struct (field i16)))
  (type $e (struct (field (ref any))))
  (type $f (struct (field (ref null any))))
  (type $g (struct (field (ref none))))
  (type $h (struct (field anyref)))
  (type $i (struct (field (ref $a))))
  (type $j (struct (field (ref null $a)))))
;;! ask same $f $h = yes
;;! ask same $a $b = no
;;! ask same $a $c = no
;;! ask same $c $d = no
;;! ask same $e $f = no
;;! ask same $e $g = no
;;! ask same $i $j = no
