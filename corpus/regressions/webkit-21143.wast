;;! origin: WebKit PR 21143 (bug 265628)
;;! why: none is below every type of its hierarchy, defined ones included
;;! rule: Heaptype_sub/none
(module
  (type $s (struct))
  (type $a (array i8))
  (type $f (func)))
;;! ask subtype none $s = yes
;;! ask subtype none $a = yes
;;! ask subtype none struct = yes
;;! ask subtype null:none null:eq = yes
;;! ask subtype none $f = no
;;! ask subtype nofunc $s = no
;;! ask subtype $s none = no
