;;! why: locals and globals

;;! derives: Instr_ok/local.get
(module (func (local i32) (drop (local.get 0))))
;;! refutes: Instr_ok/local.get: C.LOCALS[x] = SET t
(assert_invalid (module (func (drop (local.get 7)))) "unknown local")
;; Without a default value, a local is unset.
;;! refutes: Instr_ok/local.get: C.LOCALS[x] = SET t
(assert_invalid (module (func (local (ref func)) (drop (local.get 0)))) "uninitialized local")

;;! derives: Instr_ok/local.set
(module (func (local i32) (local.set 0 (i32.const 0))))
;;! refutes: Instr_ok/local.set: C.LOCALS[x] = init t
(assert_invalid (module (func (local.set 7 (i32.const 0)))) "unknown local")

;;! derives: Instr_ok/local.tee
(module (func (local i32) (drop (local.tee 0 (i32.const 0)))))
;;! refutes: Instr_ok/local.tee: C.LOCALS[x] = init t
(assert_invalid (module (func (drop (local.tee 7 (i32.const 0))))) "unknown local")

;;! derives: Instr_ok/global.get
(module (global i32 (i32.const 0)) (func (drop (global.get 0))))
;;! refutes: Instr_ok/global.get: C.GLOBALS[x] = mut? t
(assert_invalid (module (func (drop (global.get 7)))) "unknown global")

;;! derives: Instr_ok/global.set
(module (global (mut i32) (i32.const 0)) (func (global.set 0 (i32.const 0))))
;;! refutes: Instr_ok/global.set: C.GLOBALS[x] = MUT t
(assert_invalid (module (func (global.set 7 (i32.const 0)))) "unknown global")
;;! refutes: Instr_ok/global.set: C.GLOBALS[x] = MUT t
(assert_invalid
  (module (global i32 (i32.const 0)) (func (global.set 0 (i32.const 0))))
  "immutable global")
