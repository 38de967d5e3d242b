;;! origin: Wizard 5a35af22
;;! why: an open type and a final one are two types, for equality and for indirect calls
;;! rule: Deftype_sub/refl
(module
  (type $open (sub (func)))
  (type $final (func))
  (type $below (sub $open (func)))
  (type $last (sub final $open (func))))
;;! ask same $open $final = no
;;! ask same $below $last = no
;;! ask call $final $open = no
;;! ask call $open $final = no
;;! ask call $last $open = yes
;;! ask call $below $open = yes
