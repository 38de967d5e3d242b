//! Edits of the borders and of the order of recursion groups.

use super::super::arrange::{Dangling, Plan, Planned};
use super::super::draft::Draft;
use super::super::targets::{self, GroupRef};
use super::Edit;
use crate::question::ModuleId;
use std::rc::Rc;

/// Splits groups, takes single members out, leaves out `rec`, merges neighbours.
pub(in super::super) fn regroup(draft: &Draft) -> Vec<Edit> {
    let mut edits = Vec::new();
    let sets = targets::groups(draft);
    for set in &sets {
        edits.push(edit(set, Planned::split));
        edits.push(edit(set, |group| vec![Planned::new(group.members.clone())]));
        for position in 0..longest(draft, set) {
            edits.push(edit(set, move |group| taken_out(group, position, false)));
            edits.push(edit(set, move |group| taken_out(group, position, true)));
        }
    }
    for set in sets.iter().filter(|set| set.len() == 1) {
        let set = set.clone();
        edits.push(Box::new(move |draft| {
            draft.arranged(Dangling::Super, |module, plan| merge(plan, module, &set))
        }));
    }
    edits
}

/// Swaps neighbours: groups of a module, and members of groups.
pub(in super::super) fn reorder(draft: &Draft) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    for set in targets::groups(draft) {
        for position in 1..longest(draft, &set) {
            edits.push(edit(&set, move |group| {
                let mut group = group.clone();
                if position < group.members.len() {
                    group.members.swap(position - 1, position);
                }
                vec![group]
            }));
        }
        if set.len() == 1 {
            edits.push(Box::new(move |draft| {
                draft.arranged(Dangling::Super, |module, plan| {
                    for (_, number) in set.iter().filter(|(at, _)| *at == module) {
                        if number + 1 < plan.groups.len() {
                            plan.groups.swap(*number, number + 1);
                        }
                    }
                })
            }));
        }
    }
    edits
}

/// The edit that puts one or several groups in the place of each group of a set.
fn edit(set: &Rc<[GroupRef]>, split: impl Fn(&Planned) -> Vec<Planned> + 'static) -> Edit {
    let set = set.clone();
    Box::new(move |draft| {
        draft.arranged(Dangling::Super, |module, plan| {
            let groups = std::mem::take(&mut plan.groups);
            for (number, group) in groups.into_iter().enumerate() {
                if set.binary_search(&(module, number)).is_ok() {
                    plan.groups.extend(split(&group));
                } else {
                    plan.groups.push(group);
                }
            }
        })
    })
}

/// A group without one member, and that member alone before or behind it.
fn taken_out(group: &Planned, position: usize, behind: bool) -> Vec<Planned> {
    if position >= group.members.len() || group.members.len() < 2 {
        return vec![group.clone()];
    }
    let mut rest = group.members.clone();
    let single = Planned::new(vec![rest.remove(position)]);
    let rest = Planned::new(rest);
    if behind { vec![rest, single] } else { vec![single, rest] }
}

/// Merges the group of a one-element set with the group behind it.
fn merge(plan: &mut Plan, module: ModuleId, set: &[GroupRef]) {
    for (_, number) in set.iter().filter(|(at, _)| *at == module) {
        if number + 1 < plan.groups.len() {
            let behind = plan.groups.remove(number + 1);
            let members = plan.groups[*number].members.iter().chain(&behind.members);
            plan.groups[*number] = Planned::new(members.copied().collect());
        }
    }
}

/// The size of the largest group of a set.
fn longest(draft: &Draft, set: &[GroupRef]) -> usize {
    let lens = draft.sections().flat_map(|(module, section)| {
        let groups = section.groups.iter().enumerate();
        groups
            .filter(move |(number, _)| set.binary_search(&(module, *number)).is_ok())
            .map(|(_, group)| group.types.len())
    });
    lens.max().unwrap_or_default()
}
