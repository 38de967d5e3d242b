//! The facts of the relation, and how they are linked.

use super::Node;
use crate::rule::Rule;
use std::num::NonZeroU32;

/// A fact, numbered in the order of derivation; not from 0, so that a cell of the table takes four bytes.
pub(super) type FactId = NonZeroU32;

/// A pair of the relation, with the step that derived it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fact {
    pub(super) left: Node,
    pub(super) right: Node,
    pub(super) rule: Rule,
    pub(super) premises: [Option<FactId>; 2],
    /// The next fact with the same node on the left, and on the right.
    pub(super) next_with_left: Option<FactId>,
    pub(super) next_with_right: Option<FactId>,
}

impl Fact {
    /// The rules that derive it from its premises, in the order in which they conclude.
    ///
    /// The relation keeps `Deftype_sub` and the rule that lifts it in one fact.
    pub(super) fn rules(self) -> impl Iterator<Item = Rule> {
        let lifted = matches!(self.rule, Rule::DeftypeSubRefl | Rule::DeftypeSubSuper);
        [Some(self.rule), lifted.then_some(Rule::HeaptypeSubDef)].into_iter().flatten()
    }
}

/// The facts with a node on one side, in the order of derivation: the first and the last, each linked to the
/// next. That takes no memory but theirs: most nodes are in a few facts only.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Chain {
    ends: Option<(FactId, FactId)>,
    pub(super) len: usize,
}

impl Chain {
    /// Adds a fact; gives the one that was last.
    pub(super) fn push(&mut self, id: FactId) -> Option<FactId> {
        self.len += 1;
        match &mut self.ends {
            None => {
                self.ends = Some((id, id));
                None
            }
            Some((_, last)) => Some(std::mem::replace(last, id)),
        }
    }

    pub(super) fn first(self) -> Option<FactId> {
        self.ends.map(|(first, _)| first)
    }
}

/// The n-th fact, counted from 1.
pub(super) fn fact_id(n: usize) -> FactId {
    FactId::new(n as u32).expect("facts are counted from 1, and steps end them")
}

/// The place of a fact among all facts.
pub(super) fn place(id: FactId) -> usize {
    id.get() as usize - 1
}
