;;! rule: Reftype_sub/nonnull
;;! rule: Reftype_sub/null
;;! rule: Reftype_sub/nonnull
;;! why: null may be added to a type, never taken away
(module
  (type $a (sub (struct)))
  (type $b (sub $a (struct)))
  (type $c (sub (struct (field (ref $a) (ref null $a)))))
  (type $d (sub $c (struct (field (ref $b) (ref $b))))))
;;! ask subtype $b $a = yes
;;! ask subtype $b null:$a = yes
;;! ask subtype null:$b null:$a = yes
;;! ask subtype null:$b $a = no
;;! ask subtype null:none null:$a = yes
;;! ask subtype null:none $a = no
;;! ask subtype null:i31 eq = no

(assert_invalid
  (module
    (type $a (sub (struct (field (ref eq)))))
    (type $b (sub $a (struct (field (ref null i31))))))
  "sub type")
