//! A type section while it is built: types by index, groups as spans, and what is known of both.

use super::TYPES_MAX;
use crate::question::AbstractHeap;
use crate::section::{Group, SubType, TypeSection};

/// A type section under construction, with random access to its types.
#[derive(Clone, Debug)]
pub(in crate::generator) struct Sketch {
    /// The types, by type index.
    pub(in crate::generator) types: Vec<SubType>,
    /// What was noted about each type while it was made.
    pub(in crate::generator) facts: Vec<Fact>,
    /// The groups, in order.
    pub(in crate::generator) groups: Vec<Span>,
}

/// The types of one group.
#[derive(Clone, Copy, Debug)]
pub(in crate::generator) struct Span {
    /// The index of the first member.
    pub(in crate::generator) start: u32,
    /// The number of members.
    pub(in crate::generator) len: u32,
    /// Whether the group is written with `rec`.
    pub(in crate::generator) explicit: bool,
}

/// What the generator knows of a type because of the way it made it.
#[derive(Clone, Copy, Debug)]
pub(in crate::generator) struct Fact {
    /// The number of supertypes above.
    pub(super) depth: u32,
    /// Types with the same number are equal by construction: one is a copy of the other.
    /// Types with different numbers may still be equal.
    pub(super) class: u32,
    /// The next type of the same class, in a ring.
    pub(super) twin: u32,
    /// The type that was last declared directly below.
    pub(in crate::generator) child: Option<u32>,
}

impl Span {
    /// One past the index of the last member.
    pub(in crate::generator) const fn end(self) -> u32 {
        self.start + self.len
    }

    /// Whether the type is a member.
    pub(in crate::generator) const fn contains(self, index: u32) -> bool {
        self.start <= index && index < self.end()
    }

    /// The type indices of the members.
    pub(in crate::generator) fn members(self) -> std::ops::Range<u32> {
        self.start..self.end()
    }
}

impl Sketch {
    /// An empty sketch with room for as many types as modules usually have.
    pub(in crate::generator) fn new() -> Self {
        Self {
            types: Vec::with_capacity(TYPES_MAX as usize),
            facts: Vec::with_capacity(TYPES_MAX as usize),
            groups: Vec::with_capacity(TYPES_MAX as usize),
        }
    }

    /// The number of types.
    pub(in crate::generator) fn len(&self) -> u32 {
        self.types.len() as u32
    }

    /// The type with this index, which exists.
    pub(in crate::generator) fn ty(&self, index: u32) -> &SubType {
        &self.types[index as usize]
    }

    /// What is known of the type with this index, which exists.
    pub(in crate::generator) fn fact(&self, index: u32) -> &Fact {
        &self.facts[index as usize]
    }

    /// The members of a group.
    pub(in crate::generator) fn members(&self, span: Span) -> &[SubType] {
        &self.types[span.start as usize..span.end() as usize]
    }

    /// The abstract heap type right above the type.
    pub(in crate::generator) fn top(&self, index: u32) -> AbstractHeap {
        self.ty(index).composite.top()
    }

    /// The declared supertype.
    pub(in crate::generator) fn parent(&self, index: u32) -> Option<u32> {
        self.ty(index).supertypes.first().copied()
    }

    /// Another type that is equal by construction, or the same one if there is none.
    pub(in crate::generator) fn twin(&self, index: u32) -> u32 {
        self.fact(index).twin
    }

    /// Adds a type at the end and notes its depth; it belongs to no group yet.
    ///
    /// Invariant: a supertype stands before its subtypes, so walks along supertypes end.
    pub(in crate::generator) fn push(&mut self, ty: SubType) {
        let own = self.len();
        let parent = ty.supertypes.first().filter(|parent| **parent < own);
        let depth = parent.map_or(0, |parent| self.fact(*parent).depth + 1);
        self.types.push(ty);
        self.facts.push(Fact { depth, class: own, twin: own, child: None });
    }

    /// Makes the types from `start` on a group.
    pub(in crate::generator) fn close(&mut self, start: u32, explicit: bool) -> Span {
        let span =
            Span { start, len: self.len() - start, explicit: explicit || self.len() - start != 1 };
        for index in span.members() {
            self.adopt(index);
        }
        self.groups.push(span);
        span
    }

    /// Notes at the supertype that the type is below it.
    pub(super) fn adopt(&mut self, index: u32) {
        if let Some(parent) = self.parent(index) {
            self.facts[parent as usize].child = Some(index);
        }
    }

    /// Takes back the types from `start` on, which no group has yet.
    pub(super) fn retract(&mut self, start: u32) {
        self.types.truncate(start as usize);
        self.facts.truncate(start as usize);
    }

    /// Notes that the type `copy` is equal to `original`.
    pub(super) fn link(&mut self, original: u32, copy: u32) {
        let fact = self.fact(original);
        let (class, twin) = (fact.class, fact.twin);
        self.facts[original as usize].twin = copy;
        let fact = &mut self.facts[copy as usize];
        fact.class = class;
        fact.twin = twin;
    }

    /// The finished section.
    pub(in crate::generator) fn into_section(self) -> TypeSection {
        let mut types = self.types.into_iter();
        let groups = self.groups.iter().map(|span| Group {
            explicit: span.explicit,
            types: types.by_ref().take(span.len as usize).collect(),
        });
        TypeSection { groups: groups.collect() }
    }
}
