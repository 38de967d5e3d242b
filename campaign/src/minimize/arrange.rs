//! Moves types between groups, drops some of them, and renumbers every index.
//!
//! Every edit of structure is a [`Plan`]: which of the old types stand in which group, in which
//! order. What remains to be decided is what a reference to a dropped type becomes.

use super::slots;
use crate::section::{Group, HeapRef, Storage, SubType, TypeSection, Val};

/// What becomes of a reference to a type that is dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dangling {
    /// The nearest declared supertype that stays, else the abstract type above.
    Super,
    /// The field, parameter or result goes; an array's element becomes abstract.
    Remove,
    /// The abstract type above: `struct`, `array` or `func`.
    Abstract,
    /// The type that holds the reference: a smaller cause of recursion.
    Own,
}

impl Dangling {
    /// Every way, the most promising first.
    pub(super) const ALL: [Self; 4] = [Self::Super, Self::Remove, Self::Abstract, Self::Own];
}

/// The groups of a section, with the old indices of their members.
///
/// Invariant: no index occurs twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Plan {
    /// The groups, in order.
    pub(super) groups: Vec<Planned>,
}

/// A group of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Planned {
    /// Whether it is written with `rec`.
    pub(super) explicit: bool,
    /// The old indices of the members.
    pub(super) members: Vec<u32>,
}

impl Planned {
    /// A group that is written as shortly as possible.
    pub(super) fn new(members: Vec<u32>) -> Self {
        Self { explicit: members.len() != 1, members }
    }

    /// Every member in a group of its own.
    pub(super) fn split(&self) -> Vec<Self> {
        let singles = self.members.iter().map(|index| Self::new(vec![*index]));
        singles.collect()
    }
}

impl Plan {
    /// The plan that leaves a section as it is.
    pub(super) fn of(section: &TypeSection) -> Self {
        let mut indices = 0..;
        let groups = section.groups.iter().map(|group| Planned {
            explicit: group.explicit || group.types.len() != 1,
            members: indices.by_ref().take(group.types.len()).collect(),
        });
        Self { groups: groups.collect() }
    }

    /// Keeps some types. A group that loses all of its members goes; one of which a single member
    /// remains is written without `rec`.
    pub(super) fn retain(&mut self, mut keep: impl FnMut(u32) -> bool) {
        self.groups.retain_mut(|group| {
            let len = group.members.len();
            group.members.retain(|index| keep(*index));
            if group.members.len() == len {
                return true;
            }
            group.explicit = group.members.len() != 1;
            !group.members.is_empty()
        });
    }
}

/// The section that a plan describes, and the new index of each old type, `None` if dropped.
///
/// An index beyond the end of the section stays as far beyond the end. A subtype of a dropped type
/// becomes a subtype of that type's nearest supertype that stays. Takes time linear in the section
/// and in the lengths of the chains of dropped supertypes.
pub(super) fn arrange(
    section: &TypeSection,
    plan: &Plan,
    dangling: Dangling,
) -> (TypeSection, Vec<Option<u32>>) {
    let types: Vec<_> = section.types().collect();
    let mut place = vec![None; types.len()];
    let members = plan.groups.iter().flat_map(|group| &group.members);
    let mut count = 0;
    for (new, old) in (0..).zip(members) {
        if let Some(place) = place.get_mut(*old as usize) {
            *place = Some(new);
        }
        count = new + 1;
    }
    let moving = Moving { types: &types, place: &place, count, dangling };
    let groups = plan.groups.iter().map(|group| Group {
        explicit: group.explicit,
        types: group
            .members
            .iter()
            .filter_map(|old| Some(moving.subtype(*old, types.get(*old as usize)?)))
            .collect(),
    });
    let section = TypeSection { groups: groups.collect() };
    (section, place)
}

/// An old index resolved under a plan.
enum Resolved {
    /// The new index.
    Kept(u32),
    /// The type is dropped.
    Dropped,
}

/// An arrangement under way.
struct Moving<'a> {
    types: &'a [&'a SubType],
    place: &'a [Option<u32>],
    count: u32,
    dangling: Dangling,
}

impl Moving<'_> {
    fn resolve(&self, old: u32) -> Resolved {
        match self.place.get(old as usize) {
            Some(Some(new)) => Resolved::Kept(*new),
            Some(None) => Resolved::Dropped,
            None => Resolved::Kept((old - self.place.len() as u32).saturating_add(self.count)),
        }
    }

    /// The new index of the type or of its nearest supertype that stays.
    fn nearest(&self, mut old: u32) -> Option<u32> {
        // Declared supertypes may form a cycle in an invalid section.
        for _ in 0..=self.types.len() {
            match self.resolve(old) {
                Resolved::Kept(new) => return Some(new),
                Resolved::Dropped => {
                    old = *self.types.get(old as usize)?.supertypes.first()?;
                }
            }
        }
        None
    }

    fn subtype(&self, own: u32, ty: &SubType) -> SubType {
        let mut ty = ty.clone();
        ty.supertypes = ty.supertypes.iter().filter_map(|index| self.nearest(*index)).collect();
        if self.dangling == Dangling::Remove {
            slots::retain(&mut ty.composite, |storage| !self.dangles(storage));
        }
        ty.composite.for_each_val(|val| {
            if let Val::Ref { heap, .. } = val {
                *heap = self.heap(own, *heap);
            }
        });
        ty
    }

    fn dangles(&self, storage: Storage) -> bool {
        match storage {
            Storage::Val(Val::Ref { heap: HeapRef::Index(old), .. }) => {
                matches!(self.resolve(old), Resolved::Dropped)
            }
            _ => false,
        }
    }

    fn heap(&self, own: u32, heap: HeapRef) -> HeapRef {
        let HeapRef::Index(old) = heap else {
            return heap;
        };
        if let Resolved::Kept(new) = self.resolve(old) {
            return HeapRef::Index(new);
        }
        let instead = match self.dangling {
            Dangling::Super => self.nearest(old),
            Dangling::Own => self.nearest(own),
            Dangling::Remove | Dangling::Abstract => None,
        };
        let above =
            self.types.get(old as usize).map_or(heap, |ty| HeapRef::Abstract(ty.composite.top()));
        instead.map_or(above, HeapRef::Index)
    }
}
