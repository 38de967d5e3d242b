//! Makes a program small while it stays interesting.
//!
//! The minimizer knows no oracle. It is given a program that asks one question and a predicate,
//! and it edits modules at the level of types: it drops types, members and fields, weakens
//! references, splits groups, simplifies the question. A byte-level shrinker leaves such modules
//! nearly unchanged, because a dropped type renumbers every index behind it.
//!
//! Three facts carry the argument:
//!
//! 1. A candidate is asked about only if it is strictly simpler by one fixed order, `Cost`. The
//!    order is well-founded, so the search ends, and no result is worse than its input.
//! 2. The edits are tried from coarse to fine in rounds, and the last round accepts nothing. So no
//!    single edit leads from the result to a simpler interesting program: it is minimal with
//!    respect to the edits, provided that the predicate is a function and the budget sufficed.
//! 3. Nothing depends on time, addresses or chance, so equal inputs give equal results.
//!
//! A module that is no longer interesting when only its types are left stays as bytes. As far as it can be
//! read, its definitions, instructions and types are dropped one by one, with every index moved along;
//! sections, entries and ranges of bytes go in any case.

mod arrange;
mod cost;
mod draft;
mod edits;
mod slots;
mod targets;
#[cfg(test)]
mod tests;

use crate::program::Program;
use cost::Cost;
use draft::Draft;
use edits::Edit;
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// How much work a minimization may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// The most candidates that the predicate is asked about.
    pub candidates_max: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self { candidates_max: 20_000 }
    }
}

/// What a minimization came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Minimized {
    /// The simplest interesting program found: the input itself if no edit was accepted.
    pub program: Program,
    /// How many candidates the predicate was asked about.
    pub tried: usize,
    /// How many of them were accepted.
    pub accepted: usize,
    /// Whether the budget ended the search: the result may then be reducible further.
    pub exhausted: bool,
}

/// Returns the simplest program that edits of types reach from `program` through interesting ones.
///
/// The program is taken to be interesting and must ask exactly one question (see
/// [`Program::focused`]); a program that asks none or several is returned as it is. Types that the
/// question names are moved but never dropped, unless the question itself is edited to name others.
/// The question keeps its kind.
///
/// No candidate is asked about twice. With n types a round lists O(n) edits of structure, and edits
/// of single types and slots only up to 128 types; beyond it those are edited in classes. Each edit
/// builds its candidate in time linear in the program. A round after the first follows only an
/// accepted edit.
pub fn minimize(
    program: &Program,
    budget: Budget,
    interesting: &mut dyn FnMut(&Program) -> bool,
) -> Minimized {
    let mut search = Search {
        result: Minimized { program: program.clone(), tried: 0, accepted: 0, exhausted: false },
        budget,
        seen: HashSet::from([key(program)]),
        interesting,
    };
    if let Some(mut draft) = Draft::read(program) {
        let mut cost = Cost::of(&draft);
        while search.round(&mut draft, &mut cost) {}
    }
    search.result
}

/// The state of a minimization, apart from the draft.
struct Search<'a> {
    result: Minimized,
    budget: Budget,
    /// The candidates already asked about, by hash: 20,000 of them collide with chance 1 in 10^11.
    seen: HashSet<u64>,
    interesting: &'a mut dyn FnMut(&Program) -> bool,
}

impl Search<'_> {
    /// Tries every family of edits once; whether another round is worth while.
    fn round(&mut self, draft: &mut Draft, cost: &mut Cost) -> bool {
        let accepted_before = self.result.accepted;
        for family in edits::FAMILIES {
            let mut edits = family(draft);
            let mut at = 0;
            while let Some(edit) = edits.get(at) {
                if let Some(simpler) = self.attempt(draft, *cost, edit) {
                    *draft = simpler;
                    *cost = Cost::of(draft);
                    // The family is listed anew for the simpler draft and continued in place.
                    edits = family(draft);
                } else {
                    at += 1;
                }
                if self.result.exhausted {
                    return false;
                }
            }
        }
        self.result.accepted > accepted_before
    }

    /// Asks about one edit; the edited draft if it is simpler and interesting.
    fn attempt(&mut self, draft: &Draft, cost: Cost, edit: &Edit) -> Option<Draft> {
        let candidate = edit(draft).filter(|candidate| Cost::of(candidate) < cost)?;
        let program = candidate.program();
        if program == self.result.program {
            // A module was read and written without loss: progress that nobody need be asked about.
            return Some(candidate);
        }
        if self.seen.contains(&key(&program)) {
            return None;
        }
        if self.result.tried >= self.budget.candidates_max {
            self.result.exhausted = true;
            return None;
        }
        self.seen.insert(key(&program));
        self.result.tried += 1;
        if !(self.interesting)(&program) {
            return None;
        }
        self.result.accepted += 1;
        self.result.program = program;
        Some(candidate)
    }
}

/// A hash of everything an oracle sees of a program.
fn key(program: &Program) -> u64 {
    use crate::program::Step;
    let mut hasher = DefaultHasher::new();
    for step in &program.steps {
        match step {
            Step::Define(bytes) => (0_u8, bytes).hash(&mut hasher),
            Step::Drop(module) => (1_u8, module).hash(&mut hasher),
            Step::Ask(batch) => {
                2_u8.hash(&mut hasher);
                for n in 0..batch.count() {
                    batch.question(n).hash(&mut hasher);
                }
            }
        }
    }
    hasher.finish()
}
