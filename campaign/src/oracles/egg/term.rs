//! The terms of the e-graph, and how groups become terms.

use crate::question::TypeRef;
use crate::section::Group;
use ::egg::{Id, Language};

/// An operator, and the terms it is applied to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Term {
    /// The name of a type; only proofs need names.
    Name(TypeRef),
    /// `rec_B`, where B is numbered by the session.
    Rec(u32, Box<[Id]>),
    /// `proj_i`
    Proj(u32, [Id; 1]),
}

impl Language for Term {
    type Discriminant = Operator;

    fn discriminant(&self) -> Operator {
        match self {
            Self::Name(ty) => Operator::Name(*ty),
            Self::Rec(body, _) => Operator::Rec(*body),
            Self::Proj(i, _) => Operator::Proj(*i),
        }
    }

    fn matches(&self, other: &Self) -> bool {
        self.discriminant() == other.discriminant()
            && self.children().len() == other.children().len()
    }

    fn children(&self) -> &[Id] {
        match self {
            Self::Name(_) => &[],
            Self::Rec(_, holes) => holes,
            Self::Proj(_, group) => group,
        }
    }

    fn children_mut(&mut self) -> &mut [Id] {
        match self {
            Self::Name(_) => &mut [],
            Self::Rec(_, holes) => holes,
            Self::Proj(_, group) => group,
        }
    }
}

/// A term without what it is applied to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Operator {
    Name(TypeRef),
    Rec(u32),
    Proj(u32),
}

/// What stands in a body for a reference to an earlier type. No group is so long that one of its own
/// members could have this position.
const HOLE: u32 = u32::MAX;

/// Turns a group into its body: sibling references become positions, the others holes, which are
/// returned in order. `None` if a reference leads past the end of the group.
pub(super) fn punch(group: &mut Group, earlier: &[Id]) -> Option<Box<[Id]>> {
    let first = earlier.len() as u32;
    let count = group.types.len() as u32;
    let mut holes = Vec::new();
    let mut dangling = false;
    // How a group is spelled is not part of its body.
    group.explicit = true;
    for ty in &mut group.types {
        ty.spelled_out = false;
        ty.for_each_index(|index| match earlier.get(*index as usize) {
            Some(id) => {
                holes.push(*id);
                *index = HOLE;
            }
            None if *index - first < count => *index -= first,
            None => dangling = true,
        });
    }
    (!dangling).then(|| holes.into())
}
