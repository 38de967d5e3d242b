//! What casts and indirect calls decide about references at run time.
//!
//! Follows `Ref_ok` of the specification, which `ref.test`, `ref.cast`, the branches on casts and
//! `call_indirect` ask. Facts that the code relies on:
//!
//! 1. A reference that is not null carries what it was made as: an object its canonical index, the
//!    others a tag. Casts look at nothing else.
//! 2. There is one null. It belongs to every nullable type, whatever the hierarchy.
//! 3. A final type has no proper subtypes, so against a final target equality of indices decides.

use crate::CanonicalIndex;
use crate::fault::Fault;
use crate::store::{Info, Store};
use crate::subtype::is_subtype;
use crate::types::{AbstractHeapType, HeapType, RefType};

/// A reference at run time, as far as casts can tell references apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reference {
    /// Null.
    Null,
    /// An unboxed scalar.
    I31,
    /// A struct, an array or a function, with the type that it was made at.
    Object(CanonicalIndex),
    /// An exception.
    Exn,
    /// A reference of the host that `any.convert_extern` let in.
    Host,
    /// A reference of the host, or anything else that `extern.convert_any` let out.
    Extern,
}

/// Whether `ref.test` of the reference says yes. Constant time.
#[inline]
pub(crate) fn ref_test(store: &Store, reference: Reference, target: RefType) -> bool {
    let tag = match reference {
        Reference::Null => return target.nullable || store.faults.has(Fault::D5),
        Reference::Object(ty) => return object_test(store, ty, target.heap),
        Reference::I31 => AbstractHeapType::I31,
        Reference::Exn => AbstractHeapType::Exn,
        Reference::Host => AbstractHeapType::Any,
        Reference::Extern => AbstractHeapType::Extern,
    };
    match target.heap {
        HeapType::Abstract(heap) => tag.is_subtype_of(heap) || always_succeeds(store, heap),
        HeapType::Concrete(_) => false,
    }
}

/// The test of an object: by its kind, by its index, or by its display.
#[inline]
fn object_test(store: &Store, ty: CanonicalIndex, target: HeapType) -> bool {
    let Some(info) = store.info(ty) else {
        return false;
    };
    match target {
        HeapType::Abstract(heap) => {
            info.kind().abstract_supertype().is_subtype_of(heap) || always_succeeds(store, heap)
        }
        HeapType::Concrete(target) => {
            let is_final = store.info(target).is_some_and(Info::is_final);
            if is_final || store.faults.has(Fault::D7) {
                return ty == target;
            }
            is_subtype(store, ty, target)
        }
    }
}

/// Whether the test of a type is left out because every operand of it has the type: of no type,
/// since operands of other hierarchies are answered, too.
#[inline]
fn always_succeeds(store: &Store, heap: AbstractHeapType) -> bool {
    store.faults.has(Fault::D9) && heap == AbstractHeapType::Any
}

/// Whether a function of type `callee` may be called indirectly at type `expected`. Constant time.
///
/// Most calls are at the very type of the function, which is one comparison; only an open type has
/// other functions.
#[inline]
pub(crate) fn signature_matches(
    store: &Store,
    callee: CanonicalIndex,
    expected: CanonicalIndex,
) -> bool {
    if callee == expected {
        return true;
    }
    let is_open = store.info(expected).is_some_and(|info| !info.is_final());
    if store.faults.has(Fault::T2) {
        return is_subtype(store, expected, callee);
    }
    is_open && !store.faults.has(Fault::T1) && is_subtype(store, callee, expected)
}
