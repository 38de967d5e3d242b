;;! origin: WasmEdge #5001
;;! why: an open type without a supertype is not the final type that is written without sub
;;! rule: Deftype_sub/refl
(module
  (type $a (sub (struct)))
  (type $b (struct))
  (type $c (sub final (struct)))
  (type $d (sub $a (struct))))
;;! ask same $a $b = no
;;! ask same $b $c = yes
;;! ask subtype $d $a = yes
(assert_invalid
  (module
    (type $a (struct))
    (type $b (sub $a (struct))))
  "sub type")
