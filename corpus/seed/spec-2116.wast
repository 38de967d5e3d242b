;; The rules for the bottoms of the hierarchies once lacked a premise: NONE <: ht needs ht =/= BOT.
;; Without it NONE <: BOT holds, BOT is below everything, and the hierarchies fall together.

;;! origin: WebAssembly/spec #2116
;;! why: no type of one hierarchy is below a type of another
;;! rule: Heaptype_sub/none
;;! rule: Heaptype_sub/nofunc
;;! rule: Heaptype_sub/noexn
;;! rule: Heaptype_sub/noextern
(module
  (type $s (struct))
  (type $f (func)))
;;! ask subtype none func = no
;;! ask subtype none nofunc = no
;;! ask subtype none exn = no
;;! ask subtype none extern = no
;;! ask subtype none $f = no
;;! ask subtype nofunc any = no
;;! ask subtype nofunc none = no
;;! ask subtype nofunc $s = no
;;! ask subtype noexn any = no
;;! ask subtype noexn noextern = no
;;! ask subtype noextern func = no
;;! ask subtype noextern noexn = no
;;! ask subtype $f any = no
;;! ask subtype $s func = no

;; Each bottom is below its own hierarchy.
;;! ask subtype none $s = yes
;;! ask subtype nofunc $f = yes
;;! ask subtype noexn exn = yes
;;! ask subtype noextern extern = yes
