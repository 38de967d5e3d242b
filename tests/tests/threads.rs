//! Several threads share one registry, and each finds in it what the model says: histories of many programs are
//! played at the same time, step by step, most groups by several threads at once.

use std::collections::BTreeMap;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;
use subtly::choices::RandomChoices;
use subtly::generator::Generator;
use subtly::generator::history::History;
use subtly::generator::link::Link;
use subtly::generator::types::Types;
use subtly::program::Step;
use subtly_impl::{CanonicalIndex, Config, ConstantHasher, Fault, ModuleTypes, Registry};
use subtly_model::syntax::{DefType, HeapType, RefType, TypeUse, ValType};
use subtly_model::{Model, TypesVerdict};

const SEED: u64 = 41;
const PROGRAMS: u64 = 60;
const GENERATORS: [&dyn Generator; 3] = [&Types, &History, &Link];
const THREADS: usize = 4;
const ROUNDS: usize = 3;

/// What a program defines and drops, and what the model says of every pair of its types.
struct Known {
    changes: Vec<Change>,
    modules: Vec<Taken>,
    /// For each type of all modules and each of these: whether they are the same, and whether the first is a subtype.
    answers: Vec<Vec<(bool, bool)>>,
}

/// A step of a program that changes the registry, with the number of the module.
enum Change {
    Define(usize),
    Drop(usize),
}

/// A module of a program. What is not valid, or beyond a limit, has no types.
struct Taken {
    bytes: Vec<u8>,
    /// The place of its first type among those of all modules.
    first: usize,
    count: usize,
}

fn known(case: u64) -> Known {
    let generator = GENERATORS[case as usize % GENERATORS.len()];
    let program = generator.generate(&mut RandomChoices::for_case(SEED, case));
    let mut model = Model::new();
    let (mut modules, mut closed) = (Vec::new(), Vec::new());
    let mut define = |bytes: &[u8]| {
        let first = closed.len();
        // What the implementation does not take on for its limits is left out.
        let registry = Registry::default();
        let registered = registry.register_module(bytes);
        if let (Ok(_), TypesVerdict::Valid { types, .. }) = (&registered, model.define(bytes)) {
            closed.extend(types);
        }
        registered.into_iter().for_each(|module| registry.release(module));
        modules.push(Taken { bytes: bytes.to_vec(), first, count: closed.len() - first });
        Change::Define(modules.len() - 1)
    };
    let changes = program.steps.iter().filter_map(|step| match step {
        Step::Define(bytes) => Some(define(bytes)),
        Step::Drop(module) => Some(Change::Drop(module.0 as usize)),
        Step::Ask(_) => None,
    });
    let changes = changes.collect();
    let reference =
        |dt: DefType| ValType::Ref(RefType { null: false, ht: HeapType::Use(TypeUse::Def(dt)) });
    let row = |dt1: &DefType| {
        let said =
            |dt2: &DefType| (dt1 == dt2, model.subtype_holds(reference(*dt1), reference(*dt2)));
        closed.iter().map(said).collect()
    };
    Known { changes, answers: closed.iter().map(row).collect(), modules }
}

/// Plays a program, and after each step holds the registry against the model.
fn visit<S: BuildHasher>(registry: &Registry<S>, program: &Known) -> (u64, u64) {
    let mut live: BTreeMap<usize, ModuleTypes> = BTreeMap::new();
    let (mut same, mut strict) = (0, 0);
    for change in &program.changes {
        match *change {
            Change::Define(module) if program.modules[module].count > 0 => {
                let bytes = &program.modules[module].bytes;
                live.insert(module, registry.register_module(bytes).expect("the module is valid"));
            }
            Change::Define(_) => {}
            Change::Drop(module) => {
                live.remove(&module).into_iter().for_each(|module| registry.release(module));
            }
        }
        let places = live.iter().flat_map(|(module, types)| {
            let first = program.modules[*module].first;
            (first..).zip(types.as_slice().iter().copied())
        });
        let types: Vec<(usize, CanonicalIndex)> = places.collect();
        for (row, sub) in &types {
            for (column, sup) in &types {
                let said = (sub == sup, registry.is_subtype(*sub, *sup));
                assert_eq!(said, program.answers[*row][*column], "{sub} and {sup}");
                same += u64::from(said.0);
                strict += u64::from(said.1 && !said.0);
            }
        }
    }
    live.into_values().for_each(|module| registry.release(module));
    (same, strict)
}

/// All threads visit all programs, each in an order of its own.
fn all_find_what_the_model_says<S: BuildHasher + Sync>(registry: &Registry<S>) {
    let programs: Vec<Known> = (0..PROGRAMS).map(known).collect();
    let found: Vec<(u64, u64)> = thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS)
            .map(|number| {
                let programs = &programs;
                scope.spawn(move || {
                    let mut sum = (0, 0);
                    for step in 0..ROUNDS * programs.len() {
                        // Two threads at a time visit the same programs.
                        let at = (step + (number / 2) * programs.len() / 2) % programs.len();
                        let (same, strict) = visit(registry, &programs[at]);
                        sum = (sum.0 + same, sum.1 + strict);
                    }
                    sum
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().expect("no thread disagrees")).collect()
    });
    assert!(found.iter().all(|sum| *sum == found[0]), "{found:?}");
    assert!(found[0].0 > 3_000 && found[0].1 > 3_000, "{found:?}");
    let counts = registry.counts();
    assert_eq!((counts.groups_live, counts.types_live), (0, 0));
}

#[test]
fn threads_find_what_the_model_says() {
    type Fixed = BuildHasherDefault<DefaultHasher>;
    all_find_what_the_model_says(&Registry::with_hasher(Config::default(), Fixed::default()));
}

#[test]
fn threads_find_it_though_all_groups_collide() {
    all_find_what_the_model_says(&Registry::with_hasher(Config::default(), ConstantHasher));
}

/// The test is not blind: with a fault of slots that are given again, a thread disagrees.
#[test]
fn threads_find_a_fault_of_reused_slots() {
    let registry = Registry::with_hasher(Config::default().with_fault(Fault::G7), ConstantHasher);
    let played = AssertUnwindSafe(|| all_find_what_the_model_says(&registry));
    assert!(catch_unwind(played).is_err());
}
