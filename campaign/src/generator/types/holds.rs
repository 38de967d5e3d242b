//! Decides whether a drafted group is certainly valid, so that edits can be kept or dropped.
//!
//! This is no oracle. It uses what the generator knows, declared supertypes and copies that are
//! equal by construction, and answers "no" when it does not know. A "yes" is tested against
//! wasmparser; nothing depends on a "no".

use super::sketch::Sketch;
use crate::question::AbstractHeap;
use crate::section::{Composite, Field, HeapRef, Storage, SubType, Val};
use crate::shape::for_each_reference;

impl Sketch {
    /// Whether the types from `start` on, as one group, are valid for certain.
    pub(super) fn holds(&self, start: u32) -> bool {
        let drafted = || start..self.len();
        drafted().all(|index| self.is_declared_well(index))
            && drafted().all(|index| self.matches_parent(index))
    }

    /// Whether the type mentions existing types only, and at most one supertype, open and before it.
    fn is_declared_well(&self, own: u32) -> bool {
        let ty = self.ty(own);
        let mut known = true;
        for_each_reference(&ty.composite, |_, heap| {
            if let HeapRef::Index(index) = heap {
                known &= index < self.len();
            }
        });
        let supertypes = &ty.supertypes;
        let earlier = |parent: &u32| *parent < own && !self.ty(*parent).is_final;
        known && supertypes.len() <= 1 && supertypes.iter().all(earlier)
    }

    fn matches_parent(&self, index: u32) -> bool {
        let SubType { composite, .. } = self.ty(index);
        self.parent(index)
            .is_none_or(|parent| self.composite_matches(composite, &self.ty(parent).composite))
    }

    fn composite_matches(&self, sub: &Composite, sup: &Composite) -> bool {
        match (sub, sup) {
            (Composite::Struct(sub), Composite::Struct(sup)) => {
                let mut fields = sub.iter().zip(sup);
                sub.len() >= sup.len() && fields.all(|(sub, sup)| self.field_matches(sub, sup))
            }
            (Composite::Array(sub), Composite::Array(sup)) => self.field_matches(sub, sup),
            (
                Composite::Func { params, results },
                Composite::Func { params: params_above, results: results_above },
            ) => self.lists_match(params_above, params) && self.lists_match(results, results_above),
            _ => false,
        }
    }

    fn lists_match(&self, sub: &[Val], sup: &[Val]) -> bool {
        let mut pairs = sub.iter().zip(sup);
        sub.len() == sup.len() && pairs.all(|(sub, sup)| self.val_matches(*sub, *sup))
    }

    fn field_matches(&self, sub: &Field, sup: &Field) -> bool {
        let contents = match (sub.storage, sup.storage) {
            (Storage::Val(sub_val), Storage::Val(sup_val)) => {
                self.val_matches(sub_val, sup_val)
                    && (!sub.mutable || self.val_matches(sup_val, sub_val))
            }
            (below, above) => below == above,
        };
        contents && sub.mutable == sup.mutable
    }

    fn val_matches(&self, sub: Val, sup: Val) -> bool {
        match (sub, sup) {
            (
                Val::Ref { nullable, heap },
                Val::Ref { nullable: nullable_above, heap: heap_above },
            ) => (nullable_above || !nullable) && self.heap_matches(heap, heap_above),
            (sub, sup) => sub == sup,
        }
    }

    fn heap_matches(&self, sub: HeapRef, sup: HeapRef) -> bool {
        match (sub, sup) {
            (HeapRef::Abstract(sub), HeapRef::Abstract(sup)) => is_below(sub, sup),
            (HeapRef::Index(sub), HeapRef::Abstract(sup)) => is_below(self.top(sub), sup),
            (HeapRef::Abstract(sub), HeapRef::Index(sup)) => match self.top(sup) {
                AbstractHeap::Func => sub == AbstractHeap::NoFunc,
                _ => sub == AbstractHeap::None,
            },
            (HeapRef::Index(sub), HeapRef::Index(sup)) => self.is_declared_below(sub, sup),
        }
    }

    /// Whether the type is, or is declared below, a type that is equal by construction to `sup`.
    fn is_declared_below(&self, mut sub: u32, sup: u32) -> bool {
        let class = self.fact(sup).class;
        loop {
            if self.fact(sub).class == class {
                return true;
            }
            match self.parent(sub) {
                Some(parent) => sub = parent,
                None => return false,
            }
        }
    }
}

/// Whether one abstract heap type is the other or is below it.
fn is_below(sub: AbstractHeap, sup: AbstractHeap) -> bool {
    sub == sup || heaps_below(sup).contains(&sub)
}

/// The abstract heap types strictly below an abstract heap type.
pub(in crate::generator) const fn heaps_below(sup: AbstractHeap) -> &'static [AbstractHeap] {
    match sup {
        AbstractHeap::Any => &[
            AbstractHeap::Eq,
            AbstractHeap::I31,
            AbstractHeap::Struct,
            AbstractHeap::Array,
            AbstractHeap::None,
        ],
        AbstractHeap::Eq => {
            &[AbstractHeap::I31, AbstractHeap::Struct, AbstractHeap::Array, AbstractHeap::None]
        }
        AbstractHeap::I31 | AbstractHeap::Struct | AbstractHeap::Array => &[AbstractHeap::None],
        AbstractHeap::Func => &[AbstractHeap::NoFunc],
        AbstractHeap::Exn => &[AbstractHeap::NoExn],
        AbstractHeap::Extern => &[AbstractHeap::NoExtern],
        AbstractHeap::None
        | AbstractHeap::NoExtern
        | AbstractHeap::NoFunc
        | AbstractHeap::NoExn => &[],
    }
}

/// The abstract heap types strictly above an abstract heap type.
pub(in crate::generator) const fn heaps_above(sub: AbstractHeap) -> &'static [AbstractHeap] {
    match sub {
        AbstractHeap::Eq => &[AbstractHeap::Any],
        AbstractHeap::I31 | AbstractHeap::Struct | AbstractHeap::Array => {
            &[AbstractHeap::Eq, AbstractHeap::Any]
        }
        AbstractHeap::None => &[
            AbstractHeap::Any,
            AbstractHeap::Eq,
            AbstractHeap::I31,
            AbstractHeap::Struct,
            AbstractHeap::Array,
        ],
        AbstractHeap::NoFunc => &[AbstractHeap::Func],
        AbstractHeap::NoExn => &[AbstractHeap::Exn],
        AbstractHeap::NoExtern => &[AbstractHeap::Extern],
        AbstractHeap::Any | AbstractHeap::Func | AbstractHeap::Exn | AbstractHeap::Extern => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::{heaps_above, heaps_below};
    use crate::question::AbstractHeap;

    #[test]
    fn above_and_below_are_one_relation() {
        for low in AbstractHeap::ALL {
            for high in AbstractHeap::ALL {
                let below = heaps_below(high).contains(&low);
                assert_eq!(below, heaps_above(low).contains(&high), "{low} and {high}");
            }
        }
    }
}
