;;! why: blocks, and the types of their ends

;;! derives: Blocktype_ok/valtype
;;! derives: Instr_ok/block
(module (func (result i32) (block (result i32) (i32.const 0))))
;;! refutes: Blocktype_ok/valtype: (valtype : OK)?
;;! refutes: Instr_ok/block: bt : t_1* -> t_2*
;;! refutes: Typeuse_ok/typeidx: C.TYPES[x] = dt
(assert_invalid (module (func (drop (block (result (ref 7)) unreachable)))) "unknown type")
;;! refutes: Instr_ok/block: {LABELS (t_2*)} ++ C |- instr* : t_1* ->_(x*) t_2*
;;! refutes: Resulttype_sub: |t_1*| = |t_2*|
(assert_invalid (module (func (drop (block (result i32))))) "type mismatch")

;;! derives: Blocktype_ok/typeidx
(module (type $a (func (param i32))) (func (i32.const 0) (block (type $a) (drop))))
;;! refutes: Blocktype_ok/typeidx: C.TYPES[x] ~~ FUNC t_1* -> t_2*
(assert_invalid (module (func (block (type 7)))) "unknown type")

;;! derives: Instr_ok/loop
(module (func (loop)))
;;! refutes: Instr_ok/loop: bt : t_1* -> t_2*
;;! refutes: Blocktype_ok/typeidx: C.TYPES[x] ~~ FUNC t_1* -> t_2*
(assert_invalid (module (func (loop (type 7)))) "unknown type")
;;! refutes: Instr_ok/loop: {LABELS (t_1*)} ++ C |- instr* : t_1* ->_(x*) t_2*
;;! refutes: Resulttype_sub: |t_1*| = |t_2*|
(assert_invalid (module (func (drop (loop (result i32))))) "type mismatch")

;;! derives: Instr_ok/if
(module (func (if (i32.const 0) (then))))
;;! refutes: Instr_ok/if: bt : t_1* -> t_2*
;;! refutes: Blocktype_ok/typeidx: C.TYPES[x] ~~ FUNC t_1* -> t_2*
(assert_invalid (module (func (if (type 7) (i32.const 0) (then)))) "unknown type")
;;! refutes: Instr_ok/if: {LABELS (t_2*)} ++ C |- instr_1* : t_1* ->_(x_1*) t_2*
;;! refutes: Resulttype_sub: |t_1*| = |t_2*|
(assert_invalid
  (module (func (drop (if (result i32) (i32.const 0) (then) (else (i32.const 0))))))
  "type mismatch")
;; There is always an ELSE, if need be an empty one.
;;! refutes: Instr_ok/if: {LABELS (t_2*)} ++ C |- instr_2* : t_1* ->_(x_2*) t_2*
;;! refutes: Resulttype_sub: |t_1*| = |t_2*|
(assert_invalid
  (module (func (drop (if (result i32) (i32.const 0) (then (i32.const 0))))))
  "type mismatch")
