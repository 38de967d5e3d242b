//! With a fault switched on, what is left is the shape that a person would write by hand.

use super::laws::check;
use super::material::{
    Numbers, bare, copy_group, open, program, reference, sections, singles, ty, type_count,
};
use super::registry::{self, Fault};
use super::validity::{self, Fault as Rule};
use crate::program::{Program, Step};
use crate::question::{AbstractHeap, Batch, Heap, ModuleId, Question, Value};
use crate::section::{Composite, Field, Group, HeapRef, Storage, SubType, TypeSection, Val};

/// How many random modules each fault of equality is planted in.
const MODULES: u64 = 12;

/// A change of one group that a fault of equality does not see; false where it does not apply.
type Plant = fn(&mut Group) -> bool;

/// Plants a near-copy of some group in modules of about 45 types and minimizes each.
fn planted(fault: Fault, types_max: u32, plant: Plant) {
    let mut found = 0;
    for seed in 0..MODULES {
        let mut numbers = Numbers(seed);
        let original = numbers.section(45);
        for number in 0..original.groups.len() {
            let mut section = original.clone();
            let mut planted = false;
            let size = original.groups[number].types.len() as u32;
            let (old, new) = copy_group(&mut section, number, |group| planted = plant(group));
            let question = |member| Question::SameType(ty(old + member), ty(new + member));
            let candidates = (0..size).map(|member| program(&[section.clone()], question(member)));
            let shows = |program: &Program| registry::shows(program, fault);
            let Some(program) = candidates.into_iter().filter(|_| planted).find(shows) else {
                continue;
            };
            let minimized = check(&format!("{fault:?} seed {seed}"), &program, &mut |program| {
                registry::shows(program, fault)
            });
            assert!(type_count(&minimized) <= types_max, "{minimized:?}");
            found += 1;
            break;
        }
    }
    assert!(found >= MODULES / 2, "only {found} modules show {fault:?}");
}

fn first_index(group: &mut Group, edit: impl Fn(&mut bool)) -> bool {
    let mut done = false;
    for ty in &mut group.types {
        ty.composite.for_each_val(|val| {
            if let Val::Ref { nullable, heap: HeapRef::Index(_) } = val
                && !done
            {
                edit(nullable);
                done = true;
            }
        });
    }
    done
}

#[test]
fn nullability_ignored_in_equality() {
    planted(Fault::E1, 2, |group| first_index(group, |null| *null = !*null));
}

#[test]
fn finality_ignored_in_equality() {
    planted(Fault::E4, 2, |group| {
        let last = group.types.last_mut();
        last.is_some_and(|ty| {
            ty.is_final = !ty.is_final;
            true
        })
    });
}

#[test]
fn finality_is_left_as_a_person_would_write_it() {
    let mut section = Numbers(7).section(45);
    let (old, new) = copy_group(&mut section, 3, |group| {
        group.types[0].is_final = !group.types[0].is_final;
    });
    let program = program(&[section], Question::SameType(ty(old), ty(new)));
    let small = check("E4 exact", &program, &mut |program| registry::shows(program, Fault::E4));
    let expected = [bare(vec![]), open(vec![], vec![])];
    let types: Vec<SubType> = sections(&small).unwrap_or_default()[0].types().cloned().collect();
    assert!(expected.iter().all(|ty| types.contains(ty)), "{types:?}");
    assert_eq!(types.len(), 2);
}

#[test]
fn supertype_ignored_in_equality() {
    planted(Fault::E5, 3, |group| {
        let subtype = group.types.iter_mut().find(|ty| !ty.supertypes.is_empty());
        subtype.is_some_and(|ty| {
            ty.supertypes.clear();
            true
        })
    });
}

#[test]
fn packed_types_unpacked_in_equality() {
    planted(Fault::E8, 2, |group| {
        let fields = group.types.iter_mut().flat_map(|ty| match &mut ty.composite {
            Composite::Struct(fields) => fields.iter_mut().collect(),
            Composite::Array(field) => vec![field],
            Composite::Func { .. } => vec![],
        });
        let mut packed = fields.filter(|field| field.storage == Storage::I8);
        packed.next().is_some_and(|field| {
            field.storage = Storage::I16;
            true
        })
    });
}

#[test]
fn only_the_member_is_the_key() {
    planted(Fault::E11, 4, |group| {
        let alone = group.types.len() < 2;
        group.types.push(bare(vec![]));
        !alone
    });
}

