;;! rule: Typeuse_ok/typeidx
;;! why: fields, parameters and results may refer forward, to the end of the group and no further
(module $m
  (rec
    (type $a (struct (field (ref $b))))
    (type $b (func (param (ref $c)) (result (ref $c))))
    (type $c (array (ref $a)))))
;;! ask valid $m = yes

(assert_invalid
  (module
    (type $a (struct (field (ref $b))))
    (type $b (struct)))
  "unknown type")

(assert_invalid
  (module
    (rec
      (type $a (struct))
      (type $b (array (ref null $c))))
    (type $c (struct)))
  "unknown type")

(assert_invalid
  (module
    (type $a (func (param (ref 1)))))
  "unknown type")

(assert_invalid
  (module
    (type $a (func (result (ref 1)))))
  "unknown type")
