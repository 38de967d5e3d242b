;;! rule: Deftype_sub/super
;;! rule: Comptype_sub/struct
;;! why: a type may match its supertype by what a later member of the group declares
(module
  (rec
    (type $a (sub (struct (field (ref $c)))))
    (type $b (sub $a (struct (field (ref $d)))))
    (type $c (sub (struct (field i32))))
    (type $d (sub $c (struct (field i32 i32))))))
;;! ask subtype $b $a = yes
;;! ask subtype $d $c = yes

;; $d declares nothing, so $b does not match $a.
(assert_invalid
  (module
    (rec
      (type $a (sub (struct (field (ref $c)))))
      (type $b (sub $a (struct (field (ref $d)))))
      (type $c (sub (struct (field i32))))
      (type $d (sub (struct (field i32 i32))))))
  "sub type")

;; $b matches $a by what $d declares; and that does not hold.
(assert_invalid
  (module
    (rec
      (type $a (sub (struct (field (ref $c)))))
      (type $b (sub $a (struct (field (ref $d)))))
      (type $c (sub (struct (field i32))))
      (type $d (sub $c (struct)))))
  "sub type")
