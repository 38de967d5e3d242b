;;! rule: Deftype_sub/refl
;;! why: a type is its whole group and its place in it; siblings that it never mentions count as well
(module
  (type $a (struct))
  (rec (type $b (struct)) (type $c (func)))
  (rec (type $d (func)) (type $e (struct)))
  (rec (type $f (struct)) (type $g (array i8)))
  (rec (type $h (struct)) (type $i (func))))
;;! ask same $b $h = yes
;;! ask same $c $i = yes
;; Alone, or the first of two.
;;! ask same $a $b = no
;; The first or the second of two.
;;! ask same $b $e = no
;; Another sibling.
;;! ask same $b $f = no
;;! ask subtype $a $b = no
;;! ask subtype $b $a = no
