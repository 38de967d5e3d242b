//! Comparing what oracles answer: no oracle is privileged.

use crate::answer::Answer;

/// The numbers of the questions on which two of the oracles contradict each other, in order.
///
/// `answers` has one list for each oracle, and all lists are of the same length.
pub fn contradictions(answers: &[&[Answer]]) -> Vec<usize> {
    const YES: u8 = 1 << Answer::Yes as u8;
    const NO: u8 = 1 << Answer::No as u8;
    const CRASHED: u8 = 1 << Answer::Crashed as u8;
    let Some(first) = answers.first() else { return Vec::new() };
    // For each question, the set of the answers it was given.
    let mut given = vec![0_u8; first.len()];
    for answers in answers {
        debug_assert_eq!(answers.len(), given.len(), "every oracle is asked the same questions");
        for (given, answer) in given.iter_mut().zip(*answers) {
            *given |= 1 << *answer as u8;
        }
    }
    let contradicts = |given: u8| {
        let verdict = given & (YES | NO) != 0;
        given & (YES | NO) == YES | NO || (verdict && given & CRASHED != 0)
    };
    (0..given.len()).filter(|n| contradicts(given[*n])).collect()
}

#[cfg(test)]
mod tests {
    use super::contradictions;
    use crate::answer::Answer;

    /// The fast comparison is that of `Answer::contradicts`, for every pair and triple of answers.
    #[test]
    fn sets_of_answers_contradict_as_pairs_do() {
        for a in Answer::ALL {
            for b in Answer::ALL {
                for c in Answer::ALL {
                    let pairwise = a.contradicts(b) || b.contradicts(c) || a.contradicts(c);
                    let found = contradictions(&[&[a], &[b], &[c]]);
                    assert_eq!(found, if pairwise { vec![0] } else { vec![] }, "{a} {b} {c}");
                }
            }
        }
    }

    #[test]
    fn every_contradiction_is_found_at_its_place() {
        let (yes, no) = (Answer::Yes, Answer::No);
        let found = contradictions(&[&[yes, no, no, yes], &[yes, yes, no, no]]);
        assert_eq!(found, [1, 3]);
    }
}
