//! What a campaign has examined so far, and which of it says something new.

use super::Settings;
use super::examine::examine;
use crate::answer::Answer;
use crate::case::Contradiction;
use crate::finding::{Finding, Origin};
use crate::question::Kind;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// How many contradictions with the same kind, answers and rule are minimized. Different bugs can look
/// alike before they are minimized, so one would be too few; each costs some thousand questions.
const MINIMIZED_MAX: u32 = 3;

/// A contradiction that was minimized, and what it came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Examined {
    /// The case that it stands in.
    pub case: u64,
    /// The kind of its question.
    pub kind: Kind,
    /// How it looked before: what each oracle answered, and the rule that decides it.
    pub before: (Vec<Answer>, String),
    /// How it looks minimized.
    pub after: (Vec<Answer>, String),
    /// The types of the minimized program.
    pub types: u32,
    /// The id of the finding.
    pub id: String,
}

/// What was examined, in the order of cases, and what follows for the next contradiction.
///
/// A function of the examined contradictions alone, in their order: so a campaign goes on from the list
/// of them, and the lists of its shards are one list.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub(super) examined: Vec<Examined>,
    /// How many contradictions that look alike were minimized.
    alike: HashMap<(Kind, (Vec<Answer>, String)), u32>,
    /// The fewest types of the findings that look alike.
    smallest: HashMap<(Kind, (Vec<Answer>, String)), u32>,
}

impl Seen {
    /// Minimizes and explains contradictions, in parallel, unless enough like them were. The findings, in
    /// order, that say something new.
    ///
    /// Which of them are minimized follows from how they look before, so it needs none of the results.
    pub(super) fn examine(
        &mut self,
        settings: &Settings,
        contradictions: Vec<(Origin, Contradiction)>,
    ) -> Vec<Finding> {
        let mut chosen: HashMap<(Kind, (Vec<Answer>, String)), u32> = HashMap::new();
        let is_chosen = |(_, contradiction): &(Origin, Contradiction)| {
            let before = (contradiction.answers.clone(), contradiction.rule.to_string());
            let earlier = self.count(contradiction.kind, &before);
            let count = chosen.entry((contradiction.kind, before)).or_insert(earlier);
            *count += 1;
            *count <= MINIMIZED_MAX
        };
        let chosen: Vec<_> = contradictions.into_iter().filter(is_chosen).collect();
        let examined: Vec<(Examined, Finding)> = chosen
            .into_par_iter()
            .with_max_len(1)
            .map(|(origin, contradiction)| {
                let case = origin.case;
                let finding = examine(&settings.oracles, settings.fault, origin, &contradiction);
                let answers = finding.answers.iter().map(|said| said.answer).collect();
                let examined = Examined {
                    case,
                    kind: contradiction.kind,
                    before: (contradiction.answers, contradiction.rule.into()),
                    after: (answers, finding.rule.clone()),
                    types: finding.types_after,
                    id: finding.id.clone(),
                };
                (examined, finding)
            })
            .collect();
        let new = examined.into_iter().filter_map(|(it, finding)| self.add(it).then_some(finding));
        new.collect()
    }

    fn count(&self, kind: Kind, before: &(Vec<Answer>, String)) -> u32 {
        self.alike.get(&(kind, before.clone())).copied().unwrap_or(0)
    }

    /// Takes note of what was examined, here or in another run, and says whether it is a finding.
    ///
    /// Of findings that look alike when they are minimized, one that is not smaller than those before it
    /// says nothing new; and of contradictions that look alike, a campaign does not get to see more
    /// than the first few.
    pub(super) fn add(&mut self, examined: Examined) -> bool {
        if self.count(examined.kind, &examined.before) >= MINIMIZED_MAX {
            return false;
        }
        *self.alike.entry((examined.kind, examined.before.clone())).or_default() += 1;
        let key = (examined.kind, examined.after.clone());
        let smallest = self.smallest.entry(key).or_insert(u32::MAX);
        let is_smaller = examined.types < *smallest;
        *smallest = examined.types.min(*smallest);
        self.examined.push(examined);
        is_smaller
    }
}
