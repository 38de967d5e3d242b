;;! origin: Wizard #259
;;! why: a supertype is found in the chain by equality, not by the place where it was declared
;;! rule: Deftype_sub/super
(module
  (type $a (sub (func)))
  (type $b (sub $a (func)))
  (type $c (sub $b (func)))
  (type $twin (sub (func)))
  (type $other (sub final (func))))
;;! ask subtype $c $twin = yes
;;! ask call $c $twin = yes
;;! ask subtype $twin $c = no
;;! ask call $c $other = no
