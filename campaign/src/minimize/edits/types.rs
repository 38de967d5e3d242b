//! Edits that drop types.

use super::super::arrange::Dangling;
use super::super::draft::Draft;
use super::super::targets::{self, GroupRef};
use super::{Edit, ranges};
use crate::question::TypeRef;
use crate::section::SubType;
use std::collections::BTreeSet;

/// Keeps only what the question needs, by six ideas of need, the smallest first.
///
/// The named types; with their supertypes; with all they mention. And each with whole groups.
pub(in super::super) fn keep_few(draft: &Draft) -> Vec<Edit> {
    let named: BTreeSet<TypeRef> = draft.named().into_iter().collect();
    let all: Vec<TypeRef> = draft.types().map(|(ty, _)| ty).collect();
    let mut edits: Vec<Edit> = Vec::new();
    let needs: [fn(&SubType) -> Vec<u32>; 3] =
        [|_| Vec::new(), |ty| ty.supertypes.clone(), |ty| mentioned(ty)];
    for need in needs {
        for whole_groups in [false, true] {
            let kept = closure(draft, &named, need, whole_groups);
            let gone: Vec<_> = all.iter().filter(|ty| !kept.contains(ty)).collect();
            let gone: Vec<TypeRef> = gone.into_iter().copied().collect();
            push_drops(&mut edits, &gone);
        }
    }
    edits
}

/// The least set of types that contains `start` and all that its members need.
fn closure(
    draft: &Draft,
    start: &BTreeSet<TypeRef>,
    need: impl Fn(&SubType) -> Vec<u32>,
    whole_groups: bool,
) -> BTreeSet<TypeRef> {
    let mut kept = BTreeSet::new();
    for (module, section) in draft.sections() {
        let types: Vec<_> = section.types().collect();
        let mut siblings = Vec::with_capacity(types.len());
        for group in &section.groups {
            let first = siblings.len() as u32;
            let after = first + group.types.len() as u32;
            siblings.extend(std::iter::repeat_n(first..after, group.types.len()));
        }
        let in_module = start.iter().filter(|ty| ty.module == module);
        let mut open: Vec<u32> = in_module.map(|ty| ty.index).collect();
        while let Some(index) = open.pop() {
            let Some(ty) = types.get(index as usize) else {
                continue;
            };
            if kept.insert(TypeRef { module, index }) {
                open.extend(need(ty));
                let siblings = siblings.get(index as usize).filter(|_| whole_groups);
                open.extend(siblings.cloned().into_iter().flatten());
            }
        }
    }
    kept
}

/// The indices of supertypes and references.
fn mentioned(ty: &SubType) -> Vec<u32> {
    let mut ty = ty.clone();
    let mut indices = Vec::new();
    ty.for_each_index(|index| indices.push(*index));
    indices
}

/// Drops whole groups that the question does not name, many at once first; empty groups too.
pub(in super::super) fn drop_groups(draft: &Draft) -> Vec<Edit> {
    let named = draft.named();
    let mut free: Vec<GroupRef> = Vec::new();
    for (module, section) in draft.sections() {
        let mut next = 0;
        for (number, group) in section.groups.iter().enumerate() {
            let members = next..next + group.types.len() as u32;
            next = members.end;
            let is_member = |ty: &TypeRef| ty.module == module && members.contains(&ty.index);
            if !named.iter().any(is_member) {
                free.push((module, number));
            }
        }
    }
    let mut edits: Vec<Edit> = Vec::new();
    for range in ranges(free.len()) {
        for dangling in Dangling::ALL {
            let gone = free[range.clone()].to_vec();
            edits.push(Box::new(move |draft| {
                draft.arranged(dangling, |module, plan| {
                    let mut number = 0..;
                    plan.groups.retain(|_| {
                        let at = (module, number.next().unwrap_or_default());
                        gone.binary_search(&at).is_err()
                    });
                })
            }));
        }
    }
    edits
}

/// Drops types that the question does not name, many at once first.
pub(in super::super) fn drop_types(draft: &Draft) -> Vec<Edit> {
    let named = draft.named();
    let free: Vec<TypeRef> =
        draft.types().map(|(ty, _)| ty).filter(|ty| !named.contains(ty)).collect();
    let mut edits = Vec::new();
    for range in ranges(free.len()) {
        push_drops(&mut edits, &free[range]);
    }
    edits
}

/// Drops the same member of several groups at once, so that copies of a group stay copies.
pub(in super::super) fn drop_members(draft: &Draft) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    for groups in targets::groups(draft) {
        if groups.len() < 2 {
            continue;
        }
        let mut members: Vec<Vec<TypeRef>> = Vec::new();
        for (module, section) in draft.sections() {
            let mut next = 0;
            for (number, group) in section.groups.iter().enumerate() {
                let first = next;
                next += group.types.len() as u32;
                if groups.binary_search(&(module, number)).is_err() {
                    continue;
                }
                for (position, index) in (first..next).enumerate() {
                    if members.len() <= position {
                        members.push(Vec::new());
                    }
                    members[position].push(TypeRef { module, index });
                }
            }
        }
        for range in ranges(members.len()) {
            let mut gone = members[range].concat();
            gone.sort_unstable();
            push_drops(&mut edits, &gone);
        }
    }
    edits
}

/// Adds an edit for each way to drop these types, which are sorted.
fn push_drops(edits: &mut Vec<Edit>, gone: &[TypeRef]) {
    for dangling in Dangling::ALL {
        let gone = gone.to_vec();
        edits.push(Box::new(move |draft| draft.without_types(&gone, dangling)));
    }
}
