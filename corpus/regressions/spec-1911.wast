;;! origin: WebAssembly/spec #1911
;;! why: inside a group a declaration may count on what a later member declares, if that holds too
;;! rule: Deftype_sub/super
(module
  (rec
    (type $a (sub (array (ref null $c))))
    (type $b (sub $a (array (ref null $d))))
    (type $c (sub (func)))
    (type $d (sub $c (func)))))
;;! ask subtype $b $a = yes
;;! ask subtype $d $c = yes
;;! ask subtype $a $b = no
;; The later member declares another supertype.
(assert_invalid
  (module
    (rec
      (type $a (sub (array (ref null $c))))
      (type $b (sub $a (array (ref null $d))))
      (type $c (sub (func)))
      (type $e (sub (func)))
      (type $d (sub $e (func)))))
  "sub type")
