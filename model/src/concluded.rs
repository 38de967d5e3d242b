//! How often each rule concluded something, where no derivation is kept.

use crate::rule::Rule;
use std::cell::Cell;

/// The numbers of conclusions.
///
/// Function bodies are long: their derivations say that they are valid, and these numbers by which
/// rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concluded([Cell<u64>; Rule::ALL.len()]);

impl Concluded {
    /// Counts a conclusion of a rule.
    pub(crate) fn conclude(&self, rule: Rule) {
        let count = &self.0[rule as usize];
        count.set(count.get() + 1);
    }

    /// The rules that concluded something, with how often.
    pub fn counts(&self) -> impl Iterator<Item = (Rule, u64)> {
        let counts = Rule::ALL.iter().zip(&self.0).map(|(rule, count)| (*rule, count.get()));
        counts.filter(|(_, count)| *count > 0)
    }
}

impl Default for Concluded {
    fn default() -> Self {
        Self(std::array::from_fn(|_| Cell::new(0)))
    }
}