#[test]
fn no_deduplication_of_larger_groups() {
    planted(Fault::N1, 4, |group| group.types.len() > 1);
}

#[test]
fn relative_index_taken_for_an_engine_index() {
    let mut section =
        singles(vec![bare(vec![]), bare(vec![Field { mutable: true, storage: Storage::I8 }])]);
    section.groups.push(Group::new(vec![
        bare(vec![reference(true, HeapRef::Index(2))]),
        bare(vec![reference(false, HeapRef::Index(3))]),
    ]));
    section.groups.push(Group::new(vec![
        bare(vec![reference(true, HeapRef::Index(0))]),
        bare(vec![reference(false, HeapRef::Index(1))]),
    ]));
    let program = program(&[section], Question::SameType(ty(2), ty(4)));
    let small = check("E6", &program, &mut |program| registry::shows(program, Fault::E6));
    assert_eq!(type_count(&small), 2);
}

#[test]
fn ids_of_four_bits_need_seventeen_types() {
    let mut section = Numbers(3).section(60);
    section.groups.push(Group::new(vec![bare(vec![])]));
    let shows = |program: &Program| registry::shows(program, Fault::N8);
    let programs = (0..60).flat_map(|left| (left..60).map(move |right| (left, right)));
    let mut programs = programs.map(|(left, right)| {
        let question = Question::SameType(ty(left), ty(right));
        program(&[section.clone()], question)
    });
    let program = programs.find(shows).expect("some ids differ by 16");
    let small = check("N8", &program, &mut |program| registry::shows(program, Fault::N8));
    assert_eq!(type_count(&small), 17);
}

/// Minimizes an invalid module that the rule's fault accepts.
fn accepted(name: &str, rule: Rule, edit: impl Fn(&mut TypeSection), types_max: u32) -> Program {
    let mut section = Numbers(11).section(40);
    edit(&mut section);
    section.groups.extend(junk_behind(&section));
    let program = program(&[section], Question::ValidTypes(ModuleId(0)));
    let small = check(name, &program, &mut |program| {
        validity::valid(program, Some(rule)) == Some(true) && !registry::valid(program)
    });
    assert!(type_count(&small) <= types_max, "{small:?}");
    small
}

/// Some groups that refer to everything before them.
fn junk_behind(section: &TypeSection) -> Vec<Group> {
    let junk = |index| Group::new(vec![bare(vec![reference(true, HeapRef::Index(index))])]);
    (0..section.len()).step_by(7).map(junk).collect()
}

#[test]
fn finality_of_the_supertype_unchecked() {
    let edit = |section: &mut TypeSection| {
        let parent = section.len();
        section.groups.push(Group::new(vec![bare(vec![])]));
        let child = open(vec![parent], vec![reference(true, HeapRef::Index(3))]);
        section.groups.push(Group::new(vec![child]));
    };
    let small = accepted("V1", Rule::V1, edit, 2);
    let types = sections(&small).unwrap_or_default()[0].clone();
    let child = SubType { supertypes: vec![0], ..bare(vec![]) };
    assert_eq!(types, singles(vec![bare(vec![]), child]));
}

#[test]
fn supertype_behind_the_type() {
    let edit = |section: &mut TypeSection| {
        let first = section.len();
        section.groups.push(Group::new(vec![
            open(vec![first + 1], vec![]),
            open(vec![], vec![]),
            bare(vec![reference(true, HeapRef::Index(first))]),
        ]));
    };
    accepted("V2", Rule::V2, edit, 1);
}

#[test]
fn mutable_fields_covariant() {
    let edit = |section: &mut TypeSection| {
        let first = section.len();
        let field = |index| Field { mutable: true, ..reference(true, HeapRef::Index(index)) };
        section.groups.extend(
            singles(vec![
                open(vec![], vec![]),
                open(vec![first], vec![]),
                open(vec![], vec![field(3), field(first)]),
                open(vec![first + 2], vec![field(3), field(first + 1), field(2)]),
            ])
            .groups,
        );
    };
    accepted("V5", Rule::V5, edit, 2);
}

#[test]
fn parameters_covariant() {
    let edit = |section: &mut TypeSection| {
        let first = section.len();
        let func = |supertypes, index| SubType {
            composite: Composite::Func {
                params: vec![Val::I64, Val::Ref { nullable: false, heap: HeapRef::Index(index) }],
                results: vec![Val::F64],
            },
            ..open(supertypes, vec![])
        };
        section.groups.extend(
            singles(vec![
                open(vec![], vec![]),
                open(vec![first], vec![]),
                func(vec![], first),
                func(vec![first + 2], first + 1),
            ])
            .groups,
        );
    };
    accepted("V7", Rule::V7, edit, 2);
}

