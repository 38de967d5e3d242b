//! Questions about casts and linking become simple in their operands.

use super::laws::check;
use super::material::{Numbers, program, ty, type_count};
use crate::program::Program;
use crate::question::{
    AbstractHeap, Dynamic, Extern, Heap, Limits, Question, Reference, TypeRef, Value,
};
use crate::section::TypeSection;

fn cast(program: &Program) -> (Dynamic, Reference) {
    match program.question(0) {
        Question::Cast { dynamic, target } => (dynamic, target),
        question => panic!("{question:?} is no cast"),
    }
}

fn link(program: &Program) -> (Extern, Extern) {
    match program.question(0) {
        Question::Link { export, import } => (export, import),
        question => panic!("{question:?} is no link"),
    }
}

fn defined(nullable: bool, ty: TypeRef) -> Reference {
    Reference { nullable, heap: Heap::Defined(ty) }
}

#[test]
fn null_is_cast_to_the_simplest_type() {
    let section = Numbers(31).section(25);
    let question = Question::Cast { dynamic: Dynamic::Null, target: defined(false, ty(9)) };
    let small = check("D5", &program(&[section], question), &mut |program| {
        let (dynamic, target) = cast(program);
        dynamic == Dynamic::Null && !target.nullable
    });
    let any = Reference { nullable: false, heap: Heap::Abstract(AbstractHeap::Any) };
    assert_eq!(cast(&small), (Dynamic::Null, any));
    assert_eq!(type_count(&small), 0);
}

#[test]
fn an_object_becomes_a_scalar_where_that_suffices() {
    let section = Numbers(33).section(25);
    let target = defined(true, ty(4));
    let question = Question::Cast { dynamic: Dynamic::Object(ty(7)), target };
    let small = check("D9", &program(&[section], question), &mut |program| {
        !matches!(cast(program).0, Dynamic::Null | Dynamic::I31)
    });
    let any = Reference { nullable: false, heap: Heap::Abstract(AbstractHeap::Any) };
    assert_eq!(cast(&small), (Dynamic::Extern, any));
}

#[test]
fn an_object_keeps_the_declaration_that_it_needs() {
    let section = Numbers(35).section(30);
    let declares = |section: &TypeSection, sub: u32, sup: u32| {
        section.get(sub).is_some_and(|ty| ty.supertypes.contains(&sup))
    };
    let found = (0..section.len()).find_map(|sub| {
        let sup = (0..sub).find(|sup| declares(&section, sub, *sup))?;
        Some((sub, sup))
    });
    let (sub, sup) = found.expect("some type has a supertype");
    let question =
        Question::Cast { dynamic: Dynamic::Object(ty(sub)), target: defined(true, ty(sup)) };
    let small = check("D7", &program(&[section], question), &mut |program| {
        let (Dynamic::Object(sub), Heap::Defined(sup)) = (cast(program).0, cast(program).1.heap)
        else {
            return false;
        };
        let bytes = program.modules().next().expect("the types are of a module");
        let declared = TypeSection::decode(bytes)
            .is_ok_and(|section| declares(&section, sub.index, sup.index));
        declared && sup < sub
    });
    assert_eq!(type_count(&small), 2);
    assert!(!cast(&small).1.nullable);
}

#[test]
fn tables_become_memories_and_sizes_small() {
    let section = Numbers(37).section(20);
    let table = |max| Extern::Table {
        table64: true,
        limits: Limits { min: 3, max },
        element: defined(false, ty(2)),
    };
    let question = Question::Link { export: table(None), import: table(Some(u64::MAX)) };
    let small = check("L8", &program(&[section], question), &mut |program| {
        let (export, import) = link(program);
        let max = |external: Extern| external.limits().map(|limits| limits.max);
        max(export) == Some(None) && max(import).flatten().is_some()
    });
    let memory = |max| Extern::Memory { memory64: false, limits: Limits { min: 0, max } };
    assert_eq!(link(&small), (memory(None), memory(Some(0))));
    assert_eq!(type_count(&small), 0);
}

/// A content that is invariant ends as references that can be null, so that both can be made.
#[test]
fn contents_become_such_that_they_can_be_made() {
    let section = Numbers(39).section(20);
    let table =
        |element| Extern::Table { table64: false, limits: Limits { min: 0, max: None }, element };
    let none = Reference { nullable: false, heap: Heap::Abstract(AbstractHeap::NoFunc) };
    let question = Question::Link { export: table(none), import: table(defined(false, ty(3))) };
    let small = check("L6", &program(&[section], question), &mut |program| {
        let content = |external| match external {
            Extern::Table { element, .. } => Some(Value::from(element)),
            Extern::Global { mutable: true, content } => Some(content),
            _ => None,
        };
        let (export, import) = link(program);
        let both = content(export).zip(content(import));
        both.is_some_and(|(export, import)| match (export, import) {
            (Value::Ref { heap: one, .. }, Value::Ref { heap: other, .. }) => one != other,
            _ => false,
        })
    });
    let global = |heap| Extern::Global {
        mutable: true,
        content: Value::Ref { nullable: true, heap: Heap::Abstract(heap) },
    };
    let (export, import) = link(&small);
    let simplest = [global(AbstractHeap::Any), global(AbstractHeap::Func)];
    assert!(simplest.contains(&export) && simplest.contains(&import), "{export:?} {import:?}");
}
