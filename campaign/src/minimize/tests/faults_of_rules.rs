//! With a fault of validity or subtyping switched on, what is left is the broken rule.

use super::laws::check;
use super::material::{Numbers, bare, open, program, reference, sections, singles, ty, type_count};
use super::registry;
use super::validity::{self, Fault as Rule};
use crate::program::Program;
use crate::question::{AbstractHeap, Heap, ModuleId, Question, Value};
use crate::section::{Composite, Field, Group, HeapRef, SubType, TypeSection, Val};

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
