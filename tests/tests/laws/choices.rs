//! Cases as proptest makes and shrinks them.

use crate::case::{Case, Lists};
use proptest::arbitrary::any;
use proptest::strategy::{NewTree, Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use subtly::choices::{Choices, RandomChoices};

/// The number of choices that a law has for itself.
const CHOICES_OF_LAW: usize = 200;

/// All cases.
#[derive(Debug)]
pub(crate) struct Cases;

impl Strategy for Cases {
    type Tree = Shrinking;
    type Value = Case;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        let seed = any::<u64>().new_tree(runner)?.current();
        let [mut program, mut other] = [0, 1].map(|stream| Recording {
            random: RandomChoices::for_case(seed, stream),
            chosen: Vec::new(),
        });
        Case::modules_of(&mut program, &mut other);
        let mut random = RandomChoices::for_case(seed, 2);
        let of_law = (0..CHOICES_OF_LAW).map(|_| random.choose(1 << 16)).collect();
        Ok(Shrinking::new([program.chosen, other.chosen, of_law]))
    }
}

/// Random choices that are written down.
struct Recording {
    random: RandomChoices,
    chosen: Vec<u32>,
}

impl Choices for Recording {
    fn choose(&mut self, bound: u32) -> u32 {
        if bound <= 1 {
            return 0;
        }
        let choice = self.random.choose(bound);
        self.chosen.push(choice);
        choice
    }
}

/// Choices that were written down; zeros when they have run out.
pub(crate) struct Replayed<'a>(pub(crate) &'a [u32]);

impl Choices for Replayed<'_> {
    fn choose(&mut self, bound: u32) -> u32 {
        if bound <= 1 {
            return 0;
        }
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        first % bound
    }
}

/// A change that makes choices simpler.
#[derive(Clone, Copy, Debug)]
enum Edit {
    /// Leaves out a run of choices.
    Delete { list: usize, start: usize, len: usize },
    /// Makes a run of choices the simplest ones.
    Zero { list: usize, start: usize, len: usize },
    /// Makes one choice simpler.
    Lower { list: usize, at: usize, by: Lowering },
    /// Makes one choice the simplest, and leaves out some behind it: fewer may depend on it then.
    Replace { list: usize, at: usize, len: usize },
    /// Makes one choice the simplest, and one of the two behind it: what is simpler may be chosen larger.
    Join { list: usize, at: usize, choice: u32 },
}

/// How a choice is lowered.
#[derive(Clone, Copy, Debug)]
enum Lowering {
    Half,
    One,
}

/// The most choices that are left out together with one that is lowered.
const REPLACED_MAX: usize = 3;

/// Runs up to this length are left out wherever they begin: what one type takes is about as long.
const FINE_MAX: usize = 14;

/// The choices that two are replaced by.
const JOINED: [u32; 3] = [7, 3, 1];

/// A case that is being shrunk: edits are tried, larger ones first, until a round of them changes nothing.
///
/// Only a simpler case is tried: one of fewer types, or of no more types and fewer choices, or as many and lower ones. So it
/// ends, and edits may make a choice larger.
///
/// To proptest, which calls for a simpler case after one that fails and for a more complicated one after
/// one that does not, an edit is a step down, and the next edit a step aside.
#[derive(Debug)]
pub(crate) struct Shrinking {
    /// The simplest choices that fail so far.
    best: Lists,
    /// The case that is tried; that of the best choices when no edit is left.
    tried: (Lists, Case),
    /// The edits of this round that are left, the next one last.
    edits: Vec<Edit>,
    /// Whether an edit of this round was kept.
    kept: bool,
}

impl Shrinking {
    fn new(best: Lists) -> Self {
        Self { edits: edits(&best), tried: (best.clone(), case(&best)), best, kept: false }
    }

