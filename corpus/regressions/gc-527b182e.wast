;;! origin: WebAssembly/gc 527b182e
;;! origin: WebAssembly/spec 408622459 and be6efe610
;;! why: a type that leaves its module is closed, so that its indices mean the same elsewhere
;;! rule: Globaltype_sub/const
;;! rule: Tabletype_sub
(module $m
  (rec
    (type $a (sub (struct (field (ref null $f)))))
    (type $f (func (param (ref null $a)))))
  (global (export "g") (ref null $a) (ref.null $a))
  (table (export "t") 1 (ref null $f))
  (func (export "f") (type $f)))
(register "m" $m)
(module $n
  (type $first (struct))
  (type $second (func))
  (rec
    (type $a (sub (struct (field (ref null $f)))))
    (type $f (func (param (ref null $a)))))
  (import "m" "g" (global (ref null $a)))
  (import "m" "t" (table 1 (ref null $f)))
  (import "m" "f" (func (type $f))))
;; What stands at the exporter's indices in the importer is something else.
(assert_unlinkable
  (module
    (type $first (struct))
    (type $second (func))
    (import "m" "f" (func (type $second))))
  "incompatible import type")
;;! ask link func:$m.$f func:$n.$f = yes
;;! ask link func:$m.$f func:$n.$second = no
;;! ask link global:null:$m.$a global:null:$n.$a = yes
;;! ask link global:null:$m.$a global:null:$n.$first = no
;;! ask link table:1..:null:$m.$f table:1..:null:$n.$f = yes
;;! ask link table:1..:null:$m.$f table:1..:null:$n.$second = no
