//! Other writings of a type section that mean the same, and the check that an oracle sees no difference.
//!
//! A section becomes a term (see `term.rs`): a list of groups, each applied to the types that it mentions. An
//! e-graph is saturated with rules that keep what the types mean (see `rules.rs`), so it holds all lists of
//! groups that these lead to, and choices read one of them out.
//!
//! Invariant: in every list of a class, what a group mentions is in scope. A group stays behind the groups that
//! it mentions, and copies are only mentioned where they happen to be in scope.
//!
//! All types keep their closed forms, so every question must be answered alike, whichever writing of a type it
//! names. No second oracle is needed to see that one errs.

mod bodies;
mod rules;
mod term;
#[cfg(test)]
mod tests;

use crate::answer::Answer;
use crate::asking::program_of_types;
use crate::choices::Choices;
use crate::oracle::{Oracle, answer};
use crate::program::{Program, Step};
use crate::question::{Batch, Question, TypeRef};
use crate::section::TypeSection;
use ::egg::{EGraph, Id, Rewrite, Runner};
use bodies::Body;
use std::time::Duration;
use term::{Named, Term, Writing};

/// How often all rules are applied.
const ROUNDS: usize = 8;

/// How many terms an e-graph may have before rules are no longer applied. Lists grow with the power of the
/// number of groups that do not depend on each other: of long sections, not all lists are found.
const TERMS_MAX: usize = 1_000;

/// Another writing of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// The section.
    pub section: TypeSection,
    /// For each type of the original, where it is now: at one place or, if it was repeated, at two, first the
    /// place of the original.
    pub places: Vec<Vec<u32>>,
}

/// All writings of a section that were found.
pub struct Variations {
    graph: EGraph<Term, ()>,
    root: Id,
    bodies: Vec<Body>,
}

/// A group that is put into a list.
struct Placed {
    named: Named,
    writing: Writing,
    start: u32,
    /// The indices that fill its holes.
    holes: Vec<u32>,
}

impl Variations {
    /// The writings of a section; `None` if it mentions a type that is out of scope, because what such an
    /// index means depends on all that is written.
    ///
    /// Applies rules until there are a thousand terms, so takes time in proportion to the number of types.
    #[must_use]
    pub fn of(section: &TypeSection) -> Option<Self> {
        let bodies = bodies::of(section)?;
        let rules = rules::sound(&bodies);
        Some(Self::by(bodies, &rules))
    }

    fn by(bodies: Vec<Body>, rules: &[Rewrite<Term, ()>]) -> Self {
        let mut graph = EGraph::default();
        let mut list = graph.add(Term::End);
        for (group, body) in bodies.iter().enumerate().rev() {
            let ty = |(group, position): &(usize, u32)| {
                graph.add(Term::Type(Named { group: *group, copy: false }, *position))
            };
            let holes = body.holes.iter().map(ty).collect();
            let named = Named { group, copy: false };
            let group = graph.add(Term::Group(named, Writing::Short, holes));
            list = graph.add(Term::List([group, list]));
        }
        // The limits are on rounds and terms, so that the same section always has the same writings.
        let runner = Runner::default()
            .with_egraph(graph)
            .with_iter_limit(ROUNDS)
            .with_node_limit(TERMS_MAX)
            .with_time_limit(Duration::MAX)
            .run(rules);
        Self { graph: runner.egraph, root: list, bodies }
    }

    /// One of the writings.
    pub fn choose(&self, choices: &mut dyn Choices) -> Variant {
        let mut placed = Vec::new();
        let mut list = self.root;
        while let Some(rest) = self.place_one(list, &mut placed, choices) {
            list = rest;
        }
        self.written(&placed)
    }

