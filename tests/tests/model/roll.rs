//! Rolling, by group; that it is the inverse of unrolling is a law (`tests/laws/rolling.rs`).

use crate::programs;
use subtly_model::binary::module_types;
use subtly_model::roll::{rolldt, rollrt, subst_subtype};
use subtly_model::syntax::{CompType, DefType, RecType, TypeUse};
use subtly_model::terms::Terms;

/// Valid modules and others: these laws are about syntax.
const CASES: u64 = 300;

/// The recursive types of all modules of the generated programs, with the index of the first member.
fn modules() -> impl Iterator<Item = Vec<(u32, RecType)>> {
    programs(CASES).flat_map(|program| {
        let modules: Vec<_> = program.modules().cloned().collect();
        modules.into_iter().map(|bytes| {
            let types = module_types(&bytes, 1_000).expect("generated modules are well-formed");
            let mut x = 0;
            let indexed = types.rectypes.into_iter().map(|rt| {
                x += rt.0.len() as u32;
                (x - rt.0.len() as u32, rt)
            });
            indexed.collect()
        })
    })
}

fn substituted(rt: &RecType, by: impl Fn(TypeUse) -> TypeUse) -> RecType {
    RecType(rt.0.iter().map(|st| subst_subtype(st, &by)).collect())
}

/// Every type use of a recursive type.
fn uses(rt: &RecType) -> Vec<TypeUse> {
    let found = std::cell::RefCell::new(Vec::new());
    substituted(rt, |tu| {
        found.borrow_mut().push(tu);
        tu
    });
    found.into_inner()
}

#[test]
fn rolling_does_not_depend_on_where_the_group_stands() {
    let shift = |tu| match tu {
        TypeUse::Idx(y) => TypeUse::Idx(y.saturating_add(7)),
        _ => tu,
    };
    let mut internal = 0;
    for (x, rt) in modules().flatten() {
        let rolled = rollrt(x, &rt);
        assert_eq!(substituted(&rolled, shift), rollrt(x + 7, &substituted(&rt, shift)));
        internal += uses(&rolled).iter().filter(|tu| matches!(tu, TypeUse::Rec(_))).count();
    }
    assert!(internal > 1_000, "{internal} references within groups");
}

#[test]
fn rolled_references_are_to_siblings_and_others_are_not() {
    for (x, rt) in modules().flatten() {
        let n = rt.0.len() as u32;
        for (before, after) in uses(&rt).into_iter().zip(uses(&rollrt(x, &rt))) {
            let TypeUse::Idx(y) = before else { panic!("{before:?} cannot be written") };
            let expected =
                if (x..x + n).contains(&y) { TypeUse::Rec(y - x) } else { TypeUse::Idx(y) };
            assert_eq!(after, expected);
        }
    }
}

#[test]
fn a_group_rolls_to_the_same_place_wherever_it_is_written() {
    let (mut terms, mut types): (Terms, Vec<DefType>) = Default::default();
    // (type $x (struct (field (ref $x)))), with `$x` at two indices.
    let group = |x: u32| {
        use subtly_model::syntax::{FieldType, HeapType, RefType, StorageType, SubType, ValType};
        let rt = RefType { null: false, ht: HeapType::Use(TypeUse::Idx(x)) };
        let ft = FieldType { mutable: false, zt: StorageType::Val(ValType::Ref(rt)) };
        RecType(vec![SubType { fin: true, supers: vec![], ct: CompType::Struct(vec![ft]) }])
    };
    // Itself, itself again, and a type that refers to the first.
    for (x, rt) in [(0, group(0)), (1, group(1)), (2, group(0))] {
        let dts = rolldt(&mut terms, &types, x, &rt);
        types.extend(dts);
    }
    assert_eq!(types[0], types[1]);
    assert_ne!(types[0], types[2]);
}
