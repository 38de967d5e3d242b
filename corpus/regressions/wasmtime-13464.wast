;;! origin: Wasmtime #13464
;;! why: an i31 that is externalized is extern wherever it is kept, a passive segment included
;;! rule: Ref_ok/i31
;;! rule: Ref_ok/extern
;; Nothing here allocates: an engine that makes its heap when it is first needed has none yet.
(module
  (elem externref (extern.convert_any (ref.i31 (i32.const 31))))
  (func (export "outside") (result i32)
    (ref.test (ref extern) (extern.convert_any (ref.i31 (i32.const 31)))))
  (func (export "inside again") (result i32)
    (ref.test (ref i31) (any.convert_extern (extern.convert_any (ref.i31 (i32.const 31)))))))
(assert_return (invoke "outside") (i32.const 1))
(assert_return (invoke "inside again") (i32.const 1))
;;! ask cast i31 i31 = yes
;;! ask cast i31 extern = no
;;! ask cast extern extern = yes
;;! ask cast extern i31 = no
