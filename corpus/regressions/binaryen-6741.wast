;;! origin: Binaryen #6741
;;! why: types of two hierarchies have no common supertype, so nothing is cast from one to the other
;;! rule: Heaptype_sub/trans
;;! rule: Heaptype_sub/func
(module
  (type $s (struct))
  (type $f (func)))
;;! ask subtype $f any = no
;;! ask subtype $s func = no
;;! ask subtype func any = no
;;! ask subtype any func = no
;;! ask subtype extern any = no
;;! ask cast $f any = no
;;! ask cast $s func = no
;;! ask cast $s any = yes
;;! ask cast $f func = yes
