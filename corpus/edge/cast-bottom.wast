;;! rule: Ref_ok/sub
;;! rule: Heaptype_sub/bot
;;! why: nothing but null belongs to a bottom type
(module
  (type $a (struct))
  (type $b (array i8))
  (type $f (func))
  (func (export "none") (result i32) (ref.test (ref none) (struct.new $a)))
  (func (export "null none") (result i32) (ref.test (ref null none) (array.new_default $b (i32.const 1)))))
(assert_return (invoke "none") (i32.const 0))
(assert_return (invoke "null none") (i32.const 0))

;;! ask cast $a none = no
;;! ask cast $a null:none = no
;;! ask cast $b null:none = no
;;! ask cast $f null:nofunc = no
;;! ask cast i31 null:none = no
;;! ask cast null null:nofunc = yes
