//! The oracles agree about generated programs, and all of them see the same equality classes.

use std::collections::BTreeMap;
use subtly::answer::Answer;
use subtly::asking::everything_about;
use subtly::case::{check, generate};
use subtly::generator;
use subtly::oracle::{Oracle, answer};
use subtly::oracles;
use subtly::program::Program;
use subtly::question::{Batch, Kind};

const SEED: u64 = 2;

/// For each generator, the number of cases about which all questions are asked.
const CASES: u64 = 600;

/// For each generator, the number of cases whose equality classes are compared.
const CASES_OF_CLASSES: u64 = 300;

/// The oracles that decide whether two types are the same.
const DECIDERS: [&str; 5] = ["model", "impl", "impl-const", "wasmparser", "egg"];

#[test]
fn all_oracles_agree() {
    let oracles = oracles::NAMES.map(oracle);
    for generator in generator::ALL {
        let name = generator.name();
        let mut answers = [0; Answer::ALL.len()];
        let mut questions = 0;
        for case in 0..CASES {
            let (_, program) = generate(SEED, case, &[generator]);
            let outcome = check(&program, &oracles);
            let replay = format!("subtly replay --generator {name} --seed {SEED} --case {case}");
            assert_eq!(outcome.contradicted, 0, "{replay}");
            for given in &outcome.answers {
                assert_eq!(given[Answer::Crashed as usize], 0, "{replay}");
            }
            questions += program.question_count();
            for (sum, given) in answers.iter_mut().zip(&outcome.answers[0]) {
                *sum += given;
            }
        }
        // Agreement says little where the model seldom gives one of the two answers.
        let [yes, no] = [Answer::Yes, Answer::No].map(|answer| answers[answer as usize]);
        let least = questions as u64 / 50;
        assert!(yes > least, "{name}: the model says yes {yes} times");
        assert!(no > least, "{name}: the model says no {no} times");
    }
}

/// What happens at run time is asked in every generated program, and both answers come up. The
/// implementation has one wherever the model has.
#[test]
fn questions_about_run_time_have_both_answers() {
    let (model, implementation) = (oracle("model"), oracle("impl"));
    let mut counts: BTreeMap<(Kind, Answer), u64> = BTreeMap::new();
    for case in 0..100 {
        for generator in generator::ALL {
            let (_, program) = generate(SEED, case, &[generator]);
            let said = answer(&*model, &program);
            let theirs = answer(&*implementation, &program);
            let kinds = program.batches().flat_map(|batch| vec![batch.kind(); batch.count()]);
            for (kind, (said, theirs)) in kinds.zip(said.into_iter().zip(theirs)) {
                let decided = matches!(said, Answer::Yes | Answer::No);
                // A limit of the implementation refuses a whole module, whose types it then lacks.
                let without = matches!(theirs, Answer::Unsupported | Answer::Limit);
                if decided && kind != Kind::Valid && !without {
                    assert_eq!(said, theirs);
                    *counts.entry((kind, said)).or_default() += 1;
                }
            }
        }
    }
    for kind in [Kind::Cast, Kind::CallIndirect, Kind::Link] {
        for answer in [Answer::Yes, Answer::No] {
            let count = counts.get(&(kind, answer)).copied().unwrap_or_default();
            assert!(count > 500, "{kind}: {answer} {count} times");
        }
    }
}

/// A module that is valid as a whole has valid types, whoever says so; and both verdicts are frequent.
#[test]
fn valid_modules_have_valid_types() {
    for name in ["bodies", "mutants"] {
        let generator = generator::by_name(name).expect("the name of a generator");
        let (mut valid, mut types_only) = (0, 0);
        for case in 0..4 * CASES {
            let (_, program) = generate(SEED, case, &[generator]);
            for oracle in ["model", "wasmparser"] {
                let answers = answer(&*self::oracle(oracle), &program);
                let [types, whole] = answers[..] else { panic!("{name}: two questions") };
                let consistent = whole != Answer::Yes || types == Answer::Yes;
                assert!(consistent, "{oracle}, case {case} of {name}: {types}, {whole}");
                valid += u64::from(whole == Answer::Yes);
                types_only += u64::from(types == Answer::Yes && whole == Answer::No);
            }
        }
        assert!(valid > CASES && types_only > CASES, "{name}: {valid}, {types_only}");
    }
}

/// The model's closed terms, the registry under a good and a constant hash, wasmparser's type ids and the
/// congruence closure are five ways to the same classes of types.
#[test]
fn all_deciders_give_one_partition() {
    let mut found = 0;
    for generator in generator::ALL {
        let (mut classes, mut equal) = (0, 0);
        for case in 0..CASES_OF_CLASSES {
            let (_, generated) = generate(SEED, case, &[generator]);
            let program = everything_about(generated.modules().cloned().collect());
            let relations = DECIDERS.map(|name| same_type(&program, &*oracle(name)));
            let known = known_to_all(&relations);
            let partitions = relations.map(|relation| partition(&relation, &known));
            for (name, partition) in DECIDERS.iter().zip(&partitions) {
                assert_eq!(
                    *partition,
                    partitions[0],
                    "{name}, case {case} of {}",
                    generator.name()
                );
            }
            let firsts = partitions[0].iter().enumerate().filter(|(n, first)| n == *first).count();
            classes += firsts;
            equal += partitions[0].len() - firsts;
        }
        assert!(classes > 1_000, "{}: {classes} classes", generator.name());
        found += equal;
    }
    // Nearly all of them are the work of the generator `types`.
    assert!(found > 1_000, "{found} types are equal to an earlier one");
}

/// What an oracle says of every pair of types of a program.
fn same_type(program: &Program, oracle: &dyn Oracle) -> Vec<Vec<Answer>> {
    let mut answers = answer(oracle, program).into_iter();
    let mut relation = Vec::new();
    for batch in program.batches() {
        let here: Vec<Answer> = answers.by_ref().take(batch.count()).collect();
        if let Batch::SameType(rows, columns) = batch {
            assert_eq!(rows, columns, "every type is asked against every type");
            relation = here.chunks(columns.len()).map(<[Answer]>::to_vec).collect();
        }
    }
    relation
}

/// The types that every oracle has: those of valid modules.
fn known_to_all(relations: &[Vec<Vec<Answer>>]) -> Vec<usize> {
    let verdict = |answer| matches!(answer, Answer::Yes | Answer::No);
    let known = |n: &usize| relations.iter().all(|relation| verdict(relation[*n][*n]));
    (0..relations[0].len()).filter(known).collect()
}

/// For each type the position of the first that is equal to it, if the relation is an equivalence.
fn partition(relation: &[Vec<Answer>], types: &[usize]) -> Vec<usize> {
    let same = |a: usize, b: usize| relation[types[a]][types[b]] == Answer::Yes;
    let first = |a| (0..types.len()).find(|b| same(a, *b)).expect("a type equals itself");
    let firsts: Vec<usize> = (0..types.len()).map(first).collect();
    for a in 0..types.len() {
        for b in 0..types.len() {
            assert_eq!(same(a, b), firsts[a] == firsts[b], "no equivalence at {a} and {b}");
        }
    }
    firsts
}

fn oracle(name: &str) -> Box<dyn Oracle> {
    oracles::by_name(name, None).expect("the name of an oracle")
}
