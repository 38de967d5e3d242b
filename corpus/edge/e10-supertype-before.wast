;;! rule: Subtype_ok
;;! why: a supertype stands before its subtype, in the same group or in an earlier one
(module
  (rec (type $a (sub (struct))) (type $b (sub $a (struct)))))
;;! ask subtype $b $a = yes

;; Later in the group.
(assert_invalid
  (module
    (rec (type $a (sub $b (struct))) (type $b (sub (struct)))))
  "forward use of type")

;; The type itself.
(assert_invalid
  (module
    (type $a (sub $a (struct))))
  "forward use of type")

;; In a later group.
(assert_invalid
  (module
    (type $a (sub $b (struct)))
    (type $b (sub (struct))))
  "forward use of type")

;; Nowhere.
(assert_invalid
  (module
    (type $a (sub 7 (struct))))
  "forward use of type")
