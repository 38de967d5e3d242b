;;! rule: Globaltype_sub/const
;;! rule: Globaltype_sub/var
;;! why: a constant global may be imported at a supertype, a mutable one at its own type only, and never one as the other
(module $m
  (type $a (sub (struct)))
  (type $b (sub $a (struct)))
  (global (export "constant") (ref $b) (struct.new $b))
  (global (export "mutable") (mut (ref $b)) (struct.new $b)))
(register "m" $m)
(module
  (type $a (sub (struct)))
  (type $b (sub $a (struct)))
  (import "m" "constant" (global (ref null $a)))
  (import "m" "mutable" (global (mut (ref $b)))))
(assert_unlinkable
  (module
    (type $a (sub (struct)))
    (import "m" "mutable" (global (mut (ref $a)))))
  "incompatible import type")
(assert_unlinkable
  (module
    (type $a (sub (struct)))
    (type $b (sub $a (struct)))
    (import "m" "mutable" (global (mut (ref null $b)))))
  "incompatible import type")
(assert_unlinkable
  (module
    (type $a (sub (struct)))
    (type $b (sub $a (struct)))
    (import "m" "mutable" (global (ref $b))))
  "incompatible import type")

;;! ask link global:$m.$b global:$m.$a = yes
;;! ask link global:$m.$b global:null:$m.$b = yes
;;! ask link global:$m.$a global:$m.$b = no
;;! ask link global:null:$m.$b global:$m.$b = no
;;! ask link global:i32 global:i32 = yes
;;! ask link global:i32 global:i64 = no
;;! ask link mut:$m.$b mut:$m.$b = yes
;;! ask link mut:$m.$b mut:$m.$a = no
;;! ask link mut:$m.$b mut:null:$m.$b = no
;;! ask link mut:$m.$a mut:$m.$b = no
;;! ask link mut:$m.$b global:$m.$b = no
;;! ask link global:$m.$b mut:$m.$b = no
