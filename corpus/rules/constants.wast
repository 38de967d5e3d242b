;;! why: which instructions are constant

;;! derives: Expr_const
;;! derives: Expr_ok_const
;;! derives: Instr_const/const
(module (global i32 (i32.const 0)))
;;! refutes: Expr_ok_const: expr : t
;;! refutes: Valtype_sub/num: numtype_1 <: numtype_2
(assert_invalid (module (global i32 (i64.const 0))) "type mismatch")
;; Nothing concludes that a call is constant.
;;! refutes: Expr_const: (instr CONST)*
;;! refutes: Expr_ok_const: expr CONST
(assert_invalid
  (module (func $f (result i32) (i32.const 0)) (global i32 (call $f)))
  "constant expression required")
;;! refutes: Expr_const: (instr CONST)*
(assert_invalid (module (global i32 (i32.ctz (i32.const 0)))) "constant expression required")

;;! derives: Instr_const/vconst
(module (global v128 (v128.const i64x2 0 0)))
;;! derives: Instr_const/ref.null
(module (global funcref (ref.null func)))
;;! derives: Instr_const/ref.i31
(module (global i31ref (ref.i31 (i32.const 0))))
;;! derives: Instr_const/ref.func
(module (func $f) (global funcref (ref.func $f)))
;;! derives: Instr_const/struct.new
(module (type $a (struct (field i32))) (global (ref $a) (struct.new $a (i32.const 0))))
;;! derives: Instr_const/struct.new_default
(module (type $a (struct)) (global (ref $a) (struct.new_default $a)))
;;! derives: Instr_const/array.new
(module (type $a (array i32)) (global (ref $a) (array.new $a (i32.const 0) (i32.const 0))))
;;! derives: Instr_const/array.new_default
(module (type $a (array i32)) (global (ref $a) (array.new_default $a (i32.const 0))))
;;! derives: Instr_const/array.new_fixed
(module (type $a (array i32)) (global (ref $a) (array.new_fixed $a 1 (i32.const 0))))
;;! derives: Instr_const/any.convert_extern
(module (global anyref (any.convert_extern (ref.null extern))))
;;! derives: Instr_const/extern.convert_any
(module (global externref (extern.convert_any (ref.null any))))

;;! derives: Instr_const/global.get
(module definition (import "m" "g" (global i32)) (global i32 (global.get 0)))
;;! refutes: Instr_const/global.get: C.GLOBALS[x] = t
(assert_invalid
  (module (import "m" "g" (global (mut i32))) (global i32 (global.get 0)))
  "constant expression required")

;;! derives: Instr_const/binop
(module (global i64 (i64.mul (i64.const 0) (i64.const 0))))
;;! refutes: Instr_const/binop: Inn <- I32 I64
(assert_invalid
  (module (global f32 (f32.add (f32.const 0) (f32.const 0))))
  "constant expression required")
;;! refutes: Instr_const/binop: binop <- ADD SUB MUL
(assert_invalid
  (module (global i32 (i32.and (i32.const 0) (i32.const 0))))
  "constant expression required")
