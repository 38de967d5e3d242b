//! With a fault of equality switched on, what is left is the shape that a person would write by hand.

use super::laws::check;
use super::material::{
    Numbers, bare, copy_group, open, program, reference, sections, singles, ty, type_count,
};
use super::registry::{self, Fault};
use crate::program::Program;
use crate::question::{ModuleId, Question, TypeRef};
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

#[test]
fn copies_of_a_large_recursive_group_shrink_together() {
    let link = |index| reference(false, HeapRef::Index(index));
    let group = |first: u32| {
        let member = |n: u32| open(vec![], vec![link(first + (n + 1) % 8), link(first + n / 2)]);
        Group::new((0..8).map(member).collect())
    };
    let (mut left, mut right) = (Numbers(31).section(30), Numbers(37).section(20));
    let starts = (left.len(), right.len());
    left.groups.push(group(starts.0));
    right.groups.push(group(starts.1));
    let other = TypeRef { module: ModuleId(1), index: starts.1 + 5 };
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
