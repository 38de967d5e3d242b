;;! why: instructions on arrays

;;! derives: Instr_ok/array.new
(module (type $a (array i8)) (func (drop (array.new $a (i32.const 0) (i32.const 0)))))
;;! refutes: Instr_ok/array.new: C.TYPES[x] ~~ ARRAY (mut? zt)
(assert_invalid
  (module (type $a (struct)) (func (drop (array.new $a (i32.const 0) (i32.const 0)))))
  "type mismatch")

;;! derives: Instr_ok/array.new_default
(module (type $a (array funcref)) (func (drop (array.new_default $a (i32.const 0)))))
;;! refutes: Instr_ok/array.new_default: C.TYPES[x] ~~ ARRAY (mut? zt)
(assert_invalid (module (func (drop (array.new_default 7 (i32.const 0))))) "unknown type")
;;! refutes: Instr_ok/array.new_default: $unpack(zt) DEFAULTABLE
;;! refutes: Defaultable: $default_(t) =/= eps
(assert_invalid
  (module (type $a (array (ref func))) (func (drop (array.new_default $a (i32.const 0)))))
  "type is not defaultable")

;;! derives: Instr_ok/array.new_fixed
(module (type $a (array i8)) (func (drop (array.new_fixed $a 1 (i32.const 0)))))
;;! refutes: Instr_ok/array.new_fixed: C.TYPES[x] ~~ ARRAY (mut? zt)
(assert_invalid (module (type $a (struct)) (func (drop (array.new_fixed $a 0)))) "type mismatch")

;;! derives: Instr_ok/array.new_elem
(module
  (type $a (array funcref))
  (elem $e funcref)
  (func (drop (array.new_elem $a $e (i32.const 0) (i32.const 0)))))
;;! refutes: Instr_ok/array.new_elem: C.TYPES[x] ~~ ARRAY (mut? rt)
(assert_invalid
  (module
    (type $a (array i32))
    (elem $e funcref)
    (func (drop (array.new_elem $a $e (i32.const 0) (i32.const 0)))))
  "type mismatch")
;;! refutes: Instr_ok/array.new_elem: C.ELEMS[y] <: rt
;;! refutes: Heaptype_sub/trans: heaptype' <: heaptype_2
(assert_invalid
  (module
    (type $a (array externref))
    (elem $e funcref)
    (func (drop (array.new_elem $a $e (i32.const 0) (i32.const 0)))))
  "type mismatch")
;;! refutes: Instr_ok/array.new_elem: C.ELEMS[y] <: rt
(assert_invalid
  (module
    (type $a (array funcref))
    (func (drop (array.new_elem $a 7 (i32.const 0) (i32.const 0)))))
  "unknown elem segment")

;;! derives: Instr_ok/array.new_data
(module
  (type $a (array i8))
  (data $d "a")
  (func (drop (array.new_data $a $d (i32.const 0) (i32.const 0)))))
;;! refutes: Instr_ok/array.new_data: C.TYPES[x] ~~ ARRAY (mut? zt)
(assert_invalid
  (module
    (type $a (struct))
    (data $d "a")
    (func (drop (array.new_data $a $d (i32.const 0) (i32.const 0)))))
  "type mismatch")
;;! refutes: Instr_ok/array.new_data: $unpack(zt) = numtype \/ $unpack(zt) = vectype
(assert_invalid
  (module
    (type $a (array funcref))
    (data $d "a")
    (func (drop (array.new_data $a $d (i32.const 0) (i32.const 0)))))
  "array type is not numeric or vector")
;; The binary has a data count section here, as it must where an instruction names a data segment.
;;! refutes: Instr_ok/array.new_data: C.DATAS[y] = OK
(assert_invalid
  (module
    (type $a (array i8))
    (data $d "a")
    (func (drop (array.new_data $a 7 (i32.const 0) (i32.const 0)))))
  "unknown data segment")

;;! derives: Instr_ok/array.get
(module
  (type $a (array i8))
  (func (param (ref $a)) (drop (array.get_u $a (local.get 0) (i32.const 0)))))
;;! refutes: Instr_ok/array.get: C.TYPES[x] ~~ ARRAY (mut? zt)
(assert_invalid
  (module
    (type $a (struct))
    (func (param (ref $a)) (drop (array.get $a (local.get 0) (i32.const 0)))))
  "type mismatch")
;;! refutes: Instr_ok/array.get: sx? =/= eps <=> $is_packtype(zt)
(assert_invalid
  (module
    (type $a (array i8))
    (func (param (ref $a)) (drop (array.get $a (local.get 0) (i32.const 0)))))
  "array is packed")

;;! derives: Instr_ok/array.set
(module
  (type $a (array (mut i8)))
  (func (param (ref $a)) (array.set $a (local.get 0) (i32.const 0) (i32.const 0))))
;;! refutes: Instr_ok/array.set: C.TYPES[x] ~~ ARRAY (MUT zt)
(assert_invalid
  (module
    (type $a (array i8))
    (func (param (ref $a)) (array.set $a (local.get 0) (i32.const 0) (i32.const 0))))
  "immutable array")

