//! The subtype relation on types that the registry holds.
//!
//! Follows the rules `Deftype_sub`, `Heaptype_sub`, `Reftype_sub` and `Valtype_sub` of the
//! specification. Structure is never compared: between defined types the declarations decide.

use crate::CanonicalIndex;
use crate::fault::Fault;
use crate::store::Store;
use crate::types::{AbstractHeapType, HeapType, RefType, ValType};

/// Whether `sub` is `sup` or declares it, directly or not, as its supertype. Constant time.
///
/// Same type is same index; a supertype stands in the display of `sub` at its own depth.
#[inline]
pub(crate) fn is_subtype(store: &Store, sub: CanonicalIndex, sup: CanonicalIndex) -> bool {
    if sub == sup {
        return true;
    }
    let (Some(lower), Some(upper)) = (store.types.get(sub.slot()), store.types.get(sup.slot()))
    else {
        return false;
    };
    // A slot without type has length 0. As `sup` its depth becomes the largest number, as `sub` it
    // is shorter than any depth: either way the answer is no.
    let depth = upper.display_length.wrapping_sub(1);
    if store.faults.has(Fault::R6) {
        return lower.display_length >= 2
            && store.displays.get((lower.display + lower.display_length - 2) as usize)
                == Some(&sup);
    }
    if store.faults.has(Fault::D1) {
        return store.displays.items()[lower.display as usize + depth as usize] == sup;
    }
    if depth >= lower.display_length {
        return false;
    }
    let position = lower.display as usize + depth as usize;
    store.displays.get(position) == Some(&sup)
}

/// Whether `sub` matches `sup`. Constant time.
#[inline]
pub(crate) fn heap_is_subtype(store: &Store, sub: HeapType, sup: HeapType) -> bool {
    match (sub, sup) {
        (HeapType::Abstract(sub), HeapType::Abstract(sup)) => {
            if store.faults.has(Fault::R1) {
                let missing = (AbstractHeapType::None, AbstractHeapType::I31);
                return sub.is_subtype_of(sup) && (sub, sup) != missing;
            }
            sub.is_subtype_of(sup)
        }
        (HeapType::Concrete(sub), HeapType::Abstract(sup)) => {
            store.entry(sub).is_some_and(|entry| entry.kind.abstract_supertype().is_subtype_of(sup))
        }
        (HeapType::Abstract(sub), HeapType::Concrete(sup)) => {
            store.entry(sup).is_some_and(|entry| sub == entry.kind.bottom())
        }
        (HeapType::Concrete(sub), HeapType::Concrete(sup)) => is_subtype(store, sub, sup),
    }
}

/// Whether `sub` matches `sup`: null must be allowed above if it is allowed below.
#[inline]
pub(crate) fn ref_is_subtype(store: &Store, sub: RefType, sup: RefType) -> bool {
    (sup.nullable || !sub.nullable) && heap_is_subtype(store, sub.heap, sup.heap)
}

/// Whether `sub` matches `sup`: numbers and vectors match themselves only.
#[inline]
pub(crate) fn val_is_subtype(store: &Store, sub: ValType, sup: ValType) -> bool {
    match (sub, sup) {
        (ValType::Ref(sub), ValType::Ref(sup)) => ref_is_subtype(store, sub, sup),
        _ => sub == sup,
    }
}
