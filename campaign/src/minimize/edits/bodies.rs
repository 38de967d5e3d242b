//! Edits of whole types: supertypes, finality, the kind of the composite type.

use super::super::draft::Draft;
use super::super::slots;
use super::super::targets;
use super::Edit;
use crate::section::{Composite, SubType};

/// What a type becomes, given all types of its module; `None` if the edit does not apply.
type Change = fn(&[&SubType], &SubType) -> Option<SubType>;

/// The changes, from coarse to fine.
const CHANGES: [Change; 10] = [
    |_, _| Some(SubType::bare(Composite::Struct(Vec::new()))),
    |_, ty| with_composite(ty, Composite::Struct(Vec::new())),
    |_, ty| with_composite(ty, without_params(&ty.composite)?),
    |_, ty| with_composite(ty, without_results(&ty.composite)?),
    |_, ty| with_composite(ty, Composite::Struct(slots::fields(&ty.composite))),
    |_, ty| with_supertypes(ty, Vec::new()),
    |_, ty| with_supertypes(ty, ty.supertypes.iter().take(1).copied().collect()),
    |types, ty| {
        let above = types.get(*ty.supertypes.first()? as usize)?;
        with_supertypes(ty, above.supertypes.clone())
    },
    |_, ty| {
        let mut after = ty.clone();
        after.is_final = true;
        Some(after)
    },
    |_, ty| {
        let mut after = ty.clone();
        after.spelled_out = false;
        Some(after)
    },
];

/// Applies each change to each set of types.
pub(in super::super) fn simplify(draft: &Draft) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    for targets in targets::types(draft) {
        for change in CHANGES {
            let targets = targets.clone();
            edits.push(Box::new(move |draft| {
                draft.edited(&targets, |types, _, ty| change(types, ty).filter(|after| after != ty))
            }));
        }
    }
    edits
}

#[expect(clippy::unnecessary_wraps, reason = "the changes share a type")]
fn with_composite(ty: &SubType, composite: Composite) -> Option<SubType> {
    let mut after = ty.clone();
    after.composite = composite;
    Some(after)
}

#[expect(clippy::unnecessary_wraps, reason = "the changes share a type")]
fn with_supertypes(ty: &SubType, supertypes: Vec<u32>) -> Option<SubType> {
    let mut after = ty.clone();
    after.supertypes = supertypes;
    Some(after)
}

fn without_params(composite: &Composite) -> Option<Composite> {
    match composite {
        Composite::Func { results, .. } => {
            Some(Composite::Func { params: Vec::new(), results: results.clone() })
        }
        Composite::Struct(_) | Composite::Array(_) => None,
    }
}

fn without_results(composite: &Composite) -> Option<Composite> {
    match composite {
        Composite::Func { params, .. } => {
            Some(Composite::Func { params: params.clone(), results: Vec::new() })
        }
        Composite::Struct(_) | Composite::Array(_) => None,
    }
}
