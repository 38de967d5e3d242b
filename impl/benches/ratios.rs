//! How fast the registry is beside wasmparser: the same bytes and the same pairs, in one process, in
//! rounds that take turns, so that a noisy machine is noisy to both. What counts is the ratio of the
//! medians.
//!
//! Run with `cargo bench -p subtly-impl`, or with `--bench ratios -- PART` for one of the parts
//! `subtype`, `threads`, `references`, `existing` and `register`. `memory.rs` counts bytes and
//! allocations.

mod modules;

use modules::{chains, groups};
use std::hint::black_box;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Instant;
use subtly_impl::{
    CanonicalIndex, FuncRef, FuncRefId, FuncRefTable, ModuleTypeIndex, ModuleTypes, Registry,
};
use wasmparser::types::CoreTypeId;
use wasmparser::{
    HeapType, Parser, RefType, UnpackedIndex, ValType, ValidPayload, Validator, ValidatorResources,
    WasmFeatures, WasmModuleResources,
};

/// The questions of a round.
const PAIRS: usize = 1 << 16;

fn main() {
    let part = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    println!("{:<58}{:>9}{:>11}{:>8}{:>8}", "ns each", "subtly", "beside it", "ratio", "must");
    let parts: [(&str, fn()); 5] = [
        ("subtype", subtypes),
        ("threads", two_threads),
        ("references", typed_look_up),
        ("existing", existing),
        ("register", registrations),
    ];
    for (_, run) in parts.iter().filter(|(name, _)| part.as_deref().is_none_or(|it| it == *name)) {
        run();
    }
}

fn subtypes() {
    let mut shallow = 0.0;
    for (depth, types, must) in
        [(1, 1_000, 0.0), (8, 1_000, 15.0), (63, 1_000, 60.0), (63, 1_000_000, 12.0)]
    {
        let (ours, theirs) = subtype(depth, types);
        row(&format!("is_subtype, depth {depth}, {types} types"), ours, theirs, must);
        if depth == 1 {
            shallow = ours;
        } else if types == 1_000 && depth == 63 {
            limit("the same at depth 1", ours, shallow, "<= 2");
        }
    }
}

fn registrations() {
    let mut logarithms = Vec::new();
    let sizes = [1_000, 10_000, 100_000].map(|types| [(types, 1), (types, 4)]);
    for (types, copies) in sizes.concat().into_iter().chain([(1_000_000, 1)]) {
        let mut sizes = vec![1, 10, 1_000, types];
        sizes.dedup();
        for group in sizes.into_iter().filter(|group| *group <= types / copies) {
            let (ours, theirs) = registration(types, group, copies);
            let must = if (types, group) == (1_000_000, 1) { 5.0 } else { 0.0 };
            let copies = if copies == 1 { String::new() } else { format!(", {copies} of each") };
            let what = format!("register {types} types in groups of {group}{copies}");
            row(&what, ours, theirs, must);
            logarithms.push((theirs / ours).ln());
        }
    }
    let mean = f64::exp(logarithms.iter().sum::<f64>() / logarithms.len() as f64);
    println!("{:<58}{:>28.1}{:>8}", "register: geometric mean", mean, 8.0);
}

/// A line of the table that says how much slower we are.
fn limit(what: &str, ours: f64, beside: f64, must: &str) {
    println!("{what:<58}{ours:>9.2}{beside:>11.2}{:>8.2}{must:>8}", ours / beside);
}

/// A line of the table. `must` is the least ratio that is asked for, or 0.
fn row(what: &str, ours: f64, theirs: f64, must: f64) {
    let must = if must == 0.0 { String::new() } else { must.to_string() };
    println!("{what:<58}{ours:>9.2}{theirs:>11.1}{:>8.1}{must:>8}", theirs / ours);
}

