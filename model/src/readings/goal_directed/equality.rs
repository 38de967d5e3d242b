//! When two types are the same type.

use super::GoalDirected;
use crate::syntax::{CompType, FieldType, HeapType, RefType, StorageType, SubType};
use crate::syntax::{TypeIdx, TypeUse, ValType};

impl GoalDirected {
    /// They have the same position in groups that are the same.
    pub(super) fn same(&self, x1: TypeIdx, x2: TypeIdx) -> bool {
        let (g1, g2) = (self.types[x1 as usize].group, self.types[x2 as usize].group);
        let position = |x, group| x - self.groups[group as usize].start;
        position(x1, g1) == position(x2, g2) && self.same_groups(g1, g2)
    }

    fn same_groups(&self, g1: u32, g2: u32) -> bool {
        // The goal is symmetric: it is asked one way only.
        g1 == g2 || self.same_groups.recall(g1.min(g2), g1.max(g2), || self.same_members(g1, g2))
    }

    /// Groups are the same if they have as many members, which look the same and refer to types that are
    /// the same.
    ///
    /// The references that leave the groups come last: by then most groups that are not the same are told
    /// apart, and the goals below this one need no deeper stack than two calls each.
    fn same_members(&self, g1: u32, g2: u32) -> bool {
        let (group1, group2) = (&self.groups[g1 as usize], &self.groups[g2 as usize]);
        let mut outside = Vec::new();
        let mut uses = |tu1: TypeUse, tu2: TypeUse| match (tu1, tu2) {
            (TypeUse::Idx(x1), TypeUse::Idx(x2)) => {
                match (group1.contains(&x1), group2.contains(&x2)) {
                    (true, true) => x1 - group1.start == x2 - group2.start,
                    (false, false) => {
                        outside.push((x1, x2));
                        true
                    }
                    // Not the same even if one is written as the other: types are isorecursive.
                    (true, false) | (false, true) => false,
                }
            }
            _ => false,
        };
        let look_the_same = group1.len() == group2.len()
            && group1
                .clone()
                .zip(group2.clone())
                .all(|(x1, x2)| same_subtypes(self.st(x1), self.st(x2), &mut uses));
        look_the_same && outside.into_iter().all(|(x1, x2)| self.same(x1, x2))
    }
}

fn same_subtypes(
    st1: &SubType,
    st2: &SubType,
    uses: &mut impl FnMut(TypeUse, TypeUse) -> bool,
) -> bool {
    st1.fin == st2.fin
        && pairwise(&st1.supers, &st2.supers, |tu1, tu2| uses(*tu1, *tu2))
        && match (&st1.ct, &st2.ct) {
            (CompType::Struct(fts1), CompType::Struct(fts2)) => {
                pairwise(fts1, fts2, |ft1, ft2| same_fields(*ft1, *ft2, uses))
            }
            (CompType::Array(ft1), CompType::Array(ft2)) => same_fields(*ft1, *ft2, uses),
            (CompType::Func(t11, t12), CompType::Func(t21, t22)) => {
                pairwise(t11, t21, |t1, t2| same_values(*t1, *t2, uses))
                    && pairwise(t12, t22, |t1, t2| same_values(*t1, *t2, uses))
            }
            _ => false,
        }
}

fn same_fields(
    ft1: FieldType,
    ft2: FieldType,
    uses: &mut impl FnMut(TypeUse, TypeUse) -> bool,
) -> bool {
    ft1.mutable == ft2.mutable
        && match (ft1.zt, ft2.zt) {
            (StorageType::Val(t1), StorageType::Val(t2)) => same_values(t1, t2, uses),
            (zt1, zt2) => zt1 == zt2,
        }
}

fn same_values(t1: ValType, t2: ValType, uses: &mut impl FnMut(TypeUse, TypeUse) -> bool) -> bool {
    match (t1, t2) {
        (
            ValType::Ref(RefType { null: null1, ht: HeapType::Use(tu1) }),
            ValType::Ref(RefType { null: null2, ht: HeapType::Use(tu2) }),
        ) => null1 == null2 && uses(tu1, tu2),
        _ => t1 == t2,
    }
}

/// Whether two lists are as long as each other, and their elements the same in pairs.
fn pairwise<T>(list1: &[T], list2: &[T], mut same: impl FnMut(&T, &T) -> bool) -> bool {
    list1.len() == list2.len() && list1.iter().zip(list2).all(|(t1, t2)| same(t1, t2))
}
