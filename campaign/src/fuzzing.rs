//! What fuzzers run: each function takes any bytes and panics where oracles disagree, with the minimized
//! program and the reason.
//!
//! The functions are those of campaigns over another source of choices, so a fuzzer adds no check of its
//! own: it adds a search that is guided by coverage.

use crate::asking::everything_about;
use crate::campaign::examine;
use crate::case::check;
use crate::choices::{ByteChoices, Choices};
use crate::finding::Origin;
use crate::generator::{self, Generator};
use crate::oracle::Oracle;
use crate::oracles;
use crate::program::Program;

/// The most bytes that are looked at: more would make slow cases and no new ones.
pub const BYTES_MAX: usize = 4096;

/// The most questions that a program is asked: about a module of some hundred types. What has more is
/// passed over.
const QUESTIONS_MAX: usize = 1 << 17;

/// Reads a generator and its choices from the bytes; all oracles must agree about the program.
///
/// # Panics
///
/// Panics if two oracles contradict each other.
pub fn agreement(bytes: &[u8]) {
    let mut choices = ByteChoices::new(&bytes[..bytes.len().min(BYTES_MAX)]);
    let generator = generator::ALL[choices.index(generator::ALL.len())];
    agree("agreement", &generator.generate(&mut choices), &oracles::NAMES);
}

/// Takes the bytes for a module; all oracles must agree about all of it.
///
/// # Panics
///
/// Panics if two oracles contradict each other.
pub fn decode(bytes: &[u8]) {
    let module = &bytes[..bytes.len().min(BYTES_MAX)];
    agree("decode", &everything_about(vec![module.into()]), &oracles::NAMES);
}

/// Reads a history of modules from the bytes; the implementation must answer as the model does, whatever
/// was defined and dropped before.
///
/// # Panics
///
/// Panics if the implementation, under one hash or the other, contradicts the model.
pub fn history(bytes: &[u8]) {
    let mut choices = ByteChoices::new(&bytes[..bytes.len().min(BYTES_MAX)]);
    let program = generator::history::History.generate(&mut choices);
    agree("history", &program, &["model", "impl", "impl-const"]);
}

fn agree(target: &str, program: &Program, names: &[&str]) {
    if program.question_count() > QUESTIONS_MAX {
        return;
    }
    let oracles: Vec<Box<dyn Oracle>> =
        names.iter().filter_map(|name| oracles::by_name(name, None)).collect();
    if let Some(contradiction) = check(program, &oracles).contradictions.first() {
        let origin = Origin { generator: target.into(), seed: 0, case: 0 };
        let finding = examine(&oracles, None, origin, contradiction);
        panic!("{}\n\n{}", finding.summary(), finding.repro());
    }
}
