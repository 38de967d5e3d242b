//! The faults of casts, indirect calls and linking: each changes the answers that it is meant to
//! change, and nothing else.

use crate::support::{at, wasm};
use subtly_impl::{
    AbstractHeapType, CanonicalIndex, Config, ExternType, Fault, GlobalType, HeapType, MemoryType,
    RefType, Reference, Registry, SizeLimits, TableType, ValType,
};

/// The faults that show at run time only.
pub(crate) const AT_RUN_TIME: [Fault; 15] = [
    Fault::D5,
    Fault::D7,
    Fault::D9,
    Fault::T1,
    Fault::T2,
    Fault::T3,
    Fault::T5,
    Fault::T8,
    Fault::L1,
    Fault::L2,
    Fault::L4,
    Fault::L5,
    Fault::L6,
    Fault::L7,
    Fault::L8,
];

/// Types on which the checks differ from each other: a chain, a sibling, an equal type.
const TYPES: &str = "(type (sub (func))) (type (sub 0 (func))) (type (sub final 1 (func)))
     (type (sub final 0 (func))) (type (sub (func))) (type (sub (struct))) (type (array i8))";

/// How many of the types are function types; they come first.
const FUNCTIONS: u32 = 5;

/// The questions that a fault answers otherwise.
struct Differences {
    casts: Vec<(Reference, RefType)>,
    calls: Vec<[u32; 2]>,
    links: Vec<[ExternType; 2]>,
}

/// Asks with and without a fault: every reference at every type, every call of the function types,
/// every import of some externs.
fn differences(fault: Fault) -> Differences {
    let bytes = wasm(TYPES);
    let right = Registry::default();
    let wrong = Registry::new(Config::default().with_fault(fault));
    let module = right.register_module(&bytes).expect("valid");
    // Fresh registries give equal numbers.
    let same = wrong.register_module(&bytes).expect("valid");
    assert_eq!(module.as_slice(), same.as_slice());
    let concrete = module.as_slice().iter().map(|index| HeapType::Concrete(*index));
    let heaps = AbstractHeapType::ALL.map(HeapType::Abstract).into_iter().chain(concrete);
    let targets: Vec<RefType> =
        heaps.flat_map(|heap| [false, true].map(|nullable| RefType { nullable, heap })).collect();
    let mut found = Differences { casts: Vec::new(), calls: Vec::new(), links: Vec::new() };
    let objects = module.as_slice().iter().map(|ty| Reference::Object(*ty));
    for reference in ABSTRACT.into_iter().chain(objects) {
        let differ = |target: &&RefType| {
            right.ref_test(reference, **target) != wrong.ref_test(reference, **target)
        };
        found.casts.extend(targets.iter().filter(differ).map(|target| (reference, *target)));
    }
    for (callee, expected) in (0..FUNCTIONS).flat_map(|a| (0..FUNCTIONS).map(move |b| (a, b))) {
        let (from, to) = (at(&module, callee), at(&module, expected));
        if right.signature_matches(from, to) != wrong.signature_matches(from, to) {
            found.calls.push([callee, expected]);
        }
    }
    let functions = (0..FUNCTIONS).map(|index| at(&module, index));
    let externs: Vec<_> =
        functions.flat_map(functional).chain(targets.into_iter().flat_map(of_references)).collect();
    let externs = [externs, memories()].concat();
    for export in &externs {
        let differ = |import: &&ExternType| {
            let [right, wrong] =
                [&right, &wrong].map(|it| it.match_import(*export, **import).is_ok());
            right != wrong
        };
        found.links.extend(externs.iter().filter(differ).map(|import| [*export, *import]));
    }
    found
}

const ABSTRACT: [Reference; 5] =
    [Reference::Null, Reference::I31, Reference::Exn, Reference::Host, Reference::Extern];

fn functional(ty: CanonicalIndex) -> [ExternType; 2] {
    [ExternType::Func(ty), ExternType::Tag(ty)]
}

