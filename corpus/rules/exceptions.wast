;;! why: exceptions, thrown and caught

;;! derives: Instr_ok/throw
(module (tag $e (param i32)) (func (throw $e (i32.const 0))))
;;! refutes: Instr_ok/throw: $as_deftype(C.TAGS[x]) ~~ FUNC t* -> eps
(assert_invalid (module (func (throw 7))) "unknown tag")

;;! derives: Instr_ok/throw_ref
(module (func (param exnref) (throw_ref (local.get 0))))

;;! derives: Instr_ok/try_table
(module (func (try_table)))
;;! refutes: Instr_ok/try_table: bt : t_1* -> t_2*
;;! refutes: Blocktype_ok/typeidx: C.TYPES[x] ~~ FUNC t_1* -> t_2*
(assert_invalid (module (func (try_table (type 7)))) "unknown type")
;;! refutes: Instr_ok/try_table: {LABELS (t_2*)} ++ C |- instr* : t_1* ->_(x*) t_2*
;;! refutes: Resulttype_sub: |t_1*| = |t_2*|
(assert_invalid (module (func (drop (try_table (result i32))))) "type mismatch")

;;! derives: Catch_ok/catch
(module (tag $e (param i32)) (func (result i32) (try_table (catch $e 0)) (i32.const 0)))
;;! refutes: Catch_ok/catch: $as_deftype(C.TAGS[x]) ~~ FUNC t* -> eps
;;! refutes: Instr_ok/try_table: (catch : OK)*
(assert_invalid (module (func (try_table (catch 7 0)))) "unknown tag")
;;! refutes: Catch_ok/catch: t* <: C.LABELS[l]
;;! refutes: Resulttype_sub: |t_1*| = |t_2*|
(assert_invalid
  (module (tag $e (param i32)) (func (try_table (catch $e 0))))
  "type mismatch")
;;! refutes: Catch_ok/catch: t* <: C.LABELS[l]
(assert_invalid (module (tag $e) (func (try_table (catch $e 7)))) "unknown label")

;;! derives: Catch_ok/catch_ref
(module (tag $e) (func (result exnref) (try_table (catch_ref $e 0)) unreachable))
;;! refutes: Catch_ok/catch_ref: $as_deftype(C.TAGS[x]) ~~ FUNC t* -> eps
(assert_invalid (module (func (try_table (catch_ref 7 0)))) "unknown tag")
;;! refutes: Catch_ok/catch_ref: t* (REF EXN) <: C.LABELS[l]
;;! refutes: Resulttype_sub: |t_1*| = |t_2*|
(assert_invalid (module (tag $e) (func (try_table (catch_ref $e 0)))) "type mismatch")

;;! derives: Catch_ok/catch_all
(module (func (try_table (catch_all 0))))
;;! refutes: Catch_ok/catch_all: eps <: C.LABELS[l]
;;! refutes: Resulttype_sub: |t_1*| = |t_2*|
(assert_invalid
  (module (func (result i32) (try_table (catch_all 0)) (i32.const 0)))
  "type mismatch")

;;! derives: Catch_ok/catch_all_ref
(module (func (result exnref) (try_table (catch_all_ref 0)) unreachable))
;;! refutes: Catch_ok/catch_all_ref: (REF EXN) <: C.LABELS[l]
;;! refutes: Resulttype_sub: |t_1*| = |t_2*|
(assert_invalid (module (func (try_table (catch_all_ref 0)))) "type mismatch")
