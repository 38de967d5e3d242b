//! The table of function references: deduplication, typed and untyped reads, errors with fields.

use crate::support::{add, at, register};
use subtly_impl::{FuncRef, FuncRefId, FuncRefTable, TypedFuncRefError};

#[test]
fn equal_references_are_one_entry() {
    let (_registry, module) = register("(type (func)) (type (func (param i32))) (type (func))");
    let mut table = FuncRefTable::new();
    assert!(table.is_empty());
    let reference = |index, function| FuncRef { ty: at(&module, index), function };
    let first = table.intern(reference(0, 7)).expect("room");
    assert_eq!(table.intern(reference(2, 7)), Ok(first));
    assert_ne!(table.intern(reference(0, 8)), Ok(first));
    assert_ne!(table.intern(reference(1, 7)), Ok(first));
    assert_eq!(table.len(), 3);
    assert_eq!(table.get_untyped(first), Ok(reference(0, 7)));
}

/// The static type may be a proper supertype of the entry's type; it may not be anything else.
#[test]
fn typed_reads() {
    let (registry, module) = register(
        "(type (sub (func))) (type (sub 0 (func))) (type (sub final 1 (func)))
         (type (sub final 0 (func))) (type (func (param i32)))",
    );
    let mut table = FuncRefTable::new();
    let ids: Vec<_> = (0..5)
        .map(|index| {
            table.intern(FuncRef { ty: at(&module, index), function: index }).expect("room")
        })
        .collect();
    let above: [&[u32]; 5] = [&[0], &[0, 1], &[0, 1, 2], &[0, 3], &[4]];
    for (found, above) in (0..).zip(above) {
        for expected in 0..5 {
            let id = ids[found as usize];
            let result = table.get_typed(&registry, id, at(&module, expected));
            let (found, expected_type) = (at(&module, found), at(&module, expected));
            if above.contains(&expected) {
                assert_eq!(result.map(|func_ref| func_ref.ty), Ok(found));
            } else {
                let error = TypedFuncRefError::Mismatch { id, found, expected: expected_type };
                assert_eq!(result, Err(error));
            }
        }
    }
}

#[test]
fn errors_are_values() {
    let (registry, module) = register("(type (func)) (type (func (param i32)))");
    let (found, expected) = (at(&module, 0), at(&module, 1));
    let mut table = FuncRefTable::new();
    let id = table.intern(FuncRef { ty: found, function: 3 }).expect("room");
    for raw in [1, 77, 0x0fff_ffff, u64::MAX] {
        let id = FuncRefId::from_raw(raw);
        let unknown = |expected| TypedFuncRefError::UnknownId { id, expected, slots: 1 };
        assert_eq!(table.get_untyped(id), Err(unknown(None)));
        assert_eq!(table.get_typed(&registry, id, found), Err(unknown(Some(found))));
    }
    let message = |result: Result<_, TypedFuncRefError>| result.unwrap_err().to_string();
    assert_eq!(
        message(table.get_untyped(FuncRefId::from_raw(9))),
        "function reference 9#0 is unknown: the table has 1 slots"
    );
    assert_eq!(
        message(table.get_typed(&registry, id, expected)),
        format!("function reference {id} has type {found}, not a subtype of {expected}")
    );
    // The right slot with a wrong stamp.
    let forged = FuncRefId::from_raw(id.raw() ^ 1 << 40);
    assert_eq!(
        message(table.get_typed(&registry, forged, found)),
        format!(
            "function reference {forged} was removed, or is of another table, read at type {found}"
        )
    );
    // An entry whose type is gone: a controlled error, not a crash.
    registry.release(module);
    let kept = add(&registry, "(type (func (param i32)))");
    assert!(table.get_typed(&registry, id, expected).is_err() || at(&kept, 0) == expected);
}

/// An id of a removed entry stays dead when its slot is used again, and ids of other tables are
/// refused even where the slots agree.
#[test]
fn ids_are_never_reused() {
    let (registry, module) = register("(type (func))");
    let ty = at(&module, 0);
    let mut table = FuncRefTable::new();
    let mut other = FuncRefTable::new();
    let mut dead = Vec::new();
    for function in 0..1_000 {
        let func_ref = FuncRef { ty, function };
        let id = table.intern(func_ref).expect("room");
        let foreign = other.intern(func_ref).expect("room");
        assert_eq!(table.get_typed(&registry, id, ty), Ok(func_ref));
        for wrong in dead.iter().rev().take(3).copied().chain([foreign]) {
            let error = Err(TypedFuncRefError::StaleId { id: wrong, expected: Some(ty) });
            // The tables have as many slots as they had references at one time.
            if wrong.raw() & 0x0fff_ffff < table.slots() as u64 {
                assert_eq!(table.get_typed(&registry, wrong, ty), error);
            }
            assert!(table.get_untyped(wrong).is_err() && table.remove(wrong).is_err());
        }
        assert_eq!(table.remove(id), Ok(func_ref));
        dead.push(id);
    }
    assert_eq!((table.len(), table.slots()), (0, 1));
    assert_eq!((other.len(), other.slots()), (1_000, 1_000));
    other.retain(|_, func_ref| func_ref.function % 3 == 0);
    assert_eq!((other.len(), other.slots()), (334, 1_000));
    for function in 0..1_000 {
        let func_ref = FuncRef { ty, function };
        let id = other.intern(func_ref).expect("room");
        assert_eq!(other.get_typed(&registry, id, ty), Ok(func_ref));
    }
    assert_eq!((other.len(), other.slots()), (1_000, 1_000));
}
