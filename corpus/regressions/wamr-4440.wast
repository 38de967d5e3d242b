;;! origin: WAMR #4440
;;! why: a group without types takes no index, before other groups, between them and after them
;;! rule: Rectype_ok/empty
;;! rule: Types_ok/cons
(module $m
  (rec)
  (type $a (struct (field i32)))
  (rec) (rec)
  (rec (type $b (struct (field i32))) (type $c (struct (field (ref $b)))))
  (type $d (struct (field i32)))
  (rec))
;;! ask valid $m = yes
;;! ask same $a $d = yes
;;! ask same $a $b = no
;;! ask subtype $c $b = no
