;;! origin: WebAssembly/gc 08e126ab
;;! why: the supertype of a member of a group is found by unrolling, so that it is a member and not a position
;;! rule: Deftype_sub/super
(module $m
  (type $first (sub (struct)))
  (rec
    (type $a (sub (struct)))
    (type $b (sub $a (struct (field i32))))
    (type $c (sub $b (struct (field i32 i32))))))
;;! ask subtype $b $a = yes
;;! ask subtype $c $b = yes
;;! ask subtype $c $a = yes
;;! ask subtype $a $b = no
;; Index 0 of the module is not member 0 of the group.
;;! ask subtype $b $first = no
;;! ask same $a $first = no
