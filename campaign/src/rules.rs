//! How often the model's rules concluded something, and how often each of their premises failed.

use serde::{Deserialize, Serialize};
use subtly_model::concluded::Concluded;
use subtly_model::judgment::{Cause, Derivation, Refutation};
use subtly_model::rule::Rule;

/// Where the counts of each rule's premises begin; the last entry is where those of all rules end.
const FIRST: [usize; Rule::ALL.len() + 1] = {
    let mut first = [0; Rule::ALL.len() + 1];
    let mut n = 0;
    while n < Rule::ALL.len() {
        first[n + 1] = first[n] + Rule::ALL[n].premises().len();
        n += 1;
    }
    first
};

/// The premises of all rules.
const PREMISES: usize = FIRST[Rule::ALL.len()];

/// For each rule of the model, how often it concluded something, and for each of its premises, how often
/// that was the first that failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "Numbers", try_from = "Numbers")]
pub struct RuleCounts {
    concluded: [u64; Rule::ALL.len()],
    failed: [u64; PREMISES],
}

/// The counts without the names, as journals keep them.
#[derive(Serialize, Deserialize)]
struct Numbers {
    concluded: Vec<u64>,
    failed: Vec<u64>,
}

impl From<RuleCounts> for Numbers {
    fn from(counts: RuleCounts) -> Self {
        Self { concluded: counts.concluded.into(), failed: counts.failed.into() }
    }
}

impl TryFrom<Numbers> for RuleCounts {
    type Error = &'static str;

    fn try_from(numbers: Numbers) -> Result<Self, Self::Error> {
        let concluded = numbers.concluded.try_into();
        let failed = numbers.failed.try_into();
        match (concluded, failed) {
            (Ok(concluded), Ok(failed)) => Ok(Self { concluded, failed }),
            _ => Err("it counts the rules of another version"),
        }
    }
}

/// What is counted of one rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleCount<'a> {
    /// The rule.
    pub rule: Rule,
    /// How often it concluded something.
    pub concluded: u64,
    /// How often each of [`Rule::premises`] was the first that failed.
    pub failed: &'a [u64],
}

impl RuleCount<'_> {
    /// How often the rule could have concluded something, and a premise failed.
    #[must_use]
    pub fn refuted(&self) -> u64 {
        self.failed.iter().sum()
    }
}

impl Default for RuleCounts {
    fn default() -> Self {
        Self { concluded: [0; Rule::ALL.len()], failed: [0; PREMISES] }
    }
}

impl RuleCounts {
    /// Counts a conclusion.
    pub fn conclude(&mut self, rule: Rule) {
        self.concluded[rule as usize] += 1;
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
            self.concluded[rule as usize] += count;
        }
    }

    /// Counts every premise that a refutation names.
    pub fn add_refutation(&mut self, refutation: &Refutation) {
        for attempt in &refutation.attempts {
            let place = attempt.rule.premise_place(attempt.failure.premise);
            self.failed[FIRST[attempt.rule as usize] + place.expect("a rule's own premise")] += 1;
            if let Cause::Refuted(refutation) = &attempt.failure.cause {
                self.add_refutation(refutation);
            }
        }
    }

    /// Adds what was counted of one rule elsewhere; `failed` has a count for each of [`Rule::premises`].
    pub(crate) fn record(&mut self, rule: Rule, concluded: u64, failed: &[u64]) {
        let n = rule as usize;
        self.concluded[n] += concluded;
        let mine = &mut self.failed[FIRST[n]..FIRST[n + 1]];
        mine.iter_mut().zip(failed).for_each(|(mine, theirs)| *mine += theirs);
    }

    /// Adds the counts of another part of the campaign.
    pub fn add(&mut self, other: &Self) {
        let add = |mine: &mut [u64], theirs: &[u64]| {
            mine.iter_mut().zip(theirs).for_each(|(mine, theirs)| *mine += theirs);
        };
        add(&mut self.concluded, &other.concluded);
        add(&mut self.failed, &other.failed);
    }

    /// What is counted of each rule, in the order of the specification.
    pub fn iter(&self) -> impl Iterator<Item = RuleCount<'_>> {
        Rule::ALL.iter().map(|rule| self.of(*rule))
    }

    /// What is counted of one rule.
    #[must_use]
    pub fn of(&self, rule: Rule) -> RuleCount<'_> {
        let n = rule as usize;
        RuleCount {
            rule,
            concluded: self.concluded[n],
            failed: &self.failed[FIRST[n]..FIRST[n + 1]],
        }
    }

    /// How many of the rules, and of their premises, were met.
    #[must_use]
    pub fn coverage(&self) -> Coverage {
        let met = |counts: &[u64]| counts.iter().filter(|count| **count > 0).count();
        Coverage {
            rules_concluded: met(&self.concluded),
            rules: self.concluded.len(),
            premises_failed: met(&self.failed),
            premises: self.failed.len(),
        }
    }
}

/// How many of the rules and of their premises were met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// The rules that concluded something.
    pub rules_concluded: usize,
    /// All rules.
    pub rules: usize,
    /// The premises that failed at least once.
    pub premises_failed: usize,
    /// The premises of all rules.
    pub premises: usize,
}
