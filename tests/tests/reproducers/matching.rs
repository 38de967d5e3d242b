//! `Externtype_sub`, over what wasmparser says of the types of modules.

use wasmparser::types::{CoreTypeId, EntityType, Types};
use wasmparser::{
    AbstractHeapType, CompositeInnerType, HeapType, RefType, TableType, UnpackedIndex, ValType,
};

/// Whether an export matches an import; `types` knows the types of both.
pub(crate) fn matches(types: &Types, export: EntityType, import: EntityType) -> bool {
    match (export, import) {
        (EntityType::Func(sub), EntityType::Func(sup)) => is_subtype(types, sub, sup),
        (EntityType::Tag(sub), EntityType::Tag(sup)) => sub == sup,
        (EntityType::Global(sub), EntityType::Global(sup)) => {
            let there = value_matches(types, sub.content_type, sup.content_type);
            let back = value_matches(types, sup.content_type, sub.content_type);
            sub.mutable == sup.mutable && there && (back || !sub.mutable)
        }
        (EntityType::Memory(sub), EntityType::Memory(sup)) => {
            let limits = ((sub.initial, sub.maximum), (sup.initial, sup.maximum));
            sub.memory64 == sup.memory64 && limits_match(limits)
        }
        (EntityType::Table(sub), EntityType::Table(sup)) => table_matches(types, sub, sup),
        _ => false,
    }
}

fn table_matches(types: &Types, sub: TableType, sup: TableType) -> bool {
    let limits = ((sub.initial, sub.maximum), (sup.initial, sup.maximum));
    let (below, above) = (sub.element_type, sup.element_type);
    let there = ref_matches(types, below, above) && ref_matches(types, above, below);
    sub.table64 == sup.table64 && limits_match(limits) && there
}

fn limits_match(((n1, m1), (n2, m2)): ((u64, Option<u64>), (u64, Option<u64>))) -> bool {
    n1 >= n2 && m2.is_none_or(|m2| m1.is_some_and(|m1| m1 <= m2))
}

fn value_matches(types: &Types, sub: ValType, sup: ValType) -> bool {
    match (sub, sup) {
        (ValType::Ref(sub), ValType::Ref(sup)) => ref_matches(types, sub, sup),
        _ => sub == sup,
    }
}

fn ref_matches(types: &Types, sub: RefType, sup: RefType) -> bool {
    (sup.is_nullable() || !sub.is_nullable())
        && heap_matches(types, sub.heap_type(), sup.heap_type())
}

fn heap_matches(types: &Types, sub: HeapType, sup: HeapType) -> bool {
    use AbstractHeapType as Abs;
    let kind = |index| match index {
        UnpackedIndex::Id(id) => match types[id].composite_type.inner {
            CompositeInnerType::Struct(_) => Abs::Struct,
            CompositeInnerType::Array(_) => Abs::Array,
            _ => Abs::Func,
        },
        _ => unreachable!("a validated type is known by its id"),
    };
    match (sub, sup) {
        (
            HeapType::Concrete(UnpackedIndex::Id(sub)),
            HeapType::Concrete(UnpackedIndex::Id(sup)),
        ) => is_subtype(types, sub, sup),
        (HeapType::Abstract { ty: sub, .. }, HeapType::Abstract { ty: sup, .. }) => {
            above(sub).contains(&sup)
        }
        (HeapType::Concrete(sub), HeapType::Abstract { ty: sup, .. }) => {
            above(kind(sub)).contains(&sup)
        }
        (HeapType::Abstract { ty: sub, .. }, HeapType::Concrete(sup)) => {
            matches!(sub, Abs::None | Abs::NoFunc) && above(sub).contains(&kind(sup))
        }
        _ => false,
    }
}

/// An abstract heap type and everything above it.
fn above(sub: AbstractHeapType) -> &'static [AbstractHeapType] {
    use AbstractHeapType as Abs;
    match sub {
        Abs::Any => &[Abs::Any],
        Abs::Eq => &[Abs::Eq, Abs::Any],
        Abs::I31 => &[Abs::I31, Abs::Eq, Abs::Any],
        Abs::Struct => &[Abs::Struct, Abs::Eq, Abs::Any],
        Abs::Array => &[Abs::Array, Abs::Eq, Abs::Any],
        Abs::None => &[Abs::None, Abs::I31, Abs::Struct, Abs::Array, Abs::Eq, Abs::Any],
        Abs::Func => &[Abs::Func],
        Abs::NoFunc => &[Abs::NoFunc, Abs::Func],
        Abs::Exn => &[Abs::Exn],
        Abs::NoExn => &[Abs::NoExn, Abs::Exn],
        Abs::Extern => &[Abs::Extern],
        Abs::NoExtern => &[Abs::NoExtern, Abs::Extern],
        _ => &[],
    }
}

/// `Deftype_sub`: the walk up the declared supertypes.
fn is_subtype(types: &Types, sub: CoreTypeId, sup: CoreTypeId) -> bool {
    let above = |id: &CoreTypeId| types.as_ref().supertype_of(*id);
    std::iter::successors(Some(sub), above).any(|id| id == sup)
}
