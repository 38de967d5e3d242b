//! How fast a campaign judges modules: the whole, and its parts, in one run on one core.
//!
//! Modules of the generator `types` with 25 to 35 types; every question about every pair of them; the
//! model and the implementation asked. Rounds are interleaved, so that a noisy machine slows all parts
//! alike; the figures are of the median round.
//!
//! `cargo bench -p subtly`

use mimalloc::MiMalloc;
use std::hint::black_box;
use std::time::Instant;
use subtly::choices::RandomChoices;
use subtly::compare::contradictions;
use subtly::generator::{Generator, smith::Smith, types::Types};
use subtly::oracle::{Oracle, answer};
use subtly::oracles;
use subtly::program::Program;
use subtly::section::TypeSection;

/// The allocator of the binary.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

const ROUNDS: usize = 15;
const MODULES: usize = 1_000;

/// The seconds of one round, part by part.
#[derive(Clone, Copy, Default)]
struct Round {
    generate: f64,
    model: f64,
    implementation: f64,
    compare: f64,
}

impl Round {
    fn total(self) -> f64 {
        self.generate + self.model + self.implementation + self.compare
    }
}

fn main() {
    let oracle = |name| oracles::by_name(name, None).expect("the oracle is listed");
    let (model, implementation) = (oracle("model"), oracle("impl"));
    let cases = cases_of_thirty_types();
    let types: usize = cases.iter().map(|case| type_count(&program(*case))).sum();
    let questions: usize = cases.iter().map(|case| program(*case).question_count()).sum();
    let mut rounds: Vec<Round> =
        (0..ROUNDS).map(|_| round(&cases, &*model, &*implementation)).collect();
    rounds.sort_by(|a, b| a.total().total_cmp(&b.total()));
    let median = rounds[ROUNDS / 2];

    println!(
        "{MODULES} modules of {:.1} types, {} questions each; median of {ROUNDS} rounds, one core",
        types as f64 / MODULES as f64,
        questions / MODULES
    );
    for (part, seconds) in [
        ("generate", median.generate),
        ("model", median.model),
        ("impl", median.implementation),
        ("compare", median.compare),
        ("all", median.total()),
    ] {
        println!(
            "  {part:<10}{:>8.1} us a module  {:>8.0} modules/s  {:>4.0} %",
            1e6 * seconds / MODULES as f64,
            MODULES as f64 / seconds,
            100.0 * seconds / median.total()
        );
    }
    let ratio = smith_seconds_a_type() / (median.generate / types as f64);
    println!("  a type of wasm-smith takes {ratio:.1} times as long to generate");
}

fn program(case: u64) -> Program {
    Types.generate(&mut RandomChoices::for_case(1, case))
}

fn type_count(program: &Program) -> usize {
    let count = |bytes| TypeSection::decode(bytes).map_or(0, |section| section.len() as usize);
    program.modules().map(|bytes| count(bytes)).sum()
}

/// Cases with one module of 25 to 35 types.
fn cases_of_thirty_types() -> Vec<u64> {
    let fits = |case: &u64| {
        let program = program(*case);
        program.modules().count() == 1 && (25..=35).contains(&type_count(&program))
    };
    (0..).filter(fits).take(MODULES).collect()
}

fn round(cases: &[u64], model: &dyn Oracle, implementation: &dyn Oracle) -> Round {
    let mut round = Round::default();
    for case in cases {
        let (program, generate) = timed(|| program(*case));
        let (judged, model) = timed(|| answer(model, &program));
        let (answered, implementation) = timed(|| answer(implementation, &program));
        let (found, compare) = timed(|| contradictions(&[&judged, &answered]));
        assert!(found.is_empty(), "case {case}: the oracles disagree");
        round.generate += generate;
        round.model += model;
        round.implementation += implementation;
        round.compare += compare;
    }
    round
}

/// What one type of wasm-smith's types-only modules takes, with the questions about them.
fn smith_seconds_a_type() -> f64 {
    let (mut types, mut seconds) = (0, 0.0);
    for case in 0..MODULES as u64 {
        let (program, time) = timed(|| Smith.generate(&mut RandomChoices::for_case(1, case)));
        types += type_count(&program);
        seconds += time;
    }
    seconds / types as f64
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let start = Instant::now();
    let result = black_box(work());
    (result, start.elapsed().as_secs_f64())
}
