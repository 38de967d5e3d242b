//! How fast modules are made. Run it by hand:
//! `cargo test --release -p subtly speed -- --ignored --nocapture`.

use crate::choices::{Choices, RandomChoices};
use crate::generator::types::{Types, section};
use crate::generator::{Generator, smith};
use crate::section::TypeSection;
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
fn a_type_costs_a_third_of_what_it_costs_wasm_smith() {
    let types = |module: &[u8]| TypeSection::decode(module).map_or(0, |section| section.len());
    let mean = |make: &dyn Fn(&mut RandomChoices) -> Vec<u8>| {
        let count = |case| types(&make(&mut RandomChoices::for_case(16, case)));
        f64::from((0..1000).map(count).sum::<u32>()) / 1000.0
    };
    let own_module = |choices: &mut RandomChoices| section(choices).encode();
    let smith_module = |choices: &mut RandomChoices| {
        let mut bytes = [0; 2048];
        choices.fill(&mut bytes);
        smith::types_only_module(&bytes)
    };
    let own = time("types, module encoded", CASES, |choices| {
        black_box(own_module(choices));
    });
    time("types, program with questions", CASES, |choices| {
        black_box(Types.generate(choices));
    });
    let smith = time("smith, module of types only", CASES / 20, |choices| {
        black_box(smith_module(choices));
    });
    time("smith, program with questions", CASES / 20, |choices| {
        black_box(smith::Smith.generate(choices));
    });
    let (own_types, smith_types) = (mean(&own_module), mean(&smith_module));
    println!("mean types: {own_types:.1}, and {smith_types:.1} of wasm-smith");
    assert!(own / own_types * 3.0 < smith / smith_types);
}
