//! Comparing what oracles answer: no oracle is privileged.

use crate::answer::Answer;

/// How many questions are looked at together.
const FEW: usize = 256;

/// The numbers of the questions on which two of the oracles contradict each other, in order.
///
/// `answers` has one list for each oracle, and all lists are of the same length.
///
/// There are no branches until something is found: so the compiler compares sixteen answers at a time.
pub fn contradictions(answers: &[&[Answer]]) -> Vec<usize> {
    let count = answers.first().map_or(0, |answers| answers.len());
    let mut found = Vec::new();
    for start in (0..count).step_by(FEW) {
        let mut given = [0_u8; FEW];
        for answers in answers {
            debug_assert_eq!(answers.len(), count, "every oracle is asked the same questions");
            let few = &answers[start..count.min(start + FEW)];
            given.iter_mut().zip(few).for_each(|(given, answer)| *given |= bit(*answer));
        }
        let any = given.iter().fold(false, |any, given| any | contradicts(*given));
        if any {
            found.extend((start..).zip(given).filter(|(_, it)| contradicts(*it)).map(|(n, _)| n));
        }
    }
    found
}

/// One bit for each of the answers that can contradict others.
fn bit(answer: Answer) -> u8 {
    u8::from(answer == Answer::Yes)
        | u8::from(answer == Answer::No) << 1
        | u8::from(answer == Answer::Crashed) << 2
}

/// Whether a question was given two of these answers: any two contradict each other.
fn contradicts(given: u8) -> bool {
    given & given.wrapping_sub(1) != 0
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
        for count in [0, 1, 255, 256, 257, 1000] {
            let one = vec![yes; count];
            for at in 0..count {
                let mut other = one.clone();
                other[at] = no;
                assert_eq!(contradictions(&[&one, &other]), [at]);
            }
            assert_eq!(contradictions(&[&one, &vec![no; count]]), (0..count).collect::<Vec<_>>());
        }
    }
}
