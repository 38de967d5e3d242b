//! Many threads at one registry: the answers are those of a registry with one thread, and in the end
//! nothing is left.

use crate::support::{Random, wasm};
use std::sync::{Barrier, Mutex};
use std::thread;
use subtly_impl::{CanonicalIndex, Config, ConstantHasher, ModuleTypes, Registry};

/// What a registry says about the types of a module: which are the same, and which are subtypes.
fn answers<S>(registry: &Registry<S>, types: &[CanonicalIndex]) -> Vec<[bool; 2]> {
    let pairs = types.iter().flat_map(|sub| types.iter().map(move |sup| (*sub, *sup)));
    pairs.map(|(sub, sup)| [sub == sup, registry.is_subtype(sub, sup)]).collect()
}

/// Modules that have many groups in common, with what a registry of their own says about each.
fn modules(count: usize) -> Vec<(Vec<u8>, Vec<[bool; 2]>)> {
    let mut random = Random(23);
    let mut modules = Vec::new();
    while modules.len() < count {
        let bytes = random.module();
        let registry = Registry::default();
        if let Ok(module) = registry.register_module(&bytes) {
            let answers = answers(&registry, module.as_slice());
            modules.push((bytes, answers));
        }
    }
    modules
}

fn threads_agree<S: std::hash::BuildHasher + Sync>(registry: &Registry<S>, rounds: u32) {
    const THREADS: u64 = 4;
    let modules = modules(60);
    let barrier = Barrier::new(THREADS as usize);
    // Modules that travel to another thread, which releases them.
    let passed = Mutex::new(Vec::<(usize, ModuleTypes)>::new());
    thread::scope(|scope| {
        for thread in 0..THREADS {
            let (modules, barrier, passed) = (&modules, &barrier, &passed);
            scope.spawn(move || {
                let mut random = Random(31 + thread);
                barrier.wait();
                for _ in 0..rounds {
                    let number = random.below(modules.len() as u32) as usize;
                    let (bytes, expected) = &modules[number];
                    let module = registry.register_module(bytes).expect("valid");
                    assert_eq!(&answers(registry, module.as_slice()), expected);
                    let again = registry.register_module(bytes).expect("valid");
                    assert_eq!(again.as_slice(), module.as_slice());
                    registry.release(again);
                    let mut passed = passed.lock().expect("no panic");
                    passed.push((number, module));
                    let other = (passed.len() > 6).then(|| passed.swap_remove(0));
                    drop(passed);
                    let Some((number, module)) = other else { continue };
                    assert_eq!(answers(registry, module.as_slice()), modules[number].1);
                    registry.release(module);
                }
            });
        }
    });
    for (number, module) in passed.into_inner().expect("no panic") {
        assert_eq!(answers(registry, module.as_slice()), modules[number].1);
        registry.release(module);
    }
    assert_nothing_is_left(registry);
}

/// Nothing is live, and everything that was ever used waits to be used again.
pub(crate) fn assert_nothing_is_left<S>(registry: &Registry<S>) {
    let counts = registry.counts();
    assert_eq!((counts.groups_live, counts.types_live), (0, 0));
    assert_eq!(counts.group_slots_free, counts.group_slots);
    assert_eq!(counts.cell_slots_free, counts.cell_slots);
    assert_eq!(counts.list_slots_free, counts.list_slots);
    assert_eq!(counts.word_slots_free, counts.word_slots);
}

#[test]
fn threads_agree_under_a_good_hash() {
    threads_agree(&Registry::default(), 3_000);
}

#[test]
fn threads_agree_where_all_groups_collide() {
    threads_agree(&Registry::with_hasher(Config::default(), ConstantHasher), 1_000);
}

/// While a writer registers and releases, readers' types stay what they are.
#[test]
fn questions_are_answered_while_others_write() {
    let registry = Registry::default();
    let chain = "(type (sub (struct))) (type (sub 0 (struct))) (type (sub final 1 (struct)))";
    let kept = registry.register_module(&wasm(chain)).expect("valid");
    let expected = answers(&registry, kept.as_slice());
    let modules = modules(60);
    thread::scope(|scope| {
        let writer = scope.spawn(|| {
            for (bytes, _) in modules.iter().cycle().take(6_000) {
                let module = registry.register_module(bytes).expect("valid");
                registry.release(module);
            }
        });
        while !writer.is_finished() {
            assert_eq!(answers(&registry, kept.as_slice()), expected);
            let again = registry.register_module(&wasm(chain)).expect("valid");
            assert_eq!(again.as_slice(), kept.as_slice());
            registry.release(again);
        }
    });
    registry.release(kept);
    assert_nothing_is_left(&registry);
}

/// A million groups come and go over few ids: no slot is lost, and no memory.
#[test]
fn a_million_registrations_leave_nothing() {
    let registry = Registry::default();
    let modules = modules(100);
    let mut random = Random(41);
    let mut held = Vec::new();
    let mut registered = 0;
    let mut early = None;
    while registered < 1_000_000 {
        let (bytes, _) = &modules[random.below(100) as usize];
        let module = registry.register_module(bytes).expect("valid");
        registered += module.len();
        held.push(module);
        if held.len() > 8 {
            registry.release(held.swap_remove(random.below(8) as usize));
        }
        if registered > 500_000 && early.is_none() {
            early = Some(registry.counts());
        }
    }
    let (early, late) = (early.expect("it was passed"), registry.counts());
    assert!(late.bytes <= early.bytes * 5 / 4 && late.group_slots < 200, "{early:?} {late:?}");
    held.into_iter().for_each(|module| registry.release(module));
    assert_nothing_is_left(&registry);
}
