;;! rule: Tabletype_sub
;;! why: the elements of a table can be written, so they are invariant
(module $m
  (type $f (sub (func)))
  (type $g (sub $f (func)))
  (table (export "x") 1 (ref null $g)))
(register "m" $m)
(module
  (type $f (sub (func)))
  (type $g (sub $f (func)))
  (import "m" "x" (table 1 (ref null $g))))
(assert_unlinkable
  (module
    (type $f (sub (func)))
    (import "m" "x" (table 1 (ref null $f))))
  "incompatible import type")
(assert_unlinkable
  (module
    (import "m" "x" (table 1 funcref)))
  "incompatible import type")

;;! ask link table:1..:null:$m.$g table:1..:null:$m.$g = yes
;;! ask link table:1..:null:$m.$g table:1..:null:$m.$f = no
;;! ask link table:1..:null:$m.$g table:1..:$m.$g = no
;;! ask link table:1..:$m.$g table:1..:null:$m.$g = no
;;! ask link table:1..:null:$m.$g table:1..:null:func = no
;;! ask link table:1..:null:$m.$g table64:1..:null:$m.$g = no
