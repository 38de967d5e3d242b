//! Where two types differ: the path that explanations show.

use crate::valid;
use subtly_model::Model;
use subtly_model::difference::{Difference, Differing, Step};
use subtly_model::equality::difference;
use subtly_model::syntax::{AbsHeapType, CompType, DefType, HeapType, NumType, PackType};
use subtly_model::syntax::{RefType, StorageType, TypeUse, ValType};

const I32: ValType = ValType::Num(NumType::I32);

fn value(null: bool, ht: HeapType) -> ValType {
    ValType::Ref(RefType { null, ht })
}

fn abs(null: bool, abs: AbsHeapType) -> ValType {
    value(null, HeapType::Abs(abs))
}

fn def(null: bool, dt: DefType) -> ValType {
    value(null, HeapType::Use(TypeUse::Def(dt)))
}

/// Checks where the first and the last type of a module differ.
fn check(types: &str, expected: impl Fn(&[DefType]) -> (Vec<Step>, Differing)) {
    let mut model = Model::new();
    let dts = valid(&mut model, &format!("(module {types})"));
    let (first, last) = (dts[0], dts[dts.len() - 1]);
    let (path, what) = expected(&dts);
    assert_eq!(difference(model.terms(), first, last), Some(Difference { path, what }), "{types}");
    // The other way round it is at the same place.
    let back = difference(model.terms(), last, first).expect("difference is symmetric");
    assert_eq!(back.path.len(), expected(&dts).0.len(), "{types}");
}

/// Checks that the first and the last type of a module do not differ.
fn check_same(types: &str) {
    let mut model = Model::new();
    let dts = valid(&mut model, &format!("(module {types})"));
    assert_eq!(difference(model.terms(), dts[0], dts[dts.len() - 1]), None, "{types}");
}

#[test]
fn groups_differ_in_size_place_and_siblings() {
    check("(type (struct)) (rec (type (func)) (type (struct)))", |_| {
        (vec![], Differing::Projection(0, 1))
    });
    check("(rec (type (func)) (type (struct))) (type (func))", |_| {
        (vec![], Differing::MemberCount(2, 1))
    });
    // The same group of two equal members.
    check("(rec (type (struct)) (type (struct)))", |_| (vec![], Differing::Projection(0, 1)));
    check_same("(rec (type (func))) (type (sub final (func)))");
}

#[test]
fn siblings_count() {
    let mut model = Model::new();
    let dts = valid(
        &mut model,
        "(module (rec (type (func)) (type (struct))) (rec (type (func)) (type (array i32))))",
    );
    let element = subtly_model::syntax::FieldType { mutable: false, zt: StorageType::Val(I32) };
    let expected = Difference {
        path: vec![Step::Member(1)],
        what: Differing::Kind(CompType::Struct(vec![]), CompType::Array(element)),
    };
    assert_eq!(difference(model.terms(), dts[0], dts[2]), Some(expected));
}

#[test]
fn finality_and_supertypes_count() {
    check("(type (sub (struct))) (type (struct))", |_| {
        (vec![Step::Member(0)], Differing::Finality(false, true))
    });
    check("(type $a (sub (struct))) (type (sub $a (struct)))", |_| {
        (vec![Step::Member(0)], Differing::SuperCount(0, 1))
    });
    // The supertypes are compared in turn.
    let mut model = Model::new();
    let dts = valid(
        &mut model,
        "(module
           (type $a (sub (struct)))
           (type $b (sub (struct (field i32))))
           (type (sub $a (struct (field i32))))
           (type (sub $b (struct (field i32)))))",
    );
    let expected = Difference {
        path: vec![
            Step::Member(0),
            Step::Super(0),
            Step::Referenced(dts[0], dts[1]),
            Step::Member(0),
        ],
        what: Differing::Arity(0, 1),
    };
    assert_eq!(difference(model.terms(), dts[2], dts[3]), Some(expected));
}

#[test]
fn a_sibling_is_not_an_equal_type_from_outside() {
    check("(type $a (struct (field (ref $a)))) (type (struct (field (ref $a))))", |dts| {
        let path = vec![Step::Member(0), Step::Field(0)];
        (path, Differing::Use(TypeUse::Rec(0), TypeUse::Def(dts[0])))
    });
    check_same("(type $a (struct (field (ref $a)))) (type $b (struct (field (ref $b))))");
}

#[test]
fn references_are_followed_to_what_differs() {
    let mut model = Model::new();
    let dts = valid(
        &mut model,
        "(module
           (type $a (func (param i32)))
           (type $b (func (param i64)))
           (type $c (struct (field i32) (field (ref $a))))
           (type $d (struct (field i32) (field (ref $b))))
           (type $e (struct (field i32) (field (ref null $a)))))",
    );
    let inner = Difference {
        path: vec![Step::Member(0), Step::Param(0)],
        what: Differing::Value(I32, ValType::Num(NumType::I64)),
    };
    let mut path = vec![Step::Member(0), Step::Field(1), Step::Referenced(dts[0], dts[1])];
    path.extend(&inner.path);
    let outer = Difference { path, what: inner.what.clone() };
    assert_eq!(difference(model.terms(), dts[0], dts[1]), Some(inner));
    assert_eq!(difference(model.terms(), dts[2], dts[3]), Some(outer));
    // Nullability stands before the reference.
    let nullability = Difference {
        path: vec![Step::Member(0), Step::Field(1)],
        what: Differing::Value(def(false, dts[0]), def(true, dts[0])),
    };
    assert_eq!(difference(model.terms(), dts[2], dts[4]), Some(nullability));
}

#[test]
fn fields_elements_parameters_and_results_count() {
    let at = |step| vec![Step::Member(0), step];
    check("(type (struct (field i32))) (type (struct (field (mut i32))))", |_| {
        (at(Step::Field(0)), Differing::Mutability(false, true))
    });
    check("(type (struct (field i32))) (type (struct (field i8)))", |_| {
        let sides = (StorageType::Val(I32), StorageType::Pack(PackType::I8));
        (at(Step::Field(0)), Differing::Storage(sides.0, sides.1))
    });
    check("(type (array i8)) (type (array i16))", |_| {
        let sides = (StorageType::Pack(PackType::I8), StorageType::Pack(PackType::I16));
        (at(Step::Element), Differing::Storage(sides.0, sides.1))
    });
    check("(type (func (param i32 (ref any)))) (type (func (param i32 anyref)))", |_| {
        let sides = (abs(false, AbsHeapType::Any), abs(true, AbsHeapType::Any));
        (at(Step::Param(1)), Differing::Value(sides.0, sides.1))
    });
    check("(type (func (result (ref any)))) (type (func (result (ref none))))", |_| {
        let sides = (abs(false, AbsHeapType::Any), abs(false, AbsHeapType::None));
        (at(Step::Result(0)), Differing::Value(sides.0, sides.1))
    });
    check("(type (func (param i32))) (type (func (result i32)))", |_| {
        (vec![Step::Member(0)], Differing::Arity(1, 0))
    });
    check_same("(type (struct (field (ref null any)))) (type (struct (field anyref)))");
}
