//! How fast a campaign judges modules: the whole, and its parts, in one run on one core.
//!
//! Modules of the generator `types` with 25 to 35 types; every question about every pair of them; the
//! model and the implementation asked. Rounds are interleaved, so that a noisy machine slows all parts
//! alike; the figures are of the median round.
//!
//! Behind them, in the same rounds, the goal-directed reading: it is asked the same questions about the same
//! modules, as an oracle that decodes and validates them by its own relation.
//!
//! `cargo bench -p subtly`

use mimalloc::MiMalloc;
use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;
use subtly::answer::Answer;
use subtly::choices::RandomChoices;
use subtly::compare::contradictions;
use subtly::generator::{Generator, smith::Smith, types::Types};
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

/// The seconds of one round, part by part.
#[derive(Clone, Copy, Default)]
struct Round {
    generate: f64,
    model: f64,
    implementation: f64,
    compare: f64,
    goal: Reading,
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

impl Round {
    fn total(self) -> f64 {
        self.generate + self.model + self.implementation + self.compare
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
    let mut rounds: Vec<Round> =
        (0..ROUNDS).map(|_| round(&cases, &*model, &*implementation, &*goal)).collect();
    rounds.sort_by(|a, b| a.total().total_cmp(&b.total()));
    let median = rounds[ROUNDS / 2];
    rounds.sort_by(|a, b| a.goal.total().total_cmp(&b.goal.total()));
    let goal = rounds[ROUNDS / 2].goal;

    println!(
        "{MODULES} modules of {:.1} types, {} questions each; median of {ROUNDS} rounds, one core",
        types as f64 / MODULES as f64,
        questions / MODULES
    );
    for (part, seconds) in [
        ("generate", median.generate),
        ("model", median.model),
        ("impl", median.implementation),
        ("compare", median.compare),
        ("all", median.total()),
    ] {
        print(part, seconds, median.total());
    }
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
    let ratio = smith_seconds_a_type() / (median.generate / types as f64);
    println!("  a type of wasm-smith takes {ratio:.1} times as long to generate");
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
    let mut round = Round::default();
    for case in cases {
        let (program, generate) = timed(|| program(*case));
        let (judged, model) = timed(|| answer(model, &program));
        let (answered, implementation) = timed(|| answer(implementation, &program));
        let (found, compare) = timed(|| contradictions(&[&judged, &answered]));
        assert!(found.is_empty(), "case {case}: the oracles disagree");
        round.generate += generate;
        round.model += model;
        round.implementation += implementation;
        round.compare += compare;
        read(goal, &program, &judged, &mut round.goal);
    }
    round
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
