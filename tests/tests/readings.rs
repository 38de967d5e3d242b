//! The other readings of equality and subtyping: what they say where writing terms out would not end, and
//! why. That they agree with the model is held by every campaign, and by `agreement.rs`.

use subtly_model::readings::goal_directed::{GoalDirected, Heap};
use subtly_model::readings::refinement::{Refinement, Split};
use subtly_model::readings::{Place, Written};
use subtly_model::syntax::{
    AbsHeapType, CompType, FieldType, HeapType, NumType, PackType, RecType, RefType, StorageType,
    SubType, TypeUse, ValType,
};

const LENGTH: u32 = 1_000;

fn field(mutable: bool, t: ValType) -> FieldType {
    FieldType { mutable, zt: StorageType::Val(t) }
}

fn to(x: u32) -> ValType {
    ValType::Ref(RefType { null: false, ht: HeapType::Use(TypeUse::Idx(x)) })
}

fn group(supers: Vec<u32>, fts: Vec<FieldType>) -> RecType {
    let supers = supers.into_iter().map(TypeUse::Idx).collect();
    RecType(vec![SubType { fin: false, supers, ct: CompType::Struct(fts) }])
}

/// Structs of which each has two references to the one before: the last one, written out, has 2^999
/// parts. `first` is the field of the first.
fn doubling(first: FieldType) -> Vec<RecType> {
    let later = (1..LENGTH).map(|x| group(vec![], vec![field(false, to(x - 1)); 2]));
    std::iter::once(group(vec![], vec![first])).chain(later).collect()
}

fn place(module: u32, index: u32) -> Place {
    Place { module, index }
}

fn modules(all: &[Vec<RecType>]) -> Written {
    let mut written = Written::default();
    for rectypes in all {
        written.define(rectypes);
    }
    written
}

#[test]
fn a_doubling_chain_is_decided() {
    let number = field(false, ValType::Num(NumType::I32));
    let written = modules(&[
        doubling(number),
        doubling(number),
        doubling(field(true, ValType::Num(NumType::I32))),
    ]);
    let last = LENGTH - 1;
    let goal = GoalDirected::new(written.clone());
    let refinement = Refinement::new(&written);
    for (module, same) in [(1, true), (2, false)] {
        let (left, right) = (place(0, last), place(module, last));
        assert_eq!(goal.same_type(left, right), Some(same));
        assert_eq!(goal.heaptype_sub(Heap::Def(left), Heap::Def(right)), Some(same));
        assert_eq!(refinement.same_type(left, right), Some(same));
    }
    assert_eq!(refinement.split(place(0, last), place(1, last)), None);
    // The way to the difference goes through the first reference of each struct.
    let split = refinement.split(place(0, last), place(2, last));
    assert_eq!(split, Some(Split { round: last, path: vec![0; last as usize] }));
}

#[test]
fn a_split_leads_to_the_reference_that_differs() {
    let number = group(vec![], vec![field(false, ValType::Num(NumType::I32))]);
    let packed =
        group(vec![], vec![FieldType { mutable: false, zt: StorageType::Pack(PackType::I8) }]);
    let pair = |left, right| group(vec![], vec![field(false, to(left)), field(false, to(right))]);
    let written = modules(&[vec![number, packed, pair(0, 0), pair(0, 1)]]);
    let refinement = Refinement::new(&written);
    let split = |left, right| refinement.split(place(0, left), place(0, right));
    assert_eq!(split(0, 1), Some(Split { round: 0, path: vec![] }));
    assert_eq!(split(2, 3), Some(Split { round: 1, path: vec![1] }));
    assert_eq!(split(2, 0), Some(Split { round: 0, path: vec![] }));
}

#[test]
fn what_is_not_there_has_no_answer() {
    let written = modules(&[vec![group(vec![], vec![])]]);
    let refinement = Refinement::new(&written);
    let goal = GoalDirected::new(written.clone());
    for missing in [place(0, 1), place(1, 0), place(0, u32::MAX)] {
        assert_eq!(refinement.same_type(place(0, 0), missing), None);
        assert_eq!(goal.same_type(missing, place(0, 0)), None);
        let any = Heap::Abs(AbsHeapType::Any);
        assert_eq!(goal.heaptype_sub(Heap::Def(missing), any), None);
    }
}

/// A declaration in a circle is invalid, and must not keep a reading from answering.
#[test]
fn a_circle_of_declarations_ends() {
    let member =
        |sup| SubType { fin: false, supers: vec![TypeUse::Idx(sup)], ct: CompType::Struct(vec![]) };
    let written = modules(&[vec![RecType(vec![member(1), member(0)])]]);
    let goal = GoalDirected::new(written.clone());
    assert_eq!(goal.same_type(place(0, 0), place(0, 1)), Some(false));
    let other = Heap::Abs(AbsHeapType::Func);
    assert_eq!(goal.heaptype_sub(Heap::Def(place(0, 0)), other), Some(false));
    assert_eq!(Refinement::new(&written).same_type(place(0, 0), place(0, 1)), Some(false));
    let below = goal.heaptype_sub(Heap::Def(place(0, 1)), Heap::Def(place(0, 0)));
    assert_eq!(below, Some(true));
}
