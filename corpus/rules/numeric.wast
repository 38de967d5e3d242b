;;! why: numeric instructions; operands of other types are refused by subsumption, not by their rules

;;! derives: Instr_ok/const
(module (func (drop (f64.const 0))))

;;! derives: Instr_ok/unop
(module (func (drop (i32.clz (i32.const 0)))))

;;! derives: Instr_ok/binop
(module (func (drop (i64.add (i64.const 0) (i64.const 0)))))

;;! derives: Instr_ok/testop
(module (func (drop (i32.eqz (i32.const 0)))))

;;! derives: Instr_ok/relop
(module (func (drop (f32.lt (f32.const 0) (f32.const 0)))))

;;! derives: Instr_ok/cvtop
(module (func (drop (i64.extend_i32_s (i32.const 0)))))
