;;! origin: Binaryen #4506
;;! origin: WebAssembly/gc #272
;;! why: a group whose subtype declares a member of its own group is the same wherever it stands
;;! rule: Deftype_sub/refl
;;! rule: Deftype_sub/super
(module $m
  (rec
    (type $a (sub (struct (field (ref null $b)))))
    (type $b (sub $a (struct (field (ref null $b))))))
  (rec
    (type $c (sub (struct (field (ref null $d)))))
    (type $d (sub $c (struct (field (ref null $d)))))))
;;! ask same $a $c = yes
;;! ask same $b $d = yes
;;! ask subtype $b $c = yes
;;! ask subtype $c $b = no

;; The same at other indices, and once below a type of the group before it.
(module $n
  (type $first (func))
  (rec
    (type $a (sub (struct (field (ref null $b)))))
    (type $b (sub $a (struct (field (ref null $b))))))
  (rec
    (type $c (sub (struct (field (ref null $d)))))
    (type $d (sub $a (struct (field (ref null $b)))))))
;;! ask same $m.$b $n.$b = yes
;;! ask subtype $n.$b $m.$a = yes
;;! ask same $m.$b $n.$d = no
;;! ask subtype $n.$d $m.$a = yes
;;! ask subtype $n.$d $n.$c = no
