//! Validation of a declared supertype: it is open, of the same kind, and the subtype matches it.
//!
//! Follows `Subtype_ok`, `Comptype_sub`, `Fieldtype_sub` and `Storagetype_sub` of the
//! specification. Facts that the code relies on:
//!
//! 1. The displays of the whole group exist, so that a match may use what any member declares, even
//!    a member that is checked later. If a later declaration is wrong, the group is rejected as a
//!    whole.
//! 2. Validity depends only on the words of a group and on the types they name, so a group that is
//!    found in the registry was checked when it came in.

use crate::CanonicalIndex;
use crate::error::{InvalidReason, TypePart};
use crate::fault::Fault;
use crate::store::Store;
use crate::subtype::ref_is_subtype;
use crate::types::TypeKind;
use crate::word::{TypeWords, ValueWord};

/// A type's words with the first member of its group, on which the meaning of the words depends.
type Located<'a> = (TypeWords<'a>, CanonicalIndex);

/// Checks the declared supertype of a type. `supertype` is its number in the module, for the
/// reason.
///
/// Linear in the parts of the type.
pub(crate) fn check_declared_supertype(
    store: &Store,
    index: CanonicalIndex,
    supertype: u32,
) -> Result<(), InvalidReason> {
    let Some(sub) = store.type_words(index) else {
        return Ok(());
    };
    let Some(parent) = sub.0.supertype().concrete(sub.1) else {
        return Ok(());
    };
    let Some(sup) = store.type_words(parent) else {
        debug_assert!(store.faults.has(Fault::N10));
        return Err(InvalidReason::UnknownType { index: supertype });
    };
    if sup.0.head().is_final() && !store.faults.has(Fault::V1) {
        return Err(InvalidReason::SupertypeFinal { supertype });
    }
    let (found, expected) = (sub.0.head().kind(), sup.0.head().kind());
    match (found, expected) {
        (TypeKind::Struct, TypeKind::Struct) => match_struct(store, sub, sup, supertype),
        (TypeKind::Array, TypeKind::Array) => {
            match_fields(store, sub, sup, (supertype, TypePart::Element))
        }
        (TypeKind::Func, TypeKind::Func) => match_func(store, sub, sup, supertype),
        _ => Err(InvalidReason::SupertypeKind { supertype, found, expected }),
    }
}

/// A struct has the fields of its supertype first, then perhaps more.
fn match_struct(
    store: &Store,
    sub: Located<'_>,
    sup: Located<'_>,
    supertype: u32,
) -> Result<(), InvalidReason> {
    let [found, _] = sub.0.counts();
    let [expected, _] = sup.0.counts();
    if found < expected {
        let part = TypePart::Field;
        return Err(InvalidReason::SupertypeArity { supertype, part, found, expected });
    }
    match_fields(store, sub, sup, (supertype, TypePart::Field))
}

fn match_fields(
    store: &Store,
    sub: Located<'_>,
    sup: Located<'_>,
    (supertype, part): (u32, TypePart),
) -> Result<(), InvalidReason> {
    for ((sub_word, sup_word), position) in sub.0.body().zip(sup.0.body()).zip(0..) {
        if !field_matches(store, (sub_word, sub.1), (sup_word, sup.1)) {
            return Err(InvalidReason::SupertypeMismatch { supertype, part, position });
        }
    }
    Ok(())
}

/// Functions agree in their arities; parameters match upwards and results downwards.
fn match_func(
    store: &Store,
    sub: Located<'_>,
    sup: Located<'_>,
    supertype: u32,
) -> Result<(), InvalidReason> {
    let parts = [TypePart::Param, TypePart::Result];
    for ((part, found), expected) in parts.into_iter().zip(sub.0.counts()).zip(sup.0.counts()) {
        if found != expected {
            return Err(InvalidReason::SupertypeArity { supertype, part, found, expected });
        }
    }
    for ((sub_word, sup_word), position) in sub.0.first_part().zip(sup.0.first_part()).zip(0..) {
        if !storage_matches(store, (sup_word, sup.1), (sub_word, sub.1)) {
            let part = TypePart::Param;
            return Err(InvalidReason::SupertypeMismatch { supertype, part, position });
        }
    }
    for ((sub_word, sup_word), position) in sub.0.second_part().zip(sup.0.second_part()).zip(0..) {
        if !storage_matches(store, (sub_word, sub.1), (sup_word, sup.1)) {
            let part = TypePart::Result;
            return Err(InvalidReason::SupertypeMismatch { supertype, part, position });
        }
    }
    Ok(())
}

/// Constant fields are covariant, mutable ones invariant; one never matches the other.
fn field_matches(
    store: &Store,
    sub: (ValueWord, CanonicalIndex),
    sup: (ValueWord, CanonicalIndex),
) -> bool {
    let mutable = sub.0.is_mutable();
    if mutable != sup.0.is_mutable() {
        return false;
    }
    let backwards = mutable && !store.faults.has(Fault::V5);
    storage_matches(store, sub, sup) && (!backwards || storage_matches(store, sup, sub))
}

/// References match as references; everything else, packed types included, matches itself only.
fn storage_matches(
    store: &Store,
    (sub, sub_base): (ValueWord, CanonicalIndex),
    (sup, sup_base): (ValueWord, CanonicalIndex),
) -> bool {
    match (sub.ref_type(sub_base), sup.ref_type(sup_base)) {
        (Some(sub), Some(sup)) => ref_is_subtype(store, sub, sup),
        (None, None) => sub.target() == sup.target(),
        _ => false,
    }
}
