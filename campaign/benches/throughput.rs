//! How fast a campaign judges modules: the whole, and its parts, in one run on one core.
//!
//! Modules of the generator `types` with 25 to 35 types; every question about every pair of them; the
//! model and the implementation asked. Rounds take turns, so that a noisy machine slows all alike; the
//! figures are of the median round.
//!
//! Behind them, in the same rounds, the same modules with all pairs alone: which types are the same and which
//! are subtypes of which, abstract heap types among them. And the goal-directed reading: it is asked every
//! question about the same modules, as an oracle that decodes and validates them by its own relation.
//!
//! `cargo bench -p subtly`

use mimalloc::MiMalloc;
use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;
use subtly::answer::Answer;
use subtly::asking::program_of_types;
use subtly::choices::RandomChoices;
use subtly::compare::contradictions;
use subtly::generator::types::{Types, section};
use subtly::generator::{Generator, smith::Smith};
use subtly::oracle::{Oracle, answer};
use subtly::oracles;
use subtly::program::{Program, Step};
use subtly::question::{Batch, ModuleId, Question, TypeRef};
use subtly::section::{Composite, Field, Group, HeapRef, Storage, SubType, TypeSection, Val};
use subtly_model::Model;
use subtly_model::binary::module_types;

/// The allocator of the binary.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

const ROUNDS: usize = 15;
const MODULES: usize = 1_000;

/// The most structs of a chain: written out, the last one would have more than 2^999 parts.
const CHAIN: u32 = 1_000;

/// The seconds of one round.
#[derive(Clone, Copy, Default)]
struct Round {
    /// Every question.
    everything: Parts,
    /// All pairs alone.
    pairs: Parts,
    goal: Reading,
}

/// What a campaign takes, part by part.
#[derive(Clone, Copy, Default)]
struct Parts {
    generate: f64,
    model: f64,
    implementation: f64,
    compare: f64,
}

/// The seconds that the goal-directed reading takes in one round.
#[derive(Clone, Copy, Default)]
struct Reading {
    /// Decoding alone, which defining does once more.
    decode: f64,
    /// Decoding and validating.
    define: f64,
    /// Answering every question.
    answer: f64,
}

impl Parts {
    fn total(self) -> f64 {
        self.generate + self.model + self.implementation + self.compare
    }

    fn print(self) {
        for (part, seconds) in [
            ("generate", self.generate),
            ("model", self.model),
            ("impl", self.implementation),
            ("compare", self.compare),
            ("all", self.total()),
        ] {
            print(part, seconds, self.total());
        }
    }
}

impl Reading {
    fn total(self) -> f64 {
        self.define + self.answer
    }
}

fn main() {
    let oracle = |name| oracles::by_name(name, None).expect("the oracle is listed");
    let (model, implementation, goal) = (oracle("model"), oracle("impl"), oracle("goal"));
    let cases = cases_of_thirty_types();
    let types: usize = cases.iter().map(|case| type_count(&program(*case))).sum();
    let questions: usize = cases.iter().map(|case| program(*case).question_count()).sum();
    let in_pairs: usize = cases.iter().map(|case| pairs(*case).question_count()).sum();
    let mut rounds: Vec<Round> =
        (0..ROUNDS).map(|_| round(&cases, &*model, &*implementation, &*goal)).collect();
    let everything = median(&mut rounds, |round| round.everything, Parts::total);
    let pairs = median(&mut rounds, |round| round.pairs, Parts::total);
    let goal = median(&mut rounds, |round| round.goal, Reading::total);

    println!(
        "{MODULES} modules of {:.1} types, {} questions each; median of {ROUNDS} rounds, one core",
        types as f64 / MODULES as f64,
        questions / MODULES
    );
    everything.print();
    println!("  all pairs alone, {} questions each", in_pairs / MODULES);
    pairs.print();
    println!("  the goal-directed reading, asked the same");
    for (part, seconds) in [
        ("decode", goal.decode),
        ("define", goal.define),
        ("answer", goal.answer),
        ("all", goal.total()),
    ] {
        print(part, seconds, goal.total());
    }
    let seconds = (0..ROUNDS).map(|_| chain_seconds(&*oracle("goal"))).reduce(f64::min);
    println!(
        "  two chains of {CHAIN} structs, each of two references to the one before: {:.1} ms",
        1e3 * seconds.expect("there is a round")
    );
    let ratio = smith_seconds_a_type() / (everything.generate / types as f64);
    println!("  a type of wasm-smith takes {ratio:.1} times as long to generate");
}

/// The part of the rounds in the middle, by what it takes.
fn median<T>(rounds: &mut [Round], part: fn(&Round) -> T, total: fn(T) -> f64) -> T {
    rounds.sort_by(|a, b| total(part(a)).total_cmp(&total(part(b))));
    part(&rounds[rounds.len() / 2])
}

