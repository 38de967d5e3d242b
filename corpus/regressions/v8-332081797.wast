;;! origin: V8 332081797, 372285204, 372269618 and 374790906
;;! why: each hierarchy has its null, which belongs to every nullable type of it and to no other type
;;! rule: Heaptype_sub/none
;;! rule: Reftype_sub/null
(module
  (type $s (struct))
  (type $f (func))
  (global (export "any") nullref (ref.null none))
  (global (export "func") nullfuncref (ref.null nofunc))
  (global (export "extern") nullexternref (ref.null noextern))
  (global (export "exn") nullexnref (ref.null noexn)))
;;! ask subtype null:none null:$s = yes
;;! ask subtype null:nofunc null:$f = yes
;;! ask subtype null:noextern null:extern = yes
;;! ask subtype null:noexn null:exn = yes
;;! ask subtype null:none any = no
;;! ask subtype null:nofunc $f = no
;;! ask subtype null:noextern extern = no
;;! ask subtype null:noexn exn = no
;;! ask subtype null:none null:func = no
;;! ask subtype null:noexn null:any = no
;;! ask cast null null:exn = yes
;;! ask cast null null:noexn = yes
;;! ask cast null exn = no
;;! ask cast null null:noextern = yes
;;! ask cast null noextern = no
