//! The subtype relation on types that the registry holds.
//!
//! Follows the rules `Deftype_sub`, `Heaptype_sub`, `Reftype_sub` and `Valtype_sub` of the
//! specification. Structure is never compared: between defined types the declarations decide.

use crate::CanonicalIndex;
use crate::fault::Fault;
use crate::matches::check_structure;
use crate::store::Store;
use crate::types::{AbstractHeapType, HeapType, RefType, ValType};

/// Whether `sub` is `sup` or declares it, directly or not, as its supertype. One load, no branch
/// that depends on the types.
///
/// The display of `sub` has its supertype of each depth, so it is looked up at the depth of `sup`,
/// but no deeper than `sub` itself is: the cell found is then that of `sub`, which is `sup` only if
/// both are the same.
#[inline]
pub(crate) fn is_subtype(store: &Store, sub: CanonicalIndex, sup: CanonicalIndex) -> bool {
    let steps = sub.depth().saturating_sub(sup.depth());
    if store.faults.has(Fault::R6) && steps > 1 {
        return false;
    }
    if store.faults.has(Fault::D1) && sup.depth() > sub.depth() {
        let cell = store.cells.load(sub.position() - sub.depth() + sup.depth());
        assert!(cell != 0, "read past the end of the displays");
        return cell == sup.get();
    }
    let found = store.cells.load(sub.position().wrapping_sub(steps));
    // The cell of a type that is gone has another value; every index is a subtype of itself still.
    (found == sup.get()) | (sub == sup)
}

/// Whether `sub` matches `sup`. Constant time.
#[inline]
pub(crate) fn heap_is_subtype(store: &Store, sub: HeapType, sup: HeapType) -> bool {
    match (sub, sup) {
        (HeapType::Abstract(sub), HeapType::Abstract(sup)) => {
            let missing = match (sub, sup) {
                (AbstractHeapType::None, AbstractHeapType::I31) => store.faults.has(Fault::R1),
                (AbstractHeapType::NoExn, AbstractHeapType::Exn) => store.faults.has(Fault::R5),
                _ => false,
            };
            sub.is_subtype_of(sup) && !missing
        }
        (HeapType::Concrete(_), HeapType::Abstract(AbstractHeapType::Any))
            if store.faults.has(Fault::R3) =>
        {
            true
        }
        (HeapType::Concrete(sub), HeapType::Abstract(sup)) => {
            store.info(sub).is_some_and(|info| info.kind().abstract_supertype().is_subtype_of(sup))
        }
        (HeapType::Abstract(sub), HeapType::Concrete(sup)) => {
            store.info(sup).is_some_and(|info| sub == info.kind().bottom())
        }
        (HeapType::Concrete(sub), HeapType::Concrete(sup)) => is_subtype(store, sub, sup),
    }
}

/// Whether `sub` matches `sup`: null must be allowed above if it is allowed below.
#[inline]
pub(crate) fn ref_is_subtype(store: &Store, sub: RefType, sup: RefType) -> bool {
    let null_is_allowed = sup.nullable || !sub.nullable || store.faults.has(Fault::R4);
    null_is_allowed && heap_is_subtype(store, sub.heap, sup.heap)
}

/// Whether `sub` matches `sup`: numbers and vectors match themselves only.
#[inline]
pub(crate) fn val_is_subtype(store: &Store, sub: ValType, sup: ValType) -> bool {
    match (sub, sup) {
        (ValType::Ref(sub), ValType::Ref(sup)) => {
            ref_is_subtype(store, sub, sup)
                || store.faults.has(Fault::R7) && could_be_declared(store, sub, sup)
        }
        _ => sub == sup,
    }
}

/// Whether one reference is to a type that could declare the other's as its supertype.
fn could_be_declared(store: &Store, sub: RefType, sup: RefType) -> bool {
    let (HeapType::Concrete(own), HeapType::Concrete(parent)) = (sub.heap, sup.heap) else {
        return false;
    };
    let structure = |info| check_structure(store, own, (parent, info), 0);
    (sup.nullable || !sub.nullable) && store.info(parent).map(structure) == Some(Ok(()))
}
