//! The generator's own idea of which types match: good enough to make most modules valid.
//!
//! It decides nothing. Where it is wrong, an invalid module is taken for a valid one or the other way
//! round, and the share of valid modules changes a little. Defined types match by declarations only.

use super::plan::Plan;
use crate::question::AbstractHeap as Abs;
use crate::section::{Composite, Field, HeapRef, Storage, Val};

/// A reference type.
pub(super) const fn reference(nullable: bool, heap: HeapRef) -> Val {
    Val::Ref { nullable, heap }
}

/// A reference to an abstract type.
pub(super) const fn abstract_reference(nullable: bool, heap: Abs) -> Val {
    reference(nullable, HeapRef::Abstract(heap))
}

/// `(ref null? $x)`
pub(super) const fn defined(nullable: bool, index: u32) -> Val {
    reference(nullable, HeapRef::Index(index))
}

impl Plan {
    /// Whether a value of the first type does where the second is wanted.
    pub(super) fn fits(&self, sub: Val, sup: Val) -> bool {
        match (sub, sup) {
            (Val::Ref { nullable, heap }, Val::Ref { nullable: null, heap: above }) => {
                (null || !nullable) && self.heap_fits(heap, above)
            }
            _ => sub == sup,
        }
    }

    /// Whether all of these do, one by one.
    pub(super) fn all_fit(&self, subs: &[Val], sups: &[Val]) -> bool {
        subs.len() == sups.len() && subs.iter().zip(sups).all(|(sub, sup)| self.fits(*sub, *sup))
    }

    pub(super) fn storage_fits(&self, sub: Storage, sup: Storage) -> bool {
        match (sub, sup) {
            (Storage::Val(sub), Storage::Val(sup)) => self.fits(sub, sup),
            _ => sub == sup,
        }
    }

    fn heap_fits(&self, sub: HeapRef, sup: HeapRef) -> bool {
        if sub == sup {
            return true;
        }
        match (sub, sup) {
            (HeapRef::Index(index), _) => {
                let Some(ty) = self.types.get(index as usize) else { return false };
                match ty.supertypes.first() {
                    // Declarations go down, so the way up ends.
                    Some(above)
                        if *above < index && self.heap_fits(HeapRef::Index(*above), sup) =>
                    {
                        true
                    }
                    _ => self.heap_fits(HeapRef::Abstract(ty.composite.top()), sup),
                }
            }
            (HeapRef::Abstract(bottom), HeapRef::Index(index)) => {
                self.types.get(index as usize).is_some_and(|ty| match ty.composite {
                    Composite::Func { .. } => bottom == Abs::NoFunc,
                    Composite::Struct(_) | Composite::Array(_) => bottom == Abs::None,
                })
            }
            (HeapRef::Abstract(sub), HeapRef::Abstract(sup)) => match sup {
                Abs::Any => top(sub) == Abs::Any,
                Abs::Eq => {
                    matches!(sub, Abs::I31 | Abs::Struct | Abs::Array | Abs::None)
                }
                Abs::I31 | Abs::Struct | Abs::Array => sub == Abs::None,
                Abs::Func | Abs::Extern | Abs::Exn => top(sub) == sup,
                Abs::None | Abs::NoFunc | Abs::NoExtern | Abs::NoExn => false,
            },
        }
    }

    /// The top of the hierarchy of a heap type.
    pub(super) fn top(&self, heap: HeapRef) -> Abs {
        match heap {
            HeapRef::Abstract(heap) => top(heap),
            HeapRef::Index(index) => {
                self.types.get(index as usize).map_or(Abs::Any, |ty| top(ty.composite.top()))
            }
        }
    }

    /// Whether locals of the type have a value at the start.
    pub(super) fn has_default(&self, val: Val) -> bool {
        !matches!(val, Val::Ref { nullable: false, .. })
    }

    /// The field of a struct type, if there is one.
    pub(super) fn field(&self, index: u32, field: u32) -> Option<Field> {
        match &self.types.get(index as usize)?.composite {
            Composite::Struct(fields) => fields.get(field as usize).copied(),
            Composite::Array(_) | Composite::Func { .. } => None,
        }
    }

    /// The element of an array type, if it is one.
    pub(super) fn element(&self, index: u32) -> Option<Field> {
        match self.types.get(index as usize)?.composite {
            Composite::Array(element) => Some(element),
            Composite::Struct(_) | Composite::Func { .. } => None,
        }
    }
}

/// The value type of what is stored: a packed value is an `i32` on the stack.
pub(super) const fn unpacked(storage: Storage) -> Val {
    match storage {
        Storage::I8 | Storage::I16 => Val::I32,
        Storage::Val(val) => val,
    }
}

/// The top of the hierarchy of an abstract heap type.
const fn top(heap: Abs) -> Abs {
    match heap {
        Abs::Func | Abs::NoFunc => Abs::Func,
        Abs::Extern | Abs::NoExtern => Abs::Extern,
        Abs::Exn | Abs::NoExn => Abs::Exn,
        Abs::Any | Abs::Eq | Abs::I31 | Abs::Struct | Abs::Array | Abs::None => Abs::Any,
    }
}

/// The bottom of a hierarchy, given its top.
pub(super) const fn bottom(top: Abs) -> Abs {
    match top {
        Abs::Func => Abs::NoFunc,
        Abs::Extern => Abs::NoExtern,
        Abs::Exn => Abs::NoExn,
        _ => Abs::None,
    }
}
