//! Tests of what is asked.

use super::{EXTERNS_MAX, OBJECTS_MAX, TARGETS_MAX};
use super::{ROWS_MAX, Subject, TYPES_MAX, ask_everything, everything_about, program_about};
use crate::choices::RandomChoices;
use crate::generator::{Generator, types::Types};
use crate::program::{Program, Step};
use crate::question::{Batch, Dynamic, Extern, Heap, Kind, ModuleId, Value};
use crate::section::{Composite, Group, SubType, TypeSection};
use std::collections::{BTreeMap, BTreeSet};

fn functions(count: usize) -> TypeSection {
    let ty = SubType::bare(Composite::Func { params: vec![], results: vec![] });
    TypeSection { groups: vec![Group::new(vec![ty]); count] }
}

fn counts(program: &Program) -> Vec<(Kind, usize)> {
    let count = |batch: &Batch| (batch.kind(), batch.count());
    program.batches().map(count).collect()
}

#[test]
fn a_module_is_asked_whole_matrices() {
    let module = functions(3).encode().into();
    let program = program_about(vec![module], &mut RandomChoices::for_case(1, 0));
    let expected = [
        (Kind::ValidTypes, 1),
        (Kind::SameType, 9),
        (Kind::Subtype, 15 * 15),
        (Kind::Subtype, 100),
        (Kind::TypedFuncRef, 9),
        (Kind::CallIndirect, 9),
        (Kind::Cast, (5 + 3) * TARGETS_MAX),
        (Kind::Link, EXTERNS_MAX * EXTERNS_MAX),
    ];
    assert_eq!(counts(&program), expected);
}

#[test]
fn two_modules_share_their_matrices() {
    let modules = vec![functions(2).encode().into(), functions(3).encode().into()];
    let program = everything_about(modules);
    let expected = [
        (Kind::ValidTypes, 1),
        (Kind::ValidTypes, 1),
        (Kind::SameType, 25),
        (Kind::Subtype, 17 * 17),
        (Kind::Subtype, 39 * 39),
        (Kind::TypedFuncRef, 25),
        (Kind::CallIndirect, 25),
        (Kind::Cast, (5 + 5) * 2 * (12 + 5)),
        (Kind::Link, 75 * 75),
        (Kind::Valid, 1),
        (Kind::Valid, 1),
    ];
    assert_eq!(counts(&program), expected);
}

#[test]
fn a_file_that_is_no_module_is_asked_validity() {
    let program = everything_about(vec![b"no module".as_slice().into()]);
    assert!(program.batches().any(|batch| batch.kind() == Kind::ValidTypes));
    assert!(program.batches().all(|batch| batch.kind() != Kind::SameType));
}

#[test]
fn large_modules_meet_the_stated_bounds() {
    let subject = Subject::of(ModuleId(0), &functions(200));
    let steps = ask_everything(&[subject], &mut RandomChoices::for_case(1, 0));
    let Some(Step::Ask(Batch::SameType(rows, columns))) = steps.get(1) else {
        panic!("the second batch asks SameType");
    };
    assert_eq!(rows.len(), ROWS_MAX);
    assert_eq!(columns.len(), 200);
    assert_eq!(rows.iter().collect::<BTreeSet<_>>().len(), ROWS_MAX);
    let program = everything_about(vec![functions(TYPES_MAX + 5).encode().into()]);
    assert!(counts(&program).contains(&(Kind::SameType, TYPES_MAX * TYPES_MAX)));
}

#[test]
fn all_pairs_of_nullability_come_up() {
    let nullable = |value: Value| match value {
        Value::Ref { nullable, .. } => Some(nullable),
        _ => None,
    };
    for case in 0..100 {
        let subject = Subject::of(ModuleId(0), &functions(1));
        let steps = ask_everything(&[subject], &mut RandomChoices::for_case(2, case));
        let mut pairs = BTreeSet::new();
        for step in &steps {
            if let Step::Ask(Batch::Subtype(rows, columns)) = step {
                for row in rows.iter().filter_map(|value| nullable(*value)) {
                    for column in columns.iter().filter_map(|value| nullable(*value)) {
                        pairs.insert((row, column));
                    }
                }
            }
        }
        assert_eq!(pairs.len(), 4);
    }
}

/// The operands of the casts and links of some generated programs.
fn at_run_time(cases: u64) -> impl Iterator<Item = Batch> {
    let programs = (0..cases).map(|case| Types.generate(&mut RandomChoices::for_case(3, case)));
    programs.flat_map(|program| {
        let asked = |batch: &&Batch| matches!(batch, Batch::Cast(..) | Batch::Link(..));
        program.batches().filter(asked).cloned().collect::<Vec<_>>()
    })
}

#[test]
fn every_kind_of_reference_is_cast() {
    let mut to_defined = 0;
    for batch in at_run_time(100) {
        let Batch::Cast(values, targets) = batch else { continue };
        assert!(values.starts_with(&Dynamic::ABSTRACT));
        assert!(values.len() <= Dynamic::ABSTRACT.len() + OBJECTS_MAX);
        assert_eq!(targets.len(), TARGETS_MAX);
        let nullable = targets.iter().filter(|target| target.nullable).count();
        assert_eq!(nullable, TARGETS_MAX / 2);
        let objects: Vec<_> = values.iter().filter_map(|value| value.defined()).collect();
        let related = |heap| matches!(heap, Heap::Defined(ty) if objects.contains(&ty));
        to_defined += usize::from(targets.iter().any(|target| related(target.heap)));
    }
    assert!(to_defined > 80, "{to_defined} of 100 cast an object to the type of one");
}

#[test]
fn external_types_are_valid_and_often_alike() {
    let mut kinds: BTreeMap<_, usize> = BTreeMap::new();
    let (mut same, mut near, mut all) = (0, 0, 0);
    for batch in at_run_time(200) {
        let Batch::Link(exports, imports) = batch else { continue };
        for external in exports.iter().chain(imports.iter()) {
            assert!(external.is_within_bounds(), "{external:?}");
            let kind = match external {
                Extern::Func(_) => "func",
                Extern::Tag(_) => "tag",
                Extern::Global { mutable: false, .. } => "const",
                Extern::Global { mutable: true, .. } => "var",
                Extern::Memory { .. } => "memory",
                Extern::Table { .. } => "table",
            };
            *kinds.entry(kind).or_default() += 1;
        }
        for (export, import) in exports.iter().zip(imports.iter()) {
            let kind = |external: &Extern| std::mem::discriminant(external);
            all += 1;
            same += usize::from(export == import);
            near += usize::from(export != import && kind(export) == kind(import));
        }
    }
    assert!(kinds.len() == 6 && kinds.values().all(|count| *count > 100), "{kinds:?}");
    assert!(same > all / 4 && near > all / 4, "{same} same and {near} near of {all}");
}

/// Tags are of function types without results, everything else of types that are there.
#[test]
fn tags_have_no_results() {
    let results =
        SubType::bare(Composite::Func { params: vec![], results: vec![crate::section::Val::I32] });
    let section = TypeSection { groups: vec![Group::new(vec![results])] };
    for case in 0..50 {
        let subject = Subject::of(ModuleId(0), &section);
        let steps = ask_everything(&[subject], &mut RandomChoices::for_case(4, case));
        for step in steps {
            let Step::Ask(Batch::Link(exports, imports)) = step else { continue };
            let mut both = exports.iter().chain(imports.iter());
            assert!(!both.any(|external| matches!(external, Extern::Tag(_))));
        }
    }
}
