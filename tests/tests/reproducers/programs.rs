//! Programs, each with one question.

/// Programs, each with a question and the specification's answer, in the campaign's notation.
pub(crate) const PROGRAMS: [(&str, &str); 61] = [
    ("valid types", "(module $m (rec) (rec (type $a (sub (func (result (ref $a))))))) ;;! ask valid $m = yes"),
    (
        "invalid types",
        "(module $m (type $a (struct)) (type $b (sub $a (struct)))) ;;! ask valid $m = no",
    ),
    (
        "invalid types after a valid module",
        "(module (type (func))) (module $m (type $a (sub $a (array i8)))) ;;! ask valid $m = no",
    ),
    (
        "an unknown type",
        r#"(module $m binary "\00asm\01\00\00\00" "\01\05\01\5e\63\07\00") ;;! ask valid $m = no"#,
    ),
    (
        "a malformed module",
        r#"(module $m binary "\00asm\01\00\00\00" "\01\03\01\5e\78") ;;! ask valid $m = no"#,
    ),
    (
        "bytes that text cannot say",
        r#"(module $m binary "\00asm\01\00\00\00" "\01\84\00\01\60\00\00") ;;! ask valid $m = yes"#,
    ),
    (
        "a declared subtype",
        "(module (type $a (sub (struct))) (type $b (sub $a (struct)))) ;;! ask subtype $b $a = yes",
    ),
    (
        "a supertype",
        "(module (type $a (sub (struct))) (type $b (sub $a (struct)))) ;;! ask subtype $a $b = no",
    ),
    ("a nullable type", "(module (type $a (array i8))) ;;! ask subtype null:$a $a = no"),
    ("a function type", "(module (type $a (func))) ;;! ask subtype $a null:func = yes"),
    ("abstract types", "(module) ;;! ask subtype i31 eq = yes"),
    ("abstract types the other way", "(module) ;;! ask subtype eq i31 = no"),
    (
        "equal types",
        "(module (type $a (struct (field i8))) (type $b (struct (field i8)))) ;;! ask same $a $b = yes",
    ),
    (
        "different types",
        "(module (type $a (struct (field i8))) (type $b (struct (field i16)))) ;;! ask same $a $b = no",
    ),
    (
        "a type that is not its subtype",
        "(module (type $a (sub (struct))) (type $b (sub $a (struct)))) ;;! ask same $b $a = no",
    ),
    (
        "a function read at a supertype",
        "(module (type $f (sub (func))) (type $g (sub $f (func)))) ;;! ask funcref $g $f = yes",
    ),
    (
        "a function read at a subtype",
        "(module (type $f (sub (func))) (type $g (sub $f (func)))) ;;! ask funcref $f $g = no",
    ),
    (
        "a subtype of another module's type",
        "(module $m (type $a (sub (struct))) (type $b (sub $a (struct))))
         (module $n (type (func)) (type $c (sub (struct)))) ;;! ask subtype $m.$b $n.$c = yes",
    ),
    (
        "a function type of another module",
        "(module $m (type $f (func (param i32)))) (module $n (type $g (func))) ;;! ask subtype $m.$f $n.$g = no",
    ),
    (
        "a nullable function type of another module",
        "(module $m (type $f (func))) (module $n (type $g (func))) ;;! ask subtype null:$m.$f $n.$g = no",
    ),
    (
        "a nullable type of another module",
        "(module $m (type $a (struct))) (module $n (type $b (struct))) ;;! ask subtype null:$m.$a $n.$b = no",
    ),
    (
        "equal types of two modules",
        "(module $m (type (func)) (type $a (sub (array i8)))) (module $n (type $b (sub (array i8))))
         ;;! ask same $n.$b $m.$a = yes",
    ),
    (
        "different types of two modules",
        "(module $m (type $a (sub (func)))) (module $n (type $b (func))) ;;! ask same $m.$a $n.$b = no",
    ),
    (
        "a function of another module",
        "(module $m (type $f (sub (func))) (type $g (sub $f (func))))
         (module $n (type $h (sub (func)))) ;;! ask funcref $m.$g $n.$h = yes",
    ),
    (
        "a dropped module",
        "(module $l (type (struct))) (module $m (type $a (sub (struct))))
         ;;! drop $l
         (module $n (type $b (sub (array i8))) (type $c (sub (struct)))) ;;! ask subtype $n.$c $m.$a = yes",
    ),
    (
        "null at a nullable type",
        "(module (type $a (struct))) ;;! ask cast null null:$a = yes",
    ),
    (
        "null at a type without null",
        "(module) ;;! ask cast null exn = no",
    ),
    (
        "a scalar",
        "(module) ;;! ask cast i31 eq = yes",
    ),
    (
        "a scalar at a structure",
        "(module (type $a (struct))) ;;! ask cast i31 $a = no",
    ),
    (
        "an exception",
        "(module) ;;! ask cast exn null:exn = yes",
    ),
    (
        "a host reference",
        "(module) ;;! ask cast host any = yes",
    ),
    (
        "a host reference at eq",
        "(module) ;;! ask cast host eq = no",
    ),
    (
        "an external reference",
        "(module) ;;! ask cast extern noextern = no",
    ),
    (
        "an external reference at any",
        "(module) ;;! ask cast extern any = no",
    ),
    (
        "a structure at its supertype",
        "(module (type $a (sub (struct)))
         (type $b (sub $a (struct (field i8)))))
         ;;! ask cast $b $a = yes",
    ),
    (
        "a structure at its subtype",
        "(module (type $a (sub (struct)))
         (type $b (sub $a (struct))))
         ;;! ask cast $a null:$b = no",
    ),
    (
        "a structure of structures",
        "(module (type $f (func))
         (type $a (array i8))
         (type $b (struct (field (ref $a) (ref struct) (ref exn) (ref $f) i16 (ref extern) (ref func))))
         (type $c (struct)))
         ;;! ask cast $b struct = yes",
    ),
    (
        "a structure that contains itself",
        "(module (type $a (sub (struct (field (ref $a)))))
         (type $b (sub $a (struct (field (ref $a))))))
         ;;! ask cast $b $a = yes",
    ),
    (
        "an array",
        "(module (type $a (array (ref none)))) ;;! ask cast $a array = yes",
    ),
    (
        "a function",
        "(module (type $f (func (param i32)))) ;;! ask cast $f func = yes",
    ),
    (
        "a function at any",
        "(module (type $f (func))) ;;! ask cast $f null:any = no",
    ),
    (
        "an object of another module",
        "(module $m (type $a (sub (struct (field i32)))))
         (module $n (type (func))
         (type $b (sub (struct (field i32)))))
         ;;! ask cast $m.$a $n.$b = yes",
    ),
    (
        "a function of another module at a structure",
        "(module $m (type $f (func)))
         (module $n (type $b (struct)))
         ;;! ask cast $m.$f $n.$b = no",
    ),
    (
        "an indirect call at a supertype",
        "(module (type $f (sub (func (param i32 (ref eq)) (result i64))))
         (type $g (sub $f (func (param i32 (ref eq)) (result i64)))))
         ;;! ask call $g $f = yes",
    ),
    (
        "an indirect call at a subtype",
        "(module (type $f (sub (func))) (type $g (sub $f (func)))) ;;! ask call $f $g = no",
    ),
    (
        "an indirect call without arguments to give",
        "(module (type $f (func (param (ref none)))) (type $g (func))) ;;! ask call $g $f = no",
    ),
    (
        "an indirect call through a table of another module",
        "(module $m (type $f (sub (func)))
         (type $g (sub $f (func))))
         (module $n (type (struct))
         (type $f (sub (func))))
         ;;! ask call $m.$g $n.$f = yes",
    ),
    (
        "an indirect call of another module without arguments to give",
        "(module $m (type $f (func (param (ref noexn)))))
         (module $n (type $f (func (param (ref noexn)))))
         ;;! ask call $m.$f $n.$f = yes",
    ),
    (
        "an imported function",
        "(module (type $f (sub (func)))
         (type $g (sub $f (func))))
         ;;! ask link func:$g func:$f = yes",
    ),
    (
        "a function imported at a subtype",
        "(module $m (type $f (sub (func))))
         (module $n (type $f (sub (func)))
         (type $g (sub $f (func))))
         ;;! ask link func:$m.$f func:$n.$g = no",
    ),
    (
        "an imported tag",
        "(module (type $f (func (param i32)))) ;;! ask link tag:$f tag:$f = yes",
    ),
    (
        "a tag imported as a function",
        "(module (type $f (func))) ;;! ask link tag:$f func:$f = no",
    ),
    (
        "an imported constant",
        "(module (type $a (sub (struct)))
         (type $b (sub $a (struct (field (ref i31))))))
         ;;! ask link global:$b global:null:$a = yes",
    ),
    (
        "a mutable global imported at a supertype",
        "(module) ;;! ask link mut:null:eq mut:null:any = no",
    ),
    (
        "a number imported as another",
        "(module) ;;! ask link global:i32 global:i64 = no",
    ),
    (
        "a global that no module can make",
        "(module) ;;! ask link mut:none mut:any = no",
    ),
    (
        "a constant that no module can make",
        "(module) ;;! ask link global:noexn global:exn = yes",
    ),
    (
        "a global that no module can make, with another mutability",
        "(module) ;;! ask link global:none mut:none = no",
    ),
    (
        "an imported table",
        "(module (type $f (func))) ;;! ask link table64:1..2:$f table64:0..2:$f = yes",
    ),
    (
        "a table imported at a supertype",
        "(module (type $f (func))) ;;! ask link table:1..:null:$f table:1..:null:func = no",
    ),
    (
        "a memory without maximum",
        "(module) ;;! ask link memory:1.. memory:1..65536 = no",
    ),
];
