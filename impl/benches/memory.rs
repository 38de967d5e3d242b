//! What types cost in memory beside wasmparser, counted by the allocator: not times, so every run says
//! the same.
//!
//! Run with `cargo bench -p subtly-impl --bench memory`.

mod modules;

use modules::{chains, groups};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use std::alloc::System;
use subtly_impl::Registry;
use wasmparser::{Validator, WasmFeatures};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

fn main() {
    println!(
        "{:<48}{:>8}{:>12}{:>8}{:>8}",
        "bytes a type", "subtly", "wasmparser", "ratio", "must"
    );
    const TYPES: usize = 1_000_000;
    let of_size = |group| (format!("1000000 types in groups of {group}"), groups(TYPES, group, 1));
    let of_depth =
        |depth| (format!("1000000 types in chains of depth {depth}"), chains(depth, TYPES));
    let sizes = [1, 10, 1_000, TYPES].map(|size| (true, size));
    for (are_groups, number) in sizes.into_iter().chain([(false, 8)]) {
        let (what, bytes) = if are_groups { of_size(number) } else { of_depth(number) };
        let (registry, ours) = held(|| {
            let registry = Registry::default();
            // The types of the module are part of what is held.
            let module = registry.register_module(&bytes).expect("the module is valid");
            (registry, module)
        });
        let (_types, theirs) = held(|| {
            let mut validator = Validator::new_with_features(WasmFeatures::WASM3);
            validator.validate_all(&bytes).expect("the module is valid")
        });
        let each = |bytes: usize| bytes as f64 / TYPES as f64;
        println!(
            "{what:<48}{:>8.1}{:>12.1}{:>8.1}{:>8}",
            each(ours),
            each(theirs),
            each(theirs) / each(ours),
            3
        );
        let counts = registry.0.counts();
        let counted = counts.bytes + registry.1.len() * 4;
        println!("{:<48}{:>8.1}", "  of which the registry counts", each(counted));
    }
    steady_state();
    come_and_go();
}

/// What is made, and the bytes that it holds.
fn held<T>(make: impl FnOnce() -> T) -> (T, usize) {
    let region = Region::new(ALLOCATOR);
    let made = make();
    let change = region.change();
    let bytes = change.bytes_allocated as isize - change.bytes_deallocated as isize;
    (made, bytes as usize)
}

/// Allocations of a registry that has seen as much before: of a module whose types are there, and of one
/// whose types come and go.
fn steady_state() {
    println!("{:<48}{:>8}{:>12}{:>8}{:>8}", "allocations", "calls", "types", "each", "must");
    let registry = Registry::default();
    let bytes = groups(10_000, 1, 1);
    for _ in 0..2 {
        registry.release(registry.register_module(&bytes).expect("the module is valid"));
    }
    let measure = |what: &str| {
        let region = Region::new(ALLOCATOR);
        registry.release(registry.register_module(&bytes).expect("the module is valid"));
        let change = region.change();
        let calls = change.allocations + change.reallocations;
        println!("{what:<48}{calls:>8}{:>12}{:>8.4}{:>8}", 10_000, calls as f64 / 10_000.0, 0);
    };
    measure("10000 types come and go");
    let _kept = registry.register_module(&bytes).expect("the module is valid");
    measure("10000 types that are there");
}

/// A million modules that come and go, a hundred of them at a time: what they leave behind. They come
/// in ten rounds of the same modules, so all that is ever live at once was so in the first round, and
/// whatever a later round adds is lost.
fn come_and_go() {
    const ROUNDS: usize = 10;
    const MODULES: usize = 100_000;
    let registry = Registry::default();
    let bytes: Vec<_> = (1..=500).map(|types| groups(types % 7 + 1, types % 3 + 1, 1)).collect();
    let mut held = std::collections::VecDeque::with_capacity(100);
    let region = Region::new(ALLOCATOR);
    let mut round = || {
        let mut random = 1_u64;
        for _ in 0..MODULES {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let module = &bytes[(random >> 33) as usize % bytes.len()];
            held.push_back(registry.register_module(module).expect("the module is valid"));
            if held.len() == 100 {
                held.pop_front().into_iter().for_each(|module| registry.release(module));
            }
        }
        held.drain(..).for_each(|module| registry.release(module));
        let change = region.change();
        let counts = registry.counts();
        let ids = counts.group_slots + counts.cell_slots + counts.list_slots + counts.word_slots;
        (change.bytes_allocated as isize - change.bytes_deallocated as isize, ids)
    };
    let first = round();
    let last = (1..ROUNDS).map(|_| round()).last().expect("there are more rounds than one");
    let counts = registry.counts();
    let live = counts.types_live + counts.groups_live;
    let taken = (counts.group_slots - counts.group_slots_free)
        + (counts.cell_slots - counts.cell_slots_free)
        + (counts.list_slots - counts.list_slots_free)
        + (counts.word_slots - counts.word_slots_free);
    println!("a million modules come and go: {live} types and groups live, {taken} slots taken");
    println!(
        "  after the first tenth: {} bytes more, {} ids more",
        last.0 - first.0,
        last.1 - first.1
    );
    assert_eq!((live, taken), (0, 0), "something is left behind");
    assert_eq!(first, last, "something is lost");
}