    /// Tries the next edit that makes a simpler case.
    fn advance(&mut self) -> bool {
        let types = case(&self.best).types();
        loop {
            while let Some(edit) = self.edits.pop() {
                let mut choices = self.best.clone();
                apply(edit, &mut choices);
                choices.iter_mut().for_each(trim);
                if choices == self.best {
                    continue;
                }
                let case = case(&choices);
                if (case.types(), lengths(&choices)) < (types, lengths(&self.best)) {
                    self.tried = (choices, case);
                    return true;
                }
            }
            if !std::mem::take(&mut self.kept) {
                self.tried = (self.best.clone(), case(&self.best));
                return false;
            }
            self.edits = edits(&self.best);
        }
    }
}

fn case(lists: &Lists) -> Case {
    Case::new(lists.clone())
}

/// What is compared of choices: how many, how large.
fn lengths(lists: &Lists) -> (usize, u64) {
    let all = || lists.iter().flatten();
    (all().count(), all().copied().map(u64::from).sum())
}

impl ValueTree for Shrinking {
    type Value = Case;

    fn current(&self) -> Case {
        self.tried.1.clone()
    }

    fn simplify(&mut self) -> bool {
        self.kept |= self.tried.0 != self.best;
        self.best.clone_from(&self.tried.0);
        self.advance()
    }

    fn complicate(&mut self) -> bool {
        self.advance()
    }
}

/// All edits, the largest last, so that they are tried first.
fn edits(lists: &Lists) -> Vec<Edit> {
    let mut all = Vec::new();
    for (list, choices) in lists.iter().enumerate() {
        for at in (0..choices.len()).filter(|at| choices[*at] > 0) {
            all.push(Edit::Lower { list, at, by: Lowering::One });
            all.push(Edit::Lower { list, at, by: Lowering::Half });
            all.extend((1..=REPLACED_MAX).map(|len| Edit::Replace { list, at, len }));
            all.extend(JOINED.map(|choice| Edit::Join { list, at, choice }));
        }
    }
    for (list, choices) in lists.iter().enumerate() {
        for len in 1..=FINE_MAX.min(choices.len()) {
            let is_zero = |at: usize| choices.get(at).is_none_or(|choice| *choice == 0);
            for start in 0..choices.len() {
                // In a run of zeros it makes no difference which are left out.
                if start == 0 || (start - 1..start + len).any(|at| !is_zero(at)) {
                    all.push(Edit::Delete { list, start, len });
                }
            }
        }
    }
    let longest = lists.iter().map(Vec::len).max().unwrap_or_default();
    for len in (0..=longest.max(1).ilog2()).map(|log| 1 << log) {
        for (list, choices) in lists.iter().enumerate() {
            for start in (0..choices.len()).step_by(len) {
                all.push(Edit::Zero { list, start, len });
                if len > FINE_MAX {
                    all.push(Edit::Delete { list, start, len });
                }
            }
        }
    }
    all
}

/// Leaves out the zeros at the end, which are chosen anyway.
fn trim(choices: &mut Vec<u32>) {
    let end = choices.iter().rposition(|choice| *choice > 0).map_or(0, |last| last + 1);
    choices.truncate(end);
}

/// Applies an edit, as far as the choices reach.
fn apply(edit: Edit, lists: &mut Lists) {
    let run = |choices: &[u32], start: usize, len: usize| {
        start.min(choices.len())..(start + len).min(choices.len())
    };
    match edit {
        Edit::Delete { list, start, len } => {
            let run = run(&lists[list], start, len);
            lists[list].drain(run);
        }
        Edit::Zero { list, start, len } => {
            let run = run(&lists[list], start, len);
            lists[list][run].fill(0);
        }
        Edit::Lower { list, at, by } => {
            if let Some(choice) = lists[list].get_mut(at) {
                *choice = match by {
                    Lowering::Half => *choice / 2,
                    Lowering::One => choice.saturating_sub(1),
                };
            }
        }
        Edit::Replace { list, at, len } => {
            if lists[list].get(at).is_some_and(|choice| *choice > 0) {
                lists[list][at] = 0;
                let run = run(&lists[list], at + 1, len);
                lists[list].drain(run);
            }
        }
        Edit::Join { list, at, choice } => {
            if lists[list].get(at).is_some_and(|choice| *choice > 0) {
                let run = run(&lists[list], at, 3);
                lists[list].splice(run, [0, choice]);
            }
        }
    }
}
