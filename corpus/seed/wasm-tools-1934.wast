;;! origin: wasm-tools #1934
;;! why: a field that can be written is invariant, and is never interchangeable with one that cannot
;;! rule: Deftype_sub/super
;;! rule: Comptype_sub/array
;;! rule: Fieldtype_sub/var
(module
  (type $a (sub (struct)))
  (type $b (sub $a (struct (field i32))))
  (type $c (sub (array (ref $a))))
  (type $d (sub $c (array (ref $b)))))
;;! ask subtype $d $c = yes

;; Writes an $a through $c, reads it as a $b through $d.
(assert_invalid
  (module
    (type $a (sub (struct)))
    (type $b (sub $a (struct (field i32))))
    (type $c (sub (array (mut (ref $a)))))
    (type $d (sub $c (array (mut (ref $b))))))
  "sub type")

(assert_invalid
  (module
    (type $a (sub (array i32)))
    (type $b (sub $a (array (mut i32)))))
  "sub type")

(assert_invalid
  (module
    (type $a (sub (array (mut i32))))
    (type $b (sub $a (array i32))))
  "sub type")
