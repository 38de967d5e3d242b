//! Each release has its bug, and another one has not.

use super::by_name;
use crate::answer::Answer;
use crate::asking::program_of_validity;
use crate::oracle::answer;
use crate::oracles::Wasmparser;
use crate::program::{Program, Step};
use crate::question::{Batch, Heap, ModuleId, Question, TypeRef, Value};

fn parsed(text: &str) -> Vec<u8> {
    wat::parse_str(text).expect("the text is well-formed")
}

fn asked(version: &str, program: &Program) -> Vec<Answer> {
    let oracle = by_name(&format!("wasmparser-{version}")).expect("the release is listed");
    answer(&*oracle, program)
}

/// Whether a release takes the types of a module, and all of it.
fn validity(version: &str, text: &str) -> [Answer; 2] {
    let answers = asked(version, &program_of_validity(parsed(text).into()));
    answers.try_into().expect("two questions")
}

fn validity_of_current(text: &str) -> [Answer; 2] {
    let answers = answer(&Wasmparser, &program_of_validity(parsed(text).into()));
    answers.try_into().expect("two questions")
}

/// Whether a release takes a reference to the first type of a module for one to the second.
fn subtype(version: &str, text: &str) -> Answer {
    let value = |index| Value::Ref {
        nullable: false,
        heap: Heap::Defined(TypeRef { module: ModuleId(0), index }),
    };
    let question = Batch::one(Question::Subtype(value(0), value(1)));
    let steps = vec![Step::Define(parsed(text).into()), Step::Ask(question)];
    asked(version, &Program { steps })[0]
}

#[test]
fn finality_counts_since_canonicalization() {
    let types = "(module (type (func)) (type (sub (func))))";
    assert_eq!(subtype("0.116.1", types), Answer::Yes);
    assert_eq!(subtype("0.119.0", types), Answer::No);
    let same = "(module (type (func)) (type (func)))";
    assert_eq!(["0.116.1", "0.119.0"].map(|it| subtype(it, same)), [Answer::Yes; 2]);
}

#[test]
fn a_cast_to_a_nullable_type_takes_what_is_not_null() {
    let cast = "(module (type $a (array i32)) (func (drop
        (ref.cast (ref null $a) (array.new_default $a (i32.const 1))))))";
    assert_eq!(validity("0.119.0", cast), [Answer::Yes, Answer::No]);
    assert_eq!(validity("0.207.0", cast), [Answer::Yes, Answer::Yes]);
}

#[test]
fn chains_are_limited_later() {
    let above = (0..64).map(|n| format!("(type (sub {n} (struct)))"));
    let tower = format!("(module (type (sub (struct))) {})", above.collect::<String>());
    assert_eq!(validity("0.207.0", &tower), [Answer::Yes; 2]);
    assert_eq!(validity("0.221.2", &tower), [Answer::Limit; 2]);
}

#[test]
fn mutable_fields_are_invariant_later() {
    let types = "(module (type (sub (array (mut anyref)))) (type (sub 0 (array (mut eqref)))))";
    assert_eq!(validity("0.221.2", types), [Answer::Yes; 2]);
    assert_eq!(validity_of_current(types), [Answer::No; 2]);
}

#[test]
fn a_declared_supertype_in_a_component_is_a_panic() {
    let types = "(module (type (sub (struct))) (type (sub 0 (struct))))";
    assert_eq!(validity("0.222.0", types)[0], Answer::Crashed);
    let types = "(module (type (sub (struct))) (type (struct)))";
    assert_eq!(validity("0.222.0", types), [Answer::Yes; 2]);
}

/// What a release is too old for, or has besides, is no verdict.
#[test]
fn features_are_no_verdicts() {
    // A table that is indexed by 64 bits.
    let table = "(module (table i64 1 funcref))";
    assert_eq!(validity("0.119.0", table)[1], Answer::Unsupported);
    assert_eq!(validity("0.221.2", table)[1], Answer::Yes);
    let rules = "(module (func (result i32)))";
    assert_eq!(validity("0.119.0", rules), [Answer::Yes, Answer::No]);
}
