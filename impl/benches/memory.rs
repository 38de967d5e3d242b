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
