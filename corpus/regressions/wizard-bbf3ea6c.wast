;;! origin: Wizard bbf3ea6c
;;! origin: Ladybird
;;! why: a heap type is a signed number, so from 64 on an index needs a second byte
;;! rule: Deftype_sub/super
(module $m
  (type (func)) (type (func)) (type (func)) (type (func))
  (type (func)) (type (func)) (type (func)) (type (func))
  (type (func)) (type (func)) (type (func)) (type (func))
  (type (func)) (type (func)) (type (func)) (type (func))
  (type (func)) (type (func)) (type (func)) (type (func))
  (type (func)) (type (func)) (type (func)) (type (func))
  (type (func)) (type (func)) (type (func)) (type (func))
  (type (func)) (type (func)) (type (func)) (type (func))
  (type (func)) (type (func)) (type (func)) (type (func))
  (type (func)) (type (func)) (type (func)) (type (func))
  (type (func)) (type (func)) (type (func)) (type (func))
  (type (func)) (type (func)) (type (func)) (type (func))
  (type (func)) (type (func)) (type (func)) (type (func))
  (type (func)) (type (func)) (type (func)) (type (func))
  (type (func)) (type (func)) (type (func)) (type (func))
  (type (func)) (type (func)) (type (func)) (type (func))
  (type $a (sub (struct)))
  (type $b (sub $a (struct)))
  (type $c (func (param (ref null $a)) (result (ref $b))))
  (type $d (func (param (ref null $a)) (result (ref $a)))))
;;! ask valid $m = yes
;;! ask subtype null:$b null:$a = yes
;;! ask subtype $a struct = yes
;;! ask same $c $d = no
