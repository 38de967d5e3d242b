;;! origin: Wasmtime #9374
;;! why: a group without types has no index; there may be more groups than types
;;! rule: Types_ok/cons
;;! rule: Rectype_ok/empty
(module $m
  (rec) (rec) (rec) (rec)
  (type $a (func))
  (rec)
  (type $b (func)))
;;! ask valid $m = yes
;;! ask same $a $b = yes
