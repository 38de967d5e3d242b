;;! rule: Deftype_sub/refl
;;! why: a type that is written twice is one type, and so is what mentions either
(module
  (type $a (func (param i32)))
  (type $b (func (param i32)))
  (type $c (func (param (ref $a))))
  (type $d (func (param (ref $b))))
  (type $e (func (param (ref $c)))))
;;! ask same $a $b = yes
;;! ask same $c $d = yes
;;! ask same $a $c = no
;;! ask same $d $e = no
