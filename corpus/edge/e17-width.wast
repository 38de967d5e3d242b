;;! rule: Deftype_sub/super
;;! rule: Comptype_sub/struct
;;! rule: Resulttype_sub
;;! why: a struct may have more fields than its supertype; a function has the same number of parameters
(module
  (type $a (sub (struct (field i32))))
  (type $b (sub $a (struct (field i32 i64)))))
;;! ask subtype $b $a = yes

;; A field less.
(assert_invalid
  (module
    (type $a (sub (struct (field i32 i64))))
    (type $b (sub $a (struct (field i32)))))
  "sub type")

;; The further field in front.
(assert_invalid
  (module
    (type $a (sub (struct (field i32))))
    (type $b (sub $a (struct (field i64 i32)))))
  "sub type")

;; A parameter more, or less.
(assert_invalid
  (module
    (type $a (sub (func (param i32))))
    (type $b (sub $a (func (param i32 i64)))))
  "sub type")
(assert_invalid
  (module
    (type $a (sub (func (param i32 i64))))
    (type $b (sub $a (func (param i32)))))
  "sub type")

;; A result more.
(assert_invalid
  (module
    (type $a (sub (func (result i32))))
    (type $b (sub $a (func (result i32 i64)))))
  "sub type")
