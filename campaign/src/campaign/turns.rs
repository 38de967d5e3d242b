//! Which oracles are asked about a case, where not all are asked about each.

use crate::case::{CaseOutcome, check, check_with};
use crate::oracle::Oracle;
use crate::program::Program;

/// The oracles that are asked about every case: the judge and the first defendant.
const ALWAYS: usize = 2;

/// Each oracle behind the second is asked about one round of cases in this many; in a round every generator has
/// one case.
///
/// The oracles are spread over the rounds. A case is asked about by the same oracles in every run, for the round
/// follows from its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turns(u64);

impl Turns {
    /// Every oracle is asked about every case.
    pub const ALL: Self = Self(1);

    /// One round in `every`; one in one if that is zero.
    #[must_use]
    pub const fn new(every: u64) -> Self {
        Self(if every == 0 { 1 } else { every })
    }

    /// The number of rounds in which an oracle is asked once.
    #[must_use]
    pub const fn every(self) -> u64 {
        self.0
    }

    /// Whether the oracle at this place of the list is asked in this round.
    fn is_asked(self, place: usize, round: u64) -> bool {
        place < ALWAYS || (round + place as u64).is_multiple_of(self.0)
    }

    /// Asks the oracles about a case of this round. Where some of them contradict each other all are asked, so that a
    /// contradiction has everybody's answer, whosever turn it was.
    #[must_use]
    pub fn check(self, round: u64, program: &Program, oracles: &[Box<dyn Oracle>]) -> CaseOutcome {
        let places = (0..oracles.len()).filter(|place| self.is_asked(*place, round));
        let places: Vec<usize> = places.collect();
        if places.len() == oracles.len() {
            return check(program, oracles);
        }
        let asked: Vec<&dyn Oracle> = places.iter().map(|place| &*oracles[*place]).collect();
        let mut outcome = check_with(program, &asked);
        if outcome.contradicted > 0 {
            return check(program, oracles);
        }
        let mut answers = vec![[0; _]; oracles.len()];
        for (place, tally) in places.into_iter().zip(outcome.answers) {
            answers[place] = tally;
        }
        outcome.answers = answers;
        outcome
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::Answer;
    use crate::case::generate;
    use crate::generator::ALL;
    use crate::oracle::{Identity, Session};
    use crate::oracles::{NAMES, by_name};
    use crate::question::{Batch, Kind, ModuleId};

    /// It denies everything.
    struct Naysayer;

    impl Oracle for Naysayer {
        fn identity(&self) -> Identity {
            Identity { name: "no", version: String::new(), profile: String::new() }
        }

        fn answers(&self, _: Kind) -> bool {
            true
        }

        fn session(&self) -> Box<dyn Session + '_> {
            Box::new(Self)
        }
    }

    impl Session for Naysayer {
        fn define(&mut self, _: &[u8]) {}

        fn drop_module(&mut self, _: ModuleId) {}

        fn ask(&mut self, batch: &Batch, answers: &mut Vec<Answer>) {
            answers.extend(std::iter::repeat_n(Answer::No, batch.count()));
        }
    }

    fn oracles() -> Vec<Box<dyn Oracle>> {
        NAMES.iter().filter_map(|name| by_name(name, None)).collect()
    }

    #[test]
    fn everybody_has_one_turn_in_so_many_rounds() {
        for every in [1, 2, 5, 8, 10] {
            let turns = Turns::new(every);
            for place in 0..NAMES.len() {
                let asked = (0..10 * every).filter(|round| turns.is_asked(place, *round)).count();
                assert_eq!(asked as u64, if place < ALWAYS { 10 * every } else { 10 });
            }
            if every >= 5 {
                let others =
                    |round| (ALWAYS..7).filter(|place| turns.is_asked(*place, round)).count();
                assert!((0..every).all(|round| others(round) <= 1), "they are spread");
            }
        }
    }

    #[test]
    fn an_oracle_answers_in_its_turn_and_is_silent_otherwise() {
        let oracles = oracles();
        let (_, program) = generate(7, 0, &ALL[..1]);
        let whole = check(&program, &oracles);
        for round in 0..8 {
            let outcome = Turns::new(8).check(round, &program, &oracles);
            for (place, answers) in outcome.answers.iter().enumerate() {
                if Turns::new(8).is_asked(place, round) {
                    assert_eq!(*answers, whole.answers[place]);
                } else {
                    assert_eq!(answers.iter().sum::<u64>(), 0);
                }
            }
            assert_eq!(outcome.statistics, whole.statistics);
        }
    }

    #[test]
    fn a_contradiction_has_the_answers_of_all() {
        let mut oracles = oracles();
        oracles.push(Box::new(Naysayer));
        let (_, program) = generate(7, 0, &ALL[..1]);
        let place = oracles.len() - 1;
        let turns = Turns::new(8);
        for round in 0..8 {
            let outcome = turns.check(round, &program, &oracles);
            assert_eq!(outcome.contradicted > 0, turns.is_asked(place, round), "round {round}");
            for contradiction in outcome.contradictions {
                assert_eq!(contradiction.answers.len(), oracles.len());
                let said = |answer| contradiction.answers.contains(&answer);
                assert!(said(Answer::Yes) && contradiction.answers[place] == Answer::No);
            }
        }
    }
}
