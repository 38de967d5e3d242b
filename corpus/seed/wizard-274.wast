;;! origin: Wizard #274
;;! why: every pair of the any hierarchy has its place, none <: i31 included
;;! rule: Heaptype_sub/none
;;! rule: Heaptype_sub/eq-any
;;! rule: Heaptype_sub/i31-eq
;;! rule: Heaptype_sub/struct-eq
;;! rule: Heaptype_sub/array-eq
;;! rule: Heaptype_sub/trans
(module)
;;! ask subtype none i31 = yes
;;! ask subtype none any = yes
;;! ask subtype i31 eq = yes
;;! ask subtype struct eq = yes
;;! ask subtype array eq = yes
;;! ask subtype eq any = yes
;;! ask subtype i31 any = yes
;;! ask subtype any any = yes

;;! ask subtype any eq = no
;;! ask subtype eq i31 = no
;;! ask subtype i31 none = no
;;! ask subtype i31 struct = no
;;! ask subtype struct array = no
;;! ask subtype array struct = no
