;;! why: instructions on structures

;;! derives: Instr_ok/struct.new
(module (type $a (struct (field i8))) (func (drop (struct.new $a (i32.const 0)))))
;;! refutes: Instr_ok/struct.new: C.TYPES[x] ~~ STRUCT (mut? zt)*
(assert_invalid (module (type $a (array i8)) (func (drop (struct.new $a)))) "type mismatch")

;;! derives: Instr_ok/struct.new_default
(module (type $a (struct (field funcref))) (func (drop (struct.new_default $a))))
;;! refutes: Instr_ok/struct.new_default: C.TYPES[x] ~~ STRUCT (mut? zt)*
(assert_invalid (module (func (drop (struct.new_default 7)))) "unknown type")
;;! refutes: Instr_ok/struct.new_default: ($unpack(zt) DEFAULTABLE)*
;;! refutes: Defaultable: $default_(t) =/= eps
(assert_invalid
  (module (type $a (struct (field i32) (field (ref func)))) (func (drop (struct.new_default $a))))
  "type is not defaultable")

;;! derives: Instr_ok/struct.get
(module
  (type $a (struct (field i32) (field i8)))
  (func (param (ref $a))
    (drop (struct.get $a 0 (local.get 0)))
    (drop (struct.get_s $a 1 (local.get 0)))))
;;! refutes: Instr_ok/struct.get: C.TYPES[x] ~~ STRUCT ft*
(assert_invalid
  (module (type $a (array i32)) (func (param (ref $a)) (drop (struct.get $a 0 (local.get 0)))))
  "type mismatch")
;;! refutes: Instr_ok/struct.get: ft*[i] = mut? zt
(assert_invalid
  (module (type $a (struct)) (func (param (ref $a)) (drop (struct.get $a 0 (local.get 0)))))
  "unknown field")
;;! refutes: Instr_ok/struct.get: sx? =/= eps <=> $is_packtype(zt)
(assert_invalid
  (module
    (type $a (struct (field i8)))
    (func (param (ref $a)) (drop (struct.get $a 0 (local.get 0)))))
  "field is packed")
;;! refutes: Instr_ok/struct.get: sx? =/= eps <=> $is_packtype(zt)
(assert_invalid
  (module
    (type $a (struct (field i32)))
    (func (param (ref $a)) (drop (struct.get_u $a 0 (local.get 0)))))
  "field is unpacked")

;;! derives: Instr_ok/struct.set
(module
  (type $a (struct (field (mut i32))))
  (func (param (ref $a)) (struct.set $a 0 (local.get 0) (i32.const 0))))
;;! refutes: Instr_ok/struct.set: C.TYPES[x] ~~ STRUCT ft*
(assert_invalid
  (module
    (type $a (array (mut i32)))
    (func (param (ref $a)) (struct.set $a 0 (local.get 0) (i32.const 0))))
  "type mismatch")
;;! refutes: Instr_ok/struct.set: ft*[i] = MUT zt
(assert_invalid
  (module
    (type $a (struct (field i32)))
    (func (param (ref $a)) (struct.set $a 0 (local.get 0) (i32.const 0))))
  "immutable field")
;;! refutes: Instr_ok/struct.set: ft*[i] = MUT zt
(assert_invalid
  (module
    (type $a (struct))
    (func (param (ref $a)) (struct.set $a 0 (local.get 0) (i32.const 0))))
  "unknown field")
