;;! rule: Deftype_sub/super
;;! rule: Subtype_ok
;;! why: a group that is repeated gives the same types again, and is validated like the first
(module $m
  (rec (type $a (sub (struct))) (type $b (sub $a (struct (field (ref $b))))))
  (rec (type $c (sub (struct))) (type $d (sub $c (struct (field (ref $d)))))))
(module $n
  (type $shift (func))
  (rec (type $a (sub (struct))) (type $b (sub $a (struct (field (ref $b)))))))
;;! ask same $m.$b $m.$d = yes
;;! ask same $m.$b $n.$b = yes
;;! ask subtype $m.$d $m.$a = yes
;;! ask subtype $n.$b $m.$c = yes
;;! ask subtype $m.$c $n.$b = no

;; $a is final here.
(assert_invalid
  (module
    (rec (type $a (struct)) (type $b (sub $a (struct)))))
  "sub type")

;; What was refused is refused again.
(assert_invalid
  (module
    (rec (type $a (struct)) (type $b (sub $a (struct)))))
  "sub type")