fn print(part: &str, seconds: f64, total: f64) {
    println!(
        "  {part:<10}{:>8.1} us a module  {:>8.0} modules/s  {:>4.0} %",
        1e6 * seconds / MODULES as f64,
        MODULES as f64 / seconds,
        100.0 * seconds / total
    );
}

fn program(case: u64) -> Program {
    Types.generate(&mut RandomChoices::for_case(1, case))
}

/// The types of a case with one module, and questions about pairs alone.
fn pairs(case: u64) -> Program {
    program_of_types(&section(&mut RandomChoices::for_case(1, case)))
}

fn type_count(program: &Program) -> usize {
    let count = |bytes| TypeSection::decode(bytes).map_or(0, |section| section.len() as usize);
    program.modules().map(|bytes| count(bytes)).sum()
}

/// Cases with one module of 25 to 35 types.
fn cases_of_thirty_types() -> Vec<u64> {
    let fits = |case: &u64| {
        let program = program(*case);
        program.modules().count() == 1 && (25..=35).contains(&type_count(&program))
    };
    (0..).filter(fits).take(MODULES).collect()
}

fn round(
    cases: &[u64],
    model: &dyn Oracle,
    implementation: &dyn Oracle,
    goal: &dyn Oracle,
) -> Round {
    // Each in a pass of its own, as campaigns go: the code of one does not push that of another out of the
    // caches.
    let everything = parts(cases, program, model, implementation);
    let pairs = parts(cases, pairs, model, implementation);
    let mut reading = Reading::default();
    for case in cases {
        let program = program(*case);
        read(goal, &program, &answer(model, &program), &mut reading);
    }
    Round { everything, pairs, goal: reading }
}

/// What a campaign of the model and the implementation takes, with programs made by `generate`.
fn parts(
    cases: &[u64],
    generate: fn(u64) -> Program,
    model: &dyn Oracle,
    implementation: &dyn Oracle,
) -> Parts {
    let mut parts = Parts::default();
    for case in cases {
        let (program, seconds) = timed(|| generate(*case));
        parts.generate += seconds;
        let (judged, seconds) = timed(|| answer(model, &program));
        parts.model += seconds;
        let (answered, seconds) = timed(|| answer(implementation, &program));
        parts.implementation += seconds;
        let (found, seconds) = timed(|| contradictions(&[&judged, &answered]));
        parts.compare += seconds;
        assert!(found.is_empty(), "case {case}: the oracles disagree");
    }
    parts
}

/// Plays a program of one module, defining and answering timed apart.
fn read(goal: &dyn Oracle, program: &Program, judged: &[Answer], reading: &mut Reading) {
    let mut modules = program.modules();
    let (Some(bytes), None) = (modules.next(), modules.next()) else {
        panic!("the cases have one module");
    };
    let (_, decode) = timed(|| module_types(bytes, Model::TYPES_MAX));
    let (mut session, define) = timed(|| {
        let mut session = goal.session();
        session.define(bytes);
        session
    });
    let (answers, answer) = timed(|| {
        let mut answers = Vec::with_capacity(program.question_count());
        program.batches().for_each(|batch| session.ask(batch, &mut answers));
        answers
    });
    assert!(contradictions(&[judged, &answers]).is_empty(), "the readings disagree");
    reading.decode += decode;
    reading.define += define;
    reading.answer += answer;
}

/// What the goal-directed reading takes to define the chain in two modules and find the last types the same.
fn chain_seconds(goal: &dyn Oracle) -> f64 {
    let field = |index| Field {
        mutable: false,
        storage: Storage::Val(Val::Ref { nullable: false, heap: HeapRef::Index(index) }),
    };
    let fields = |index: u32| index.checked_sub(1).map_or(vec![], |before| vec![field(before); 2]);
    let types = (0..CHAIN).map(|index| SubType::bare(Composite::Struct(fields(index))));
    let section = TypeSection { groups: types.map(|ty| Group::new(vec![ty])).collect() };
    let bytes: Arc<[u8]> = section.encode().into();
    let last = |module| TypeRef { module: ModuleId(module), index: CHAIN - 1 };
    let question = Batch::one(Question::SameType(last(0), last(1)));
    let steps = vec![Step::Define(bytes.clone()), Step::Define(bytes), Step::Ask(question)];
    let (answers, seconds) = timed(|| answer(goal, &Program { steps }));
    assert_eq!(answers, [Answer::Yes]);
    seconds
}

/// What one type of wasm-smith's types-only modules takes, with the questions about them.
fn smith_seconds_a_type() -> f64 {
    let (mut types, mut seconds) = (0, 0.0);
    for case in 0..MODULES as u64 {
        let (program, time) = timed(|| Smith.generate(&mut RandomChoices::for_case(1, case)));
        types += type_count(&program);
        seconds += time;
    }
    seconds / types as f64
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let start = Instant::now();
    let result = black_box(work());
    (result, start.elapsed().as_secs_f64())
}
