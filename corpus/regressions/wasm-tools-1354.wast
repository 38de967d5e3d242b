;;! origin: wasm-tools #1354 and #1336
;;! why: what is cast to a nullable type may be null, and need not be
;;! rule: Reftype_sub/null
;;! rule: Ref_ok/array
(module
  (type $a (array i32))
  (func (export "fresh") (result i32)
    (ref.is_null (ref.cast (ref null $a) (array.new_default $a (i32.const 1)))))
  (func (export "null") (result i32)
    (ref.is_null (ref.cast (ref null $a) (ref.null any)))))
(assert_return (invoke "fresh") (i32.const 0))
(assert_return (invoke "null") (i32.const 1))
;;! ask cast $a null:$a = yes
;;! ask cast $a $a = yes
;;! ask cast null null:$a = yes
;;! ask cast null $a = no
;;! ask cast i31 null:$a = no
