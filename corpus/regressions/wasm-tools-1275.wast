;;! origin: wasm-tools #1275
;;! why: finality and the rest of the group belong to a type, so a function of one is none of the other
;;! rule: Deftype_sub/refl
(module
  (type $open (sub (func)))
  (type $final (func))
  (rec (type $first (func)) (type (func)))
  (rec (type (func)) (type $second (func))))
;;! ask same $open $final = no
;;! ask subtype $final $open = no
;;! ask subtype $open $final = no
;;! ask subtype $first $final = no
;;! ask subtype $first $second = no
;;! ask subtype $final $final = yes
