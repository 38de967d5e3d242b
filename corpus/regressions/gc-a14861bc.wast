;;! origin: WebAssembly/gc 121f084e, c27610d0 and a14861bc
;;! why: a cast to a nullable type takes null with it, so null does not go where the cast fails
;;! rule: Reftype_sub/nonnull
;;! rule: Reftype_sub/null
(module
  (type $a (struct))
  (func (param anyref) (result (ref null $a))
    (block $fails (result (ref any))
      (return (br_on_cast_fail $fails anyref (ref null $a) (local.get 0))))
    (drop)
    (ref.null $a))
  (func (param anyref) (result (ref $a))
    (block $fails (result anyref)
      (return (br_on_cast_fail $fails anyref (ref $a) (local.get 0))))
    (drop)
    (struct.new $a)))
;;! ask cast null null:$a = yes
;;! ask cast null $a = no
;;! ask cast $a $a = yes
;;! ask cast i31 null:$a = no
;;! ask subtype null:any any = no
