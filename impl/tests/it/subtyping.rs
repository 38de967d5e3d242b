//! The subtype relation on abstract, concrete, reference and value types.

use crate::support::{at, register};
use subtly_impl::{AbstractHeapType as Heap, HeapType, RefType, TypeKind, ValType};

/// Each abstract heap type with those properly above it.
const ABOVE: [(Heap, &[Heap]); 12] = [
    (Heap::Any, &[]),
    (Heap::Eq, &[Heap::Any]),
    (Heap::I31, &[Heap::Eq, Heap::Any]),
    (Heap::Struct, &[Heap::Eq, Heap::Any]),
    (Heap::Array, &[Heap::Eq, Heap::Any]),
    (Heap::None, &[Heap::I31, Heap::Struct, Heap::Array, Heap::Eq, Heap::Any]),
    (Heap::Func, &[]),
    (Heap::NoFunc, &[Heap::Func]),
    (Heap::Extern, &[]),
    (Heap::NoExtern, &[Heap::Extern]),
    (Heap::Exn, &[]),
    (Heap::NoExn, &[Heap::Exn]),
];

#[test]
fn abstract_heap_types() {
    let (registry, _module) = register("");
    for (sub, above) in ABOVE {
        for sup in Heap::ALL {
            let expected = sub == sup || above.contains(&sup);
            let found = registry.heap_is_subtype(HeapType::Abstract(sub), HeapType::Abstract(sup));
            assert_eq!(found, expected, "{} <: {}", sub.name(), sup.name());
        }
    }
}

#[test]
fn concrete_and_abstract() {
    let (registry, module) = register("(type (struct)) (type (array i8)) (type (func))");
    for (index, kind, above, below) in [
        (0, TypeKind::Struct, &[Heap::Struct, Heap::Eq, Heap::Any][..], Heap::None),
        (1, TypeKind::Array, &[Heap::Array, Heap::Eq, Heap::Any], Heap::None),
        (2, TypeKind::Func, &[Heap::Func], Heap::NoFunc),
    ] {
        assert_eq!(registry.kind(at(&module, index)), Some(kind));
        let concrete = HeapType::Concrete(at(&module, index));
        for heap in Heap::ALL {
            let other = HeapType::Abstract(heap);
            let (up, down) = (above.contains(&heap), heap == below);
            assert_eq!(registry.heap_is_subtype(concrete, other), up, "{kind} <: {}", heap.name());
            assert_eq!(
                registry.heap_is_subtype(other, concrete),
                down,
                "{} <: {kind}",
                heap.name()
            );
        }
    }
}

#[test]
fn declared_chains() {
    // 0 <- 1 <- 2 <- 3, and 4 beside 1, and 5 like 0 but declared by nobody.
    let (registry, module) = register(
        "(type (sub (struct))) (type (sub 0 (struct (field i8)))) (type (sub 1 (struct (field i8))))
         (type (sub final 2 (struct (field i8)))) (type (sub 0 (struct (field i16))))
         (type (sub (struct (field i8))))",
    );
    let above: [&[u32]; 6] = [&[0], &[0, 1], &[0, 1, 2], &[0, 1, 2, 3], &[0, 4], &[5]];
    for (sub, above) in (0..).zip(above) {
        for sup in 0..6 {
            let found = registry.is_subtype(at(&module, sub), at(&module, sup));
            assert_eq!(found, above.contains(&sup), "{sub} <: {sup}");
        }
        let display: Vec<_> = above.iter().map(|index| at(&module, *index)).collect();
        assert!(registry.display(at(&module, sub)).eq(display));
        assert_eq!(registry.is_final(at(&module, sub)), Some(sub == 3));
    }
}

#[test]
fn declared_chains_inside_a_group_and_across_modules() {
    let (registry, first) = register(
        "(rec (type $a (sub (func (param (ref $c))))) (type $b (sub $a (func (param (ref $c)))))
              (type $c (sub $b (func (param (ref $c))))))",
    );
    let second = crate::support::add(
        &registry,
        "(type (array i8))
         (rec (type $a (sub (func (param (ref $c))))) (type $b (sub $a (func (param (ref $c)))))
              (type $c (sub $b (func (param (ref $c))))))
         (type (sub $c (func (param (ref $b)))))",
    );
    assert!(registry.is_subtype(at(&second, 4), at(&first, 0)));
    assert!(registry.is_subtype(at(&second, 3), at(&first, 1)));
    assert!(!registry.is_subtype(at(&first, 0), at(&second, 3)));
    assert!(!registry.is_subtype(at(&second, 0), at(&first, 0)));
}

#[test]
fn nullability() {
    let (registry, module) = register("(type (sub (struct))) (type (sub 0 (struct)))");
    let heaps = [
        HeapType::Concrete(at(&module, 0)),
        HeapType::Concrete(at(&module, 1)),
        HeapType::Abstract(Heap::Any),
    ];
    for sub_heap in heaps {
        for sup_heap in heaps {
            for (sub_null, sup_null) in [(false, false), (false, true), (true, false), (true, true)]
            {
                let sub = RefType { nullable: sub_null, heap: sub_heap };
                let sup = RefType { nullable: sup_null, heap: sup_heap };
                let expected =
                    registry.heap_is_subtype(sub_heap, sup_heap) && (sup_null || !sub_null);
                assert_eq!(registry.ref_is_subtype(sub, sup), expected);
                let (sub, sup) = (ValType::Ref(sub), ValType::Ref(sup));
                assert_eq!(registry.val_is_subtype(sub, sup), expected);
            }
        }
    }
}

#[test]
fn numbers_and_vectors() {
    let (registry, _module) = register("");
    let any = RefType { nullable: true, heap: HeapType::Abstract(Heap::Any) };
    let types =
        [ValType::I32, ValType::I64, ValType::F32, ValType::F64, ValType::V128, ValType::Ref(any)];
    for sub in types {
        for sup in types {
            assert_eq!(registry.val_is_subtype(sub, sup), sub == sup);
        }
    }
}
