//! The types of a module: few, of all kinds, with supertypes and groups.

use super::draw::Draw;
use super::plan::Plan;
use crate::section::{Composite, Field, Group, Storage, SubType};

/// Draws the types. The first is always `[] -> []`, so that there is a type for a tag and a start
/// function.
pub(super) fn draw(plan: &mut Plan, draw: &mut Draw<'_>) {
    let target = 4 + draw.below(5);
    push(plan, vec![SubType::bare(Composite::Func { params: vec![], results: vec![] })]);
    while (plan.types.len() as u32) < target {
        let size = 1 + draw.weighted(&[5, 1, 1]) as u32;
        let end = plan.types.len() as u32 + size;
        let mut group = Vec::new();
        for _ in 0..size {
            let ty = member(plan, &group, end, draw);
            group.push(ty);
        }
        push(plan, group);
    }
}

fn push(plan: &mut Plan, types: Vec<SubType>) {
    plan.types.extend(types.iter().cloned());
    plan.section.groups.push(Group::new(types));
}

/// The next member of a group that ends before the index `end`.
fn member(plan: &Plan, group: &[SubType], end: u32, draw: &mut Draw<'_>) -> SubType {
    let known = |index: u32| -> Option<&SubType> {
        let earlier = plan.types.get(index as usize);
        earlier.or_else(|| group.get((index as usize).checked_sub(plan.types.len())?))
    };
    let ready = plan.types.len() as u32 + group.len() as u32;
    if draw.chance(1, 3) {
        let open: Vec<u32> =
            (0..ready).filter(|index| known(*index).is_some_and(|ty| !ty.is_final)).collect();
        let slip = draw.rare_slip();
        let above = if slip { Some(draw.below(ready + 1)) } else { draw.of(&open) };
        if let Some(above) = above {
            let inherited = known(above).map(|ty| ty.composite.clone());
            let composite = match inherited {
                Some(composite) => narrower(composite, end, draw),
                None => composite(end, draw),
            };
            return SubType {
                is_final: draw.chance(1, 3),
                spelled_out: false,
                supertypes: vec![above],
                composite,
            };
        }
    }
    let composite = composite(end, draw);
    let is_final = draw.chance(1, 2);
    SubType { is_final, spelled_out: false, supertypes: vec![], composite }
}

/// A composite type that matches the one that is inherited; by a slip, it may not.
fn narrower(inherited: Composite, types: u32, draw: &mut Draw<'_>) -> Composite {
    if draw.rare_slip() {
        return composite(types, draw);
    }
    match inherited {
        Composite::Struct(mut fields) => {
            fields.extend(draw.chance(1, 2).then(|| field(types, draw)));
            Composite::Struct(fields)
        }
        other => other,
    }
}

fn composite(types: u32, draw: &mut Draw<'_>) -> Composite {
    match draw.weighted(&[4, 4, 3]) {
        0 => {
            let params = draw.vals(3, types);
            let results = draw.vals(2, types);
            Composite::Func { params, results }
        }
        1 => Composite::Struct((0..draw.below(4)).map(|_| field(types, draw)).collect()),
        _ => Composite::Array(field(types, draw)),
    }
}

fn field(types: u32, draw: &mut Draw<'_>) -> Field {
    let storage = match draw.weighted(&[1, 1, 4]) {
        0 => Storage::I8,
        1 => Storage::I16,
        _ => Storage::Val(draw.val(types)),
    };
    Field { mutable: draw.chance(2, 3), storage }
}
