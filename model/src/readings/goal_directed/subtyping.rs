//! When one type matches another.

use super::GoalDirected;
use crate::syntax::{AbsHeapType, CompType, FieldType, HeapType, RefType, StorageType};
use crate::syntax::{TypeIdx, TypeUse, ValType};

impl GoalDirected {
    /// `Valtype_sub`
    pub(super) fn valtype_sub(&self, t1: ValType, t2: ValType) -> bool {
        match (t1, t2) {
            (ValType::Num(nt1), ValType::Num(nt2)) => nt1 == nt2,
            (ValType::Vec(vt1), ValType::Vec(vt2)) => vt1 == vt2,
            (ValType::Ref(rt1), ValType::Ref(rt2)) => self.reftype_sub(rt1, rt2),
            (ValType::Bot, _) => true,
            _ => false,
        }
    }

    /// `Reftype_sub`
    fn reftype_sub(&self, rt1: RefType, rt2: RefType) -> bool {
        (rt2.null || !rt1.null) && self.heaptype_sub(rt1.ht, rt2.ht)
    }

    /// `Heaptype_sub`
    fn heaptype_sub(&self, ht1: HeapType, ht2: HeapType) -> bool {
        match (ht1, ht2) {
            (HeapType::Abs(abs1), HeapType::Abs(abs2)) => absheaptype_sub(abs1, abs2),
            (HeapType::Use(TypeUse::Idx(x1)), HeapType::Use(TypeUse::Idx(x2))) => {
                self.deftype_sub(x1, x2)
            }
            (HeapType::Use(TypeUse::Idx(x1)), HeapType::Abs(abs2)) => {
                absheaptype_sub(self.kind(x1), abs2)
            }
            (HeapType::Abs(abs1), HeapType::Use(TypeUse::Idx(x2))) => match top(abs1) {
                _ if abs1 == AbsHeapType::Bot => true,
                Some(top) => absheaptype_sub(self.kind(x2), top),
                None => false,
            },
            // No type use of the list has another form.
            (HeapType::Use(_), _) | (_, HeapType::Use(_)) => false,
        }
    }

    /// `Heaptype_sub/struct`, `/array` and `/func`: the heap type right above a defined type.
    fn kind(&self, x: TypeIdx) -> AbsHeapType {
        match self.st(x).ct {
            CompType::Struct(_) => AbsHeapType::Struct,
            CompType::Array(_) => AbsHeapType::Array,
            CompType::Func(..) => AbsHeapType::Func,
        }
    }

    /// `Deftype_sub`, by its rules `/refl` and `/super`: up the chain of declarations.
    fn deftype_sub(&self, x1: TypeIdx, x2: TypeIdx) -> bool {
        self.subtypes.recall(x1, x2, || {
            self.same(x1, x2)
                || self.st(x1).supers.iter().any(|tu| match tu {
                    TypeUse::Idx(x) => self.deftype_sub(*x, x2),
                    TypeUse::Rec(_) | TypeUse::Def(_) => false,
                })
        })
    }

    /// `Comptype_sub`: asked about declarations only.
    pub(super) fn comptype_sub(&self, ct1: &CompType, ct2: &CompType) -> bool {
        match (ct1, ct2) {
            (CompType::Struct(fts1), CompType::Struct(fts2)) => {
                let mut pairs = fts1.iter().zip(fts2);
                fts1.len() >= fts2.len() && pairs.all(|(ft1, ft2)| self.fieldtype_sub(*ft1, *ft2))
            }
            (CompType::Array(ft1), CompType::Array(ft2)) => self.fieldtype_sub(*ft1, *ft2),
            (CompType::Func(t11, t12), CompType::Func(t21, t22)) => {
                self.resulttype_sub(t21, t11) && self.resulttype_sub(t12, t22)
            }
            _ => false,
        }
    }

    /// `Resulttype_sub`
    fn resulttype_sub(&self, ts1: &[ValType], ts2: &[ValType]) -> bool {
        let mut pairs = ts1.iter().zip(ts2);
        ts1.len() == ts2.len() && pairs.all(|(t1, t2)| self.valtype_sub(*t1, *t2))
    }

    /// `Fieldtype_sub`
    fn fieldtype_sub(&self, ft1: FieldType, ft2: FieldType) -> bool {
        match (ft1.mutable, ft2.mutable) {
            (false, false) => self.storagetype_sub(ft1.zt, ft2.zt),
            (true, true) => {
                self.storagetype_sub(ft1.zt, ft2.zt) && self.storagetype_sub(ft2.zt, ft1.zt)
            }
            (true, false) | (false, true) => false,
        }
    }

    /// `Storagetype_sub`
    fn storagetype_sub(&self, zt1: StorageType, zt2: StorageType) -> bool {
        match (zt1, zt2) {
            (StorageType::Val(t1), StorageType::Val(t2)) => self.valtype_sub(t1, t2),
            (StorageType::Pack(pt1), StorageType::Pack(pt2)) => pt1 == pt2,
            _ => false,
        }
    }
}

/// `Heaptype_sub` on abstract heap types.
fn absheaptype_sub(abs1: AbsHeapType, abs2: AbsHeapType) -> bool {
    use AbsHeapType as A;
    abs1 == abs2
        || match abs1 {
            A::Bot => true,
            A::I31 | A::Struct | A::Array => matches!(abs2, A::Eq | A::Any),
            A::Eq => abs2 == A::Any,
            A::None | A::NoFunc | A::NoExn | A::NoExtern => {
                // What lies below two tops, BOT does: the rules leave it out.
                abs2 != A::Bot && top(abs1).is_some_and(|top| absheaptype_sub(abs2, top))
            }
            A::Any | A::Func | A::Exn | A::Extern => false,
        }
}

/// The top of the hierarchy whose bottom this is.
fn top(bottom: AbsHeapType) -> Option<AbsHeapType> {
    match bottom {
        AbsHeapType::None => Some(AbsHeapType::Any),
        AbsHeapType::NoFunc => Some(AbsHeapType::Func),
        AbsHeapType::NoExn => Some(AbsHeapType::Exn),
        AbsHeapType::NoExtern => Some(AbsHeapType::Extern),
        _ => None,
    }
}
