;;! rule: Comptype_sub/func
;;! rule: Resulttype_sub
;;! why: parameters are contravariant, results covariant
(module $m
  (type $a (sub (func (param (ref i31)) (result (ref eq)))))
  (type $b (sub $a (func (param (ref eq)) (result (ref i31))))))
;;! ask valid $m = yes

(assert_invalid
  (module
    (type $a (sub (func (param (ref eq)))))
    (type $b (sub $a (func (param (ref i31))))))
  "sub type")

(assert_invalid
  (module
    (type $a (sub (func (result (ref i31)))))
    (type $b (sub $a (func (result (ref eq))))))
  "sub type")
