//! Finds equal groups, and groups that differ in one thing only, within a section.

use super::classes::{Classes, INTERNAL};
use super::features::{Report, indices};
use crate::question::AbstractHeap;
use crate::section::{Composite, Field, HeapRef, Storage, SubType, TypeSection, Val};

/// Groups that are equal after the change and were not before.
fn neighbour(groups: &[Vec<SubType>], change: impl Fn(&mut SubType)) -> bool {
    let changed: Vec<Vec<SubType>> = groups
        .iter()
        .map(|group| {
            let mut group = group.clone();
            group.iter_mut().for_each(&change);
            group
        })
        .collect();
    any_pair(groups.len(), |a, b| changed[a] == changed[b] && groups[a] != groups[b])
}

fn any_pair(count: usize, holds: impl Fn(usize, usize) -> bool) -> bool {
    (0..count).any(|a| (0..count).any(|b| a != b && holds(a, b)))
}

fn each_storage(ty: &mut SubType, mut change: impl FnMut(&mut Field)) {
    match &mut ty.composite {
        Composite::Struct(fields) => fields.iter_mut().for_each(change),
        Composite::Array(element) => change(element),
        Composite::Func { .. } => {}
    }
}

fn each_reference(ty: &mut SubType, mut change: impl FnMut(&mut bool, &mut HeapRef)) {
    ty.composite.for_each_val(|val| {
        if let Val::Ref { nullable, heap } = val {
            change(nullable, heap);
        }
    });
}

fn erase_indices(ty: &mut SubType) {
    ty.for_each_index(|index| *index = 0);
}

pub(super) fn neighbours(section: &TypeSection, report: Report<'_>) {
    let groups = Classes::of(section).groups;
    let mut found = |feature, holds: bool| {
        if holds {
            report(feature);
        }
    };
    equal_groups(section, &groups, &mut found);
    let finality = neighbour(&groups, |ty| ty.is_final = false);
    found("neighbours: finality", finality);
    let mutability = |ty: &mut SubType| each_storage(ty, |field| field.mutable = false);
    found("neighbours: mutability", neighbour(&groups, mutability));
    let nullability = |ty: &mut SubType| each_reference(ty, |nullable, _| *nullable = true);
    found("neighbours: nullability", neighbour(&groups, nullability));
    let packed = |ty: &mut SubType| {
        each_storage(ty, |field| {
            if matches!(field.storage, Storage::I8 | Storage::I16) {
                field.storage = Storage::Val(Val::I32);
            }
        });
    };
    found("neighbours: packed", neighbour(&groups, packed));
    let abstract_heap = |ty: &mut SubType| {
        each_reference(ty, |_, heap| {
            if matches!(heap, HeapRef::Abstract(_)) {
                *heap = HeapRef::Abstract(AbstractHeap::Any);
            }
        });
    };
    let abstract_heap = neighbour(&groups, abstract_heap);
    found("neighbours: abstract heap type", abstract_heap);
    let supertype = neighbour(&groups, |ty| ty.supertypes.clear());
    found("neighbours: supertype", supertype);
    let closed = neighbour(&groups, erase_indices);
    found("neighbours: closed reference", closed);
    let longer = any_pair(groups.len(), |a, b| {
        groups[a].len() > groups[b].len() && groups[a].starts_with(&groups[b])
    });
    found("neighbours: one member more", longer);
    borders(&groups, &mut found);
}

fn equal_groups(
    section: &TypeSection,
    groups: &[Vec<SubType>],
    found: &mut dyn FnMut(&'static str, bool),
) {
    let several = |group: &Vec<SubType>| group.len() > 1;
    let internal = |index: &u32| *index >= INTERNAL;
    let recursive = |group: &Vec<SubType>| group.iter().any(|ty| indices(ty).iter().any(internal));
    let written: Vec<&Vec<SubType>> =
        section.groups.iter().map(|group| &group.types).filter(|types| !types.is_empty()).collect();
    // Copies whose references to other groups are written with other indices.
    let external = |group: usize| -> Vec<u32> {
        let mut all = Vec::new();
        for (normal, written) in groups[group].iter().zip(written[group]) {
            let pairs = indices(normal).into_iter().zip(indices(written));
            all.extend(pairs.filter(|(normal, _)| *normal < INTERNAL).map(|pair| pair.1));
        }
        all
    };
    let pairs = |a: usize, b: usize| groups[a] == groups[b];
    let count = groups.len();
    found("copies: equal groups", any_pair(count, pairs));
    found(
        "copies: equal groups of several types",
        any_pair(count, |a, b| pairs(a, b) && several(&groups[a])),
    );
    found(
        "copies: equal recursive groups",
        any_pair(count, |a, b| pairs(a, b) && recursive(&groups[a])),
    );
    found(
        "copies: equal by closing only",
        any_pair(count, |a, b| pairs(a, b) && external(a) != external(b)),
    );
}

/// Groups that have the same members in another order, or cut at other borders.
fn borders(groups: &[Vec<SubType>], found: &mut dyn FnMut(&'static str, bool)) {
    let mut erased = groups.to_vec();
    erased.iter_mut().flatten().for_each(erase_indices);
    let sorted: Vec<Vec<String>> = erased
        .iter()
        .map(|group| {
            let mut texts: Vec<String> = group.iter().map(|ty| format!("{ty:?}")).collect();
            texts.sort_unstable();
            texts
        })
        .collect();
    let count = groups.len();
    let order = any_pair(count, |a, b| sorted[a] == sorted[b] && erased[a] != erased[b]);
    found("neighbours: order", order);
    let split = any_pair(count, |a, b| {
        groups[a].len() == 1 && groups[b].len() > 1 && erased[b].contains(&erased[a][0])
    });
    found("neighbours: split", split);
    let merged = (1..count).any(|second| {
        let both = [erased[second - 1].clone(), erased[second].clone()].concat();
        erased.contains(&both)
    });
    found("neighbours: merged", merged);
}
