//! Exhaustive search of a small scope: every type section within a bound, and for all oracles whether its
//! types are valid, which of them are the same, and which are subtypes of which, abstract heap types among them.
//!
//! What random programs miss may be small. Within a bound nothing is missed: the sections come from a
//! generator that an odometer drives through all its choices, of those that differ by a renaming one is
//! kept, and how many there must be is known from formulas before.
//!
//! One thread writes sections, all threads ask about them. Writing takes a hundredth of the time that
//! asking takes, so it need not be shared, and the order of the sections is that of the choices.

mod bound;
mod canonical;
mod count;
mod report;
mod sections;
#[cfg(test)]
mod tests;

pub use bound::{Bound, Reach};
pub use report::{Report, summary};
pub use sections::section;

use crate::asking::program_of_types;
use crate::campaign::{self, Record};
use crate::case::check;
use crate::choices::Odometer;
use crate::finding::Finding;
use crate::section::TypeSection;
use rayon::prelude::*;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

/// How many sections are asked about between two looks at what was found.
const CHUNK: usize = 1024;

/// What is to be searched.
pub struct Settings {
    /// The bounds, one after the other.
    pub bounds: Vec<Bound>,
    /// Whether sections that differ by a renaming are asked about, too.
    pub all_writings: bool,
    /// Who is asked, and what becomes of findings. Seed, number of cases and generators play no part.
    pub campaign: campaign::Settings,
}

/// What a search came to.
#[derive(Debug)]
pub struct Outcome {
    /// How far each bound was searched, in the order of the settings; those not begun are absent.
    pub searched: Vec<Searched>,
    /// All that campaigns count. A case is a section, numbered through all bounds; its generator is the
    /// name of its bound.
    pub campaign: campaign::Outcome,
}

impl Outcome {
    /// Whether every section of every bound was asked about.
    #[must_use]
    pub fn is_complete(&self, settings: &Settings) -> bool {
        complete(settings, &self.searched)
    }
}

fn complete(settings: &Settings, searched: &[Searched]) -> bool {
    searched.len() == settings.bounds.len() && searched.iter().all(|part| part.sections == part.of)
}

/// How far a bound was searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Searched {
    /// The sections that were asked about.
    pub sections: u64,
    /// The sections that there are, by formulas.
    pub of: u64,
}

/// How many sections there are within a bound, up to renaming or in all writings, by formulas.
///
/// # Errors
///
/// Fails if they are too many to be numbered.
pub fn count(bound: &Bound, all_writings: bool) -> Result<u64, String> {
    let count = if all_writings { count::all(bound) } else { count::classes(bound) };
    u64::try_from(count)
        .map_err(|_| format!("the bound '{}' has {count} sections; choose a lower one", bound.name))
}

/// The sections within a bound, each once; of those that differ by a renaming the least.
pub fn enumerate(bound: &Bound, all_writings: bool) -> impl Iterator<Item = TypeSection> + '_ {
    let mut odometer = Some(Odometer::default());
    let all = std::iter::from_fn(move || {
        let choices = odometer.as_mut()?;
        let section = section(bound, choices);
        if !choices.advance() {
            odometer = None;
        }
        Some(section)
    });
    all.filter(move |section| all_writings || canonical::is_canonical(section))
}

/// Searches all bounds on the current pool of threads.
///
/// `progress` is told the number of sections that were asked about and of findings; `found` is given each
/// finding when it is on disk; `stop` ends the search after the chunk at hand.
///
/// # Errors
///
/// Says what cannot be written, or that the enumeration of a bound does not come to what the formulas say.
pub fn run(
    settings: &Settings,
    stop: &AtomicBool,
    progress: &dyn Fn(u64, usize),
    found: &dyn Fn(&Finding, &PathBuf),
) -> Result<Outcome, String> {
    let start = Instant::now();
    let mut record = Record::new(&settings.campaign);
    let mut searched = Vec::new();
    for bound in &settings.bounds {
        let of = count(bound, settings.all_writings)?;
        let mut part = Searched { sections: 0, of };
        let mut sections = enumerate(bound, settings.all_writings);
        let mut ended = false;
        while !ended {
            let chunk: Vec<TypeSection> = sections.by_ref().take(CHUNK).collect();
            if chunk.is_empty() {
                break;
            }
            part.sections += chunk.len() as u64;
            add(&mut record, bound, &chunk, found)?;
            progress(record.outcome.cases, record.outcome.findings.len());
            let timed_out = settings.campaign.time.is_some_and(|time| start.elapsed() >= time);
            ended = timed_out || record.is_stopped(stop);
        }
        searched.push(part);
        if !ended && part.sections != of {
            return Err(format!(
                "the enumeration of '{}' came to {} sections, and not to {of}",
                bound.name, part.sections
            ));
        }
        if ended {
            break;
        }
    }
    record.outcome.elapsed = start.elapsed();
    record.outcome.stopped = !complete(settings, &searched);
    Ok(Outcome { searched, campaign: record.outcome })
}

/// Asks about some sections in parallel, and adds what came of them in their order.
fn add(
    record: &mut Record<'_>,
    bound: &Bound,
    sections: &[TypeSection],
    found: &dyn Fn(&Finding, &PathBuf),
) -> Result<(), String> {
    let (oracles, first) = (record.oracles(), record.outcome.cases);
    let ask = |(n, section): (usize, &TypeSection)| {
        (first + n as u64, bound.name, check(&program_of_types(section), oracles))
    };
    let parts = sections.par_iter().with_max_len(8).enumerate().map(ask).collect();
    record.add(parts, found)
}
