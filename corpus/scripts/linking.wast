;;! origin: Externaddr_ok and Externtype_sub
;;! why: what is imported has the type that the store gives it, and every supertype of it

;; A function may be imported at a supertype, and keeps its own type behind that.
(module
  (type $a (sub (func)))
  (type $b (sub $a (func)))
  (func (export "a") (type $a))
  (func (export "b") (type $b)))
(register "M")
(module
  (type $a (sub (func)))
  (type $b (sub $a (func)))
  (import "M" "b" (func $b (type $a)))
  (export "b" (func $b))
  (elem declare func $b)
  (func (export "is-b") (result i32) (ref.test (ref $b) (ref.func $b))))
(register "N")
(assert_return (invoke "is-b") (i32.const 1))
(module
  (type $a (sub (func)))
  (type $b (sub $a (func)))
  (import "N" "b" (func (type $a)))
  (import "N" "b" (func (type $b))))
(assert_unlinkable
  (module
    (type $a (sub (func)))
    (type $b (sub $a (func)))
    (import "M" "a" (func (type $b))))
  "incompatible import type")
;; Inside the module the import has the type that it says.
(assert_invalid
  (module
    (type $a (sub (func)))
    (type $b (sub $a (func)))
    (import "M" "b" (func $b (type $a)))
    (global (ref $b) (ref.func $b)))
  "type mismatch")

;; Types of different modules are the same if their groups are.
(module (rec (type $f (func)) (type $s (struct))) (func (export "f") (type $f)))
(register "R")
(module (rec (type $f (func)) (type $s (struct))) (import "R" "f" (func (type $f))))
(assert_unlinkable (module (type $f (func)) (import "R" "f" (func (type $f)))) "incompatible import type")
(assert_unlinkable
  (module (rec (type $s (struct)) (type $f (func))) (import "R" "f" (func (type $f))))
  "incompatible import type")

;; Globals: constant ones are covariant, others invariant.
(module
  (global (export "const") (ref i31) (ref.i31 (i32.const 1)))
  (global (export "mut") (mut (ref null i31)) (ref.null i31)))
(register "G")
(module
  (import "G" "const" (global (ref i31)))
  (import "G" "const" (global (ref null eq)))
  (import "G" "mut" (global (mut (ref null i31)))))
(assert_unlinkable (module (import "G" "const" (global (ref null struct)))) "incompatible import type")
(assert_unlinkable (module (import "G" "const" (global (mut (ref i31))))) "incompatible import type")
(assert_unlinkable (module (import "G" "mut" (global (ref null i31)))) "incompatible import type")
(assert_unlinkable (module (import "G" "mut" (global (mut (ref null any))))) "incompatible import type")
(assert_unlinkable (module (import "G" "mut" (global (mut (ref i31))))) "incompatible import type")
;; A constant one that was imported at a supertype has its own type when it is exported again.
(module (import "G" "const" (global $g (ref null any))) (export "const" (global $g)))
(register "G'")
(module (import "G'" "const" (global (ref i31))))

;; Tables: the elements are invariant, up to types that are the same.
(module
  (type $f (func))
  (table (export "t") 1 (ref null $f)))
(register "T")
(module (type $s (struct)) (type $g (func)) (import "T" "t" (table 1 (ref null $g))))
(assert_unlinkable (module (import "T" "t" (table 1 funcref))) "incompatible import type")
(assert_unlinkable (module (import "T" "t" (table 1 (ref null nofunc)))) "incompatible import type")
(assert_unlinkable (module (import "T" "t" (table i64 1 funcref))) "incompatible import type")

;; Limits: at least as many, and no more than are allowed.
(module
  (memory (export "closed") 2 4)
  (memory (export "open") 2))
(register "L")
(module
  (import "L" "closed" (memory 2 4))
  (import "L" "closed" (memory 0 5))
  (import "L" "closed" (memory 1))
  (import "L" "open" (memory 2)))
(assert_unlinkable (module (import "L" "closed" (memory 3))) "incompatible import type")
(assert_unlinkable (module (import "L" "closed" (memory 2 3))) "incompatible import type")
(assert_unlinkable (module (import "L" "open" (memory 3))) "incompatible import type")
(assert_unlinkable (module (import "L" "open" (memory 2 65536))) "incompatible import type")

;; Tags: the types are the same, not only below each other.
(module
  (type $a (sub (func (param i32))))
  (type $b (sub $a (func (param i32))))
  (tag (export "a") (type $a))
  (tag (export "b") (type $b)))
(register "E")
(module (type $c (sub (func (param i32)))) (import "E" "a" (tag (type $c))))
(assert_unlinkable
  (module
    (type $a (sub (func (param i32))))
    (type $b (sub $a (func (param i32))))
    (import "E" "b" (tag (type $a))))
  "incompatible import type")
(assert_unlinkable
  (module
    (type $a (sub (func (param i32))))
    (type $b (sub $a (func (param i32))))
    (import "E" "a" (tag (type $b))))
  "incompatible import type")

;; What is not there, or is of another sort.
(assert_unlinkable (module (import "M" "none" (func))) "unknown import")
(assert_unlinkable (module (import "nobody" "a" (func))) "unknown import")
(assert_unlinkable (module (import "L" "open" (func))) "incompatible import type")
(assert_unlinkable (module (import "spectest" "global_i32" (global i64))) "incompatible import type")
(assert_unlinkable (module (import "spectest" "print_i32" (func))) "incompatible import type")

;; A name that is registered again stands for the new instance.
(module $old (func (export "f")))
(module $new (func (export "f") (param i32)))
(register "D" $old)
(module (import "D" "f" (func)))
(register "D" $new)
(module (import "D" "f" (func (param i32))))
(assert_unlinkable (module (import "D" "f" (func))) "incompatible import type")

;; A definition may be instantiated more than once.
(module definition $P (memory (export "m") 1 2))
(module instance $p1 $P)
(module instance $p2 $P)
(register "P1" $p1)
(register "P2" $p2)
(module (import "P1" "m" (memory 1 2)) (import "P2" "m" (memory 1 2)))
