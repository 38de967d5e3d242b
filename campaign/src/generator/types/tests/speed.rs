//! How fast modules are made. Run it by hand:
//! `cargo test --release -p subtly speed -- --ignored --nocapture`.

use crate::choices::{Choices, RandomChoices};
use crate::generator::types::{Types, section};
use crate::generator::{Generator, smith};
use std::hint::black_box;
use std::time::Instant;

const CASES: u64 = 20_000;

fn time(name: &str, cases: u64, make: impl Fn(&mut RandomChoices)) -> f64 {
    let start = Instant::now();
    for case in 0..cases {
        make(&mut RandomChoices::for_case(16, case));
    }
    let micros = start.elapsed().as_secs_f64() * 1e6 / cases as f64;
    println!("{name}: {micros:.1} microseconds");
    micros
}

#[test]
#[ignore = "measures time, which depends on the machine"]
fn modules_are_made_ten_times_faster_than_by_wasm_smith() {
    let own = time("types, module encoded", CASES, |choices| {
        black_box(section(choices).encode());
    });
    time("types, section only", CASES, |choices| {
        black_box(section(choices));
    });
    time("types, program with questions", CASES, |choices| {
        black_box(Types.generate(choices));
    });
    time("smith, program with questions", CASES / 20, |choices| {
        black_box(smith::Smith.generate(choices));
    });
    let smith = time("smith, types only", CASES / 20, |choices| {
        let mut bytes = [0; 2048];
        choices.fill(&mut bytes);
        black_box(smith::types_only_module(&bytes));
    });
    assert!(own * 10.0 < smith, "{own} against {smith} microseconds");
}
