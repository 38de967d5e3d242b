//! The rules that concluded something, where no derivation is kept.

use crate::rule::Rule;
use std::cell::RefCell;

/// The rules of a derivation, in the order in which they conclude: those of the premises, and then the rule
/// itself.
///
/// Few derivations are ever read, but the rules of all are counted.
#[derive(Debug, Default)]
pub struct Trail(RefCell<Vec<Rule>>);

impl Trail {
    /// An empty trail with room for as many conclusions as these types usually take.
    pub(crate) fn for_types(count: usize) -> Self {
        Self(RefCell::new(Vec::with_capacity(32 * count)))
    }

    /// How many conclusions are noted.
    pub(crate) fn len(&self) -> usize {
        self.0.borrow().len()
    }

    /// Notes a conclusion.
    pub(crate) fn note(&self, rule: Rule) {
        self.0.borrow_mut().push(rule);
    }

    /// Forgets what was concluded since there were `len` conclusions, for a rule that then failed.
    pub(crate) fn truncate(&self, len: usize) {
        self.0.borrow_mut().truncate(len);
    }

    /// The rules, in the order of their conclusions.
    #[must_use]
    pub fn into_rules(self) -> Vec<Rule> {
        self.0.into_inner()
    }
}