/// Times two things in turns and returns the median seconds of each.
fn turns(mut first: impl FnMut(), mut second: impl FnMut(), rounds: usize) -> (f64, f64) {
    let mut times = (Vec::new(), Vec::new());
    let time = |work: &mut dyn FnMut()| {
        let start = Instant::now();
        work();
        start.elapsed().as_secs_f64()
    };
    for _ in 0..rounds {
        times.0.push(time(&mut first));
        times.1.push(time(&mut second));
    }
    (median(times.0), median(times.1))
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// A small random source: the same numbers in every run.
struct Random(u64);

impl Random {
    /// A number below `bound`.
    fn below(&mut self, bound: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % bound
    }
}

/// Random pairs of types, half of them of one chain.
fn pairs(depth: usize, types: usize) -> Vec<(usize, usize)> {
    let mut random = Random(1);
    let pair = |_| {
        let sub = random.below(types);
        let chain = sub - sub % (depth + 1);
        let sup = match random.below(2) {
            0 => (chain + random.below(depth + 1)).min(types - 1),
            _ => random.below(types),
        };
        (sub, sup)
    };
    (0..PAIRS).map(pair).collect()
}

/// The pairs as canonical indices of a module.
fn canonical(
    pairs: &[(usize, usize)],
    module: &ModuleTypes,
) -> Vec<(CanonicalIndex, CanonicalIndex)> {
    let index = |ty: usize| module.get(ModuleTypeIndex::new(ty as u32)).expect("it is there");
    pairs.iter().map(|(sub, sup)| (index(*sub), index(*sup))).collect()
}

fn count_subtypes(registry: &Registry, pairs: &[(CanonicalIndex, CanonicalIndex)]) -> usize {
    pairs.iter().map(|(sub, sup)| usize::from(registry.is_subtype(*sub, *sup))).sum()
}

fn subtype(depth: usize, types: usize) -> (f64, f64) {
    let bytes = chains(depth, types);
    let registry = Registry::default();
    let module = registry.register_module(&bytes).expect("the module is valid");
    let (ids, resources) = probe(&bytes);
    let pairs = pairs(depth, types);
    let ours = canonical(&pairs, &module);
    let reference = |ty: usize| {
        let heap = HeapType::Concrete(UnpackedIndex::Id(ids[ty]));
        ValType::Ref(RefType::new(false, heap).expect("the type fits"))
    };
    let theirs: Vec<(ValType, ValType)> =
        pairs.iter().map(|(sub, sup)| (reference(*sub), reference(*sup))).collect();
    let count_theirs = || {
        let answer =
            |(sub, sup): &(ValType, ValType)| usize::from(resources.is_subtype(*sub, *sup));
        theirs.iter().map(answer).sum::<usize>()
    };
    let same = ours
        .iter()
        .zip(&theirs)
        .all(|((a, b), (c, d))| registry.is_subtype(*a, *b) == resources.is_subtype(*c, *d));
    assert!(same, "the answers are the same");
    // Of many types each side would find the other's in the caches; so a turn asks several times.
    let passes = if types > PAIRS { 8 } else { 1 };
    let first = || (0..passes).for_each(|_| _ = black_box(count_subtypes(&registry, &ours)));
    let second = || (0..passes).for_each(|_| _ = black_box(count_theirs()));
    let (ours, theirs) = turns(first, second, 25);
    let each = |seconds: f64| seconds * 1e9 / (PAIRS * passes) as f64;
    (each(ours), each(theirs))
}

fn probe(bytes: &[u8]) -> (Vec<CoreTypeId>, ValidatorResources) {
    const PROBE: &[u8] = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x03\x02\x01\0\x0a\x04\x01\x02\0\x0b";
    let mut validator = Validator::new_with_features(WasmFeatures::WASM3);
    let types = validator.validate_all(bytes).expect("the module is valid");
    validator.reset();
    let count = types.as_ref().core_type_count_in_module();
    let ids = (0..count).map(|n| types.as_ref().core_type_at_in_module(n)).collect();
    for payload in Parser::new(0).parse_all(PROBE) {
        let payload = payload.expect("the probe is a module");
        if let Ok(ValidPayload::Func(func, _)) = validator.payload(&payload) {
            return (ids, func.resources);
        }
    }
    unreachable!("the probe has a function");
}

/// How many nanoseconds this thread was on a processor so far.
///
/// The machine may have fewer processors than there are threads here, so waiting for one must not count.
fn processor_time() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    text.split(' ').next().and_then(|time| time.parse().ok()).unwrap_or(f64::NAN)
}

/// What two threads answer in a second on processors of their own against what one does, while another
/// thread registers and releases new types.
fn two_threads() {
    let registry = Registry::default();
    let module = registry.register_module(&chains(8, 1_000)).expect("the module is valid");
    let pairs = canonical(&pairs(8, 1_000), &module);
    let other = groups(10_000, 1, 1);
    // Nanoseconds a question, of each of so many readers.
    let readers = |count: usize| -> f64 {
        let done = AtomicBool::new(false);
        thread::scope(|scope| {
            scope.spawn(|| {
                while !done.load(Ordering::Relaxed) {
                    let module = registry.register_module(&other).expect("the module is valid");
                    registry.release(module);
                }
            });
            let reader = || {
                let before = processor_time();
                for _ in 0..300 {
                    black_box(count_subtypes(&registry, black_box(&pairs)));
                }
                (processor_time() - before) / (300 * PAIRS) as f64
            };
            let threads: Vec<_> = (0..count).map(|_| scope.spawn(reader)).collect();
            let times = threads.into_iter().map(|thread| thread.join().expect("no panic"));
            let mean = times.sum::<f64>() / count as f64;
            done.store(true, Ordering::Relaxed);
            mean
        })
    };
    let rounds: Vec<_> = (0..7).map(|_| (readers(1), readers(2))).collect();
    let one = median(rounds.iter().map(|round| round.0).collect());
    let two = median(rounds.iter().map(|round| round.1).collect()) / 2.0;
    let what = "is_subtype, two threads against one, a writer registering";
    println!("{what:<58}{two:>9.2}{one:>11.2}{:>8.2}{:>8}", one / two, 1.9);
}

