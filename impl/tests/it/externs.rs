//! Import matching: every kind against every kind, and each part of a type on its own.

use crate::support::{at, register};
use subtly_impl::{
    AbstractHeapType, ExternKind, ExternType, GlobalType, HeapType, LinkError, MemoryType,
    ModuleTypes, RefType, Registry, SizeLimits, TableType, ValType,
};

const TYPES: &str = "(type (sub (func))) (type (sub 0 (func))) (type (sub (func)))
     (type (sub (struct))) (type (sub 3 (struct)))";

fn concrete(module: &ModuleTypes, nullable: bool, index: u32) -> RefType {
    RefType { nullable, heap: HeapType::Concrete(at(module, index)) }
}

fn memory(memory64: bool, minimum: u64, maximum: Option<u64>) -> ExternType {
    ExternType::Memory(MemoryType { memory64, limits: SizeLimits { minimum, maximum } })
}

fn table(table64: bool, (minimum, maximum): (u64, Option<u64>), element: RefType) -> ExternType {
    ExternType::Table(TableType { table64, limits: SizeLimits { minimum, maximum }, element })
}

fn global(mutable: bool, content: ValType) -> ExternType {
    ExternType::Global(GlobalType { mutable, content })
}

/// Both directions: what the export says at the import, and the other way round.
fn both(registry: &Registry, left: ExternType, right: ExternType) -> [Result<(), LinkError>; 2] {
    [registry.match_import(left, right), registry.match_import(right, left)]
}

#[test]
fn kinds_do_not_mix() {
    let (registry, module) = register("(type (func))");
    let func = at(&module, 0);
    let all = [
        ExternType::Func(func),
        table(false, (0, None), concrete(&module, true, 0)),
        memory(false, 0, None),
        global(false, ValType::Ref(concrete(&module, true, 0))),
        ExternType::Tag(func),
    ];
    for export in all {
        for import in all {
            let expected = if export == import {
                Ok(())
            } else {
                Err(LinkError::Kind { found: export.kind(), expected: import.kind() })
            };
            assert_eq!(registry.match_import(export, import), expected);
        }
    }
}

#[test]
fn functions_are_covariant_and_tags_are_not() {
    let (registry, module) = register(TYPES);
    let [sup, sub, same] = [0, 1, 2].map(|index| at(&module, index));
    let down = LinkError::Signature { found: sup, expected: sub };
    let up = LinkError::Signature { found: sub, expected: sup };
    let func = ExternType::Func;
    assert_eq!(both(&registry, func(sub), func(sup)), [Ok(()), Err(down)]);
    assert_eq!(both(&registry, func(sub), func(same)), [Ok(()), Err(down)]);
    assert_eq!(both(&registry, func(sup), func(same)), [Ok(()), Ok(())]);
    let tag = ExternType::Tag;
    assert_eq!(both(&registry, tag(sub), tag(sup)), [Err(up), Err(down)]);
    assert_eq!(both(&registry, tag(sup), tag(same)), [Ok(()), Ok(())]);
}

#[test]
fn constant_globals_are_covariant_and_mutable_ones_are_not() {
    let (registry, module) = register(TYPES);
    let [sup, sub] = [3, 4].map(|index| ValType::Ref(concrete(&module, false, index)));
    let null = ValType::Ref(concrete(&module, true, 4));
    for (lower, upper) in [(sub, sup), (sub, null)] {
        let down = LinkError::Content { found: upper, expected: lower };
        let up = LinkError::Content { found: lower, expected: upper };
        let constant = both(&registry, global(false, lower), global(false, upper));
        assert_eq!(constant, [Ok(()), Err(down)]);
        let mutable = both(&registry, global(true, lower), global(true, upper));
        assert_eq!(mutable, [Err(up), Err(down)]);
    }
    assert_eq!(registry.match_import(global(true, sub), global(true, sub)), Ok(()));
    let mutability = |found| LinkError::Mutability { found, expected: !found };
    let mixed = both(&registry, global(false, sub), global(true, sub));
    assert_eq!(mixed, [Err(mutability(false)), Err(mutability(true))]);
    let content = LinkError::Content { found: ValType::I32, expected: ValType::I64 };
    let numbers = registry.match_import(global(false, ValType::I32), global(false, ValType::I64));
    assert_eq!(numbers, Err(content));
}

