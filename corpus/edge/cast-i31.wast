;;! rule: Ref_ok/i31
;;! rule: Heaptype_sub/i31-eq
;;! why: an unboxed scalar can be compared, but is no structure, no array, and of no defined type
(module
  (type $a (sub (struct)))
  (func $test (param $r anyref) (result i32)
    (ref.test (ref struct) (local.get $r)))
  (func (export "eq") (result i32) (ref.test (ref eq) (ref.i31 (i32.const 7))))
  (func (export "struct") (result i32) (call $test (ref.i31 (i32.const 7))))
  (func (export "struct of struct") (result i32) (call $test (struct.new $a))))
(assert_return (invoke "eq") (i32.const 1))
(assert_return (invoke "struct") (i32.const 0))
(assert_return (invoke "struct of struct") (i32.const 1))

;;! ask cast i31 i31 = yes
;;! ask cast i31 null:i31 = yes
;;! ask cast i31 eq = yes
;;! ask cast i31 any = yes
;;! ask cast i31 struct = no
;;! ask cast i31 array = no
;;! ask cast i31 $a = no
;;! ask cast $a i31 = no
;;! ask cast $a eq = yes