/// Minimizes a question about two types of a deep chain in junk.
fn chained(name: &str, rule: Rule, ask: fn(u32) -> (u32, u32), types: u32) -> Program {
    let mut section = Numbers(5).section(30);
    let first = section.len();
    for depth in 0..20 {
        let above = (depth > 0).then(|| first + depth - 1);
        let supertypes = above.into_iter().collect();
        let fields = vec![reference(true, HeapRef::Index(7)); 1 + depth as usize];
        let group = Group::new(vec![open(supertypes, fields)]);
        section.groups.push(group);
    }
    let (left, right) = ask(first);
    let value = |index| Value::Ref { nullable: false, heap: Heap::Defined(ty(index)) };
    let program = program(&[section], Question::Subtype(value(left), value(right)));
    let small = check(name, &program, &mut |program| {
        let right = validity::subtype(program, None);
        let wrong = validity::subtype(program, Some(rule));
        right.is_some() && wrong == right.map(|holds| !holds) && registry::valid(program)
    });
    assert_eq!(type_count(&small), types, "{small:?}");
    small
}

#[test]
fn chain_walk_stops_after_one_step() {
    let small = chained("R6", Rule::R6, |first| (first + 15, first + 4), 3);
    let leaf = SubType { supertypes: vec![1], ..bare(vec![]) };
    let expected = singles(vec![open(vec![], vec![]), open(vec![0], vec![]), leaf]);
    assert_eq!(sections(&small), Some(vec![expected]));
}

#[test]
fn a_limit_of_depth_leaves_the_chain_alone() {
    let mut section = Numbers(5).section(20);
    let first = section.len();
    for depth in 0..70 {
        let above = (depth > 0).then(|| first + depth - 1);
        let mut ty = open(above.into_iter().collect(), vec![]);
        ty.composite = Composite::Func {
            params: vec![Val::I64; 3],
            results: vec![Val::Ref { nullable: false, heap: HeapRef::Index(first + depth) }],
        };
        section.groups.push(Group::new(vec![ty]));
    }
    let program = program(&[section], Question::ValidTypes(ModuleId(0)));
    let small = check("V9", &program, &mut |program| {
        validity::valid(program, None) == Some(true) && !registry::valid(program)
    });
    assert_eq!(type_count(&small), 65);
    let size = 8 + 3 + 3 + 65 * 5;
    assert!(small.size_bytes() <= size, "{small:?}");
}

#[test]
fn copies_of_a_large_recursive_group_shrink_together() {
    let link = |index| reference(false, HeapRef::Index(index));
    let group = |first: u32| {
        let member =
            |n: u32| open(vec![], vec![link(first + (n + 1) % 8), link(first + n / 2), link(0)]);
        Group::new((0..8).map(member).collect())
    };
    let mut left = Numbers(31).section(30);
    let mut right = Numbers(37).section(20);
    let starts = (left.len(), right.len());
    left.groups[0] = singles(vec![bare(vec![])]).groups.remove(0);
    right.groups[0] = left.groups[0].clone();
    let starts = (starts.0.min(left.len()), starts.1.min(right.len()));
    left.groups.push(group(starts.0));
    right.groups.push(group(starts.1));
    let other = crate::question::TypeRef { module: ModuleId(1), index: starts.1 + 5 };
    let program = program(&[left, right], Question::SameType(ty(starts.0 + 5), other));
    // Only groups that refer to themselves in a circle of two are not found again.
    let small = check("N4", &program, &mut |program| {
        let circle = |section: &TypeSection| {
            let types: Vec<_> = section.types().cloned().collect();
            (0..).zip(&types).any(|(own, ty)| {
                let mut ty = ty.clone();
                let mut found = false;
                ty.for_each_index(|index| {
                    let back = types.get(*index as usize).cloned();
                    let mut back = back.filter(|_| *index != own);
                    back.iter_mut().for_each(|ty| ty.for_each_index(|i| found |= *i == own));
                });
                found
            })
        };
        let sections = sections(program).unwrap_or_default();
        sections.iter().all(circle) && registry::shows(program, Fault::N1)
    });
    assert!(type_count(&small) <= 4, "{small:?}");
}

