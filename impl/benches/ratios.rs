//! How fast the registry is beside wasmparser: the same bytes and the same pairs, in one process, in rounds
//! that take turns, so that a noisy machine is noisy to both. What counts is the ratio of the medians.
//!
//! Run with `cargo bench -p subtly-impl`.

use std::hint::black_box;
use std::time::Instant;
use subtly_impl::{CanonicalIndex, ModuleTypeIndex, Registry};
use wasmparser::types::CoreTypeId;
use wasmparser::{
    HeapType, Parser, RefType, UnpackedIndex, ValType, ValidPayload, Validator, ValidatorResources,
    WasmFeatures, WasmModuleResources,
};

const ROUNDS: usize = 9;

fn main() {
    println!("is_subtype, ns a question      types  depth   subtly  wasmparser  ratio");
    for (depth, types) in [(1, 1_000), (8, 1_000), (63, 1_000), (1, 1_000_000), (63, 1_000_000)] {
        subtype(depth, types);
    }
    println!("types from bytes, ns a type    types  group   subtly  wasmparser  ratio");
    let mut product = (0.0, 0.0);
    for types in [1_000, 10_000, 100_000, 1_000_000] {
        for group in [1, 10, 1_000, types] {
            for copies in [1, 4] {
                if group <= types / copies {
                    let ratio = registration(types, group, copies);
                    product = (product.0 + ratio.ln(), product.1 + 1.0);
                }
            }
        }
    }
    println!("geometric mean of the ratios: {:.1}", f64::exp(product.0 / product.1));
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
    let median = |mut times: Vec<f64>| {
        times.sort_by(f64::total_cmp);
        times[times.len() / 2]
    };
    (median(times.0), median(times.1))
}

/// A small random source: the same numbers in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % bound
    }
}

fn unsigned(mut value: u32, bytes: &mut Vec<u8>) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

fn heap_index(mut value: u32, bytes: &mut Vec<u8>) {
    while value >= 0x40 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

fn module(groups: u32, content: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    unsigned(groups, &mut body);
    body.extend(content);
    let mut module = b"\0asm\x01\0\0\0\x01".to_vec();
    unsigned(body.len() as u32, &mut module);
    module.extend(body);
    module
}

/// Chains of structs of this depth; type `i` tells itself apart by its fields.
fn chains(depth: usize, types: usize) -> Vec<u8> {
    let mut content = Vec::new();
    for ty in 0..types {
        let (chain, above) = (ty / (depth + 1), ty % (depth + 1));
        content.push(0x50);
        if above == 0 {
            content.push(0);
        } else {
            content.push(1);
            unsigned(ty as u32 - 1, &mut content);
        }
        content.push(0x5f);
        // Twenty bits of the chain's number in mutabilities, and a field for each level.
        unsigned(20 + above as u32, &mut content);
        for bit in 0..20 {
            content.extend([0x7f, u8::from(chain >> bit & 1 == 1)]);
        }
        content.extend(std::iter::repeat_n([0x7e, 0], above).flatten());
    }
    module(types as u32, &content)
}

fn subtype(depth: usize, types: usize) {
    let bytes = chains(depth, types);
    let registry = Registry::default();
    let ours = registry.register_module(&bytes).expect("the module is valid");
    let (ids, resources) = probe(&bytes);
    let mut random = Random(1);
    let pairs: Vec<(usize, usize)> = (0..1 << 16)
        .map(|_| {
            let sub = random.below(types);
            let chain = sub - sub % (depth + 1);
            // Half of the pairs are of one chain.
            let sup = match random.below(2) {
                0 => (chain + random.below(depth + 1)).min(types - 1),
                _ => random.below(types),
            };
            (sub, sup)
        })
        .collect();
    let index = |ty: usize| ours.get(ModuleTypeIndex::new(ty as u32)).expect("the type is there");
    let canonical: Vec<(CanonicalIndex, CanonicalIndex)> =
        pairs.iter().map(|(sub, sup)| (index(*sub), index(*sup))).collect();
    let reference = |ty: usize| {
        let heap = HeapType::Concrete(UnpackedIndex::Id(ids[ty]));
        ValType::Ref(RefType::new(false, heap).expect("the type fits"))
    };
    let theirs: Vec<(ValType, ValType)> =
        pairs.iter().map(|(sub, sup)| (reference(*sub), reference(*sup))).collect();
    let count = |answers: usize| black_box(answers);
    let first = || {
        count(
            canonical.iter().map(|(sub, sup)| usize::from(registry.is_subtype(*sub, *sup))).sum(),
        );
    };
    let second = || {
        count(theirs.iter().map(|(sub, sup)| usize::from(resources.is_subtype(*sub, *sup))).sum());
    };
    let same = canonical
        .iter()
        .zip(&theirs)
        .all(|((a, b), (c, d))| registry.is_subtype(*a, *b) == resources.is_subtype(*c, *d));
    assert!(same, "the answers are the same");
    let (a, b) = turns(first, second, 31);
    let each = |seconds: f64| seconds * 1e9 / pairs.len() as f64;
    println!("{:>36}{depth:>7}{:>9.2}{:>12.1}{:>7.1}", types, each(a), each(b), b / a);
    registry.release(ours);
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

/// Types in groups of one size, each group `copies` times.
fn groups(types: usize, group: usize, copies: usize) -> Vec<u8> {
    let mut content = Vec::new();
    let count = types / group;
    let distinct = count.div_ceil(copies);
    for n in 0..count {
        let number = n % distinct;
        if group > 1 {
            content.push(0x4e);
            unsigned(group as u32, &mut content);
        }
        let first = n * group;
        for member in 0..group {
            content.extend([0x50, 0, 0x5f]);
            // The number of the group in mutabilities, and a reference to a sibling and to an early type.
            unsigned(12, &mut content);
            for bit in 0..10 {
                let code = [0x7f, 0x7e, 0x7d, 0x7c][number >> (2 * bit) & 3];
                content.extend([code, 0]);
            }
            content.extend([0x63]);
            heap_index((first + (member + 1) % group) as u32, &mut content);
            content.push(1);
            content.extend([0x64]);
            heap_index((number % (first / 2 + 1)).min(first) as u32, &mut content);
            content.push(0);
        }
    }
    module(count as u32, &content)
}

fn registration(types: usize, group: usize, copies: usize) -> f64 {
    let bytes = groups(types, group, copies);
    let first = || {
        let registry = Registry::default();
        let module = registry.register_module(&bytes).expect("the module is valid");
        black_box(module.len());
    };
    let second = || {
        let mut validator = Validator::new_with_features(WasmFeatures::WASM3);
        black_box(validator.validate_all(&bytes).expect("the module is valid"));
    };
    let rounds = (ROUNDS * 50_000 / types).clamp(3, 101);
    let (a, b) = turns(first, second, rounds);
    let each = |seconds: f64| seconds * 1e9 / types as f64;
    println!(
        "{types:>36}{group:>7}{:>9.1}{:>12.1}{:>7.1}  copies {copies}",
        each(a),
        each(b),
        b / a
    );
    b / a
}
