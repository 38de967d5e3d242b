;;! origin: SpiderMonkey bug 1845436
;;! why: a later duplicate of a type may stand for it, and never comes before the types that use it
;;! rule: Deftype_sub/refl
(module
  (type $a (struct (field i32)))
  (type $b (struct (field (ref $a))))
  (type $c (struct (field i32)))
  (type $d (struct (field (ref $c))))
  (type $e (struct (field i64))))
;;! ask same $a $c = yes
;;! ask same $b $d = yes
;;! ask same $b $a = no
;;! ask same $c $e = no