;;! derives: Instr_ok/array.len
(module (func (param arrayref) (drop (array.len (local.get 0)))))

;;! derives: Instr_ok/array.fill
(module
  (type $a (array (mut i8)))
  (func (param (ref $a))
    (array.fill $a (local.get 0) (i32.const 0) (i32.const 0) (i32.const 0))))
;;! refutes: Instr_ok/array.fill: C.TYPES[x] ~~ ARRAY (MUT zt)
(assert_invalid
  (module
    (type $a (array i8))
    (func (param (ref $a))
      (array.fill $a (local.get 0) (i32.const 0) (i32.const 0) (i32.const 0))))
  "immutable array")

;;! derives: Instr_ok/array.copy
(module
  (type $a (array (mut anyref)))
  (type $b (array eqref))
  (func (param (ref $a) (ref $b))
    (array.copy $a $b (local.get 0) (i32.const 0) (local.get 1) (i32.const 0) (i32.const 0))))
;;! refutes: Instr_ok/array.copy: C.TYPES[x_1] ~~ ARRAY (MUT zt_1)
(assert_invalid
  (module
    (type $a (array i8))
    (func (param (ref $a))
      (array.copy $a $a (local.get 0) (i32.const 0) (local.get 0) (i32.const 0) (i32.const 0))))
  "immutable array")
;;! refutes: Instr_ok/array.copy: C.TYPES[x_2] ~~ ARRAY (mut? zt_2)
(assert_invalid
  (module
    (type $a (array (mut i8)))
    (type $b (struct))
    (func (param (ref $a) (ref $b))
      (array.copy $a $b (local.get 0) (i32.const 0) (local.get 1) (i32.const 0) (i32.const 0))))
  "type mismatch")
;;! refutes: Instr_ok/array.copy: zt_2 <: zt_1
;;! refutes: Storagetype_sub/pack: packtype_1 <: packtype_2
(assert_invalid
  (module
    (type $a (array (mut i8)))
    (type $b (array i16))
    (func (param (ref $a) (ref $b))
      (array.copy $a $b (local.get 0) (i32.const 0) (local.get 1) (i32.const 0) (i32.const 0))))
  "array types do not match")

;;! derives: Instr_ok/array.init_elem
(module
  (type $a (array (mut funcref)))
  (elem $e funcref)
  (func (param (ref $a))
    (array.init_elem $a $e (local.get 0) (i32.const 0) (i32.const 0) (i32.const 0))))
;;! refutes: Instr_ok/array.init_elem: C.TYPES[x] ~~ ARRAY (MUT zt)
(assert_invalid
  (module
    (type $a (array funcref))
    (elem $e funcref)
    (func (param (ref $a))
      (array.init_elem $a $e (local.get 0) (i32.const 0) (i32.const 0) (i32.const 0))))
  "immutable array")
;;! refutes: Instr_ok/array.init_elem: C.ELEMS[y] <: zt
(assert_invalid
  (module
    (type $a (array (mut i8)))
    (elem $e funcref)
    (func (param (ref $a))
      (array.init_elem $a $e (local.get 0) (i32.const 0) (i32.const 0) (i32.const 0))))
  "type mismatch")
;;! refutes: Instr_ok/array.init_elem: C.ELEMS[y] <: zt
(assert_invalid
  (module
    (type $a (array (mut funcref)))
    (func (param (ref $a))
      (array.init_elem $a 7 (local.get 0) (i32.const 0) (i32.const 0) (i32.const 0))))
  "unknown elem segment")

;;! derives: Instr_ok/array.init_data
(module
  (type $a (array (mut i8)))
  (data $d "a")
  (func (param (ref $a))
    (array.init_data $a $d (local.get 0) (i32.const 0) (i32.const 0) (i32.const 0))))
;;! refutes: Instr_ok/array.init_data: C.TYPES[x] ~~ ARRAY (MUT zt)
(assert_invalid
  (module
    (type $a (array i8))
    (data $d "a")
    (func (param (ref $a))
      (array.init_data $a $d (local.get 0) (i32.const 0) (i32.const 0) (i32.const 0))))
  "immutable array")
;;! refutes: Instr_ok/array.init_data: $unpack(zt) = numtype \/ $unpack(zt) = vectype
(assert_invalid
  (module
    (type $a (array (mut funcref)))
    (data $d "a")
    (func (param (ref $a))
      (array.init_data $a $d (local.get 0) (i32.const 0) (i32.const 0) (i32.const 0))))
  "array type is not numeric or vector")
;;! refutes: Instr_ok/array.init_data: C.DATAS[y] = OK
(assert_invalid
  (module
    (type $a (array (mut i8)))
    (data $d "a")
    (func (param (ref $a))
      (array.init_data $a 7 (local.get 0) (i32.const 0) (i32.const 0) (i32.const 0))))
  "unknown data segment")
