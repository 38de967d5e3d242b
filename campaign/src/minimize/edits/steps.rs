//! Edits of the history: fewer modules, fewer drops.

use super::super::draft::{Draft, Form, Part};
use super::{Edit, ranges};
use crate::question::{ModuleId, TypeRef};
use crate::section::TypeSection;

/// Cuts the history behind the question, and leaves out modules and drops, many at once first.
pub(in super::super) fn drop_steps(draft: &Draft) -> Vec<Edit> {
    let mut edits: Vec<Edit> = vec![Box::new(cut)];
    let named = draft.named_modules();
    let free: Vec<ModuleId> =
        draft.forms().map(|(module, _)| module).filter(|module| !named.contains(module)).collect();
    for range in ranges(free.len()) {
        let gone = free[range].to_vec();
        edits.push(Box::new(move |draft| draft.without_modules(&gone)));
    }
    let drops: Vec<usize> = (0..)
        .zip(&draft.parts)
        .filter_map(|(at, part)| matches!(part, Part::Drop(_)).then_some(at))
        .collect();
    for range in ranges(drops.len()) {
        let gone = drops[range].to_vec();
        edits.push(Box::new(move |draft| {
            let parts = (0..).zip(&draft.parts);
            let kept = parts.filter(|(at, _)| !gone.contains(at));
            Some(Draft {
                parts: kept.map(|(_, part)| part.clone()).collect(),
                question: draft.question,
            })
        }));
    }
    edits
}

/// The history up to the question.
fn cut(draft: &Draft) -> Option<Draft> {
    let asked = draft.parts.iter().position(|part| matches!(part, Part::Ask))?;
    Some(Draft { parts: draft.parts[..=asked].to_vec(), question: draft.question })
}

/// Asks about one module only: every operand is looked up by its index in a single module.
pub(in super::super) fn use_one_module(draft: &Draft) -> Vec<Edit> {
    let mut named = draft.named_modules();
    named.sort_unstable();
    named.dedup();
    if named.len() < 2 {
        return Vec::new();
    }
    let edit = |only: ModuleId| -> Edit {
        Box::new(move |draft| {
            let question =
                draft.question.moved(|ty| Some(TypeRef { module: only, index: ty.index }))?;
            let others: Vec<_> = draft.named_modules();
            let others: Vec<_> = others.into_iter().filter(|at| *at != only).collect();
            Draft { parts: draft.parts.clone(), question }.without_modules(&others)
        })
    };
    named.into_iter().map(edit).collect()
}

/// The most modules of which pairs are merged.
const MERGED_MAX: usize = 8;

/// Puts the types of two modules into one, at the place of the one or of the other.
pub(in super::super) fn merge_modules(draft: &Draft) -> Vec<Edit> {
    let modules: Vec<ModuleId> = draft.sections().map(|(module, _)| module).collect();
    let mut edits: Vec<Edit> = Vec::new();
    if modules.len() > MERGED_MAX {
        return edits;
    }
    for (n, first) in modules.iter().copied().enumerate() {
        for second in modules[n + 1..].iter().copied() {
            edits.push(Box::new(move |draft| merge(draft, first, second, first)));
            edits.push(Box::new(move |draft| merge(draft, first, second, second)));
        }
    }
    edits
}

/// The draft in which the types of `first`, then those of `second`, form the module `place`.
fn merge(draft: &Draft, first: ModuleId, second: ModuleId, place: ModuleId) -> Option<Draft> {
    let front = draft.section(first)?;
    let back = draft.section(second)?;
    let section = joined(front, back);
    let mut next = draft.with_form(place, Form::Types(section));
    next.question = draft.question.moved(|ty| {
        let shift = if ty.module == second { front.len() } else { 0 };
        let merged = ty.module == first || ty.module == second;
        Some(TypeRef {
            module: if merged { place } else { ty.module },
            index: ty.index.checked_add(shift)?,
        })
    })?;
    let gone = if place == first { second } else { first };
    next.without_modules(&[gone])
}

/// One section after the other; indices beyond the end stay beyond the end.
fn joined(front: &TypeSection, back: &TypeSection) -> TypeSection {
    let mut section = front.clone();
    let (len, added) = (front.len(), back.len());
    section.for_each_index(|index| {
        if *index >= len {
            *index = index.saturating_add(added);
        }
    });
    let mut moved = back.clone();
    moved.for_each_index(|index| *index = index.saturating_add(len));
    section.groups.extend(moved.groups);
    section
}
