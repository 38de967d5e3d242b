;;! origin: Wasmtime #10304
;;! why: a constant global may be imported at a supertype of its type
;;! rule: Globaltype_sub/const
(module $m
  (type $f (sub (func)))
  (type $g (sub $f (func)))
  (type $a (sub (struct)))
  (type $b (sub $a (struct (field i32))))
  (global (export "g") (ref null $g) (ref.null $g))
  (global (export "b") (ref null $b) (ref.null $b)))
(register "m" $m)
(module $n
  (type $f (sub (func)))
  (type $a (sub (struct)))
  (import "m" "g" (global (ref null $f)))
  (import "m" "b" (global (ref null $a))))
;;! ask link global:null:$m.$g global:null:$n.$f = yes
;;! ask link global:null:$m.$b global:null:$n.$a = yes
;;! ask link global:null:$m.$f global:null:$m.$g = no
;;! ask link global:null:$m.$a global:null:$m.$b = no
;;! ask link mut:null:$m.$b mut:null:$n.$a = no
