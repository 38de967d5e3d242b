;;! origin: WasmEdge #4772 and #4679
;;! why: null is of no defined type, and passes where the target is nullable and only there
;;! rule: Ref_ok/sub
;;! rule: Reftype_sub/nonnull
;;! rule: Ref_ok/null
(module
  (type $a (sub (struct)))
  (type $b (sub $a (struct (field i32))))
  (type $c (array i8))
  (func (export "null of a at c") (result i32)
    (ref.test (ref null $c) (block (result anyref) (ref.null $a))))
  (func (export "null of a at non-null a") (result i32)
    (ref.test (ref $a) (ref.null $a))))
(assert_return (invoke "null of a at c") (i32.const 1))
(assert_return (invoke "null of a at non-null a") (i32.const 0))
;;! ask cast null null:$a = yes
;;! ask cast null null:$b = yes
;;! ask cast null null:$c = yes
;;! ask cast null $a = no
;;! ask cast null none = no
;;! ask cast $a null:$b = no
;;! ask cast $b null:$a = yes
