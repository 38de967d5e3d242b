//! Threads at one registry in schedules that `shuttle` chooses: registering, looking up, checking,
//! releasing and registering again, against what a sequential registry says.
//!
//! Run with `cargo test --release -p subtly-impl --features shuttle,faults --test schedules`. With `faults`
//! there are also registries that are wrong on purpose, which must be caught.

use shuttle::sync::{Arc, Mutex};
use shuttle::thread;
use std::collections::hash_map::DefaultHasher;
use std::hash::{BuildHasher, BuildHasherDefault};
use subtly_impl::{CanonicalIndex, Config, ConstantHasher, Registry};

/// Enough for the schedules that catch the faults below, many times over.
const SCHEDULES: usize = 10_000;

/// The types of three modules that share groups: a root, a subtype of it, a group of two types, one
/// below the root. Each with the pairs of types of which the first is a subtype of the second.
const MODULES: [(&[u8], &[[usize; 2]]); 3] = [
    (&[1, 0x50, 0, 0x5f, 0], &[[0, 0]]),
    (&[2, 0x50, 0, 0x5f, 0, 0x50, 1, 0, 0x5f, 0], &[[0, 0], [1, 1], [1, 0]]),
    (
        &[2, 0x50, 0, 0x5f, 0, 0x4e, 2, 0x50, 1, 0, 0x5f, 0, 0x5e, 0x63, 1, 0],
        &[[0, 0], [1, 1], [2, 2], [1, 0]],
    ),
];

fn bytes(module: usize) -> Vec<u8> {
    let content = MODULES[module].0;
    [b"\0asm\x01\0\0\0\x01", &[content.len() as u8][..], content].concat()
}

/// What threads hold: the module, and the canonical indices of its types.
type Held = Arc<Mutex<Vec<(usize, Vec<CanonicalIndex>)>>>;

/// Registers a module, checks it against what the others hold, and releases it.
fn visit<S: BuildHasher>(registry: &Registry<S>, held: &Held, number: usize) {
    let module = registry.register_module(&bytes(number)).expect("valid");
    let types = module.as_slice().to_vec();
    {
        let mut held = held.lock().expect("no panic");
        for (other, indices) in held.iter() {
            // All modules have the root; equal modules have all types in common.
            assert_eq!(indices[0], types[0], "one type has two indices");
            assert_eq!(*other == number, *indices == types, "modules {other} and {number}");
        }
        held.push((number, types.clone()));
    }
    for sub in 0..types.len() {
        assert!(registry.kind(types[sub]).is_some(), "a type is gone while it is held");
        for sup in 0..types.len() {
            let expected = MODULES[number].1.contains(&[sub, sup]);
            assert_eq!(registry.is_subtype(types[sub], types[sup]), expected, "{sub} <: {sup}");
        }
    }
    {
        let mut held = held.lock().expect("no panic");
        let own = held.iter().position(|entry| *entry == (number, types.clone()));
        held.swap_remove(own.expect("it was pushed"));
    }
    registry.release(module);
}

fn scenario<S: BuildHasher + Send + Sync + 'static>(config: Config, hasher: S) {
    let registry = Arc::new(Registry::with_hasher(config.with_reserved_types(0), hasher));
    let held = Held::default();
    let plans: [&[usize]; 3] = [&[0, 1], &[1, 2], &[0, 2]];
    let threads = plans.map(|plan| {
        let (registry, held) = (registry.clone(), held.clone());
        thread::spawn(move || plan.iter().for_each(|number| visit(&registry, &held, *number)))
    });
    threads.into_iter().for_each(|thread| thread.join().expect("no panic"));
    let counts = registry.counts();
    assert_eq!((counts.groups_live, counts.types_live), (0, 0));
    assert_eq!(counts.group_slots_free, counts.group_slots);
    assert_eq!(counts.cell_slots_free, counts.cell_slots);
    assert_eq!(counts.list_slots_free, counts.list_slots);
    assert_eq!(counts.word_slots_free, counts.word_slots);
}

fn good_hash(config: Config) {
    scenario(config, BuildHasherDefault::<DefaultHasher>::default());
}

