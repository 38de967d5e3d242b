//! Validity of declared supertypes: edge cases E10 to E21 of the rule book.

use crate::support::{assert_valid, invalid, type_section, verdict, wasm};
use subtly_impl::{Error, InvalidReason, TypeKind, TypePart};

fn mismatch(part: TypePart, position: u32) -> InvalidReason {
    InvalidReason::SupertypeMismatch { supertype: 0, part, position }
}

#[test]
fn supertypes_stand_before_their_subtypes() {
    // E10.
    let later = |supertype| InvalidReason::SupertypeNotEarlier { supertype };
    assert_eq!(invalid("(type $a (sub $a (struct)))"), (0, later(0)));
    let types = "(rec (type (sub $b (struct))) (type $b (sub (struct))))";
    assert_eq!(invalid(types), (0, later(1)));
    let types = "(rec (type (sub 1 (struct))) (type (sub 0 (struct))))";
    assert_eq!(invalid(types), (0, later(1)));
    assert_valid("(rec (type $a (sub (struct))) (type (sub $a (struct))))");
    let unknown = InvalidReason::UnknownType { index: 7 };
    assert_eq!(invalid("(type (sub 7 (struct)))"), (0, unknown));
    // The next group is as far away as no type at all.
    let unknown = InvalidReason::UnknownType { index: 1 };
    assert_eq!(invalid("(type (sub 1 (struct))) (type (sub (struct)))"), (0, unknown));
}

#[test]
fn references_stay_inside_the_group() {
    // E11.
    assert_valid("(rec (type (struct (field (ref 1)))) (type (func (result (ref null 0)))))");
    let unknown = InvalidReason::UnknownType { index: 1 };
    assert_eq!(invalid("(type (struct (field (ref 1)))) (type (func))"), (0, unknown));
    assert_eq!(invalid("(type (func (param (ref null 1))))"), (0, unknown));
    assert_eq!(invalid("(type (func)) (type (func (result (ref 2))))").0, 1);
    assert_valid("(type $a (array (ref $a)))");
}

#[test]
fn later_declarations_are_facts() {
    // E12: field 0 of $b relies on what $d declares.
    let group = |declaration: &str| {
        format!(
            "(rec (type $a (sub (struct (field (ref $c)))))
                  (type $b (sub $a (struct (field (ref $d)))))
                  (type $c (sub (struct)))
                  (type $d (sub {declaration})))"
        )
    };
    assert_valid(&group("$c (struct)"));
    assert_eq!(invalid(&group("(struct)")), (1, mismatch(TypePart::Field, 0)));
    // The fact is wrong: the module is rejected for it.
    assert!(matches!(
        invalid(&group("$c (array i8)")),
        (3, InvalidReason::SupertypeKind { supertype: 2, .. })
    ));
}

#[test]
fn supertypes_are_open() {
    // E13 and E14.
    let is_final = InvalidReason::SupertypeFinal { supertype: 0 };
    for body in ["(struct)", "(func)", "(array i8)"] {
        assert_eq!(invalid(&format!("(type {body}) (type (sub 0 {body}))")), (1, is_final));
        assert_eq!(invalid(&format!("(type (sub final {body})) (type (sub 0 {body}))")).0, 1);
        assert_eq!(invalid(&format!("(rec (type {body}) (type (sub 0 {body})))")), (1, is_final));
        assert_valid(&format!("(type (sub {body})) (type (sub final 0 {body}))"));
        assert_valid(&format!("(type (sub {body})) (type (sub 0 {body})) (type (sub 1 {body}))"));
    }
}

#[test]
fn equal_supertypes_are_interchangeable() {
    // E15.
    assert_valid(
        "(type $a (sub (struct))) (type $b (sub (struct)))
         (type $x (sub (struct (field (ref $a)))))
         (type $c (sub $b (struct)))
         (type (sub $x (struct (field (ref $c)))))",
    );
}

#[test]
fn kinds_agree() {
    // E16.
    let bodies = ["(struct)", "(func)", "(array i8)"];
    let kinds = [TypeKind::Struct, TypeKind::Func, TypeKind::Array];
    for (sup, expected) in bodies.iter().zip(kinds) {
        for (sub, found) in bodies.iter().zip(kinds) {
            let types = format!("(type (sub {sup})) (type (sub 0 {sub}))");
            if found == expected {
                assert_valid(&types);
            } else {
                let reason = InvalidReason::SupertypeKind { supertype: 0, found, expected };
                assert_eq!(invalid(&types), (1, reason));
            }
        }
    }
}

#[test]
fn width() {
    // E17 and E20.
    let pair = |sup: &str, sub: &str| format!("(type (sub {sup})) (type (sub 0 {sub}))");
    assert_valid(&pair("(struct)", "(struct (field i32))"));
    assert_valid(&pair("(struct (field i32))", "(struct (field i32 i64))"));
    let arity = |part, found, expected| {
        (1, InvalidReason::SupertypeArity { supertype: 0, part, found, expected })
    };
    let shorter = pair("(struct (field i32))", "(struct)");
    assert_eq!(invalid(&shorter), arity(TypePart::Field, 0, 1));
    let types = pair("(func (param i32))", "(func)");
    assert_eq!(invalid(&types), arity(TypePart::Param, 0, 1));
    let types = pair("(func)", "(func (param i32))");
    assert_eq!(invalid(&types), arity(TypePart::Param, 1, 0));
    let types = pair("(func)", "(func (result i32))");
    assert_eq!(invalid(&types), arity(TypePart::Result, 1, 0));
    let types = pair("(func (result i32 i32))", "(func (result i32))");
    assert_eq!(invalid(&types), arity(TypePart::Result, 1, 2));
    // The same number of values altogether.
    assert_eq!(invalid(&pair("(func (param i32))", "(func (result i32))")).0, 1);
}

