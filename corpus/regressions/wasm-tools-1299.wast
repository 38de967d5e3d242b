;;! origin: wasm-tools #1299
;;! why: a member named inside its group is that member, not the one at its place in the supertype's group
;;! rule: Deftype_sub/super
(module
  (rec
    (type $a (sub (struct (field (ref $b)))))
    (type $b (sub (struct (field (ref $a))))))
  (rec
    (type $c (sub $a (struct (field (ref $d)))))
    (type $d (sub $b (struct (field (ref $c)))))))
;;! ask subtype $c $a = yes
;;! ask subtype $d $b = yes
;;! ask subtype $d $a = no
;;! ask same $c $a = no
;; The first member of the second group declares no supertype.
(assert_invalid
  (module
    (rec
      (type $a (struct (field (ref $b))))
      (type $b (sub (struct (field (ref $a))))))
    (rec
      (type $c (struct (field (ref $d))))
      (type $d (sub $b (struct (field (ref $c)))))))
  "sub type")
