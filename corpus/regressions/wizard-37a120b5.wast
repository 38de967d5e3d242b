;;! origin: Wizard 37a120b5, f614a331, ce137d87 and e8f002a6
;;! why: declared supertypes are compared as types: equal ones make equal subtypes, at any index
;;! rule: Deftype_sub/refl
(module $m
  (type $a (sub (struct)))
  (type $b (sub $a (struct (field i32))))
  (rec (type $c (sub (struct (field (ref null $d) (ref null any))))) (type $d (sub $c (struct (field (ref null $d) (ref null eq)))))))
(module $n
  (type $first (func))
  (type $a (sub (struct)))
  (type $final (sub final $a (struct)))
  (type $b (sub $a (struct (field i32))))
  (type $e (sub (struct (field i32))))
  (rec (type $c (sub (struct (field (ref null $d) (ref null any))))) (type $d (sub $c (struct (field (ref null $d) (ref null eq)))))))
;;! ask same $m.$b $n.$b = yes
;;! ask same $m.$d $n.$d = yes
;;! ask subtype $n.$d $m.$c = yes
;;! ask same $m.$b $n.$e = no
;;! ask same $m.$a $n.$final = no
