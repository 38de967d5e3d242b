//! Edits that let one type stand for another, in references and in the question.

use super::super::arrange::Dangling;
use super::super::draft::Draft;
use super::Edit;
use crate::question::TypeRef;
use crate::section::SubType;
use std::collections::HashMap;
use std::ops::Range;

/// Up to this many types each may stand for each; beyond it, only alike and declared ones do.
const PAIRS_MAX: usize = 8;

/// Lets one type stand for another: everywhere, with the other dropped; or in the question only.
///
/// Among many types the one that stands in is the declared supertype or the first equal definition,
/// so that the edits stay linear in number.
pub(in super::super) fn redirect(draft: &Draft) -> Vec<Edit> {
    let types: Vec<_> = draft.types().collect();
    let named = draft.named();
    let mut edits: Vec<Edit> = Vec::new();
    for (old, new) in pairs(&types) {
        if old.module == new.module {
            for dangling in [Dangling::Super, Dangling::Abstract] {
                edits.push(Box::new(move |draft| replaced(draft, old, new, dangling)));
            }
        }
        if named.contains(&old) {
            edits.push(Box::new(move |draft| asked_of(draft, old, new)));
        }
    }
    edits
}

/// Which type another one may stand for: the old one first.
fn pairs(types: &[(TypeRef, &SubType)]) -> Vec<(TypeRef, TypeRef)> {
    let mut pairs = Vec::new();
    if types.len() <= PAIRS_MAX {
        for (old, _) in types {
            let others = types.iter().filter(|(new, _)| new != old);
            pairs.extend(others.map(|(new, _)| (*old, *new)));
        }
        return pairs;
    }
    let mut anywhere = HashMap::new();
    let mut in_module = HashMap::new();
    for (old, body) in types {
        let above = body.supertypes.iter().map(|index| TypeRef { index: *index, ..*old });
        let first = *anywhere.entry(*body).or_insert(*old);
        let first_here = *in_module.entry((old.module, *body)).or_insert(*old);
        let instead = above.chain([first_here, first]).filter(|new| new != old);
        pairs.extend(instead.map(|new| (*old, new)));
    }
    pairs
}

/// Asks about other members of the operands' groups, the same position in each.
///
/// The campaign may ask about a member that differs only through its siblings. A question about the
/// siblings themselves needs less: the old operands are dropped, or the groups fall apart.
pub(in super::super) fn ask_siblings(draft: &Draft) -> Vec<Edit> {
    let spans: Vec<_> = draft.named().into_iter().map(|ty| span(draft, ty)).collect();
    let lens = spans.iter().flatten().map(Range::len);
    let mut edits: Vec<Edit> = Vec::new();
    for position in 0..lens.max().unwrap_or_default() as u32 {
        for dangling in Dangling::ALL {
            edits.push(Box::new(move |draft| {
                let mut gone = draft.named();
                gone.sort_unstable();
                asked_at(draft, position)?.without_types(&gone, dangling)
            }));
        }
        edits.push(Box::new(move |draft| {
            let mut named = draft.named();
            named.sort_unstable();
            let is_named = |module, index| named.binary_search(&TypeRef { module, index }).is_ok();
            asked_at(draft, position)?.arranged(Dangling::Super, |module, plan| {
                let groups = std::mem::take(&mut plan.groups);
                for group in groups {
                    if group.members.iter().any(|index| is_named(module, *index)) {
                        plan.groups.extend(group.split());
                    } else {
                        plan.groups.push(group);
                    }
                }
            })
        }));
    }
    edits
}

/// The draft whose question names the members at one position of the operands' groups.
fn asked_at(draft: &Draft, position: u32) -> Option<Draft> {
    let question = draft.question.moved(|ty| {
        let index = span(draft, ty)?.nth(position as usize)?;
        Some(TypeRef { module: ty.module, index })
    })?;
    (question != draft.question).then(|| Draft { parts: draft.parts.clone(), question })
}

/// The indices of a type's group.
fn span(draft: &Draft, ty: TypeRef) -> Option<Range<u32>> {
    let mut next = 0;
    let mut spans = draft.section(ty.module)?.groups.iter().map(|group| {
        let first = next;
        next += group.types.len() as u32;
        first..next
    });
    spans.find(|span| span.contains(&ty.index))
}

/// The draft in which every mention of `old` mentions `new`, and `old` is dropped.
fn replaced(draft: &Draft, old: TypeRef, new: TypeRef, dangling: Dangling) -> Option<Draft> {
    let module = |ty: &TypeRef| ty.module == old.module;
    let all: Vec<_> = draft.types().map(|(ty, _)| ty).filter(module).collect();
    let mentioning = |_: &[&SubType], _: u32, ty: &SubType| {
        let mut after = ty.clone();
        after.for_each_index(|index| {
            if *index == old.index {
                *index = new.index;
            }
        });
        (after != *ty).then_some(after)
    };
    let next = draft.edited(&all, mentioning);
    let next = next.as_ref().unwrap_or(draft);
    let next = asked_of(next, old, new).unwrap_or_else(|| next.clone());
    next.without_types(&[old], dangling)
}

/// The draft whose question names `new` instead of `old`.
fn asked_of(draft: &Draft, old: TypeRef, new: TypeRef) -> Option<Draft> {
    let question = draft.question.moved(|ty| Some(if ty == old { new } else { ty }))?;
    (question != draft.question).then(|| Draft { parts: draft.parts.clone(), question })
}
