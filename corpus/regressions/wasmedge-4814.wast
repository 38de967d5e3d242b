;;! origin: WasmEdge #4814
;;! why: what an element segment holds matches the table by type, not by being some nullable function
;;! rule: Deftype_sub/super
(module
  (type $a (sub (func)))
  (type $b (sub $a (func)))
  (func $f (type $b))
  (table $t 1 (ref null $a))
  (elem (table $t) (i32.const 0) (ref $b) (ref.func $f)))
;;! ask subtype $b null:$a = yes
;;! ask subtype null:$a null:$b = no
;;! ask subtype null:func null:$a = no
