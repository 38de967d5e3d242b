;;! origin: Memtype_sub and Tabletype_sub: the address types are the same
;;! why: neither direction matches, whatever the limits say

(module
  (memory (export "m32") i32 1 2)
  (memory (export "m64") i64 1 2)
  (memory (export "m64-open") i64 3)
  (table (export "t32") i32 1 2 funcref)
  (table (export "t64") i64 1 2 funcref)
  (table (export "t64-open") i64 3 externref))
(register "M")

(module
  (import "M" "m32" (memory i32 1 2))
  (import "M" "m64" (memory i64 1 2))
  (import "M" "m64" (memory i64 0))
  (import "M" "m64-open" (memory i64 3))
  (import "M" "t32" (table i32 1 2 funcref))
  (import "M" "t64" (table i64 1 2 funcref))
  (import "M" "t64" (table i64 0 0xffff_ffff_ffff_ffff funcref))
  (import "M" "t64-open" (table i64 2 externref)))

(assert_unlinkable (module (import "M" "m32" (memory i64 1 2))) "incompatible import type")
(assert_unlinkable (module (import "M" "m64" (memory i32 1 2))) "incompatible import type")
(assert_unlinkable (module (import "M" "t32" (table i64 1 2 funcref))) "incompatible import type")
(assert_unlinkable (module (import "M" "t64" (table i32 1 2 funcref))) "incompatible import type")

;; Limits of 64 bits are compared as such.
(assert_unlinkable (module (import "M" "m64" (memory i64 2))) "incompatible import type")
(assert_unlinkable (module (import "M" "m64" (memory i64 1 1))) "incompatible import type")
(assert_unlinkable (module (import "M" "m64-open" (memory i64 3 0x1_0000_0000_0000))) "incompatible import type")
(assert_unlinkable (module (import "M" "t64-open" (table i64 3 0xffff_ffff_ffff_ffff externref))) "incompatible import type")
(assert_unlinkable (module (import "M" "t64" (table i64 0x1_0000_0001 funcref))) "incompatible import type")

;; The element type of a table that is imported is the same as well.
(assert_unlinkable (module (import "M" "t64" (table i64 1 2 externref))) "incompatible import type")
(assert_unlinkable (module (import "M" "t64" (table i64 1 2 (ref null nofunc)))) "incompatible import type")

;; What an unlinkable module must be nevertheless.
(module (import "spectest" "table64" (table i64 10 20 funcref)))
(assert_unlinkable (module (import "spectest" "table64" (table i32 10 20 funcref))) "incompatible import type")
(assert_unlinkable (module (import "spectest" "table64" (table i64 11 20 funcref))) "incompatible import type")
