//! More faults of equality, of the search for groups and of declarations, on the types that tell each.

use crate::faults::changes;
use crate::support::{add, at};
use subtly_impl::{
    AbstractHeapType, Config, Fault, FuncRef, FuncRefTable, HeapType, RefType, Registry, ValType,
};

/// Types about which a fault changes an answer under the constant hash, and perhaps under a good one;
/// and types about which it changes none.
const TYPES: [(Fault, &str, bool, &str); 12] = [
    (
        Fault::E2,
        "(type (array anyref)) (type (array nullref))",
        false,
        "(type (array anyref)) (type (array (ref any)))",
    ),
    (
        Fault::E5,
        "(type (sub (struct))) (type (sub 0 (struct)))",
        true,
        "(type (sub (struct))) (type (sub 0 (struct (field i32))))",
    ),
    (
        Fault::E6,
        "(type (struct))
         (rec (type (array i8)) (type (struct (field (ref 2)))))
         (rec (type (array i8)) (type (struct (field (ref 0)))))",
        false,
        "(rec (type (array i8)) (type (struct (field (ref 1)))))",
    ),
    (
        Fault::E8,
        "(type (array i8)) (type (array i16)) (type (array i32))",
        true,
        "(type (array i8)) (type (array (mut i16)))",
    ),
    (
        Fault::E10,
        "(type (struct (field i8))) (type (struct (field i8 i16)))",
        true,
        "(type (struct (field i8))) (type (struct (field i16 i8)))",
    ),
    (
        Fault::N2,
        "(rec (type $a (sub (struct))) (type (sub $a (struct))))
         (rec (type $b (sub (struct))) (type (sub $b (struct))))",
        true,
        "(type (sub (struct))) (type (sub 0 (struct))) (type (sub 0 (struct)))",
    ),
    (
        Fault::V4,
        "(type (struct)) (type (sub 0 (array i8)))",
        true,
        "(type (struct)) (rec (type (sub 0 (array i8))) (type (func)))",
    ),
    (
        Fault::V6,
        "(type (sub (array i8))) (type (sub 0 (array (mut i8))))",
        true,
        "(type (sub (array i8))) (type (sub 0 (array (mut i16))))",
    ),
    (
        Fault::V7,
        "(type (sub (func (param anyref)))) (type (sub 0 (func (param eqref))))",
        true,
        "(type (sub (func (result anyref)))) (type (sub 0 (func (result eqref))))",
    ),
    (
        Fault::R4,
        "(type (sub (array (ref any)))) (type (sub 0 (array anyref)))",
        true,
        "(type (sub (array (ref eq)))) (type (sub 0 (array anyref)))",
    ),
    (
        Fault::D4,
        "(type (sub (func))) (type (sub 0 (func)))",
        true,
        "(type (sub (func))) (type (sub (func (param i32))))",
    ),
    (
        Fault::N6,
        "(type (array i8)) (type (array i8)) (type (array i16))",
        true,
        "(type (array i8)) (type (array i16))",
    ),
];

#[test]
fn each_shows_where_it_should() {
    for (fault, types, under_a_good_hash, others) in TYPES {
        assert_eq!(changes(fault, types), [under_a_good_hash, true], "{fault:?}");
        assert_eq!(changes(fault, others), [false, false], "{fault:?}");
    }
}

/// The constant hash does not see what is hashed.
#[test]
fn members_are_replaced_while_hashing() {
    let group = "(rec (type $a (array i8)) (type (struct (field (ref $a)))))";
    assert_eq!(changes(Fault::N4, group), [false, false]);
    let other = "(rec (type $b (array i8)) (type (struct (field (ref $b)))))";
    assert_eq!(changes(Fault::N4, &format!("{group}{other}")), [true, false]);
}

#[test]
fn numbers_are_truncated() {
    let arrays = |count: u32| -> String {
        (0..count).map(|n| format!("(type (func {}))", "(param i32)".repeat(n as usize))).collect()
    };
    let references = |n: u32| format!("(type (array (ref 0))) (type (array (ref {n})))");
    assert_eq!(changes(Fault::N8, &(arrays(20) + &references(15))), [false, false]);
    assert_eq!(changes(Fault::N8, &(arrays(20) + &references(16))), [true, true]);
}

/// The relation between types that a fault gets wrong, and the types.
#[test]
fn relations_between_any_types() {
    let types = "(type (sub (func))) (type (sub (struct))) (type (sub (struct (field i8))))";
    let matches = |config: Config, [sub, sup]: [HeapType; 2]| {
        let registry = Registry::new(config);
        add(&registry, types).len();
        let [sub, sup] = [sub, sup].map(|heap| ValType::Ref(RefType { nullable: false, heap }));
        registry.val_is_subtype(sub, sup)
    };
    let registry = Registry::default();
    let module = add(&registry, types);
    let defined = |index| HeapType::Concrete(at(&module, index));
    let heap = HeapType::Abstract;
    for (fault, pair) in [
        (Fault::R3, [defined(0), heap(AbstractHeapType::Any)]),
        (Fault::R5, [heap(AbstractHeapType::NoExn), heap(AbstractHeapType::Exn)]),
        (Fault::R7, [defined(2), defined(1)]),
    ] {
        let [right, wrong] = [Config::default(), Config::default().with_fault(fault)];
        assert_ne!(matches(right, pair), matches(wrong, pair), "{fault:?}");
        for untouched in [[defined(1), heap(AbstractHeapType::Any)], [defined(1), defined(2)]] {
            let [right, wrong] = [Config::default(), Config::default().with_fault(fault)];
            assert_eq!(matches(right, untouched), matches(wrong, untouched), "{fault:?}");
        }
    }
}

/// Reads of a function of a subtype: at its own type after its supertype, at its supertype, and of one
/// of the supertype at the subtype.
#[test]
fn typed_reads_go_wrong() {
    let read = |config: Config, stored, reads: &[u32]| {
        let registry = Registry::new(config);
        let module = add(&registry, "(type (sub (func))) (type (sub 0 (func)))");
        let mut table = FuncRefTable::new();
        let id = table.intern(FuncRef { ty: at(&module, stored), function: 0 }).expect("room");
        let read = |index: &u32| table.get_typed(&registry, id, at(&module, *index)).is_ok();
        reads.iter().map(read).collect::<Vec<_>>()
    };
    let with = |fault| Config::default().with_fault(fault);
    assert_eq!(read(Config::default(), 1, &[0, 1]), [true, true]);
    assert_eq!(read(with(Fault::T3), 1, &[0, 1]), [true, false]);
    assert!(std::panic::catch_unwind(|| read(with(Fault::T5), 1, &[0])).is_err());
    assert_eq!(read(with(Fault::T5), 1, &[1]), [true]);
    assert_eq!(read(Config::default(), 0, &[1]), [false]);
    assert_eq!(read(with(Fault::T8), 0, &[1]), [true]);
}

/// Wasmtime #10435: only where cells are used again do the members of a group stand elsewhere.
#[test]
fn members_are_not_side_by_side() {
    let registry = Registry::new(Config::default().with_fault(Fault::G7));
    let group = "(rec (type $a (sub (struct))) (type (sub $a (struct))))";
    let declares = || {
        let module = add(&registry, group);
        let declares = registry.is_subtype(at(&module, 1), at(&module, 0));
        registry.release(module);
        declares
    };
    assert!(declares());
    assert!(!declares());
}
