//! How often the model's rules were used.

use subtly_model::concluded::Concluded;
use subtly_model::judgment::{Cause, Derivation, Refutation};
use subtly_model::rule::Rule;

/// For each rule of the model, how often it concluded something, and how often it was the rule whose
/// premise failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleCounts([[u64; 2]; Rule::ALL.len()]);

impl Default for RuleCounts {
    fn default() -> Self {
        Self([[0; 2]; Rule::ALL.len()])
    }
}

impl RuleCounts {
    /// Counts a conclusion.
    pub fn conclude(&mut self, rule: Rule) {
        self.0[rule as usize][0] += 1;
    }

    /// Counts every conclusion of a derivation.
    pub fn add_derivation(&mut self, derivation: &Derivation) {
        self.conclude(derivation.rule);
        for premise in &derivation.premises {
            self.add_derivation(premise);
        }
    }

    /// Counts the conclusions that a module's derivation leaves out.
    pub fn add_concluded(&mut self, concluded: &Concluded) {
        for (rule, count) in concluded.counts() {
            self.0[rule as usize][0] += count;
        }
    }

    /// Counts every rule that a refutation names.
    pub fn add_refutation(&mut self, refutation: &Refutation) {
        for attempt in &refutation.attempts {
            self.0[attempt.rule as usize][1] += 1;
            if let Cause::Refuted(refutation) = &attempt.failure.cause {
                self.add_refutation(refutation);
            }
        }
    }

    /// Adds the counts of another part of the campaign.
    pub fn add(&mut self, other: &Self) {
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            mine[0] += theirs[0];
            mine[1] += theirs[1];
        }
    }

    /// Each rule, how often it concluded, how often it was refuted.
    pub fn iter(&self) -> impl Iterator<Item = (Rule, u64, u64)> {
        Rule::ALL
            .iter()
            .zip(&self.0)
            .map(|(rule, [concluded, refuted])| (*rule, *concluded, *refuted))
    }
}
