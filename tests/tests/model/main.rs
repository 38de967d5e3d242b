//! The model, judged by itself: its decoder, its rules, and its reasons. Its laws are in `tests/laws`.

mod decode;
mod derivations;
mod differences;
mod equality;
mod limits;
mod relation;
mod roll;
mod runtime;
mod validity;

use subtly::choices::RandomChoices;
use subtly::generator::Generator;
use subtly::generator::types::Types;
use subtly::oracles::ModelSession;
use subtly::program::Program;
use subtly::question::ModuleId;
use subtly_model::syntax::{AbsHeapType, DefType, HeapType, RefType, TypeUse, ValType};
use subtly_model::{Model, TypesVerdict};

/// The seed of every generated program in these tests.
const SEED: u64 = 20;

/// The programs of the generator `types` with these numbers.
fn programs(cases: u64) -> impl Iterator<Item = Program> {
    (0..cases).map(|case| Types.generate(&mut RandomChoices::for_case(SEED, case)))
}

/// The different types of a session's valid modules.
fn deftypes(session: &ModelSession) -> Vec<DefType> {
    let modules = 0..session.verdicts().len() as u32;
    let mut types: Vec<DefType> =
        modules.filter_map(|module| session.types(ModuleId(module))).flatten().copied().collect();
    types.sort_unstable();
    types.dedup();
    types
}

/// All heap types of a session: the abstract ones, `BOT` included, and the defined ones.
fn heaptypes(session: &ModelSession) -> Vec<HeapType> {
    let abstract_ones = AbsHeapType::ALL.into_iter().map(HeapType::Abs);
    abstract_ones.chain(deftypes(session).into_iter().map(def)).collect()
}

fn def(dt: DefType) -> HeapType {
    HeapType::Use(TypeUse::Def(dt))
}

const fn reference(null: bool, ht: HeapType) -> ValType {
    ValType::Ref(RefType { null, ht })
}

/// Defines a module in the text format.
fn define(model: &mut Model, text: &str) -> TypesVerdict {
    model.define(&wat::parse_str(text).expect("the text is well-formed"))
}

/// Defines a module that is valid.
fn valid(model: &mut Model, text: &str) -> Vec<DefType> {
    match define(model, text) {
        TypesVerdict::Valid { types, .. } => types,
        verdict => panic!("{verdict:?}"),
    }
}

fn holds(model: &Model, ht1: HeapType, ht2: HeapType) -> bool {
    model.heaptype_sub().holds(ht1, ht2).expect("both heap types are known")
}