    /// Puts one of the groups that a list of this class may begin with behind those that are placed, and
    /// returns what follows it; `None` at the end.
    fn place_one(
        &self,
        list: Id,
        placed: &mut Vec<Placed>,
        choices: &mut dyn Choices,
    ) -> Option<Id> {
        let mut options = Vec::new();
        let mut ends = false;
        for term in &self.graph[self.graph.find(list)].nodes {
            match term {
                Term::End => ends = true,
                Term::List([group, rest]) => {
                    let groups = &self.graph[self.graph.find(*group)].nodes;
                    options.extend(groups.iter().map(|group| (group, *rest)));
                }
                Term::Group(..) | Term::Type(..) => {}
            }
        }
        // A class in which a copy leads back to the class has lists with any number of it; one is enough.
        options.retain(|(group, _)| match group {
            Term::Group(named, ..) => placed.iter().all(|other| other.named != *named),
            _ => false,
        });
        // Of originals, every list of a class has the same ones; so they are never used up before the end.
        let chosen = choices.index(options.len() + usize::from(ends));
        let (Term::Group(named, writing, holes), rest) = options.get(chosen)? else { return None };
        let holes = holes.iter().map(|hole| self.in_scope(*hole, placed, choices)).collect();
        let start = placed.last().map_or(0, |last| last.start + self.size(last.named.group));
        placed.push(Placed { named: *named, writing: *writing, start, holes });
        Some(*rest)
    }

    /// The index of one of the types of this class that are placed, of which there is one by the invariant.
    fn in_scope(&self, ty: Id, placed: &[Placed], choices: &mut dyn Choices) -> u32 {
        let index = |term: &Term| match term {
            Term::Type(named, position) => {
                placed.iter().find(|group| group.named == *named).map(|g| g.start + position)
            }
            _ => None,
        };
        let class = &self.graph[self.graph.find(ty)].nodes;
        let mut indices: Vec<u32> = class.iter().filter_map(index).collect();
        indices.sort_unstable();
        indices[choices.index(indices.len())]
    }

    fn size(&self, group: usize) -> u32 {
        self.bodies[group].group.types.len() as u32
    }

    fn written(&self, placed: &[Placed]) -> Variant {
        let types = self.bodies.iter().map(|body| body.group.types.len()).sum();
        let mut places = vec![Vec::new(); types];
        let mut section = TypeSection::default();
        for Placed { named, writing, start, holes } in placed {
            let old: u32 = (0..named.group).map(|group| self.size(group)).sum();
            for position in 0..self.size(named.group) {
                let places: &mut Vec<u32> = &mut places[(old + position) as usize];
                let at = if named.copy { places.len() } else { 0 };
                places.insert(at, start + position);
            }
            section.groups.push(self.bodies[named.group].written(*writing, *start, holes));
        }
        Variant { section, places }
    }
}

/// A question that an oracle answers otherwise about another writing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The question about the section.
    pub question: Question,
    /// The question about the variant.
    pub moved: Question,
    /// The answers to both.
    pub answers: [Answer; 2],
}

/// What an oracle answers otherwise about a variant of a section: of all questions about types, each about
/// the first and about the last place of every type.
#[must_use]
pub fn differences(
    oracle: &dyn Oracle,
    section: &TypeSection,
    variant: &Variant,
) -> Vec<Difference> {
    let program = program_of_types(section);
    let before = answer(oracle, &program);
    let mut differences = Vec::new();
    for pick in [<[u32]>::first, <[u32]>::last] {
        let place = |ty: TypeRef| {
            let index = *pick(variant.places.get(ty.index as usize)?)?;
            Some(TypeRef { index, ..ty })
        };
        let questions = (0..before.len()).map(|n| program.question(n));
        let moved: Vec<(usize, Question, Question)> = questions
            .enumerate()
            .filter_map(|(n, question)| Some((n, question, question.moved(place)?)))
            .collect();
        let mut steps = vec![Step::Define(variant.section.encode().into())];
        steps.extend(moved.iter().map(|(_, _, moved)| Step::Ask(Batch::one(*moved))));
        let after = answer(oracle, &Program { steps });
        for ((n, question, moved), after) in moved.into_iter().zip(after) {
            if before[n].contradicts(after) {
                differences.push(Difference { question, moved, answers: [before[n], after] });
            }
        }
    }
    differences
}
