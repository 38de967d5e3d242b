;;! origin: WebAssembly/spec #1873 and #1876
;;! origin: WasmEdge 13a9b91e4
;;! why: the bottoms of the exn and extern hierarchies are below their tops, and below nothing else
;;! rule: Heaptype_sub/noexn
;;! rule: Heaptype_sub/noextern
(module)
;;! ask subtype noexn exn = yes
;;! ask subtype noextern extern = yes
;;! ask subtype null:noexn null:exn = yes
;;! ask subtype noexn null:exn = yes
;;! ask subtype null:noexn exn = no
;;! ask subtype exn noexn = no
;;! ask subtype extern noextern = no
;;! ask subtype noexn extern = no
;;! ask subtype noextern exn = no
;;! ask subtype none exn = no
