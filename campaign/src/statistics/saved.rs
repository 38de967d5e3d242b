//! Statistics as journals keep them: whole, where reports have names and totals.

use super::{GeneratorStatistics, OperatorSet};
use serde::{Deserialize, Serialize};

/// What one generator produced, as plain numbers.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Saved {
    /// In the order of [`GeneratorStatistics::counts_mut`].
    counts: Vec<u64>,
    supertypes_max: u32,
    instructions: Vec<String>,
}

impl Saved {
    /// Keeps what was measured.
    #[must_use]
    pub fn new(statistics: &GeneratorStatistics) -> Self {
        let mut counted = statistics.clone();
        Self {
            counts: counted.counts_mut().into_iter().map(|count| *count).collect(),
            supertypes_max: statistics.supertypes_max,
            instructions: statistics.instructions.names().map(Into::into).collect(),
        }
    }

    /// What was measured; nothing if it was kept by another version.
    #[must_use]
    pub fn load(&self) -> Option<GeneratorStatistics> {
        let mut statistics = GeneratorStatistics::default();
        let counts = statistics.counts_mut();
        if counts.len() != self.counts.len() {
            return None;
        }
        counts.into_iter().zip(&self.counts).for_each(|(count, kept)| *count = *kept);
        statistics.supertypes_max = self.supertypes_max;
        statistics.instructions = OperatorSet::named(self.instructions.iter().map(String::as_str))?;
        Some(statistics)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::Answer;
    use crate::choices::RandomChoices;
    use crate::generator::{Generator, bodies::Bodies};

    #[test]
    fn what_is_kept_is_what_was_measured() {
        let program = Bodies.generate(&mut RandomChoices::for_case(1, 1));
        let answers = vec![Answer::Yes; program.question_count()];
        let mut statistics = GeneratorStatistics::of(&program, &answers);
        // Every count another number, so that none can stand for another.
        statistics.counts_mut().into_iter().zip(1..).for_each(|(count, n)| *count = n);
        statistics.supertypes_max = 7;
        assert!(!statistics.instructions.is_empty());
        assert_eq!(Saved::new(&statistics).load(), Some(statistics));
    }
}
