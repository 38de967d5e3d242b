//! What weakly ordered memory may show to threads that share a registry: all executions of small
//! scenarios that the memory model of C11 allows, up to a bound on preemptions, by `loom`.
//!
//! Run with `cargo test --release -p subtly-impl --features loom,faults --test memory_orders`. Other threads
//! than the writer learn of a group by its reference count alone; nothing else may be needed to see
//! its types.

use loom::model::Builder;
use loom::sync::Arc;
use loom::thread;
use subtly_impl::{CanonicalIndex, Config, ConstantHasher, Registry};

/// `(type (sub (struct))) (type (sub 0 (struct)))`.
const CHAIN: &[u8] = b"\0asm\x01\0\0\0\x01\x0a\x02\x50\0\x5f\0\x50\x01\0\x5f\0";
/// `(rec (type (sub (struct))) (type (sub 0 (struct))))`.
const GROUP: &[u8] = b"\0asm\x01\0\0\0\x01\x0c\x01\x4e\x02\x50\0\x5f\0\x50\x01\0\x5f\0";

fn registry(config: Config) -> Arc<Registry<ConstantHasher>> {
    Arc::new(Registry::with_hasher(config.with_reserved_types(1), ConstantHasher))
}

/// Registers two types of which the second is a subtype of the first, and asks.
fn use_chain(registry: &Registry<ConstantHasher>, bytes: &[u8]) {
    let module = registry.register_module(bytes).expect("valid");
    let [root, leaf]: [CanonicalIndex; 2] = module.as_slice().try_into().expect("two types");
    assert!(registry.is_subtype(leaf, root) && !registry.is_subtype(root, leaf));
    assert!(registry.kind(root).is_some() && registry.kind(leaf).is_some());
    registry.release(module);
}

fn explore(preemptions: usize, scenario: impl Fn() + Send + Sync + 'static) {
    let mut builder = Builder::new();
    builder.preemption_bound = Some(preemptions);
    // A registration touches more atomics than loom expects of a scenario.
    builder.max_branches = 100_000;
    builder.check(scenario);
}

/// Two threads register, ask about and release the same types.
fn two_users(config: Config, bytes: &'static [u8]) {
    let registry = registry(config);
    let other = registry.clone();
    let thread = thread::spawn(move || use_chain(&other, bytes));
    use_chain(&registry, bytes);
    thread.join().expect("no panic");
    assert_eq!(registry.counts().types_live, 0);
}

#[test]
fn singleton_groups_are_seen_whole() {
    explore(2, || two_users(Config::default(), CHAIN));
}

#[test]
fn groups_of_several_types_are_seen_whole() {
    explore(2, || two_users(Config::default(), GROUP));
}

/// A group whose count is raised without releasing what was written before is not seen whole. How soon, the table
/// of faults tells.
#[cfg(feature = "faults")]
#[test]
fn publishing_too_early_is_caught() {
    use std::sync::atomic::{AtomicU64, Ordering};
    use subtly_impl::Fault;
    static EXECUTIONS: AtomicU64 = AtomicU64::new(0);
    let wrong = || {
        explore(2, || {
            EXECUTIONS.fetch_add(1, Ordering::Relaxed);
            two_users(Config::default().with_fault(Fault::G2), GROUP);
        });
    };
    assert!(std::panic::catch_unwind(wrong).is_err(), "G2 was not caught");
    let executions = EXECUTIONS.load(Ordering::Relaxed);
    let measured = format!("impl/tests/memory_orders.rs, execution {executions}");
    let listed = Fault::IN_TESTS.into_iter().find(|(listed, _)| *listed == Fault::G2);
    assert_eq!(
        listed,
        Some((Fault::G2, measured.as_str())),
        "Fault::IN_TESTS has what was measured"
    );
}
