//! Validity, equality and subtyping as a validator decides them: from the goal to what it needs, with a
//! memory.
//!
//! All types of all modules stand in one list; a type use is a place in it, `_IDX x`. Each function is a
//! judgment: it looks at the form of its goal and asks for the premises of the one rule that could conclude
//! it. Nothing is rolled, closed or saturated, and no function that does so is used.
//!
//! - `equality`: types are the same if they have the same position in groups that look the same, with
//!   references to siblings by position, and whose other references lead to types that are the same.
//! - `subtyping`: a defined type matches another if they are the same, or if the supertype that it declares
//!   matches. Abstract heap types match where rules without premises lead; bottoms match what matches the top.
//! - `validity`: a group joins the list, then each composite type has to match that of its supertype.
//!
//! # Why this is the least relation
//!
//! The functions apply rules backwards, so the rules derive what they accept. The least relation is contained
//! in every one that is closed under the rules, so for the other direction it is enough that the accepted pairs
//! are. Every rule but transitivity is applied where its conclusion is the goal. For transitivity, let
//! `a <: b` and `b <: c` be accepted, and `a` be other than `BOT`, which is below all:
//!
//! - All three are defined types. The declarations lead from `a` up to a type that is the same as `b`. The same
//!   types declare the same supertypes, so they lead on as they lead from `b`, to a type that is the same
//!   as `c`.
//! - `a` and `b` are defined types. Valid declarations stay within one kind, struct, array or func, and the same
//!   types have the same kind; so what is above the kind of `b` is above that of `a`.
//! - `b` or `c` is the first defined type. Then what is below it is the bottom of its hierarchy, and that is
//!   below everything that the defined type's kind is below, and below all of the same hierarchy.
//! - The others are abstract from `b` on; they are few, and a test goes through them.
//!
//! # Why it ends, and what it costs
//!
//! Every goal needs only goals about types that stand earlier in the list: a reference that leaves its
//! group leads there, and so does a declaration. A group with any that does not is refused before it joins
//! the list.
//!
//! A goal about two groups or two defined types is decided once: the memory has a cell for each pair. All
//! questions about n types with m type uses each take O(n^2 * m) time and O(n^2) bytes together, and no
//! question needs a deeper stack than n goals. Written out, types can be exponentially large; here they never
//! are.

mod equality;
mod memory;
mod subtyping;
mod validity;

use super::Place;
use crate::syntax::{HeapType, RecType, SubType, TypeIdx, TypeUse, ValType};
use memory::Memory;
use std::ops::Range;

/// The valid types of some modules, and what was found about them.
#[derive(Debug, Default)]
pub struct GoalDirected {
    /// Every type of every module. Its type uses are `_IDX x` with a place in this list.
    types: Vec<Member>,
    /// The places of the members of each group that has any.
    groups: Vec<Range<TypeIdx>>,
    /// The places of the types of each module.
    modules: Vec<Range<TypeIdx>>,
    same_groups: Memory,
    subtypes: Memory,
}

/// A type, and the number of its group.
#[derive(Debug)]
struct Member {
    st: SubType,
    group: u32,
}

/// What the reading says of the types of a module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// They are valid.
    Valid,
    /// They are not, and nothing of them is remembered.
    Invalid,
    /// There would be more than [`GoalDirected::TYPES_MAX`] types.
    Limit,
}

impl GoalDirected {
    /// The reading takes on this many types of all modules together: a memory of 64 MiB for each relation.
    pub const TYPES_MAX: usize = 1 << 13;

    /// Validates the types of the next module, by `Types_ok`.
    ///
    /// Every call counts as a module, numbered from 0; one whose types are not valid has none.
    pub fn define(&mut self, rts: Vec<RecType>) -> Verdict {
        let first = self.types.len() as TypeIdx;
        let count: usize = rts.iter().map(|RecType(sts)| sts.len()).sum();
        let verdict = if self.types.len() + count > Self::TYPES_MAX {
            Verdict::Limit
        } else if self.types_ok(rts) {
            Verdict::Valid
        } else {
            self.forget(first);
            Verdict::Invalid
        };
        self.modules.push(first..self.types.len() as TypeIdx);
        verdict
    }

    /// The place of a type in the list of all types; `None` if it is not there.
    #[must_use]
    pub fn type_at(&self, place: Place) -> Option<TypeIdx> {
        let types = self.modules.get(place.module as usize)?;
        types.start.checked_add(place.index).filter(|x| types.contains(x))
    }

    /// Whether two types are the same type; `None` if one of them is not there.
    #[must_use]
    pub fn same_type(&self, x1: TypeIdx, x2: TypeIdx) -> Option<bool> {
        (self.has(x1) && self.has(x2)).then(|| self.same(x1, x2))
    }

    /// Whether `t1 <: t2`, where type uses are `_IDX x` with a place in the list of all types; `None` if one
    /// of them is not there.
    #[must_use]
    pub fn subtype(&self, t1: ValType, t2: ValType) -> Option<bool> {
        let known = |t| match t {
            ValType::Ref(rt) => match rt.ht {
                HeapType::Use(TypeUse::Idx(x)) => self.has(x),
                HeapType::Use(TypeUse::Rec(_) | TypeUse::Def(_)) => false,
                HeapType::Abs(_) => true,
            },
            ValType::Num(_) | ValType::Vec(_) | ValType::Bot => true,
        };
        (known(t1) && known(t2)).then(|| self.valtype_sub(t1, t2))
    }

    fn has(&self, x: TypeIdx) -> bool {
        (x as usize) < self.types.len()
    }

    fn st(&self, x: TypeIdx) -> &SubType {
        &self.types[x as usize].st
    }

    /// Adds a group that is not empty.
    fn push(&mut self, RecType(sts): RecType) {
        let first = self.types.len() as TypeIdx;
        let group = self.groups.len() as u32;
        self.types.extend(sts.into_iter().map(|st| Member { st, group }));
        self.groups.push(first..self.types.len() as TypeIdx);
        self.same_groups.widen(self.groups.len());
        self.subtypes.widen(self.types.len());
    }

    /// Removes the types from a place on, where a group begins, and what was found about them.
    fn forget(&mut self, first: TypeIdx) {
        self.types.truncate(first as usize);
        self.groups.truncate(self.groups.partition_point(|group| group.start < first));
        self.same_groups.narrow(self.groups.len());
        self.subtypes.narrow(self.types.len());
    }
}