#[test]
fn display_too_short_says_yes() {
    chained("D1", Rule::D1, |first| (first + 2, first + 18), 2);
}

#[test]
fn display_lacks_the_type_itself() {
    chained("D3", Rule::D3, |first| (first + 9, first + 9), 1);
}

#[test]
fn abstract_types_need_no_types() {
    let section = Numbers(9).section(45);
    let heap = |nullable, heap| Value::Ref { nullable, heap: Heap::Abstract(heap) };
    let question = Question::Subtype(heap(true, AbstractHeap::None), heap(true, AbstractHeap::I31));
    let program = program(&[section], question);
    let small = check("R1", &program, &mut |program| {
        let Question::Subtype(left, right) = program.question(0) else {
            return false;
        };
        let is = |value: Value, wanted: AbstractHeap| match value {
            Value::Ref { heap, .. } => heap == Heap::Abstract(wanted),
            _ => false,
        };
        is(left, AbstractHeap::None) && is(right, AbstractHeap::I31)
    });
    assert_eq!(small.modules().count(), 0);
    let simplest =
        Question::Subtype(heap(false, AbstractHeap::None), heap(false, AbstractHeap::I31));
    assert_eq!(small.question(0), simplest);
}

#[test]
fn empty_group_takes_an_index() {
    let mut section = Numbers(13).section(45);
    let empty = Group::new(vec![]);
    section.groups.insert(5, empty.clone());
    section.groups.insert(9, empty.clone());
    let program = program(&[section], Question::ValidTypes(ModuleId(0)));
    let small = check("N10", &program, &mut |program| {
        // The fault shifts every type behind an empty group, so that a reference misses.
        let sections = sections(program).unwrap_or_default();
        sections.iter().any(|section| {
            let groups = section.groups.iter();
            let mut behind = groups.skip_while(|group| !group.types.is_empty());
            registry::valid(program)
                && behind.any(|group| {
                    let mut types = group.types.clone();
                    let mut mentions = 0;
                    let types = types.iter_mut();
                    types.for_each(|ty| ty.for_each_index(|_| mentions += 1));
                    mentions > 0
                })
        })
    });
    // A reference to itself would need one type; what mentions is a supertype as well.
    assert!(type_count(&small) <= 2);
    let groups = &sections(&small).unwrap_or_default()[0].groups;
    assert_eq!(groups.iter().filter(|group| group.types.is_empty()).count(), 1);
}

#[test]
fn two_modules_become_one_where_one_suffices() {
    let mut numbers = Numbers(17);
    let (left, right) = (numbers.section(25), numbers.section(25));
    let mut with_pair = left.clone();
    with_pair.groups.push(Group::new(vec![bare(vec![]), bare(vec![])]));
    let mut shifted = right.clone();
    shifted.groups.push(Group::new(vec![bare(vec![]), bare(vec![])]));
    let question = Question::SameType(
        ty(left.len()),
        crate::question::TypeRef { module: ModuleId(2), index: right.len() },
    );
    let mut program = program(&[with_pair, left, shifted], question);
    program.steps.insert(2, Step::Drop(ModuleId(1)));
    program.steps.push(Step::Define(right.encode().into()));
    let small =
        check("N1 in two modules", &program, &mut |program| registry::shows(program, Fault::N1));
    assert_eq!(small.modules().count(), 1);
    assert_eq!(small.steps.len(), 2);
    assert_eq!(type_count(&small), 4);
}

#[test]
fn a_history_keeps_the_drop_that_it_needs() {
    let mut numbers = Numbers(19);
    let (first, second) = (numbers.section(20), numbers.section(20));
    let mut program = program(&[first, second], Question::ValidTypes(ModuleId(1)));
    program.steps.insert(1, Step::Drop(ModuleId(0)));
    let small = check("reuse after a drop", &program, &mut |program| {
        // A registry that reuses an identity: a type is dropped, then another is defined.
        let mut dropped = false;
        let mut last = 0;
        program.steps.iter().any(|step| match step {
            Step::Define(bytes) => {
                let section = TypeSection::decode(bytes).unwrap_or_default();
                last = section.len();
                dropped && last > 0
            }
            Step::Drop(_) => {
                dropped |= last > 0;
                false
            }
            Step::Ask(_) => false,
        })
    });
    assert_eq!(small.modules().count(), 2);
    assert_eq!(type_count(&small), 2);
    let batches: Vec<_> = small.batches().collect();
    assert_eq!(batches, [&Batch::ValidTypes(ModuleId(1))]);
}
