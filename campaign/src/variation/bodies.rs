//! The groups of a section without their places.

use super::term::Writing;
use crate::section::{Group, TypeSection};

/// A group in which indices are positions of its own members and, behind these, numbers of holes.
pub(super) struct Body {
    pub(super) group: Group,
    /// The types that fill the holes, by group and position.
    pub(super) holes: Vec<(usize, u32)>,
}

/// The groups of a section; `None` if one of them mentions a type that is out of scope.
pub(super) fn of(section: &TypeSection) -> Option<Vec<Body>> {
    let mut earlier = Vec::new();
    let mut bodies = Vec::new();
    for (number, group) in section.groups.iter().enumerate() {
        let start = earlier.len() as u32;
        let size = group.types.len() as u32;
        let mut group = group.clone();
        let mut holes = Vec::new();
        let mut out_of_scope = false;
        for ty in &mut group.types {
            ty.for_each_index(|index| match earlier.get(*index as usize) {
                Some(mentioned) => {
                    *index = size + holes.len() as u32;
                    holes.push(*mentioned);
                }
                None if *index - start < size => *index -= start,
                None => out_of_scope = true,
            });
        }
        if out_of_scope {
            return None;
        }
        earlier.extend((0..size).map(|position| (number, position)));
        bodies.push(Body { group: as_short(group), holes });
    }
    Some(bodies)
}

impl Body {
    /// The group at a place, with these indices in its holes.
    pub(super) fn written(&self, writing: Writing, start: u32, holes: &[u32]) -> Group {
        let mut group = self.group.clone();
        let size = group.types.len() as u32;
        match writing {
            Writing::Short => {}
            Writing::Long => {
                group.explicit = true;
                group.types.iter_mut().for_each(|ty| ty.spelled_out = true);
            }
            #[cfg(test)]
            Writing::Reversed => group.types.reverse(),
        }
        for ty in &mut group.types {
            ty.for_each_index(|index| {
                *index = match index.checked_sub(size) {
                    None => start + *index,
                    Some(hole) => holes[hole as usize],
                };
            });
        }
        group
    }
}

/// The group written as shortly as possible, so that groups which say the same are equal.
fn as_short(mut group: Group) -> Group {
    group.explicit = group.types.len() != 1;
    group.types.iter_mut().for_each(|ty| ty.spelled_out = false);
    group
}

/// For each group the first that is the same as it: with an equal body, whose holes are filled with the same
/// types.
pub(super) fn firsts(bodies: &[Body]) -> Vec<usize> {
    let mut firsts: Vec<usize> = Vec::with_capacity(bodies.len());
    for body in bodies {
        let fillers = |body: &Body| -> Vec<(usize, u32)> {
            body.holes.iter().map(|(group, position)| (firsts[*group], *position)).collect()
        };
        let is_same = |other: &Body| other.group == body.group && fillers(other) == fillers(body);
        let first = bodies[..firsts.len()].iter().position(is_same);
        firsts.push(first.unwrap_or(firsts.len()));
    }
    firsts
}
