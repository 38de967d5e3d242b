//! The table of function references: deduplication, typed and untyped reads, errors with fields.

use crate::support::{add, at, register};
use subtly_impl::{FuncRef, FuncRefId, FuncRefTable, TypedFuncRefError};

#[test]
fn equal_references_are_one_entry() {
    let (_registry, module) = register("(type (func)) (type (func (param i32))) (type (func))");
    let mut table = FuncRefTable::new();
    assert!(table.is_empty());
    let reference = |index, function| FuncRef { ty: at(&module, index), function };
    let first = table.intern(reference(0, 7));
    assert_eq!(table.intern(reference(2, 7)), first);
    assert_ne!(table.intern(reference(0, 8)), first);
    assert_ne!(table.intern(reference(1, 7)), first);
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
        .map(|index| table.intern(FuncRef { ty: at(&module, index), function: index }))
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
    let mut table = FuncRefTable::new();
    let id = table.intern(FuncRef { ty: at(&module, 0), function: 3 });
    for raw in [1, 77, u32::MAX] {
        let unknown = TypedFuncRefError::UnknownId { id: FuncRefId::from_raw(raw), length: 1 };
        assert_eq!(table.get_untyped(FuncRefId::from_raw(raw)), Err(unknown));
        let result = table.get_typed(&registry, FuncRefId::from_raw(raw), at(&module, 0));
        assert_eq!(result, Err(unknown));
    }
    let message = |result: Result<_, TypedFuncRefError>| result.unwrap_err().to_string();
    assert_eq!(
        message(table.get_untyped(FuncRefId::from_raw(9))),
        "function reference 9 is unknown: the table has 1 entries"
    );
    assert_eq!(
        message(table.get_typed(&registry, id, at(&module, 1))),
        format!(
            "function reference {id} has type {}, not a subtype of {}",
            at(&module, 0),
            at(&module, 1)
        )
    );
    // An entry whose type is gone: a controlled error, not a crash.
    let expected = at(&module, 1);
    registry.release(module);
    let kept = add(&registry, "(type (func (param i32)))");
    assert!(table.get_typed(&registry, id, expected).is_err() || at(&kept, 0) == expected);
}
