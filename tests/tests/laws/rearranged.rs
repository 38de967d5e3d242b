//! The same groups in another order, or more than once.

use subtly::choices::Choices;
use subtly::section::{Group, TypeSection};

/// A section with the groups of another one.
pub(crate) struct Rearranged {
    pub(crate) section: TypeSection,
    /// For each type of the other one, where it is now: its copies.
    pub(crate) copies: Vec<Vec<u32>>,
}

/// The groups in any order in which each still stands behind those it refers to.
///
/// `None` if a group refers to a type behind it: in another order that might be allowed.
pub(crate) fn permuted(section: &TypeSection, choices: &mut dyn Choices) -> Option<Rearranged> {
    let mut rearranged = Rearranged::new(section)?;
    let mut waiting: Vec<usize> = (0..section.groups.len()).collect();
    while !waiting.is_empty() {
        let ready = |group: &&usize| rearranged.has_references_of(section, **group);
        let ready: Vec<usize> = waiting.iter().filter(ready).copied().collect();
        // The first one waiting refers to none that waits. The simplest choice is the order in which they were.
        let group = ready[choices.index(ready.len())];
        waiting.retain(|other| *other != group);
        rearranged.add(section, group, choices);
    }
    Some(rearranged)
}

/// Each group once or twice, and each reference to any copy.
///
/// `None` if a group refers to a type behind it.
pub(crate) fn copied(section: &TypeSection, choices: &mut dyn Choices) -> Option<Rearranged> {
    let mut rearranged = Rearranged::new(section)?;
    for group in 0..section.groups.len() {
        for _ in 0..choices.between(1, 2) {
            rearranged.add(section, group, choices);
        }
    }
    Some(rearranged)
}

impl Rearranged {
    /// Nothing yet; `None` if a group refers to a type behind it.
    fn new(of: &TypeSection) -> Option<Self> {
        let mut backwards = true;
        for group in 0..of.groups.len() {
            let own = span(of, group);
            for ty in &mut of.groups[group].types.clone() {
                ty.for_each_index(|index| backwards &= *index < own.end);
            }
        }
        let copies = vec![Vec::new(); of.len() as usize];
        backwards.then_some(Self { section: TypeSection::default(), copies })
    }

    /// Whether every type that a group refers to is in the group or has a copy.
    fn has_references_of(&self, of: &TypeSection, group: usize) -> bool {
        let own = span(of, group);
        let mut all = true;
        for ty in &mut of.groups[group].types.clone() {
            ty.for_each_index(|index| {
                all &= own.contains(index) || !self.copies[*index as usize].is_empty();
            });
        }
        all
    }

    fn add(&mut self, of: &TypeSection, group: usize, choices: &mut dyn Choices) {
        let (own, start) = (span(of, group), self.section.len());
        let Group { explicit, mut types } = of.groups[group].clone();
        for ty in &mut types {
            ty.for_each_index(|index| {
                *index = if own.contains(index) {
                    *index - own.start + start
                } else {
                    let copies = &self.copies[*index as usize];
                    copies[choices.index(copies.len())]
                };
            });
        }
        self.section.groups.push(Group { explicit, types });
        for (old, new) in own.zip(start..) {
            self.copies[old as usize].push(new);
        }
    }
}

/// The indices of a group's types.
fn span(section: &TypeSection, group: usize) -> std::ops::Range<u32> {
    let before = &section.groups[..group];
    let start = before.iter().map(|group| group.types.len() as u32).sum();
    start..start + section.groups[group].types.len() as u32
}
