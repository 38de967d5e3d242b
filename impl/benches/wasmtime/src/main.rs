//! How fast the registry is beside Wasmtime's: in one process, in rounds that take turns.
//!
//! Wasmtime is asked through its public API, which wraps canonical indices in reference-counted handles;
//! compiled code takes other ways (see the questions' notes). What counts is the ratio of the medians.

use std::hint::black_box;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};
use subtly_impl::{CanonicalIndex, ModuleTypeIndex, Registry};
use wasmtime::{
    Engine, FieldType, Finality, FuncType, HeapType, Mutability, StorageType, StructType, ValType,
};

const ROUNDS: usize = 31;
const QUESTIONS: usize = 1 << 14;
const DEPTH: usize = 8;

fn main() {
    println!("{:<58}{:>10}{:>10}{:>8}", "what, ns", "subtly", "wasmtime", "ratio");
    existing();
    let chain = Chain::new();
    chain.questions();
    chain.threads();
}

fn row(what: &str, ours: f64, theirs: f64) {
    println!("{what:<58}{ours:>10.1}{theirs:>10.1}{:>8.1}", theirs / ours);
}

/// Times two things in turns and returns the median seconds of each.
fn turns(mut first: impl FnMut(), mut second: impl FnMut()) -> (f64, f64) {
    let mut times = (Vec::new(), Vec::new());
    let time = |work: &mut dyn FnMut()| {
        let start = Instant::now();
        work();
        start.elapsed().as_secs_f64()
    };
    for _ in 0..ROUNDS {
        times.0.push(time(&mut first));
        times.1.push(time(&mut second));
    }
    let median = |mut times: Vec<f64>| {
        times.sort_by(f64::total_cmp);
        times[times.len() / 2]
    };
    (median(times.0), median(times.1))
}

/// A module with these bytes as its type section.
fn module(content: &[u8]) -> Vec<u8> {
    let mut module = b"\0asm\x01\0\0\0\x01".to_vec();
    assert!(content.len() < 128, "one byte says the size");
    module.push(content.len() as u8);
    module.extend(content);
    module
}

/// Registering types that are there, and letting them go again. Ours come as the bytes of a module.
fn existing() {
    const CODES: [u8; 4] = [0x7f, 0x7e, 0x7d, 0x7c];
    let types = || [ValType::I32, ValType::I64, ValType::F32, ValType::F64];
    let mut content = vec![16];
    for n in 0..16 {
        content.extend([0x60, 2, CODES[n / 4], CODES[n % 4], 1, 0x7d]);
    }
    let bytes = module(&content);
    let registry = Registry::default();
    let kept = registry.register_module(&bytes).expect("the module is valid");
    let engine = Engine::default();
    let make = |n: usize| {
        let [first, second] = [types()[n / 4].clone(), types()[n % 4].clone()];
        FuncType::new(&engine, [first, second], [ValType::F32])
    };
    let held: Vec<FuncType> = (0..16).map(make).collect();
    let repeat = 100;
    let (ours, theirs) = turns(
        || {
            for _ in 0..repeat {
                let module = registry.register_module(black_box(&bytes)).expect("it is valid");
                registry.release(black_box(module));
            }
        },
        || {
            for n in (0..repeat).flat_map(|_| 0..16) {
                drop(black_box(make(n)));
            }
        },
    );
    let each = |seconds: f64| seconds * 1e9 / f64::from(repeat * 16);
    row("register a function type that exists, and release it", each(ours), each(theirs));
    registry.release(kept);
    drop(held);
}

/// A chain of structs, on both sides.
struct Chain {
    registry: Registry,
    ours: Vec<CanonicalIndex>,
    engine: Engine,
    theirs: Vec<HeapType>,
    pairs: Vec<(usize, usize)>,
}