#[test]
fn random_schedules() {
    shuttle::check_random(|| good_hash(Config::default()), SCHEDULES);
}

#[test]
fn random_schedules_where_all_groups_collide() {
    shuttle::check_random(|| scenario(Config::default(), ConstantHasher), SCHEDULES);
}

/// Schedules with few changes of threads at telling places.
#[test]
fn schedules_of_few_preemptions() {
    shuttle::check_pct(|| good_hash(Config::default()), SCHEDULES, 3);
}

/// Why groups keep the groups they refer to, though every module that has the one has the other.
///
/// A thread that released a root and its subtype waits for the lock. Another revives the root, lets it
/// go, and removes it. If the subtype were still there, a third could register another root at the same
/// cells, and find the subtype with the very bytes that it is looking for, below the wrong root.
fn reused_root(config: Config) {
    // An array type instead of the struct type; a struct type cannot be below it.
    const OTHER_ROOT: &[u8] = b"\0asm\x01\0\0\0\x01\x0b\x02\x50\0\x5e\x7f\0\x50\x01\0\x5f\0";
    let registry = Arc::new(Registry::with_hasher(config.with_reserved_types(0), ConstantHasher));
    let held = Held::default();
    let visits = [1, 0].map(|number| {
        let (registry, held) = (registry.clone(), held.clone());
        thread::spawn(move || visit(&registry, &held, number))
    });
    for _ in 0..2 {
        assert!(registry.register_module(OTHER_ROOT).is_err(), "a struct below an array");
    }
    visits.into_iter().for_each(|thread| thread.join().expect("no panic"));
    assert_eq!(registry.counts().types_live, 0);
}

#[test]
fn schedules_of_a_reused_root() {
    shuttle::check_random(|| reused_root(Config::default()), SCHEDULES);
    shuttle::check_pct(|| reused_root(Config::default()), 5 * SCHEDULES, 5);
}

/// The number of the schedule that catches a fault, if one does.
#[cfg(feature = "faults")]
fn caught_in(
    scheduler: impl shuttle::scheduler::Scheduler + 'static,
    scenario: impl Fn() + Send + Sync + 'static,
) -> Option<u64> {
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::sync::atomic::{AtomicU64, Ordering};
    let number = std::sync::Arc::new(AtomicU64::new(0));
    let counted = {
        let number = number.clone();
        move || {
            number.fetch_add(1, Ordering::Relaxed);
            scenario();
        }
    };
    let explored = AssertUnwindSafe(|| {
        shuttle::Runner::new(scheduler, shuttle::Config::default()).run(counted);
    });
    catch_unwind(explored).is_err().then(|| number.load(Ordering::Relaxed))
}

/// How soon each fault of lifetimes is caught, as the table of faults tells it: both schedulers start from a
/// seed, so the numbers change with the code only. G2 shows in weakly ordered memory only (`memory_orders.rs`).
#[cfg(feature = "faults")]
#[test]
fn faults_are_caught() {
    use shuttle::scheduler::{PctScheduler, RandomScheduler};
    use subtly_impl::Fault;
    let told = |number: Option<u64>| number.map_or("-".into(), |number| number.to_string());
    let measure = |fault| {
        let scenario = if fault == Fault::G4 { reused_root } else { good_hash };
        let wrong = move || scenario(Config::default().with_fault(fault));
        let random = caught_in(RandomScheduler::new_from_seed(1, 5 * SCHEDULES), wrong);
        let few = caught_in(PctScheduler::new_from_seed(1, 5, 5 * SCHEDULES), wrong);
        assert!(random.is_some() || few.is_some(), "{fault:?} was not caught");
        let (random, few) = (told(random), told(few));
        format!("impl/tests/schedules.rs, random schedule {random}, few preemptions {few}")
    };
    let faults = [Fault::G1, Fault::G4, Fault::G6];
    let measured = faults.map(|fault| (fault, measure(fault)));
    let listed = Fault::IN_TESTS.into_iter().filter(|(fault, _)| faults.contains(fault));
    let listed: Vec<_> = listed.map(|(fault, by)| (fault, by.to_string())).collect();
    assert_eq!(listed, measured, "Fault::IN_TESTS has what was measured");
}
