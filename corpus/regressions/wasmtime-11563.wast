;;! origin: Wasmtime #11563 and #11564
;;! why: the null of exn is noexn's, and none is below nothing of exn
;;! rule: Heaptype_sub/noexn
(module
  (global (export "e") exnref (ref.null exn))
  (global (export "n") exnref (ref.null noexn)))
;;! ask subtype null:noexn null:exn = yes
;;! ask subtype null:none null:exn = no
;;! ask subtype null:exn null:any = no
;;! ask subtype null:exn null:noexn = no