/// Function references read at their own types and at supertypes, against reading the slot.
fn typed_look_up() {
    let registry = Registry::default();
    // Ten thousand functions of some types, in chains of two.
    let text = "(type (sub (func))) (type (sub 0 (func))) (type (sub (func (param i32)))) (type (sub 2 (func (param i32))))";
    let bytes = wat::parse_str(format!("(module {text})")).expect("the benchmark's own text");
    let module = registry.register_module(&bytes).expect("the module is valid");
    let mut table = FuncRefTable::new();
    let func_refs: Vec<_> = (0..10_000)
        .map(|function| FuncRef { ty: module.as_slice()[function % 4], function: function as u32 })
        .collect();
    let ids: Vec<_> =
        func_refs.iter().map(|func_ref| table.intern(*func_ref).expect("room")).collect();
    let unchecked = |reads: &[(usize, FuncRefId, CanonicalIndex)]| {
        let read = |(slot, _, _): &(usize, _, _)| func_refs[*slot].function;
        black_box(reads.iter().fold(0, |sum: u32, entry| sum.wrapping_add(read(entry))));
    };
    let typed = |reads: &[(usize, FuncRefId, CanonicalIndex)]| {
        let read = |(_, id, expected): &(_, _, _)| {
            table.get_typed(&registry, *id, *expected).map_or(0, |func_ref| func_ref.function)
        };
        black_box(reads.iter().fold(0, |sum: u32, entry| sum.wrapping_add(read(entry))));
    };
    // At the own type; at the root of the chain, from slots whose type is a proper subtype of it; and
    // at either, so that the type read at is often not the one before.
    let places = ["its own type", "a proper supertype", "both by turns"];
    for (place, must) in places.into_iter().zip(["<= 3", "<= 3", ""]) {
        let mut random = Random(5);
        let read = |_| {
            let (slot, below) = (random.below(ids.len()), random.below(2));
            let (slot, expected) = match place {
                "its own type" => (slot, slot % 4),
                "a proper supertype" => (slot | 1, (slot % 4) & !1),
                _ => (slot | 1, ((slot % 4) & !1) | below),
            };
            (slot, ids[slot], module.as_slice()[expected])
        };
        let reads: Vec<_> = (0..PAIRS).map(read).collect();
        let (ours, slot) = turns(|| typed(&reads), || unchecked(&reads), 101);
        let (ours, slot) = (ours * 1e9 / PAIRS as f64, slot * 1e9 / PAIRS as f64);
        let what = format!("function reference at {place}, its slot alone");
        limit(&what, ours, slot, must);
    }
}

/// Registering and releasing a module whose groups are there, against validating it.
fn existing() {
    let bytes = groups(10_000, 1, 1);
    let registry = Registry::default();
    let _kept = registry.register_module(&bytes).expect("the module is valid");
    let first = || registry.release(registry.register_module(&bytes).expect("the module is valid"));
    let (ours, theirs) = turns(first, || validate(&bytes), 21);
    row("register 10000 types that are there, and release them", ours * 1e5, theirs * 1e5, 0.0);
}

fn validate(bytes: &[u8]) {
    let mut validator = Validator::new_with_features(WasmFeatures::WASM3);
    black_box(validator.validate_all(bytes).expect("the module is valid"));
}

fn registration(types: usize, group: usize, copies: usize) -> (f64, f64) {
    let bytes = groups(types, group, copies);
    let first = || {
        let registry = Registry::default();
        let module = registry.register_module(&bytes).expect("the module is valid");
        black_box(module.len());
    };
    let rounds = (500_000 / types).clamp(3, 51);
    let (ours, theirs) = turns(first, || validate(&bytes), rounds);
    let each = |seconds: f64| seconds * 1e9 / types as f64;
    (each(ours), each(theirs))
}
