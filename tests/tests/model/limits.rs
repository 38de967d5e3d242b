//! Large modules: the model's limit, and stacks of 2 MiB, as test and worker threads have them.

use crate::{def, define, holds, reference, valid};
use std::fmt::Write;
use subtly::section::{Composite, Field, Group, HeapRef, Storage, SubType, TypeSection, Val};
use subtly_model::equality::difference;
use subtly_model::syntax::{AbsHeapType, DefType, HeapType};
use subtly_model::{Model, TypesVerdict};

const STACK_BYTES: usize = 2 << 20;

/// Runs a test with a small stack; an overflow ends the process.
fn with_small_stack(test: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(STACK_BYTES).spawn(test);
    thread.expect("the thread starts").join().expect("the test passes");
}

/// A module with `count` types, in a group or each on its own.
fn module(count: usize, in_group: bool, ty: impl Fn(usize) -> String) -> String {
    let mut text = String::from("(module (rec ");
    for n in 0..count {
        let border = if in_group || n == 0 { "" } else { ") (rec " };
        write!(text, "{border}(type $t{n} {})", ty(n)).expect("a string takes text");
    }
    text + "))"
}

/// Each declares the one before it.
fn chain(count: usize, in_group: bool) -> String {
    module(count, in_group, |n| match n {
        0 => "(sub (struct))".into(),
        n => format!("(sub $t{} (struct))", n - 1),
    })
}

/// Asks both ways about a pair, and has both reasons built and dropped.
fn judge_both(model: &Model, below: DefType, above: DefType, expected: bool) {
    let (below, above) = (reference(false, def(below)), reference(false, def(above)));
    assert_eq!(model.subtype(below, above).is_ok(), expected);
    assert!(model.subtype(above, below).is_err());
}

#[test]
fn a_chain_of_1000_supertypes_is_judged_with_reasons() {
    // Alone and in a group, as long as the relation's steps allow.
    for (count, in_group) in [(Model::TYPES_MAX, false), (500, true)] {
        with_small_stack(move || {
            let mut model = Model::new();
            let types = valid(&mut model, &chain(count, in_group));
            let other = valid(&mut model, "(module (type $a (sub (struct (field i8)))))");
            let (top, leaf) = (types[0], types[count - 1]);
            judge_both(&model, leaf, top, true);
            // The refutation goes up the whole chain.
            judge_both(&model, leaf, other[0], false);
            let any = HeapType::Abs(AbsHeapType::Any);
            assert!(model.subtype(reference(true, def(leaf)), reference(true, any)).is_ok());
            assert!(holds(&model, HeapType::Abs(AbsHeapType::None), def(leaf)));
        });
    }
}

#[test]
fn a_group_of_1000_and_1000_groups_are_compared_with_reasons() {
    for in_group in [false, true] {
        with_small_stack(move || {
            // Each refers to the one before it; the first differs between the two modules.
            let linked = |first: &'static str| {
                module(Model::TYPES_MAX, in_group, move |n| match n {
                    0 => first.into(),
                    n => format!("(struct (field (ref $t{})))", n - 1),
                })
            };
            let mut model = Model::new();
            let types = valid(&mut model, &linked("(struct)"));
            let twins = valid(&mut model, &linked("(struct)"));
            let others = valid(&mut model, &linked("(struct (field i8))"));
            assert_eq!(types, twins);
            let found = difference(model.terms(), types[999], others[999]).expect("they differ");
            // Field, reference, member, for each group but the first; or the first member at once.
            let steps = if in_group { 1 } else { 3 * 999 + 1 };
            assert_eq!(found.path.len(), steps);
            judge_both(&model, types[999], others[999], false);
        });
    }
}

#[test]
fn more_than_1000_types_are_a_limit_wherever_they_stand() {
    let structs = |count, in_group| module(count, in_group, |_| "(struct)".into());
    for in_group in [false, true] {
        let mut model = Model::new();
        let types = valid(&mut model, &structs(Model::TYPES_MAX, in_group));
        assert_eq!(types.len(), Model::TYPES_MAX);
        let verdict = define(&mut model, &structs(Model::TYPES_MAX + 1, in_group));
        assert!(matches!(verdict, TypesVerdict::Limit(_)), "{verdict:?}");
        // The limit is one of a module, not of all together.
        assert_eq!(valid(&mut model, &structs(Model::TYPES_MAX, in_group)), types);
    }
}

/// The group is not valid, for its lists of supertypes; but it is refused earlier, for a reference to the
/// last type, and the reason has to say why that is not below the first. There are as many ways up as
/// there are sums of ones and twos.
#[test]
fn several_supertypes_of_several_supertypes_are_refused_at_once() {
    let reference = |index| Field {
        mutable: false,
        storage: Storage::Val(Val::Ref { nullable: false, heap: HeapRef::Index(index) }),
    };
    let open = |supertypes, fields| SubType {
        is_final: false,
        spelled_out: true,
        supertypes,
        composite: Composite::Struct(fields),
    };
    let last = 80;
    let mut types = vec![
        open(vec![], vec![]),
        open(vec![], vec![reference(0)]),
        open(vec![1], vec![reference(last)]),
        open(vec![], vec![]),
        open(vec![3], vec![]),
    ];
    types.extend((5..=last).map(|index| open(vec![index - 2, index - 1], vec![])));
    let section = TypeSection { groups: vec![Group::new(types)] };
    let verdict = Model::new().define(&section.encode());
    assert!(matches!(verdict, TypesVerdict::Invalid { .. }), "{verdict:?}");
}

/// The derivation of a module is as deep as it has groups, and so is the way to drop it.
#[test]
fn groups_without_types_have_the_limit_of_types() {
    let empty = |count: usize| {
        let groups = vec![Group::new(vec![]); count];
        TypeSection { groups }.encode()
    };
    with_small_stack(move || {
        let mut model = Model::new();
        let verdict = model.define(&empty(Model::TYPES_MAX));
        assert!(matches!(verdict, TypesVerdict::Valid { .. }), "{verdict:?}");
        for count in [Model::TYPES_MAX + 1, 1_000_000] {
            let verdict = model.define(&empty(count));
            assert!(matches!(verdict, TypesVerdict::Limit(_)), "{verdict:?}");
        }
    });
}
