//! Whole modules: the model against wasmparser, on generated modules and on mutants of them. The official
//! modules are in the scripts of `scripts/`.

use std::collections::BTreeMap;
use subtly::answer::Answer;
use subtly::asking::program_of_validity;
use subtly::choices::{Choices, RandomChoices};
use subtly::generator::{Generator, smith::Smith};
use subtly::oracle::answer;
use subtly::oracles;
use subtly::rules::RuleCounts;
use subtly_model::{Model, ModuleVerdict};

/// What is said of a module.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    Valid,
    Invalid,
    Malformed,
    Limit,
}

fn judged(bytes: &[u8], counts: &mut RuleCounts) -> Verdict {
    match Model::new().define_module(bytes) {
        ModuleVerdict::Valid { derivation, concluded, .. } => {
            counts.add_derivation(&derivation);
            // That a rule concluded is counted, not how often.
            concluded.counts().for_each(|(rule, _)| counts.conclude(rule));
            Verdict::Valid
        }
        ModuleVerdict::Malformed(malformed) => {
            assert!(malformed.offset <= bytes.len(), "{malformed:?}");
            Verdict::Malformed
        }
        ModuleVerdict::Invalid { refutation, .. } => {
            counts.add_refutation(&refutation);
            Verdict::Invalid
        }
        ModuleVerdict::Limit(_) => Verdict::Limit,
    }
}

/// What wasmparser says of a module; nothing if it meets a limit of its own.
fn wasmparser(bytes: &[u8]) -> Option<bool> {
    let oracle = oracles::by_name("wasmparser", None).expect("the name of an oracle");
    match answer(&*oracle, &program_of_validity(bytes.into()))[1] {
        Answer::Yes => Some(true),
        Answer::No => Some(false),
        Answer::Limit => None,
        other => panic!("wasmparser answers {other}"),
    }
}

/// On modules of wasm-smith and on their mutants, model and wasmparser agree, unless one meets a limit.
#[test]
fn generated_modules_and_their_mutants_are_judged_alike() {
    const MODULES: u64 = 300;
    const MUTANTS: u64 = 40;
    let mut counts = RuleCounts::default();
    let mut seen: BTreeMap<Verdict, u64> = BTreeMap::new();
    let mut compare = |bytes: &[u8], what: &dyn Fn() -> String| {
        let verdict = judged(bytes, &mut counts);
        *seen.entry(verdict).or_default() += 1;
        if let (Some(valid), true) = (wasmparser(bytes), verdict != Verdict::Limit) {
            assert_eq!(verdict == Verdict::Valid, valid, "{}: {verdict:?}", what());
        }
    };
    for case in 0..MODULES {
        let program = Smith.generate(&mut RandomChoices::for_case(11, case));
        let module = program.modules().next().expect("a program has a module").to_vec();
        compare(&module, &|| format!("case {case}"));
        let mut choices = RandomChoices::for_case(12, case);
        for mutant in 0..MUTANTS {
            let mut bytes = module.clone();
            for _ in 0..=choices.choose(2) {
                let place = choices.index(bytes.len());
                bytes[place] = choices.choose(256) as u8;
            }
            compare(&bytes, &|| format!("case {case}, mutant {mutant}"));
        }
    }
    for verdict in [Verdict::Valid, Verdict::Invalid, Verdict::Malformed] {
        assert!(seen[&verdict] > 200, "{seen:?}");
    }
    let bodies = counts
        .iter()
        .filter(|count| count.concluded > 0 && count.rule.name().starts_with("Instr_ok/"));
    assert!(bodies.count() > 60, "the modules have too few kinds of instructions");
}