#[test]
fn elements_are_invariant() {
    let (registry, module) = register(TYPES);
    let [sup, sub, null] =
        [concrete(&module, false, 3), concrete(&module, false, 4), concrete(&module, true, 4)];
    let of = |element| table(true, (5, Some(9)), element);
    for (lower, upper) in [(sub, sup), (sub, null)] {
        let down = LinkError::Element { found: upper, expected: lower };
        let up = LinkError::Element { found: lower, expected: upper };
        assert_eq!(both(&registry, of(lower), of(upper)), [Err(up), Err(down)]);
    }
    assert_eq!(registry.match_import(of(sub), of(sub)), Ok(()));
}

#[test]
fn sizes() {
    let (registry, module) = register(TYPES);
    let minimum = |found, expected| Err(LinkError::Minimum { found, expected });
    let maximum = |found, expected| Err(LinkError::Maximum { found, expected });
    let end = u64::MAX;
    for (found, expected, result) in [
        ((1, None), (1, None), Ok(())),
        ((2, None), (1, None), Ok(())),
        ((1, None), (2, None), minimum(1, 2)),
        ((1, Some(3)), (1, Some(3)), Ok(())),
        ((1, Some(3)), (1, Some(4)), Ok(())),
        ((1, Some(3)), (1, Some(2)), maximum(Some(3), 2)),
        ((1, Some(3)), (1, None), Ok(())),
        ((1, None), (1, Some(3)), maximum(None, 3)),
        ((1, Some(3)), (2, Some(2)), minimum(1, 2)),
        ((end, Some(end)), (end, Some(end)), Ok(())),
        ((end - 1, Some(end)), (end, Some(end)), minimum(end - 1, end)),
        ((0, None), (0, Some(end)), maximum(None, end)),
    ] {
        let element = concrete(&module, true, 3);
        for is_64 in [false, true] {
            let memories = (memory(is_64, found.0, found.1), memory(is_64, expected.0, expected.1));
            assert_eq!(registry.match_import(memories.0, memories.1), result);
            let tables = (table(is_64, found, element), table(is_64, expected, element));
            assert_eq!(registry.match_import(tables.0, tables.1), result);
        }
    }
    let bits = |found, expected| Err(LinkError::AddressType { found, expected });
    let mixed = both(&registry, memory(false, 1, None), memory(true, 1, None));
    assert_eq!(mixed, [bits(32, 64), bits(64, 32)]);
}

/// Each reason says in one line what was found and what was expected.
#[test]
fn reasons_in_words() {
    let (_registry, module) = register(TYPES);
    let eq = RefType { nullable: true, heap: HeapType::Abstract(AbstractHeapType::Eq) };
    let own = concrete(&module, false, 1);
    let (found, expected) = (at(&module, 0), at(&module, 1));
    let signature = format!("type {found} where type {expected} is expected");
    let element = format!("table of (ref null eq) where one of (ref {expected}) is expected");
    for (reason, text) in [
        (
            LinkError::Kind { found: ExternKind::Func, expected: ExternKind::Memory },
            "function where a memory is expected",
        ),
        (LinkError::Signature { found, expected }, signature.as_str()),
        (
            LinkError::Mutability { found: true, expected: false },
            "mutable global where a constant one is expected",
        ),
        (
            LinkError::Content { found: ValType::Ref(eq), expected: ValType::I32 },
            "global of (ref null eq) where one of i32 is expected",
        ),
        (
            LinkError::AddressType { found: 32, expected: 64 },
            "32-bit addresses where 64-bit ones are expected",
        ),
        (LinkError::Minimum { found: 1, expected: 2 }, "size 1 where at least 2 is expected"),
        (
            LinkError::Maximum { found: Some(4), expected: 2 },
            "maximum 4 where at most 2 is expected",
        ),
        (LinkError::Maximum { found: None, expected: 2 }, "no maximum where at most 2 is expected"),
        (LinkError::Element { found: eq, expected: own }, element.as_str()),
    ] {
        assert_eq!(reason.to_string(), text);
    }
}