fn of_references(target: RefType) -> [ExternType; 3] {
    let content = ValType::Ref(target);
    let limits = SizeLimits { minimum: 0, maximum: None };
    [
        ExternType::Global(GlobalType { mutable: false, content }),
        ExternType::Global(GlobalType { mutable: true, content }),
        ExternType::Table(TableType { table64: false, limits, element: target }),
    ]
}

fn memories() -> Vec<ExternType> {
    let limits = [None, Some(1), Some(2)].map(|maximum| SizeLimits { minimum: 1, maximum });
    limits.map(|limits| ExternType::Memory(MemoryType { memory64: false, limits })).into()
}

/// A fault of casts changes some casts and nothing else.
fn casts_of(fault: Fault) -> Vec<(Reference, RefType)> {
    let Differences { casts, calls, links } = differences(fault);
    assert!(calls.is_empty() && links.is_empty(), "{fault:?}");
    assert!(!casts.is_empty(), "{fault:?}");
    casts
}

#[test]
fn null_belongs_to_non_null_types() {
    let casts = casts_of(Fault::D5);
    let wrong = |(reference, target): &(Reference, RefType)| {
        *reference == Reference::Null && !target.nullable
    };
    assert!(casts.iter().all(wrong));
    assert_eq!(casts.len(), AbstractHeapType::ALL.len() + 7);
}

#[test]
fn casts_compare_for_equality() {
    for (reference, target) in casts_of(Fault::D7) {
        let (Reference::Object(ty), HeapType::Concrete(target)) = (reference, target.heap) else {
            panic!("{reference:?} at {target}");
        };
        assert_ne!(ty, target);
    }
}

#[test]
fn any_holds_what_is_of_other_hierarchies() {
    let casts = casts_of(Fault::D9);
    let any = HeapType::Abstract(AbstractHeapType::Any);
    assert!(casts.iter().all(|(_, target)| target.heap == any));
    // Five functions, an exception, an external reference; null and the others belong to it.
    assert_eq!(casts.len(), 2 * 7);
}

#[test]
fn calls_are_compared_for_equality_or_reversed() {
    for (fault, expected) in [
        (Fault::T1, &[[1, 0], [1, 4], [2, 0], [2, 1], [2, 4], [3, 0], [3, 4]][..]),
        (
            Fault::T2,
            &[
                [0, 1],
                [0, 2],
                [0, 3],
                [1, 0],
                [1, 2],
                [1, 4],
                [2, 0],
                [2, 1],
                [2, 4],
                [3, 0],
                [3, 4],
                [4, 1],
                [4, 2],
                [4, 3],
            ],
        ),
    ] {
        let Differences { casts, calls, links } = differences(fault);
        assert!(casts.is_empty() && links.is_empty());
        assert_eq!(calls, expected, "{fault:?}");
    }
}

/// A fault of linking changes what is linked of one kind and nothing else; whether it links too much
/// or too little.
#[test]
fn imports_are_matched_wrongly() {
    let registry = Registry::default();
    let is_global = |it: ExternType, wanted: bool| match it {
        ExternType::Global(GlobalType { mutable, .. }) => mutable == wanted,
        _ => false,
    };
    for fault in [Fault::L1, Fault::L2, Fault::L4, Fault::L5, Fault::L6, Fault::L7, Fault::L8] {
        let Differences { casts, calls, links } = differences(fault);
        assert!(casts.is_empty() && calls.is_empty() && !links.is_empty(), "{fault:?}");
        for external in links.iter().flatten() {
            assert!(
                match fault {
                    Fault::L1 | Fault::L2 => matches!(external, ExternType::Func(_)),
                    Fault::L4 => matches!(external, ExternType::Tag(_)),
                    Fault::L5 => is_global(*external, false),
                    Fault::L6 => is_global(*external, true),
                    Fault::L7 => matches!(external, ExternType::Table(_)),
                    _ => matches!(external, ExternType::Memory(_)),
                },
                "{fault:?}: {external:?}"
            );
        }
    }
    let links = differences(Fault::L8).links;
    let [[export, import], [_, other]] = links.as_slice() else { panic!("{links:?}") };
    assert!(registry.match_import(*export, *import).is_err());
    assert!(registry.match_import(*export, *other).is_err());
}
