//! What a campaign takes beside generating programs and asking the model, in one run on one core.
//!
//! Cases of all generators, as `verify` makes them. Some cases are run in one way and then in the next, so that a
//! noisy machine slows all ways alike; the figures are of the median round.
//!
//! `cargo bench -p subtly --bench overhead`

use mimalloc::MiMalloc;
use std::hint::black_box;
use std::time::Instant;
use subtly::campaign::Turns;
use subtly::case::{check, generate};
use subtly::generator::ALL;
use subtly::oracle::{Oracle, ask};
use subtly::oracles::{self, NAMES};

/// The allocator of the binary.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

const ROUNDS: u64 = 15;
const SEED: u64 = 9;

/// The cases of a round, and how many of them are run in one way before the next way.
const CASES: u64 = 1_024;
const BLOCK: u64 = 64;

/// A way to run a case.
type Way<'a> = (String, Box<dyn Fn(u64) + 'a>);

fn main() {
    let all = NAMES.map(|name| oracles::by_name(name, None).expect("the oracle is listed"));
    let ways = ways(&all);
    let mut rounds = vec![Vec::new(); ways.len()];
    for round in 0..ROUNDS {
        let mut seconds = vec![0.0; ways.len()];
        for block in (0..CASES).step_by(BLOCK as usize) {
            let first = round * CASES + block;
            for ((_, run), seconds) in ways.iter().zip(&mut seconds) {
                let start = Instant::now();
                (first..first + BLOCK).for_each(run);
                *seconds += start.elapsed().as_secs_f64();
            }
        }
        rounds.iter_mut().zip(seconds).for_each(|(all, seconds)| all.push(seconds));
    }
    println!("{CASES} cases of all generators; median of {ROUNDS} rounds, one core");
    let base: Vec<f64> = rounds[0].clone();
    for ((name, _), seconds) in ways.iter().zip(rounds) {
        let ratio = median(seconds.iter().zip(&base).map(|(all, base)| all / base).collect());
        let micros = 1e6 * median(seconds) / CASES as f64;
        println!("  {name:<28} {micros:7.1} us a case   {ratio:.3}");
    }
}

/// The ways to run a case; the others are measured against the first.
fn ways(all: &[Box<dyn Oracle>]) -> Vec<Way<'_>> {
    let program = |case| generate(SEED, case, &ALL).1;
    let campaign = |oracles| move |case| drop(black_box(check(&program(case), oracles)));
    let in_turns = move |case| {
        let round = case / ALL.len() as u64;
        drop(black_box(Turns::new(20).check(round, &program(case), all)));
    };
    let mut ways: Vec<Way<'_>> = vec![
        ("generate, model".into(), Box::new(move |case| drop(ask(&*all[0], &program(case))))),
        ("campaign".into(), Box::new(campaign(all))),
        ("campaign, turns of 20".into(), Box::new(in_turns)),
        ("campaign of the model".into(), Box::new(campaign(&all[..1]))),
        ("campaign of model and impl".into(), Box::new(campaign(&all[..2]))),
    ];
    for (name, oracle) in NAMES.iter().zip(all).skip(1) {
        let run = move |case| {
            let program = program(case);
            drop(black_box((ask(&*all[0], &program), ask(&**oracle, &program))));
        };
        ways.push((format!("generate, model, {name}"), Box::new(run)));
    }
    ways
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
