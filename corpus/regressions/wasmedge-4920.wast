;;! origin: WasmEdge #4920
;;! why: a defined type is below func if it is a function type, not because it is defined
;;! rule: Heaptype_sub/func
;;! rule: Heaptype_sub/struct
;;! rule: Heaptype_sub/array
(module
  (type $s (struct))
  (type $a (array i8))
  (type $f (func)))
;;! ask subtype $f func = yes
;;! ask subtype $s struct = yes
;;! ask subtype $a array = yes
;;! ask subtype null:$s null:func = no
;;! ask subtype $a func = no
;;! ask subtype $f struct = no
;;! ask subtype $s array = no
;;! ask subtype null:extern null:func = no
;;! ask subtype null:any null:func = no
