//! The functions behind the fuzz targets, where no fuzzer runs: over random bytes, over the modules of the
//! corpus, and over mutants of these.

use std::fs;
use std::path::{Path, PathBuf};
use subtly::choices::{Choices, RandomChoices};
use subtly::fuzzing::{agreement, decode, history};
use subtly::input::read;

const SEED: u64 = 41;

/// Bytes of a random length, small values and random ones by turns.
fn random(case: u64) -> Vec<u8> {
    let mut choices = RandomChoices::for_case(SEED, case);
    let length = 1 << choices.choose(11);
    let mut bytes = vec![0; length];
    choices.fill(&mut bytes);
    if case.is_multiple_of(2) {
        bytes.iter_mut().for_each(|byte| *byte %= 4);
    }
    bytes
}

#[test]
fn choices_from_bytes_make_programs_that_all_agree_about() {
    (0..300).for_each(|case| agreement(&random(case)));
}

#[test]
fn histories_from_bytes_are_answered_as_the_model_does() {
    (0..300).for_each(|case| history(&random(case)));
}

/// Every module of the corpus, as it is and with a few bytes replaced.
#[test]
fn modules_and_their_mutants_are_judged_alike() {
    let mut files = Vec::new();
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus");
    for folder in ["seed", "edge", "rules", "regressions"] {
        let entries = fs::read_dir(corpus.join(folder)).expect("the folder is there");
        files.extend(entries.map(|entry| entry.expect("it can be read").path()));
    }
    files.retain(|file| file.extension().is_some_and(|extension| extension != "md"));
    files.sort();
    let modules = files.iter().flat_map(|file: &PathBuf| {
        let input = read(file).expect("the corpus can be read");
        let refused = input.refused.into_iter().map(|refused| refused.bytes);
        input.history.modules().cloned().chain(refused).collect::<Vec<_>>()
    });
    let modules: Vec<_> = modules.collect();
    assert!(modules.len() > 300, "only {} modules", modules.len());
    for (case, module) in modules.into_iter().enumerate() {
        decode(&module);
        let mut choices = RandomChoices::for_case(SEED, case as u64);
        let mut mutant = module.to_vec();
        for _ in 0..choices.between(1, 3) {
            let place = choices.index(mutant.len());
            mutant[place] = choices.choose(256) as u8;
        }
        decode(&mutant);
    }
}
