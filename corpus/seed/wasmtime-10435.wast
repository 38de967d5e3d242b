;;! origin: Wasmtime #10435
;;! why: the ids of a group's own members are not "length + offset" once a registry gives slots out again
;;! rule: Deftype_sub/super

;; Leaves free slots behind.
(module $m
  (type $a (func))
  (type $b (struct))
  (type $c (array i8))
  (type $d (struct (field i64))))
;;! drop $m

;; The supertypes of these are in the group itself.
(module $n
  (rec
    (type $base (sub (struct)))
    (type $mid (sub $base (struct (field i32))))
    (type $leaf (sub $mid (struct (field i32 i64)))))
  (func (export "leaf") (result anyref) (struct.new_default $leaf))
  (func (export "leaf is base") (result i32)
    (ref.test (ref $base) (struct.new_default $leaf)))
  (func (export "leaf is mid") (result i32)
    (ref.test (ref $mid) (struct.new_default $leaf)))
  (func (export "base is leaf") (result i32)
    (ref.test (ref $leaf) (struct.new_default $base))))
(assert_return (invoke "leaf is base") (i32.const 1))
(assert_return (invoke "leaf is mid") (i32.const 1))
(assert_return (invoke "base is leaf") (i32.const 0))
(register "n" $n)

;;! ask subtype $leaf $mid = yes
;;! ask subtype $leaf $base = yes
;;! ask subtype $base $leaf = no
;;! ask subtype $mid $leaf = no

;; Another module declares the group at other indices, and casts what the first one allocated.
(module $o
  (type $shift (func))
  (rec
    (type $base (sub (struct)))
    (type $mid (sub $base (struct (field i32))))
    (type $leaf (sub $mid (struct (field i32 i64)))))
  (func $n.leaf (import "n" "leaf") (result anyref))
  (func (export "leaf is base") (result i32) (ref.test (ref $base) (call $n.leaf)))
  (func (export "leaf is mid") (result i32) (ref.test (ref $mid) (call $n.leaf))))
(assert_return (invoke "leaf is base") (i32.const 1))
(assert_return (invoke "leaf is mid") (i32.const 1))

;;! ask same $o.$leaf $n.$leaf = yes
;;! ask subtype $n.$leaf $o.$base = yes
;;! ask subtype $o.$leaf $n.$mid = yes
;;! ask subtype $o.$base $n.$leaf = no
