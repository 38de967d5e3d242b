;;! rule: Ref_ok/exn
;;! why: an exception is of the hierarchy below exn and of no other
(module
  (type $f (func))
  (tag $thrown)
  (func (export "exn") (result i32)
    (ref.test (ref exn)
      (block $caught (result (ref exn))
        (try_table (catch_all_ref $caught) (throw $thrown))
        (unreachable)))))
(assert_return (invoke "exn") (i32.const 1))

;;! ask cast exn exn = yes
;;! ask cast exn null:exn = yes
;;! ask cast exn noexn = no
;;! ask cast exn any = no
;;! ask cast exn extern = no
;;! ask cast exn $f = no
