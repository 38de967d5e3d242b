//! When the types of a module are valid.
//!
//! No derivation is kept, so premises may be asked in the order that suits: first those that need no
//! other type, then the rest in a context that has the group already.
//!
//! The verdict is that of the rules although the relation of a context with an invalid declaration is
//! inconsistent, and larger than what is accepted here: only a declaration of a type of another kind makes
//! it so, and here as there that declaration itself is refused.

use super::GoalDirected;
use crate::syntax::{CompType, FieldType, HeapType, RecType, RefType, StorageType, SubType};
use crate::syntax::{TypeIdx, TypeUse, ValType};

impl GoalDirected {
    /// `Types_ok`: every group is valid behind those before it. If not, the valid ones are still there.
    pub(super) fn types_ok(&mut self, rts: Vec<RecType>) -> bool {
        let module = self.types.len() as TypeIdx;
        rts.into_iter().all(|rt| self.type_ok(rt, module))
    }

    /// `Type_ok`, for a group of a module whose first type is at the place `module`.
    fn type_ok(&mut self, mut rt: RecType, module: TypeIdx) -> bool {
        let first = self.types.len() as TypeIdx;
        let end = first + rt.0.len() as TypeIdx;
        let placed = (first..).zip(&mut rt.0).all(|(x0, st)| place(st, x0, end, module));
        if !placed {
            return false;
        }
        if !rt.0.is_empty() {
            self.push(rt);
        }
        (first..end).all(|x0| self.declaration_ok(x0))
    }

    /// The premises of `Subtype_ok` about the supertype: it is not final, and matches.
    fn declaration_ok(&self, x0: TypeIdx) -> bool {
        let st = self.st(x0);
        st.supers.iter().all(|tu| match tu {
            TypeUse::Idx(x) => {
                let sup = self.st(*x);
                !sup.fin && self.comptype_sub(&st.ct, &sup.ct)
            }
            TypeUse::Rec(_) | TypeUse::Def(_) => false,
        })
    }
}

/// The other premises of `Subtype_ok`, for the type at the place `x0` in a group that ends before `end`: it
/// has one supertype at most, which stands before it, and every type index is one of the context. Indices
/// of the module are replaced by places.
fn place(st: &mut SubType, x0: TypeIdx, end: TypeIdx, module: TypeIdx) -> bool {
    let before = |end: TypeIdx| {
        move |tu: &mut TypeUse| {
            let TypeUse::Idx(x) = tu else { return false };
            let place = x.checked_add(module).filter(|place| *place < end);
            *x = place.unwrap_or(*x);
            place.is_some()
        }
    };
    st.supers.len() <= 1
        && st.supers.iter_mut().all(before(x0))
        && uses(&mut st.ct, &mut before(end))
}

/// Whether every type use of a composite type is as wanted.
fn uses(ct: &mut CompType, wanted: &mut impl FnMut(&mut TypeUse) -> bool) -> bool {
    match ct {
        CompType::Struct(fts) => fts.iter_mut().all(|ft| in_field(ft, wanted)),
        CompType::Array(ft) => in_field(ft, wanted),
        CompType::Func(t1, t2) => t1.iter_mut().chain(t2).all(|t| in_value(t, wanted)),
    }
}

fn in_field(ft: &mut FieldType, wanted: &mut impl FnMut(&mut TypeUse) -> bool) -> bool {
    match &mut ft.zt {
        StorageType::Val(t) => in_value(t, wanted),
        StorageType::Pack(_) => true,
    }
}

fn in_value(t: &mut ValType, wanted: &mut impl FnMut(&mut TypeUse) -> bool) -> bool {
    match t {
        ValType::Ref(RefType { ht: HeapType::Use(tu), .. }) => wanted(tu),
        ValType::Ref(_) | ValType::Num(_) | ValType::Vec(_) | ValType::Bot => true,
    }
}
