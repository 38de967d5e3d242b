//! Casts and indirect calls: whole matrices, with the answers written by hand.

use crate::support::{at, register};
use subtly_impl::{AbstractHeapType, HeapType, RefType, Reference};

const VALUES: [Reference; 5] =
    [Reference::Null, Reference::I31, Reference::Exn, Reference::Host, Reference::Extern];

/// Which of the values that are no objects belong to the non-null reference to each abstract type.
fn expected(heap: AbstractHeapType) -> &'static [Reference] {
    use AbstractHeapType as Heap;
    match heap {
        Heap::Any => &[Reference::I31, Reference::Host],
        Heap::Eq | Heap::I31 => &[Reference::I31],
        Heap::Exn => &[Reference::Exn],
        Heap::Extern => &[Reference::Extern],
        Heap::Array | Heap::Struct | Heap::Func => &[],
        Heap::None | Heap::NoExtern | Heap::NoFunc | Heap::NoExn => &[],
    }
}

#[test]
fn values_without_a_defined_type() {
    let (registry, module) = register("(type (sub (struct))) (type (array i8)) (type (func))");
    for nullable in [false, true] {
        for heap in AbstractHeapType::ALL {
            let target = RefType { nullable, heap: HeapType::Abstract(heap) };
            for value in VALUES {
                let holds = match value {
                    Reference::Null => nullable,
                    value => expected(heap).contains(&value),
                };
                assert_eq!(registry.ref_test(value, target), holds, "{value:?} at {target}");
            }
        }
        for index in module.as_slice() {
            let target = RefType { nullable, heap: HeapType::Concrete(*index) };
            for value in VALUES {
                let holds = nullable && value == Reference::Null;
                assert_eq!(registry.ref_test(value, target), holds, "{value:?} at {target}");
            }
        }
    }
}

const TYPES: &str = "(type (sub (struct))) (type (sub 0 (struct))) (type (sub final 1 (struct)))
     (type (sub final 0 (struct))) (type (array i8)) (type (sub (func))) (type (sub 5 (func)))
     (type (sub (struct)))";

/// The types of `TYPES` to which an object of each belongs.
const ABOVE: [&[u32]; 8] =
    [&[0, 7], &[0, 1, 7], &[0, 1, 2, 7], &[0, 3, 7], &[4], &[5], &[5, 6], &[0, 7]];

#[test]
fn objects() {
    use AbstractHeapType as Heap;
    let (registry, module) = register(TYPES);
    for (made_at, above) in (0..).zip(ABOVE) {
        let object = Reference::Object(at(&module, made_at));
        for nullable in [false, true] {
            for target in 0..ABOVE.len() as u32 {
                let heap = HeapType::Concrete(at(&module, target));
                let holds = registry.ref_test(object, RefType { nullable, heap });
                assert_eq!(holds, above.contains(&target), "{made_at} at {target}");
            }
            let kinds: &[Heap] = match made_at {
                0..=3 | 7 => &[Heap::Struct, Heap::Eq, Heap::Any],
                4 => &[Heap::Array, Heap::Eq, Heap::Any],
                _ => &[Heap::Func],
            };
            for heap in Heap::ALL {
                let target = RefType { nullable, heap: HeapType::Abstract(heap) };
                let holds = registry.ref_test(object, target);
                assert_eq!(holds, kinds.contains(&heap), "{made_at} at {target}");
            }
        }
    }
}

/// An indirect call reaches a function exactly if a reference to the function passes the cast.
#[test]
fn indirect_calls() {
    let (registry, module) = register(
        "(type (sub (func))) (type (sub 0 (func))) (type (sub final 1 (func)))
         (type (sub final 0 (func))) (type (func (param i32))) (type (sub (func)))",
    );
    let above: [&[u32]; 6] = [&[0, 5], &[0, 1, 5], &[0, 1, 2, 5], &[0, 3, 5], &[4], &[0, 5]];
    for (callee, above) in (0..).zip(above) {
        for expected in 0..6 {
            let matches = registry.signature_matches(at(&module, callee), at(&module, expected));
            assert_eq!(matches, above.contains(&expected), "{callee} at {expected}");
        }
    }
}

/// Types that are gone are of no object and match nothing but themselves.
#[test]
fn types_that_are_gone() {
    let (registry, module) = register("(type (sub (func))) (type (sub 0 (func)))");
    let (sup, sub) = (at(&module, 0), at(&module, 1));
    let target = RefType { nullable: false, heap: HeapType::Concrete(sup) };
    assert!(registry.signature_matches(sub, sup));
    assert!(registry.ref_test(Reference::Object(sub), target));
    registry.release(module);
    assert!(!registry.signature_matches(sub, sup));
    assert!(!registry.ref_test(Reference::Object(sub), target));
}
