//! Floors for what each generator makes, by the statistics that `subtly stats` prints. A generator that falls
//! below one has a blind spot that it did not have.

use subtly::answer::Answer;
use subtly::case::{check, generate};
use subtly::generator;
use subtly::oracles;
use subtly::question::Kind;
use subtly::statistics::{GeneratorStatistics, SUPERTYPES};

const SEED: u64 = 4;
const CASES: u64 = 1_000;

fn measured(name: &str) -> GeneratorStatistics {
    let model = [oracles::by_name("model", None).expect("the model is an oracle")];
    let generator = generator::by_name(name).expect("the name of a generator");
    let mut all = GeneratorStatistics::default();
    for case in 0..CASES {
        let (_, program) = generate(SEED, case, &[generator]);
        all.add(&check(&program, &model).statistics);
    }
    all
}

/// The part is at least so many of a hundred of the whole.
#[track_caller]
fn at_least(percent: u64, part: u64, whole: u64) {
    assert!(part * 100 >= whole * percent, "{part} of {whole} are less than {percent} %");
}

/// How often a kind of question was answered so, and how often it was asked.
fn answers(made: &GeneratorStatistics, kind: Kind, answer: Answer) -> (u64, u64) {
    let answers = made.answers[kind as usize];
    (answers[answer as usize], answers.iter().sum())
}

/// Types by whether they have so many supertypes, by the name of the bin.
fn types_below(made: &GeneratorStatistics, name: &str) -> u64 {
    let bin = SUPERTYPES.names().iter().position(|it| *it == name).expect("the name of a bin");
    made.supertypes[bin]
}

#[test]
fn smith() {
    let made = measured("smith");
    at_least(40, made.whole_modules, made.modules);
    at_least(15, made.recursive_modules, made.modules);
    at_least(8, made.equal_pair_modules, made.modules);
    at_least(100, made.whole_valid_modules, made.whole_modules);
    assert!(made.instructions.len() > 400, "{} kinds", made.instructions.len());
}

#[test]
fn types() {
    let made = measured("types");
    at_least(80, made.recursive_modules, made.modules);
    at_least(50, made.equal_pair_modules, made.modules);
    at_least(10, made.invalid_modules, made.modules);
    at_least(60, made.modules - made.invalid_modules, made.modules);
    assert!(made.strict_pairs > 30 * made.modules, "{} strict pairs", made.strict_pairs);
    assert!(made.group_sizes.iter().all(|count| *count > 0), "{:?}", made.group_sizes);
    assert!(made.supertypes.iter().all(|count| *count > 0), "{:?}", made.supertypes);
}

#[test]
fn near_miss() {
    let made = measured("near-miss");
    at_least(30, made.invalid_modules, made.modules);
    at_least(30, made.modules - made.invalid_modules, made.modules);
    at_least(150, made.modules, made.cases);
    at_least(100, made.equal_pairs, made.cases);
    assert!(made.group_sizes[..4].iter().all(|count| *count > 0), "{:?}", made.group_sizes);
    for depth in ["62", "63", "64+"] {
        assert!(types_below(&made, depth) > 0, "no type is {depth} below");
    }
}

#[test]
fn variants() {
    let made = measured("variants");
    at_least(200, made.modules, made.cases);
    at_least(500, made.equal_pairs, made.cases);
    at_least(3, made.invalid_modules, made.modules);
    at_least(80, made.modules - made.invalid_modules, made.modules);
    assert!(made.group_sizes[1..4].iter().all(|count| *count > 0), "{:?}", made.group_sizes);
}

#[test]
fn link() {
    let made = measured("link");
    let (yes, asked) = answers(&made, Kind::Link, Answer::Yes);
    let (no, _) = answers(&made, Kind::Link, Answer::No);
    at_least(40, yes, asked);
    at_least(20, no, asked);
    at_least(250, made.modules, made.cases);
    at_least(100, made.whole_modules, made.modules);
    at_least(90, made.whole_valid_modules, made.whole_modules);
    at_least(1, made.whole_modules - made.whole_valid_modules, made.whole_modules);
}

#[test]
fn history() {
    let made = measured("history");
    at_least(90, made.redefining_cases, made.cases);
    at_least(150, made.drops, made.cases);
    at_least(300, made.equal_pairs, made.cases);
    at_least(5, made.invalid_modules, made.modules);
    at_least(80, made.modules - made.invalid_modules, made.modules);
    assert!(made.group_sizes[1..5].iter().all(|count| *count > 0), "{:?}", made.group_sizes);
}

#[test]
fn bodies_and_mutants() {
    for name in ["bodies", "mutants"] {
        let made = measured(name);
        at_least(100, made.whole_modules, made.modules);
        at_least(20, made.whole_valid_modules, made.whole_modules);
        at_least(20, made.whole_modules - made.whole_valid_modules, made.whole_modules);
        assert!(made.instructions.len() > 400, "{name}: {} kinds", made.instructions.len());
    }
}
