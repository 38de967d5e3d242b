;; A reference to a function lies in the GC heap as an id into a table on the side. Whoever reads it
;; back at a static type may count on the function's type being a subtype, and Wasmtime asserted so:
;; types.is_subtype(actual_ty, expected_ty).
;;
;; The assertion failed in programs that were legal, and yet it was only a symptom. The collector freed
;; objects that were alive, because stack maps missed some values (fixed by #10456 for #10398; that it
;; closes #10376 as well is likely, not documented), and an id read from such an object named another
;; function. No question about types shows that. This file checks what the assertion relies on: the
;; answer of the subtype check for each pair of a stored and an expected type.

;;! origin: Wasmtime #10376 and #10398
;;! why: a function that is stored at one type may be read at its supertypes, and at no other type
;;! rule: Deftype_sub/super
(module
  (type $super (sub (func)))
  (type $sub (sub $super (func)))
  (type $sibling (sub final $super (func)))
  (rec (type $twin (sub (func))))
  (rec (type $apart (sub (func))) (type (struct)))
  (type $box (struct (field (ref $super))))
  (func $f (type $sub))
  (elem declare func $f)
  (func $read (result (ref $super))
    (struct.get $box 0 (struct.new $box (ref.func $f))))
  (func (export "is sub") (result i32) (ref.test (ref $sub) (call $read)))
  (func (export "is sibling") (result i32) (ref.test (ref $sibling) (call $read)))
  (func (export "is twin") (result i32) (ref.test (ref $twin) (call $read)))
  (func (export "is apart") (result i32) (ref.test (ref $apart) (call $read))))
(assert_return (invoke "is sub") (i32.const 1))
(assert_return (invoke "is sibling") (i32.const 0))
(assert_return (invoke "is twin") (i32.const 1))
(assert_return (invoke "is apart") (i32.const 0))

;;! ask funcref $sub $sub = yes
;;! ask funcref $sub $super = yes
;;! ask funcref $super $sub = no
;;! ask funcref $sub $sibling = no
;;! ask funcref $sibling $sub = no

;; The explicit group of one is the same type; the first of two is another, though it looks the same.
;;! ask funcref $super $twin = yes
;;! ask funcref $sub $twin = yes
;;! ask funcref $twin $sub = no
;;! ask funcref $super $apart = no
;;! ask funcref $sub $apart = no
;;! ask funcref $apart $super = no
