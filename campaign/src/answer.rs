//! What an oracle answers.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The answer to one question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Answer {
    /// It holds.
    Yes,
    /// It does not hold.
    No,
    /// An implementation limit of the oracle was met: never a finding.
    Limit,
    /// The oracle does not answer this question here.
    Unsupported,
    /// The oracle panicked.
    Crashed,
    /// The oracle gave no answer in its time.
    TimedOut,
}

impl Answer {
    /// Every answer, in the order of reports.
    pub const ALL: [Self; 6] =
        [Self::Yes, Self::No, Self::Limit, Self::Unsupported, Self::Crashed, Self::TimedOut];

    /// The name that reports and files use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Limit => "limit",
            Self::Unsupported => "unsupported",
            Self::Crashed => "crashed",
            Self::TimedOut => "timed_out",
        }
    }

    /// Whether two answers to one question cannot both be right.
    ///
    /// `Yes` and `No` contradict each other, and a crash contradicts every verdict: the question
    /// had an answer and the oracle did not survive it. The other answers say nothing about the
    /// question, so they contradict nothing.
    #[must_use]
    pub const fn contradicts(self, other: Self) -> bool {
        matches!(
            (self, other),
            (Self::Yes, Self::No | Self::Crashed)
                | (Self::No, Self::Yes | Self::Crashed)
                | (Self::Crashed, Self::Yes | Self::No)
        )
    }
}

/// How often each answer was given, by [`Answer::ALL`].
pub type Tally = [u64; Answer::ALL.len()];

/// Counts answers.
#[must_use]
pub fn tally(answers: &[Answer]) -> Tally {
    let mut tally = Tally::default();
    // So few at a time that a byte can count them, and a register sixteen such bytes.
    for few in answers.chunks(u8::MAX.into()) {
        for answer in Answer::ALL {
            let count: u8 = few.iter().map(|given| u8::from(*given == answer)).sum();
            tally[answer as usize] += u64::from(count);
        }
    }
    tally
}

impl From<bool> for Answer {
    fn from(holds: bool) -> Self {
        if holds { Self::Yes } else { Self::No }
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::{Answer, tally};

    #[test]
    fn every_answer_is_counted() {
        for (n, answer) in (0..).zip(Answer::ALL) {
            for count in [0, 1, 255, 256, 1_000] {
                let answers = vec![answer; count];
                let mut expected = [0; Answer::ALL.len()];
                expected[n] = count as u64;
                assert_eq!(tally(&answers), expected);
            }
        }
        let all: Vec<Answer> = Answer::ALL.into_iter().cycle().take(6 * 500).collect();
        assert_eq!(tally(&all), [500; 6]);
    }
}