#[test]
fn fields() {
    // E18 and E19, in structs and in arrays.
    let both = |sup: &str, sub: &str, valid: bool| {
        for (kind, part) in [("struct", TypePart::Field), ("array", TypePart::Element)] {
            let wrap = |field| match kind {
                "struct" => format!("(struct (field {field}))"),
                _ => format!("(array {field})"),
            };
            let types = format!("(type (sub {})) (type (sub 0 {}))", wrap(sup), wrap(sub));
            if valid {
                assert_valid(&types);
            } else {
                assert_eq!(invalid(&types), (1, mismatch(part, 0)), "{types}");
            }
        }
    };
    both("anyref", "(ref any)", true);
    both("(ref any)", "anyref", false);
    both("anyref", "eqref", true);
    both("eqref", "anyref", false);
    both("anyref", "nullref", true);
    both("anyref", "externref", false);
    both("(mut anyref)", "(mut anyref)", true);
    both("(mut anyref)", "(mut (ref any))", false);
    both("(mut anyref)", "(mut eqref)", false);
    both("(mut eqref)", "(mut anyref)", false);
    both("anyref", "(mut anyref)", false);
    both("(mut anyref)", "anyref", false);
    both("i8", "i8", true);
    both("i8", "i16", false);
    both("i32", "i8", false);
    both("i16", "i32", false);
    both("i32", "i32", true);
    both("i32", "i64", false);
    both("i32", "anyref", false);
    both("(mut i8)", "(mut i8)", true);
    both("anyref", "(ref 0)", true);
    both("(ref 0)", "(ref 1)", true);
    both("(ref 0)", "(ref null 1)", false);
    both("(mut (ref 0))", "(mut (ref 1))", false);
}

#[test]
fn mutable_fields_match_by_subtyping_in_both_directions() {
    assert_valid(
        "(type $a (struct)) (type $b (struct))
         (type $x (sub (array (mut (ref $a))))) (type (sub $x (array (mut (ref $b)))))",
    );
}

#[test]
fn the_second_field_is_checked_too() {
    let types = "(type (sub (struct (field i32 i32)))) (type (sub 0 (struct (field i32 i64))))";
    assert_eq!(invalid(types), (1, mismatch(TypePart::Field, 1)));
}

#[test]
fn functions() {
    let pair =
        |sup: &str, sub: &str| format!("(type (sub (func {sup}))) (type (sub 0 (func {sub})))");
    assert_valid(&pair("(param eqref)", "(param anyref)"));
    assert_eq!(
        invalid(&pair("(param anyref)", "(param eqref)")),
        (1, mismatch(TypePart::Param, 0))
    );
    assert_valid(&pair("(result anyref)", "(result eqref)"));
    assert_eq!(
        invalid(&pair("(param i32) (result i32 eqref)", "(param i32) (result i32 anyref)")),
        (1, mismatch(TypePart::Result, 1))
    );
    assert_valid(&pair("(param (ref 0))", "(param (ref func))"));
    assert_eq!(invalid(&pair("(result i32)", "(result i64)")).0, 1);
}

#[test]
fn references_to_members_are_read_in_their_own_group() {
    // Member 0 of the second group is another type than member 0 of the first.
    let reason = mismatch(TypePart::Field, 0);
    let types =
        "(type $a (sub (struct (field (ref $a))))) (type $b (sub $a (struct (field (ref $b)))))";
    assert_valid(types);
    let types = "(type $a (sub (struct (field (ref $a)))))
                 (rec (type $b (sub (struct))) (type (sub $a (struct (field (ref $b))))))";
    assert_eq!(invalid(types), (2, reason));
}

/// E21: the second copy is found in the registry, and an invalid group never gets there.
#[test]
fn repeated_groups() {
    let group = "(rec (type $a (sub (struct (field (ref $b)))))
                      (type $b (sub $a (struct (field (ref $b) i8)))))";
    let again = group.replace("$a", "$x").replace("$b", "$y");
    assert_valid(&format!("{group} {again}"));
    let wrong = "(rec (type $a (sub (struct (field i32)))) (type (sub $a (struct))))";
    let registry = subtly_impl::Registry::default();
    for _ in 0..3 {
        assert!(registry.register_module(&wasm(wrong)).is_err());
    }
    assert_eq!(registry.counts().types_live, 0);
}

#[test]
fn the_error_says_where() {
    // (rec) first: the offset counts bytes, the index counts types.
    let content = [3, 0x4e, 0, 0x50, 0, 0x5f, 0, 0x50, 1, 0, 0x5e, 0x7f, 0];
    match verdict(&type_section(&content)) {
        Err(Error::Invalid { offset, type_index, .. }) => {
            assert_eq!((offset, type_index.get()), (10 + 7, 1));
        }
        other => panic!("{other:?}"),
    }
}
