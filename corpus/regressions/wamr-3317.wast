;;! origin: WAMR #3317 and #3292
;;! why: equal types that are declared apart are one type, alone and in groups
;;! rule: Deftype_sub/refl
(module
  (type $a (func (param i32) (result i64)))
  (type $b (func (param i32) (result i64)))
  (rec (type $c (func (param i32) (result i64))))
  (rec (type $d (struct)) (type $e (array i8)))
  (rec (type $f (struct)) (type $g (array i8)))
  (type $h (func (param i64) (result i64))))
;;! ask same $a $b = yes
;;! ask same $a $c = yes
;;! ask same $d $f = yes
;;! ask same $e $g = yes
;;! ask call $a $b = yes
;;! ask same $a $h = no
;;! ask call $a $h = no
