//! Equality by partition refinement: begin with classes of groups that look alike, and split a class
//! while two of its groups lead to different classes.
//!
//! Formally: groups are nodes of a graph. The label of a node is the group as it is written, with each
//! reference to a sibling by position and each reference to an earlier type as a hole. Its successors
//! are the targets of the holes, each a position in a group. Types have equal classes if they have equal
//! positions in groups of equal classes. The coarsest partition in which equal classes have equal labels and
//! pairwise equal successors is equality of closed terms:
//!
//! - Equal closed terms have equal labels and equal successors, so they are never split.
//! - If two groups are never split, they look the same and their holes lead to types that are never
//!   split. Those are written earlier, so by induction their closed terms are the same, and then so are the
//!   terms of the groups.
//!
//! Nothing is rolled, closed or unrolled. What it does not decide: validity, and subtyping.

use super::{Place, Written};
use crate::readings::written::Member;
use std::collections::HashMap;

/// The classes of groups, and how they came apart.
#[derive(Debug)]
pub struct Refinement<'a> {
    written: &'a Written,
    /// For each round, the class of each group; the last round is stable.
    rounds: Vec<Vec<u32>>,
}

/// What a type cannot be told apart from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Class {
    /// The class of its group.
    group: u32,
    /// Its position there.
    position: u32,
}

/// Why two types are in different classes: the rounds in which they, and then the types that a
/// reference of theirs leads to, came apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// The round in which they came apart; in round 0 they look different.
    pub round: u32,
    /// The external references, by number within the group, that lead to the types that look
    /// different.
    pub path: Vec<u32>,
}

impl<'a> Refinement<'a> {
    /// Refines the types of some modules until nothing splits.
    ///
    /// Takes at most as many rounds as references are deep, each linear in the groups and references.
    #[must_use]
    pub fn new(written: &'a Written) -> Self {
        let mut classes = Classes::default();
        let labels = written.groups.iter().map(|group| classes.of(group.members.as_slice()));
        let mut rounds: Vec<Vec<u32>> = vec![labels.collect()];
        let mut count = classes.count();
        loop {
            let last = &rounds[rounds.len() - 1];
            let class = |number: &u32| {
                let Member { group, position } = written.types[*number as usize];
                (last[group as usize], position)
            };
            let mut classes = Classes::default();
            let split = written.groups.iter().zip(last).map(|(group, label)| {
                let successors: Vec<_> = group.external.iter().map(class).collect();
                classes.of((*label, successors))
            });
            let next: Vec<u32> = split.collect();
            if classes.count() == count {
                return Self { written, rounds };
            }
            count = classes.count();
            rounds.push(next);
        }
    }

    /// The class of a type: types are the same type if their classes are equal. `None` if it is not there.
    #[must_use]
    pub fn class(&self, place: Place) -> Option<Class> {
        let number = self.written.number(place)?;
        Some(self.class_in(self.rounds.len() - 1, number))
    }

    /// Whether two types are the same type; `None` if one of them is not there.
    #[must_use]
    pub fn same_type(&self, left: Place, right: Place) -> Option<bool> {
        Some(self.class(left)? == self.class(right)?)
    }

    /// Why two types are not the same; `None` if they are, or if one of them is not there.
    #[must_use]
    pub fn split(&self, left: Place, right: Place) -> Option<Split> {
        let (mut left, mut right) = (self.written.number(left)?, self.written.number(right)?);
        let mut round = self.apart(left, right)?;
        let mut split = Split { round: round as u32, path: Vec::new() };
        while round > 0 {
            // They look alike, so they have as many references, and one of them leads apart earlier.
            let external = |number: u32| {
                let member = self.written.types[number as usize];
                self.written.groups[member.group as usize].external.iter()
            };
            let (edge, (l, r)) = (0..)
                .zip(external(left).zip(external(right)))
                .find(|(_, (l, r))| self.apart(**l, **r).is_some_and(|earlier| earlier < round))?;
            (left, right) = (*l, *r);
            round = self.apart(left, right)?;
            split.path.push(edge);
        }
        Some(split)
    }

    /// The type that a reference of a type's group to an earlier type leads to; references are counted in
    /// reading order, as in [`Split::path`].
    #[must_use]
    pub fn target(&self, from: Place, reference: u32) -> Option<Place> {
        let member = self.written.types[self.written.number(from)? as usize];
        let external = &self.written.groups[member.group as usize].external;
        self.written.place(*external.get(reference as usize)?)
    }

    /// The round in which two types came apart.
    fn apart(&self, left: u32, right: u32) -> Option<usize> {
        let differs = |round| self.class_in(round, left) != self.class_in(round, right);
        (0..self.rounds.len()).find(|round| differs(*round))
    }

    fn class_in(&self, round: usize, number: u32) -> Class {
        let Member { group, position } = self.written.types[number as usize];
        Class { group: self.rounds[round][group as usize], position }
    }
}

/// Numbers for what looks different.
struct Classes<K>(HashMap<K, u32>);

impl<K> Default for Classes<K> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<K: std::hash::Hash + Eq> Classes<K> {
    fn of(&mut self, key: K) -> u32 {
        let fresh = self.0.len() as u32;
        *self.0.entry(key).or_insert(fresh)
    }

    fn count(&self) -> usize {
        self.0.len()
    }
}
