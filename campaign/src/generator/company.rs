//! The same groups in different company: what the modules of one program share.
//!
//! A pool has groups; a module has some of them, and what these need, in an order by choice and with fillers
//! between. So a group has other indices in every module, and in a registry other neighbours.

use crate::choices::Choices;
use crate::generator::types::sketch::Sketch;
use crate::generator::types::{copies, fresh};
use crate::section::{Composite, Field, Group, Storage, SubType, TypeSection, Val};

/// The most types of a filler.
const FILLER_MAX: u32 = 4;

/// Groups that several modules share.
#[derive(Debug)]
pub(super) struct Pool {
    groups: Vec<Pooled>,
    types: usize,
}

#[derive(Debug)]
struct Pooled {
    group: Group,
    /// The index of the first member in the pool.
    start: u32,
    /// The groups that it names; all of them stand before it.
    needs: Vec<usize>,
}

/// A module, and where the types of the pool went in it.
#[derive(Debug)]
pub(super) struct Placed {
    pub(super) section: TypeSection,
    /// By the index in the pool; `None` for what the module does not have.
    pub(super) places: Vec<Option<u32>>,
}

/// A valid section with about so many types; one of three groups is a copy of an earlier one or nearly so.
pub(super) fn sketch(types: u32, sizes: &[u32], choices: &mut dyn Choices) -> Sketch {
    let mut sketch = Sketch::new();
    while sketch.len() < types {
        let room = types - sketch.len();
        if choices.chance(1, 3) && copies::add(&mut sketch, room, choices) {
            continue;
        }
        let size = 1 + choices.weighted(sizes) as u32;
        fresh::group(&mut sketch, size.min(room), 6, choices);
    }
    sketch
}

impl Pool {
    /// The pool of the groups of a valid section.
    pub(super) fn of(section: TypeSection) -> Self {
        let mut groups: Vec<Pooled> = Vec::with_capacity(section.groups.len());
        let mut start = 0;
        for mut group in section.groups {
            let mut needs = Vec::new();
            for ty in &mut group.types {
                ty.for_each_index(|index| {
                    let is_in = |pooled: &Pooled| {
                        (pooled.start..pooled.start + pooled.group.types.len() as u32)
                            .contains(index)
                    };
                    needs.extend(groups.iter().position(is_in));
                });
            }
            let size = group.types.len() as u32;
            groups.push(Pooled { group, start, needs });
            start += size;
        }
        Self { groups, types: start as usize }
    }

    /// The number of groups.
    pub(super) fn len(&self) -> usize {
        self.groups.len()
    }

    /// A module with the wanted groups and all that they need.
    pub(super) fn place(
        &self,
        wanted: impl Fn(usize, &mut dyn Choices) -> bool,
        choices: &mut dyn Choices,
    ) -> Placed {
        let mut left: Vec<bool> = (0..self.len()).map(|group| wanted(group, choices)).collect();
        for group in (0..self.len()).rev() {
            if left[group] {
                self.groups[group].needs.iter().for_each(|needed| left[*needed] = true);
            }
        }
        let mut placed = Placed { section: TypeSection::default(), places: vec![None; self.types] };
        loop {
            let is_ready = |group: &usize| {
                left[*group] && self.groups[*group].needs.iter().all(|needed| !left[*needed])
            };
            let ready: Vec<usize> = (0..self.len()).filter(is_ready).collect();
            if choices.chance(1, 3) {
                placed.section.groups.push(filler(choices));
            }
            let Some(group) = ready.get(choices.index(ready.len())) else {
                return placed;
            };
            left[*group] = false;
            self.groups[*group].place(&mut placed, choices);
        }
    }
}

impl Pooled {
    /// Adds the group, whose needs have their places, to a module.
    fn place(&self, placed: &mut Placed, choices: &mut dyn Choices) {
        for (old, new) in (self.start..).zip(placed.section.len()..).take(self.group.types.len()) {
            placed.places[old as usize] = Some(new);
        }
        let mut group = self.group.clone();
        for ty in &mut group.types {
            ty.for_each_index(|index| {
                // Of a valid section every index is of the group or of one that it needs.
                if let Some(Some(place)) = placed.places.get(*index as usize) {
                    *index = *place;
                }
            });
        }
        // The two spellings of a group of one type are equal.
        group.explicit |= group.types.len() == 1 && choices.chance(1, 4);
        placed.section.groups.push(group);
    }
}

/// A group that is like no other by its numbers, most of the time.
fn filler(choices: &mut dyn Choices) -> Group {
    const NUMERIC: [Storage; 6] = [
        Storage::I8,
        Storage::I16,
        Storage::Val(Val::I32),
        Storage::Val(Val::I64),
        Storage::Val(Val::F32),
        Storage::Val(Val::F64),
    ];
    let size = choices.between(1, FILLER_MAX);
    let ty = |choices: &mut dyn Choices| {
        let field = |_| Field { mutable: false, storage: NUMERIC[choices.index(NUMERIC.len())] };
        SubType::bare(Composite::Struct((0..3).map(field).collect()))
    };
    Group::new((0..size).map(|_| ty(choices)).collect())
}
