//! Sections that differ by a renaming mean the same: one of them is enough.
//!
//! Two renamings are considered.
//!
//! 1. Two adjacent groups of which neither mentions a type of the other change places, and all indices
//!    follow.
//! 2. The numeric types are permuted.
//!
//! The specification answers every question about types alike before and after. For the first:
//!
//! - For any two groups of which one mentions the other, the renaming keeps which one comes first. So an
//!   index that is out of scope, because it names a later group or no type, still is, and both sections
//!   are invalid.
//! - Otherwise each index names a type of the own group or of an earlier one. By induction over the groups,
//!   a type has the same closed form before and after: rolling sees only the own group, and what is put in
//!   for earlier types is the same.
//! - `Subtype_ok` wants the index of the supertype below the own index. Within a group, and between groups
//!   of which one mentions the other, that is kept. All its other premises are about closed types.
//! - So the same types are valid, and questions about them are about the same closed types.
//!
//! For the second: no rule about types names a numeric type. All of them match themselves and nothing else.
//!
//! An empty group mentions nothing and is not mentioned, so all places are the same for it.
//!
//! That is what the specification says. An implementation may be wrong about one writing and right about
//! another, say by counting empty groups, and then the reduced enumeration may miss it. So the writing that
//! is kept has its empty groups in front of everything, and whoever has more time enumerates all writings.

use crate::section::{Group, SubType, TypeSection, Val};

/// Whether the section is the least of those that it can be renamed to: group by group and in each
/// member by member, an absent one before any other.
pub(super) fn is_canonical(section: &TypeSection) -> bool {
    let empty = section.groups.iter().take_while(|group| group.types.is_empty()).count();
    let groups = &section.groups[empty..];
    if groups.iter().any(|group| group.types.is_empty()) {
        return false;
    }
    let mut orders = Orders { comes_first: precedences(groups), order: Vec::new() };
    orders.all(&mut |order| !is_less(&written(groups, order), groups))
}

/// The orders of groups that independent neighbours can reach by changing places: those that keep, of
/// any two groups of which one mentions the other, the first one first.
struct Orders {
    /// For each group, the earlier ones that must stay before it.
    comes_first: Vec<Vec<usize>>,
    order: Vec<usize>,
}

impl Orders {
    /// Whether `holds` of all orders.
    fn all(&mut self, holds: &mut impl FnMut(&[usize]) -> bool) -> bool {
        if self.order.len() == self.comes_first.len() {
            return holds(&self.order);
        }
        for next in 0..self.comes_first.len() {
            let placed = |group: &usize| self.order.contains(group);
            if placed(&next) || !self.comes_first[next].iter().all(placed) {
                continue;
            }
            self.order.push(next);
            let all = self.all(holds);
            self.order.pop();
            if !all {
                return false;
            }
        }
        true
    }
}

fn precedences(groups: &[Group]) -> Vec<Vec<usize>> {
    let starts = starts(groups, 0..groups.len());
    let mentions: Vec<Vec<usize>> = groups
        .iter()
        .map(|group| {
            let mut mentioned = Vec::new();
            for mut ty in group.types.iter().cloned() {
                ty.for_each_index(|index| mentioned.extend(group_of(groups, &starts, *index)));
            }
            mentioned
        })
        .collect();
    let dependent =
        |one: usize, other: usize| mentions[one].contains(&other) || mentions[other].contains(&one);
    (0..groups.len()).map(|g| (0..g).filter(|earlier| dependent(*earlier, g)).collect()).collect()
}

/// The index of each group's first type, when the groups are written in this order.
fn starts(groups: &[Group], order: impl IntoIterator<Item = usize>) -> Vec<u32> {
    let mut starts = vec![0; groups.len()];
    let mut next = 0;
    for group in order {
        starts[group] = next;
        next += groups[group].types.len() as u32;
    }
    starts
}

/// The group that has the type with this index.
fn group_of(groups: &[Group], starts: &[u32], index: u32) -> Option<usize> {
    let has = |g: &usize| (starts[*g]..starts[*g] + groups[*g].types.len() as u32).contains(&index);
    (0..groups.len()).find(has)
}

/// The groups in another order, with numeric types named in the order of their first use, which is the
/// least way to name them.
fn written(groups: &[Group], order: &[usize]) -> Vec<Vec<SubType>> {
    let old = starts(groups, 0..groups.len());
    let new = starts(groups, order.iter().copied());
    let mut numbers = Vec::new();
    let mut written = Vec::with_capacity(groups.len());
    for group in order {
        let mut types = groups[*group].types.clone();
        for ty in &mut types {
            ty.for_each_index(|index| {
                if let Some(g) = group_of(groups, &old, *index) {
                    *index = *index - old[g] + new[g];
                }
            });
            ty.composite.for_each_val(|val| rename(val, &mut numbers));
        }
        written.push(types);
    }
    written
}

fn rename(val: &mut Val, seen: &mut Vec<Val>) {
    const NUMBERS: [Val; 4] = [Val::I32, Val::I64, Val::F32, Val::F64];
    if NUMBERS.contains(val) {
        let name = seen.iter().position(|number| number == val).unwrap_or_else(|| {
            seen.push(*val);
            seen.len() - 1
        });
        *val = NUMBERS[name];
    }
}

fn is_less(written: &[Vec<SubType>], groups: &[Group]) -> bool {
    written.iter().lt(groups.iter().map(|group| &group.types))
}
