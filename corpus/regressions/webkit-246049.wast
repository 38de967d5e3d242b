;;! origin: WebKit bug 246049
;;! why: a type on its own is a group of one, which may mention itself
;;! rule: Deftype_sub/refl
(module $m
  (type $a (struct (field (ref null $a))))
  (rec (type $b (struct (field (ref null $b)))))
  (type $f (func (param (ref null $f)))))
;;! ask valid $m = yes
;;! ask same $a $b = yes
;;! ask subtype $f func = yes
;; What comes later is no member.
(assert_invalid
  (module
    (type $a (struct (field (ref null $b))))
    (type $b (struct)))
  "unknown type")
