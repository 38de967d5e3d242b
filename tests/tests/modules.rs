//! Whole modules: the model against wasmparser, on generated modules and on mutants of them. The official
//! modules are in the scripts of `scripts/`.

use std::collections::BTreeMap;
use subtly::choices::{Choices, RandomChoices};
use subtly::generator::{Generator, smith::Smith};
use subtly::rules::RuleCounts;
use subtly_model::{Model, ModuleVerdict};
use wasmparser::{Validator, WasmFeatures};

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

/// wasmparser's features of Wasm 3.0 contain threads, which are not of Wasm 3.0.
fn wasmparser(bytes: &[u8]) -> Result<bool, String> {
    let features = WasmFeatures::WASM3.difference(WasmFeatures::THREADS);
    match Validator::new_with_features(features).validate_all(bytes) {
        Ok(_) => Ok(true),
        Err(error) => {
            // Not just "out of bounds": that is how rules about indices are reported.
            let limits = [
                "implementation limit",
                "count exceeds limit",
                "size is out of bounds",
                "exceeds the limit",
                "sub type hierarchy too deep",
                "too many locals",
            ];
            let message = error.message();
            if limits.iter().any(|limit| message.contains(limit)) {
                Err(error.to_string())
            } else {
                Ok(false)
            }
        }
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
        if let (Ok(valid), true) = (wasmparser(bytes), verdict != Verdict::Limit) {
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
