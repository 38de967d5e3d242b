;;! rule: Deftype_sub/super
;;! rule: Fieldtype_sub/var
;;! rule: Reftype_sub/nonnull
;;! rule: Comptype_sub/struct
;;! why: a constant field is covariant, a mutable one invariant, and neither stands for the other
(module
  (type $a (sub (struct)))
  (type $b (sub $a (struct (field i32))))
  (type $c (sub (struct (field (ref $a)))))
  (type $d (sub $c (struct (field (ref $b)))))
  ;; Invariant up to equality: $a is written twice.
  (type $e (sub (struct)))
  (type $f (sub (struct (field (mut (ref $a))))))
  (type $g (sub $f (struct (field (mut (ref $e)))))))
;;! ask subtype $d $c = yes
;;! ask subtype $g $f = yes

(assert_invalid
  (module
    (type $a (sub (struct)))
    (type $b (sub $a (struct (field i32))))
    (type $c (sub (struct (field (mut (ref $a))))))
    (type $d (sub $c (struct (field (mut (ref $b)))))))
  "sub type")

;; The other way round it is no better.
(assert_invalid
  (module
    (type $a (sub (struct)))
    (type $b (sub $a (struct (field i32))))
    (type $c (sub (struct (field (mut (ref $b))))))
    (type $d (sub $c (struct (field (mut (ref $a)))))))
  "sub type")

(assert_invalid
  (module
    (type $a (sub (struct (field i32))))
    (type $b (sub $a (struct (field (mut i32))))))
  "sub type")

(assert_invalid
  (module
    (type $a (sub (struct (field (mut i32)))))
    (type $b (sub $a (struct (field i32)))))
  "sub type")
