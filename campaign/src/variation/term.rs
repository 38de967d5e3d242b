//! Sections as terms: a list of groups, each applied to the types of other groups that it mentions.
//!
//! Groups have numbers and no places, so a list can be rearranged without rewriting what is in it.

use ::egg::{Id, Language};

/// A list, a group, or a type of a group.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Term {
    /// No group.
    End,
    /// A group, and the list behind it.
    List([Id; 2]),
    /// A group of the section in some writing, and the types that fill its holes, in order.
    Group(Named, Writing, Box<[Id]>),
    /// The member of a group at a position.
    Type(Named, u32),
}

/// A group of the section by its number, or the copy of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Named {
    pub(super) group: usize,
    pub(super) copy: bool,
}

/// How a group is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Writing {
    /// As shortly as possible.
    Short,
    /// With `rec` around one type, `sub final` where it could be left out, and references in full.
    Long,
    /// With its members in reverse. That is another group: only a wrong rule writes it.
    #[cfg(test)]
    Reversed,
}

/// A term without what it is applied to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Operator {
    End,
    List,
    Group(Named, Writing),
    Type(Named, u32),
}

impl Language for Term {
    type Discriminant = Operator;

    fn discriminant(&self) -> Operator {
        match self {
            Self::End => Operator::End,
            Self::List(_) => Operator::List,
            Self::Group(named, writing, _) => Operator::Group(*named, *writing),
            Self::Type(named, position) => Operator::Type(*named, *position),
        }
    }

    fn matches(&self, other: &Self) -> bool {
        self.discriminant() == other.discriminant()
            && self.children().len() == other.children().len()
    }

    fn children(&self) -> &[Id] {
        match self {
            Self::End | Self::Type(..) => &[],
            Self::List(parts) => parts,
            Self::Group(_, _, holes) => holes,
        }
    }

    fn children_mut(&mut self) -> &mut [Id] {
        match self {
            Self::End | Self::Type(..) => &mut [],
            Self::List(parts) => parts,
            Self::Group(_, _, holes) => holes,
        }
    }
}
