//! Which cases a machine runs, where a campaign is spread over several.

use super::CHUNK;
use std::fmt;
use std::ops::Range;
use std::str::FromStr;

/// Every `count`-th chunk of cases, from the one with the number `position` on: whole chunks, so that
/// every shard has cases of every generator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    /// From 0 on; it is shown from 1 on.
    position: u64,
    count: u64,
}

impl Shard {
    /// All cases.
    pub const WHOLE: Self = Self { position: 0, count: 1 };

    /// The number of shards.
    #[must_use]
    pub const fn count(self) -> u64 {
        self.count
    }

    /// The next cases to run, from `next` on and below `end`.
    pub(super) fn chunk(self, next: u64, end: u64) -> Option<Range<u64>> {
        let (number, inside) = (next / CHUNK, next % CHUNK);
        let mine = number % self.count == self.position;
        // A campaign that had fewer cases when it ran before may have ended inside a chunk.
        let start = if mine {
            number * CHUNK + inside
        } else {
            let ahead = (self.position + self.count - number % self.count) % self.count;
            number.checked_add(ahead)?.checked_mul(CHUNK)?
        };
        let chunk_end = (start / CHUNK + 1).saturating_mul(CHUNK);
        (start < end).then(|| start..end.min(chunk_end))
    }

    /// The number of its cases among the first `cases`.
    #[must_use]
    pub fn cases(self, cases: u64) -> u64 {
        let whole = cases / CHUNK;
        let chunks = whole / self.count + u64::from(whole % self.count > self.position);
        let last = if whole % self.count == self.position { cases % CHUNK } else { 0 };
        chunks * CHUNK + last
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.position + 1, self.count)
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.split_once('/');
        let parse = |text: &str| text.parse::<u64>().ok();
        match parts.and_then(|(number, count)| Some((parse(number)?, parse(count)?))) {
            Some((number, count)) if (1..=count).contains(&number) => {
                Ok(Self { position: number - 1, count })
            }
            _ => Err("write which of how many, from 1/1 on, for example 3/64".into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards_partition_the_cases() {
        for count in [1, 2, 3, 64] {
            for cases in [0, 1, 255, 256, 257, 1000, 20_000] {
                let mut seen = vec![0; cases as usize];
                for position in 0..count {
                    let shard = Shard { position, count };
                    let (mut next, mut own) = (0, 0);
                    while let Some(chunk) = shard.chunk(next, cases) {
                        next = chunk.end;
                        own += chunk.end - chunk.start;
                        chunk.for_each(|case| seen[case as usize] += 1);
                    }
                    assert_eq!(own, shard.cases(cases), "{shard} of {cases}");
                }
                assert!(seen.iter().all(|times| *times == 1), "{count} shards of {cases} cases");
            }
        }
    }

    #[test]
    fn a_campaign_with_more_cases_goes_on_inside_a_chunk() {
        assert_eq!(Shard::WHOLE.chunk(100, 300), Some(100..256));
        assert_eq!(Shard::WHOLE.chunk(u64::MAX, u64::MAX), None);
    }

    #[test]
    fn shards_are_written_from_one_on() {
        assert_eq!("3/64".parse::<Shard>().map(|shard| shard.to_string()), Ok("3/64".into()));
        for wrong in ["", "3", "0/4", "5/4", "1/0", "-1/2", "a/b"] {
            assert!(wrong.parse::<Shard>().is_err(), "{wrong}");
        }
    }
}
