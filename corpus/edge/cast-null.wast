;;! rule: Ref_ok/null
;;! rule: Heaptype_sub/bot
;;! why: there is one null, which belongs to every nullable type of every hierarchy and to no other type
(module
  (type $a (struct))
  (type $f (func))
  (func (export "in any") (result i32) (ref.test (ref null $a) (ref.null none)))
  (func (export "in func") (result i32) (ref.test (ref null nofunc) (ref.null func)))
  (func (export "in extern") (result i32) (ref.test (ref null noextern) (ref.null extern)))
  (func (export "in exn") (result i32) (ref.test (ref null noexn) (ref.null exn)))
  (func (export "no null") (result i32) (ref.test (ref any) (ref.null none))))
(assert_return (invoke "in any") (i32.const 1))
(assert_return (invoke "in func") (i32.const 1))
(assert_return (invoke "in extern") (i32.const 1))
(assert_return (invoke "in exn") (i32.const 1))
(assert_return (invoke "no null") (i32.const 0))

;;! ask cast null null:$a = yes
;;! ask cast null null:$f = yes
;;! ask cast null null:any = yes
;;! ask cast null null:none = yes
;;! ask cast null null:nofunc = yes
;;! ask cast null null:noextern = yes
;;! ask cast null null:noexn = yes
;;! ask cast null $a = no
;;! ask cast null $f = no
;;! ask cast null any = no
;;! ask cast null none = no
