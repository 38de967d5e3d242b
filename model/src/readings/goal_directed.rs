//! Equality and subtyping as a validator decides them: from the goal to what it needs, with a memory.
//!
//! Two types are equal if they have the same position in groups that look the same, with references to
//! siblings by position, and whose references to earlier types lead to equal types. A defined type
//! matches another if they are equal or its declared supertype matches; abstract heap types are related by
//! a table. Each question about two groups, and each about two types, is answered once.
//!
//! Rules are applied backwards, and every goal needs only smaller ones: external references lead to types
//! that are written earlier, and a valid supertype stands before its subtype. So the search ends, and it
//! decides what the rules derive; transitivity is not applied, because a chain of declarations is walked
//! to its end.

use super::{Place, Written};
use crate::readings::written::Member;
use crate::syntax::{AbsHeapType, CompType};
use std::cell::RefCell;
use std::collections::HashMap;

/// The types of some modules, and what was found about them.
#[derive(Debug, Default)]
pub struct GoalDirected {
    written: Written,
    same_groups: RefCell<HashMap<(u32, u32), bool>>,
    subtypes: RefCell<HashMap<(u32, u32), bool>>,
}

/// A heap type, by place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heap {
    /// An abstract heap type.
    Abs(AbsHeapType),
    /// A defined type.
    Def(Place),
}

impl GoalDirected {
    /// The reading of these types. Their declarations must be valid.
    #[must_use]
    pub fn new(written: Written) -> Self {
        Self { written, ..Self::default() }
    }

    /// Whether two types are the same type; `None` if one of them is not there.
    pub fn same_type(&self, left: Place, right: Place) -> Option<bool> {
        Some(self.same(self.written.number(left)?, self.written.number(right)?))
    }

    /// Whether one heap type matches another; `None` if one of them is not there.
    pub fn heaptype_sub(&self, sub: Heap, sup: Heap) -> Option<bool> {
        Some(match (sub, sup) {
            (Heap::Abs(sub), Heap::Abs(sup)) => abstract_sub(sub, sup),
            (Heap::Def(sub), Heap::Def(sup)) => {
                self.deftype_sub(self.written.number(sub)?, self.written.number(sup)?)
            }
            (Heap::Def(sub), Heap::Abs(sup)) => abstract_sub(self.kind(sub)?, sup),
            (Heap::Abs(sub), Heap::Def(sup)) => {
                let kind = self.kind(sup)?;
                sub == AbsHeapType::Bot || is_bottom(sub) && abstract_sub(sub, kind)
            }
        })
    }

    /// The abstract heap type right above a defined type.
    fn kind(&self, place: Place) -> Option<AbsHeapType> {
        Some(match self.written.subtype(self.written.number(place)?).ct {
            CompType::Struct(_) => AbsHeapType::Struct,
            CompType::Array(_) => AbsHeapType::Array,
            CompType::Func(..) => AbsHeapType::Func,
        })
    }

    fn same(&self, left: u32, right: u32) -> bool {
        let (left, right) = (self.written.types[left as usize], self.written.types[right as usize]);
        left.position == right.position && self.same_group(left, right)
    }

    fn same_group(&self, left: Member, right: Member) -> bool {
        if left.group == right.group {
            return true;
        }
        let key = (left.group.min(right.group), left.group.max(right.group));
        if let Some(known) = self.same_groups.borrow().get(&key) {
            return *known;
        }
        let (left, right) =
            (&self.written.groups[left.group as usize], &self.written.groups[right.group as usize]);
        let same = left.members == right.members
            && left.external.iter().zip(&right.external).all(|(l, r)| self.same(*l, *r));
        self.same_groups.borrow_mut().insert(key, same);
        same
    }

    fn deftype_sub(&self, sub: u32, sup: u32) -> bool {
        if let Some(known) = self.subtypes.borrow().get(&(sub, sup)) {
            return *known;
        }
        let supers = &self.written.subtype(sub).supers;
        let holds = self.same(sub, sup)
            || supers.iter().any(|tu| match self.written.target(sub, *tu) {
                // An invalid declaration could lead in a circle.
                Some(target) if target < sub => self.deftype_sub(target, sup),
                _ => false,
            });
        self.subtypes.borrow_mut().insert((sub, sup), holds);
        holds
    }
}

fn is_bottom(ht: AbsHeapType) -> bool {
    use AbsHeapType as A;
    matches!(ht, A::None | A::NoFunc | A::NoExn | A::NoExtern)
}

/// The table of abstract heap types.
fn abstract_sub(sub: AbsHeapType, sup: AbsHeapType) -> bool {
    use AbsHeapType as A;
    sub == sup
        || match sub {
            A::Bot => true,
            A::None => matches!(sup, A::I31 | A::Struct | A::Array | A::Eq | A::Any),
            A::I31 | A::Struct | A::Array => matches!(sup, A::Eq | A::Any),
            A::Eq => sup == A::Any,
            A::NoFunc => sup == A::Func,
            A::NoExn => sup == A::Exn,
            A::NoExtern => sup == A::Extern,
            A::Any | A::Func | A::Exn | A::Extern => false,
        }
}
