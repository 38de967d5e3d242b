;;! rule: Ref_ok/host
;;! rule: Ref_ok/extern
;;! why: a host reference inside is any and nothing below it; outside it is extern, which is another hierarchy
(module
  (type $a (sub (struct)))
  (func (export "any") (param externref) (result i32)
    (ref.test (ref any) (any.convert_extern (local.get 0))))
  (func (export "eq") (param externref) (result i32)
    (ref.test (ref eq) (any.convert_extern (local.get 0))))
  (func (export "extern") (param externref) (result i32)
    (ref.test (ref extern) (local.get 0))))
(assert_return (invoke "any" (ref.extern 1)) (i32.const 1))
(assert_return (invoke "eq" (ref.extern 1)) (i32.const 0))
(assert_return (invoke "extern" (ref.extern 1)) (i32.const 1))

;;! ask cast host any = yes
;;! ask cast host null:any = yes
;;! ask cast host eq = no
;;! ask cast host i31 = no
;;! ask cast host $a = no
;;! ask cast host extern = no
;;! ask cast extern extern = yes
;;! ask cast extern noextern = no
;;! ask cast extern any = no
;;! ask cast $a extern = no