impl Chain {
    fn new() -> Self {
        let mut content = vec![DEPTH as u8 + 1, 0x50, 0, 0x5f, 1, 0x7f, 0];
        for above in 0..DEPTH as u8 {
            content.extend([0x50, 1, above, 0x5f, 1, 0x7f, 0]);
        }
        let registry = Registry::default();
        let types = registry.register_module(&module(&content)).expect("the module is valid");
        let ours: Vec<_> = (0..=DEPTH as u32)
            .map(|index| types.get(ModuleTypeIndex::new(index)).expect("the type is there"))
            .collect();
        // The registry keeps the types: they are never released.
        std::mem::forget(types);
        let engine = Engine::default();
        let field = || FieldType::new(Mutability::Const, StorageType::ValType(ValType::I32));
        let mut structs: Vec<StructType> = Vec::new();
        for _ in 0..=DEPTH {
            let next = StructType::with_finality_and_supertype(
                &engine,
                Finality::NonFinal,
                structs.last(),
                [field()],
            );
            structs.push(next.expect("the type is valid"));
        }
        let theirs = structs.into_iter().map(HeapType::ConcreteStruct).collect();
        let mut random = 1_u64;
        let mut below = || {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (random >> 33) as usize % (DEPTH + 1)
        };
        let pairs = (0..QUESTIONS).map(|_| (below(), below())).collect();
        Self { registry, ours, engine, theirs, pairs }
    }

    fn count_ours(&self) -> usize {
        let holds = |(sub, sup): &&(usize, usize)| {
            self.registry.is_subtype(self.ours[*sub], self.ours[*sup])
        };
        self.pairs.iter().filter(holds).count()
    }

    fn count_theirs(&self) -> usize {
        let holds = |(sub, sup): &&(usize, usize)| self.theirs[*sub].matches(&self.theirs[*sup]);
        self.pairs.iter().filter(holds).count()
    }

    fn ask_ours(&self) {
        black_box(self.count_ours());
    }

    fn ask_theirs(&self) {
        black_box(self.count_theirs());
    }

    fn questions(&self) {
        assert_eq!(self.count_ours(), self.count_theirs(), "the answers are the same");
        let (ours, theirs) = turns(|| self.ask_ours(), || self.ask_theirs());
        let each = |seconds: f64| seconds * 1e9 / QUESTIONS as f64;
        row("is_subtype, a chain of 9", each(ours), each(theirs));
    }

    /// The questions of two threads in a second, against those of one, while a third registers types.
    fn threads(&self) {
        let ours = self.scaling(&|| self.ask_ours(), &|| {
            let bytes = module(&[1, 0x60, 1, 0x7c, 0]);
            let module = self.registry.register_module(&bytes).expect("the module is valid");
            self.registry.release(module);
        });
        let theirs = self.scaling(&|| self.ask_theirs(), &|| {
            drop(FuncType::new(&self.engine, [ValType::F64], []));
        });
        println!(
            "{:<58}{ours:>10.2}{theirs:>10.2}",
            "two threads' questions against one's, a writer registering"
        );
    }

    fn scaling(&self, ask: &(dyn Fn() + Sync), register: &(dyn Fn() + Sync)) -> f64 {
        let asked = |threads: usize| {
            let stop = AtomicBool::new(false);
            thread::scope(|scope| {
                let readers: Vec<_> = (0..threads)
                    .map(|_| {
                        scope.spawn(|| {
                            let mut rounds = 0_u64;
                            while !stop.load(Ordering::Relaxed) {
                                ask();
                                rounds += 1;
                            }
                            rounds
                        })
                    })
                    .collect();
                scope.spawn(|| {
                    while !stop.load(Ordering::Relaxed) {
                        register();
                        // A writer that is there, but not a third reader.
                        thread::sleep(Duration::from_micros(50));
                    }
                });
                thread::sleep(Duration::from_millis(300));
                stop.store(true, Ordering::Relaxed);
                readers.into_iter().map(|reader| reader.join().expect("no panic")).sum::<u64>()
            })
        };
        let mut ratios: Vec<f64> = (0..7).map(|_| asked(2) as f64 / asked(1) as f64).collect();
        ratios.sort_by(f64::total_cmp);
        ratios[ratios.len() / 2]
    }
}
