//! Validation of a declared supertype: it is open, of the same kind, and the subtype matches it.
//!
//! Follows `Subtype_ok`, `Comptype_sub`, `Fieldtype_sub` and `Storagetype_sub` of the
//! specification. Facts that the code relies on:
//!
//! 1. The displays of the whole group exist, so that a match may use what any member declares, even
//!    a member that is checked later. If a later declaration is wrong, the group is rejected as a
//!    whole.
//! 2. Validity depends only on the bytes of a group and on the types they name, so a group that is
//!    found in the registry was checked when it came in.

use crate::CanonicalIndex;
use crate::error::{InvalidReason, TypePart};
use crate::fault::Fault;
use crate::packed::{Unpacker, Value};
use crate::store::{Info, Store, StoredBytes};
use crate::subtype::ref_is_subtype;
use crate::types::{HeapType, RefType, TypeKind};

/// A type whose values are read one after another.
struct Side<'a> {
    /// The type itself: what its bytes name depends on it.
    own: CanonicalIndex,
    bytes: Unpacker<StoredBytes<'a>>,
}

/// Checks the declared supertype `parent` of a type. `supertype` is its number in the module, for
/// the reason.
///
/// Linear in the parts of the type.
pub(crate) fn check_declared_supertype(
    store: &Store,
    own: CanonicalIndex,
    parent: CanonicalIndex,
    supertype: u32,
) -> Result<(), InvalidReason> {
    let Some(parent_info) = store.info(parent) else {
        debug_assert!(store.faults.loses_types());
        return Err(InvalidReason::UnknownType { index: supertype });
    };
    if parent_info.is_final() && !store.faults.has(Fault::V1) {
        return Err(InvalidReason::SupertypeFinal { supertype });
    }
    check_structure(store, own, (parent, parent_info), supertype)
}

/// Checks that a type has the structure of a subtype of `parent`.
pub(crate) fn check_structure(
    store: &Store,
    own: CanonicalIndex,
    (parent, parent_info): (CanonicalIndex, Info),
    supertype: u32,
) -> Result<(), InvalidReason> {
    let side = |own, info| Side { own, bytes: Unpacker::new(store.type_bytes(info)) };
    let own_info = store.info(own).ok_or(InvalidReason::UnknownType { index: supertype })?;
    let (mut sub, mut sup) = (side(own, own_info), side(parent, parent_info));
    let (sub_header, sup_header) = (sub.bytes.header(), sup.bytes.header());
    let (found, expected) = (sub_header.head.kind(), sup_header.head.kind());
    if found != expected {
        return Err(InvalidReason::SupertypeKind { supertype, found, expected });
    }
    let (found, expected) = (sub_header.count, sup_header.count);
    let arity = |part| InvalidReason::SupertypeArity { supertype, part, found, expected };
    let matching = Matching { store, supertype };
    match sub_header.head.kind() {
        // A struct has the fields of its supertype first, then perhaps more.
        TypeKind::Struct if found < expected => Err(arity(TypePart::Field)),
        TypeKind::Struct => {
            matching.all(&mut sub, &mut sup, (TypePart::Field, expected), Matching::field)
        }
        TypeKind::Array => {
            matching.all(&mut sub, &mut sup, (TypePart::Element, 1), Matching::field)
        }
        TypeKind::Func if found != expected => Err(arity(TypePart::Param)),
        TypeKind::Func => {
            // Arities come first, wherever the parts that do not match are.
            let mut ends = [&sub, &sup].map(|side| side.bytes.clone());
            let [found, expected] = [(0, &sub_header), (1, &sup_header)].map(|(side, header)| {
                (0..header.count).for_each(|_| _ = ends[side].value());
                ends[side].second_count(header)
            });
            if found != expected {
                let part = TypePart::Result;
                return Err(InvalidReason::SupertypeArity { supertype, part, found, expected });
            }
            // Parameters match upwards and results downwards.
            let params = (TypePart::Param, sub_header.count);
            let covariant = store.faults.has(Fault::V7);
            matching.all(&mut sub, &mut sup, params, |matching, sub, sup| match covariant {
                true => matching.storage(sub, sup),
                false => matching.storage(sup, sub),
            })?;
            let [sub_results, sup_results] = ends;
            (sub.bytes, sup.bytes) = (sub_results, sup_results);
            matching.all(&mut sub, &mut sup, (TypePart::Result, found), Matching::storage)
        }
    }
}

/// A value of the type `.0`.
type Located = (CanonicalIndex, Value);

struct Matching<'a> {
    store: &'a Store,
    /// The supertype's number in the module.
    supertype: u32,
}

impl Matching<'_> {
    /// Matches so many values of both sides, in order.
    fn all(
        &self,
        sub: &mut Side<'_>,
        sup: &mut Side<'_>,
        (part, count): (TypePart, u32),
        matches: impl Fn(&Self, Located, Located) -> bool,
    ) -> Result<(), InvalidReason> {
        for position in 0..count {
            let (lower, upper) = (sub.bytes.value(), sup.bytes.value());
            if !matches(self, (sub.own, lower), (sup.own, upper)) {
                let supertype = self.supertype;
                return Err(InvalidReason::SupertypeMismatch { supertype, part, position });
            }
        }
        Ok(())
    }

    /// Constant fields are covariant, mutable ones invariant; one never matches the other.
    fn field(&self, sub: Located, sup: Located) -> bool {
        let mutable = sub.1.is_mutable();
        if mutable != sup.1.is_mutable() && !self.store.faults.has(Fault::V6) {
            return false;
        }
        let backwards = mutable && !self.store.faults.has(Fault::V5);
        self.storage(sub, sup) && (!backwards || self.storage(sup, sub))
    }

    /// References match as references; everything else, packed types included, matches itself only.
    fn storage(&self, sub: Located, sup: Located) -> bool {
        // Values that name nothing are compared first, because they are the commonest.
        if sub.1.target().is_none() && sub.1.same_storage(sup.1) {
            return true;
        }
        match (self.ref_type(sub), self.ref_type(sup)) {
            (Some(sub), Some(sup)) => ref_is_subtype(self.store, sub, sup),
            _ => false,
        }
    }

    /// The reference type that a value is, if it is one.
    fn ref_type(&self, (own, value): Located) -> Option<RefType> {
        if let Some(target) = value.target() {
            let heap = HeapType::Concrete(self.store.named(target, own)?);
            return Some(RefType { nullable: value.is_index_nullable(), heap });
        }
        let (heap, nullable) = value.abstract_heap_type()?;
        Some(RefType { nullable, heap: HeapType::Abstract(heap) })
    }
}
