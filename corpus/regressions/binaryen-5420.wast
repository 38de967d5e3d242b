;;! origin: Binaryen #5420
;;! why: parameters of a subtype are wider, its results narrower, and there are as many of them
;;! rule: Deftype_sub/super
;;! rule: Comptype_sub/func
(module
  (type $a (sub (func (param (ref eq)) (result (ref eq)))))
  (type $b (sub $a (func (param (ref any)) (result (ref i31))))))
;;! ask subtype $b $a = yes
;;! ask subtype $a $b = no
(assert_invalid
  (module
    (type $a (sub (func (param (ref eq)))))
    (type $b (sub $a (func (param (ref i31))))))
  "sub type")
(assert_invalid
  (module
    (type $a (sub (func (result (ref eq)))))
    (type $b (sub $a (func (result (ref any))))))
  "sub type")
(assert_invalid
  (module
    (type $a (sub (func (param (ref eq)))))
    (type $b (sub $a (func (param (ref eq) (ref eq))))))
  "sub type")
