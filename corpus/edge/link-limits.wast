;;! rule: Limits_sub/max
;;! rule: Limits_sub/eps
;;! why: an export is at least as large as the import asks, and has no maximum above the import's, or none to meet
(module $m
  (memory (export "free") 2)
  (memory (export "bound") 2 4)
  (memory (export "long") i64 2 4))
(register "m" $m)
(module
  (import "m" "free" (memory 1))
  (import "m" "bound" (memory 2 4))
  (import "m" "bound" (memory 1 5))
  (import "m" "bound" (memory 2))
  (import "m" "long" (memory i64 2 4)))
(assert_unlinkable
  (module (import "m" "free" (memory 3)))
  "incompatible import type")
(assert_unlinkable
  (module (import "m" "free" (memory 2 65536)))
  "incompatible import type")
(assert_unlinkable
  (module (import "m" "bound" (memory 2 3)))
  "incompatible import type")
(assert_unlinkable
  (module (import "m" "long" (memory 2 4)))
  "incompatible import type")

;;! ask link memory:2.. memory:1.. = yes
;;! ask link memory:2.. memory:3.. = no
;;! ask link memory:2.. memory:2..65536 = no
;;! ask link memory:2..4 memory:2..4 = yes
;;! ask link memory:2..4 memory:1..5 = yes
;;! ask link memory:2..4 memory:2.. = yes
;;! ask link memory:2..4 memory:2..3 = no
;;! ask link memory:2..4 memory:3..4 = no
;;! ask link memory64:2..4 memory:2..4 = no
;;! ask link memory:2..4 memory64:2..4 = no
;;! ask link memory64:2..281474976710656 memory64:2..281474976710656 = yes
;;! ask link table:0..4294967295:func table:0..4294967295:func = yes
;;! ask link table64:0..18446744073709551615:func table64:0..18446744073709551615:func = yes
;;! ask link table64:0..:func table64:0..18446744073709551615:func = no
