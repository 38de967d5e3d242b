;;! origin: WasmEdge #4536
;;! why: a reference that is externalized is extern and nothing of the hierarchy it comes from
;;! rule: Ref_ok/extern
(module
  (type $a (struct))
  (func (export "outside") (result i32)
    (ref.test (ref extern) (extern.convert_any (struct.new $a))))
  (func (export "inside again") (result i32)
    (ref.test (ref $a) (any.convert_extern (extern.convert_any (struct.new $a))))))
(assert_return (invoke "outside") (i32.const 1))
(assert_return (invoke "inside again") (i32.const 1))
;;! ask cast extern extern = yes
;;! ask cast extern null:extern = yes
;;! ask cast extern noextern = no
;;! ask cast extern any = no
;;! ask cast extern $a = no
