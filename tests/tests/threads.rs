//! Several threads share one registry, and each finds in it what the model says: modules of many programs are
//! registered, asked about and released at the same time, most groups by several threads at once.

use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::thread;
use subtly::choices::RandomChoices;
use subtly::generator::Generator;
use subtly::generator::types::Types;
use subtly_impl::{CanonicalIndex, Config, ConstantHasher, ModuleTypeIndex, Registry};
use subtly_model::syntax::{DefType, HeapType, RefType, TypeUse, ValType};
use subtly_model::{Model, TypesVerdict};

const SEED: u64 = 41;
const PROGRAMS: u64 = 60;
const THREADS: usize = 4;
const ROUNDS: usize = 3;

/// The valid modules of a program, and what the model says of every pair of their types.
struct Known {
    modules: Vec<Vec<u8>>,
    /// The types, by module and index.
    types: Vec<(usize, u32)>,
    /// For each pair, row by row: whether they are the same, and whether the first is a subtype.
    answers: Vec<(bool, bool)>,
}

fn known(case: u64) -> Known {
    let program = Types.generate(&mut RandomChoices::for_case(SEED, case));
    let mut model = Model::new();
    let (mut modules, mut types, mut closed) = (Vec::new(), Vec::new(), Vec::new());
    for bytes in program.modules() {
        // What the implementation does not take on for its limits is left out.
        let registry = Registry::default();
        let (Ok(registered), TypesVerdict::Valid { types: dts, .. }) =
            (registry.register_module(bytes), model.define(bytes))
        else {
            continue;
        };
        registry.release(registered);
        types.extend((0..dts.len() as u32).map(|index| (modules.len(), index)));
        closed.extend(dts);
        modules.push(bytes.to_vec());
    }
    let reference =
        |dt: DefType| ValType::Ref(RefType { null: false, ht: HeapType::Use(TypeUse::Def(dt)) });
    let pairs = closed.iter().flat_map(|dt1| closed.iter().map(move |dt2| (*dt1, *dt2)));
    let answers = pairs
        .map(|(dt1, dt2)| (dt1 == dt2, model.subtype_holds(reference(dt1), reference(dt2))))
        .collect();
    Known { modules, types, answers }
}

/// Registers the modules of a program, holds the registry against the model, and releases them.
fn visit<S: BuildHasher>(registry: &Registry<S>, program: &Known) -> (u64, u64) {
    let modules: Vec<_> = program
        .modules
        .iter()
        .map(|bytes| registry.register_module(bytes).expect("the module is valid"))
        .collect();
    let index = |(module, index): &(usize, u32)| {
        modules[*module].get(ModuleTypeIndex::new(*index)).expect("the type is there")
    };
    let types: Vec<CanonicalIndex> = program.types.iter().map(index).collect();
    let (mut same, mut strict) = (0, 0);
    let pairs = types.iter().flat_map(|sub| types.iter().map(move |sup| (*sub, *sup)));
    for ((sub, sup), expected) in pairs.zip(&program.answers) {
        let said = (sub == sup, registry.is_subtype(sub, sup));
        assert_eq!(said, *expected, "{sub} and {sup}");
        same += u64::from(said.0);
        strict += u64::from(said.1 && !said.0);
    }
    modules.into_iter().for_each(|module| registry.release(module));
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
