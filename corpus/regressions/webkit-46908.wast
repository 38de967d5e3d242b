;;! origin: WebKit PR 46908
;;! why: a table whose elements are not nullable may be imported; its elements are given by the exporter
;;! rule: Tabletype_sub
(module $m
  (type $f (func))
  (func $f (type $f))
  (table (export "t") 1 (ref $f) (ref.func $f)))
(register "m" $m)
(module $n
  (type $first (struct))
  (type $f (func))
  (import "m" "t" (table 1 (ref $f))))
;;! ask link table:1..:$m.$f table:1..:$n.$f = yes
;;! ask link table:1..:$m.$f table:1..:null:$n.$f = no
;;! ask link table:1..:null:$m.$f table:1..:$n.$f = no
