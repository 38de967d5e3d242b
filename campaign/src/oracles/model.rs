//! The executable model as an oracle; the campaign also asks it for reasons.

use super::matrix::matrix;
use crate::answer::Answer;
use crate::oracle::{Identity, Oracle, Session};
use crate::program::{Program, Step};
use crate::question::{AbstractHeap, Batch, Heap, Kind, ModuleId, Question, TypeRef, Value};
use crate::rules::RuleCounts;
use subtly_model::judgment::Judged;
use subtly_model::roll::expand;
use subtly_model::rule::Rule;
use subtly_model::syntax::{
    AbsHeapType, CompType, DefType, HeapType, NumType, RefType, TypeUse, ValType, VecType,
};
use subtly_model::{Model, TypesVerdict};

/// The model.
#[derive(Debug)]
pub struct ModelOracle;

impl Oracle for ModelOracle {
    fn identity(&self) -> Identity {
        Identity {
            name: "model",
            version: env!("CARGO_PKG_VERSION").into(),
            profile: "wasm-3.0, saturation".into(),
        }
    }

    fn answers(&self, _: Kind) -> bool {
        true
    }

    fn session(&self) -> Box<dyn Session + '_> {
        Box::new(ModelSession::default())
    }
}

/// The model with the modules of a program.
#[derive(Debug, Default)]
pub struct ModelSession {
    model: Model,
    verdicts: Vec<TypesVerdict>,
    /// How many questions were asked so far.
    asked: u64,
    /// The rules in the reasons of the sampled questions.
    sampled: RuleCounts,
}

impl ModelSession {
    /// Defines all modules of a program. What was dropped stays known: the model has no registry.
    #[must_use]
    pub fn of(program: &Program) -> Self {
        let mut session = Self::default();
        for step in &program.steps {
            if let Step::Define(bytes) = step {
                session.define(bytes);
            }
        }
        session
    }

    /// The model.
    #[must_use]
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// What the model says of the types of each module.
    #[must_use]
    pub fn verdicts(&self) -> &[TypesVerdict] {
        &self.verdicts
    }

    /// The types of a module, if they are valid.
    #[must_use]
    pub fn types(&self, module: ModuleId) -> Option<&[DefType]> {
        match self.verdicts.get(module.0 as usize) {
            Some(TypesVerdict::Valid { types, .. }) => Some(types),
            _ => None,
        }
    }

    /// The answer to a question other than `ValidTypes`, with the reason; `None` if it names a type
    /// that the model does not have.
    #[must_use]
    pub fn judge(&self, question: Question) -> Option<Judged> {
        match question {
            Question::ValidTypes(_) => None,
            Question::SameType(left, right) => {
                Some(self.model.same_type(self.deftype(left)?, self.deftype(right)?))
            }
            Question::Subtype(left, right) => {
                Some(self.model.subtype(self.valtype(left)?, self.valtype(right)?))
            }
            Question::TypedFuncRef { stored, expected } => {
                let expected = HeapType::Use(TypeUse::Def(self.functype(expected)?));
                let rt = RefType { null: true, ht: expected };
                Some(self.model.func_ref(self.functype(stored)?, rt))
            }
        }
    }

    /// Asks for the reason of one question of the batch, and counts its rules.
    ///
    /// Matrices are answered without reasons, so this is how the rules of subtyping and equality are
    /// counted. Which question is a matter of chance, but always the same for the same program.
    fn sample(&mut self, batch: &Batch) {
        let count = batch.count() as u64;
        if count > 0 {
            let question = batch.question((mixed(self.asked ^ (count << 32)) % count) as usize);
            match self.judge(question) {
                Some(Ok(derivation)) => self.sampled.add_derivation(&derivation),
                Some(Err(refutation)) => self.sampled.add_refutation(&refutation),
                None => {}
            }
        }
        self.asked += count;
    }

    fn deftype(&self, ty: TypeRef) -> Option<DefType> {
        self.types(ty.module)?.get(ty.index as usize).copied()
    }

    /// A defined type that expands to a function type: only such a one has functions.
    fn functype(&self, ty: TypeRef) -> Option<DefType> {
        let is_func = |dt: &DefType| matches!(expand(self.model.terms(), *dt), CompType::Func(..));
        self.deftype(ty).filter(is_func)
    }

    fn valtype(&self, value: Value) -> Option<ValType> {
        Some(match value {
            Value::I32 => ValType::Num(NumType::I32),
            Value::I64 => ValType::Num(NumType::I64),
            Value::F32 => ValType::Num(NumType::F32),
            Value::F64 => ValType::Num(NumType::F64),
            Value::V128 => ValType::Vec(VecType::V128),
            Value::Ref { nullable, heap } => {
                let ht = match heap {
                    Heap::Abstract(heap) => HeapType::Abs(abs(heap)),
                    Heap::Defined(ty) => HeapType::Use(TypeUse::Def(self.deftype(ty)?)),
                };
                ValType::Ref(RefType { null: nullable, ht })
            }
        })
    }
}

impl Session for ModelSession {
    fn define(&mut self, bytes: &[u8]) {
        let verdict = self.model.define(bytes);
        self.verdicts.push(verdict);
    }

    fn drop_module(&mut self, _: ModuleId) {}

    fn count_rules(&self, counts: &mut RuleCounts) {
        for rule in self.model.heaptype_sub().concluded() {
            counts.conclude(rule);
            // Heaptype_sub/def lifts what these two conclude.
            if matches!(rule, Rule::DeftypeSubRefl | Rule::DeftypeSubSuper) {
                counts.conclude(Rule::HeaptypeSubDef);
            }
        }
        for verdict in &self.verdicts {
            match verdict {
                TypesVerdict::Valid { derivation, .. } => counts.add_derivation(derivation),
                TypesVerdict::Invalid { refutation, .. } => counts.add_refutation(refutation),
                TypesVerdict::Malformed(_) | TypesVerdict::Limit(_) => {}
            }
        }
        counts.add(&self.sampled);
    }

    fn ask(&mut self, batch: &Batch, answers: &mut Vec<Answer>) {
        match batch {
            Batch::ValidTypes(module) => answers.push(match &self.verdicts[module.0 as usize] {
                TypesVerdict::Valid { .. } => Answer::Yes,
                TypesVerdict::Malformed(_) | TypesVerdict::Invalid { .. } => Answer::No,
                TypesVerdict::Limit(_) => Answer::Limit,
            }),
            Batch::SameType(rows, columns) => {
                matrix([rows, columns], |ty| self.deftype(ty), |dt1, dt2| dt1 == dt2, answers);
            }
            Batch::Subtype(rows, columns) => matrix(
                [rows, columns],
                |value| self.valtype(value),
                |t1, t2| self.model.subtype_holds(*t1, *t2),
                answers,
            ),
            Batch::TypedFuncRef(rows, columns) => matrix(
                [rows, columns],
                |ty| self.functype(ty),
                |stored, expected| {
                    let reference = |null, dt| {
                        ValType::Ref(RefType { null, ht: HeapType::Use(TypeUse::Def(dt)) })
                    };
                    self.model.subtype_holds(reference(false, *stored), reference(true, *expected))
                },
                answers,
            ),
        }
        self.sample(batch);
    }
}

/// Numbers spread over all of `u64`: the finalizer of SplitMix64.
const fn mixed(mut n: u64) -> u64 {
    n = n.wrapping_add(0x9e37_79b9_7f4a_7c15);
    n = (n ^ (n >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    n = (n ^ (n >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    n ^ (n >> 31)
}

pub(super) fn abs(heap: AbstractHeap) -> AbsHeapType {
    match heap {
        AbstractHeap::Exn => AbsHeapType::Exn,
        AbstractHeap::Array => AbsHeapType::Array,
        AbstractHeap::Struct => AbsHeapType::Struct,
        AbstractHeap::I31 => AbsHeapType::I31,
        AbstractHeap::Eq => AbsHeapType::Eq,
        AbstractHeap::Any => AbsHeapType::Any,
        AbstractHeap::Extern => AbsHeapType::Extern,
        AbstractHeap::Func => AbsHeapType::Func,
        AbstractHeap::None => AbsHeapType::None,
        AbstractHeap::NoExtern => AbsHeapType::NoExtern,
        AbstractHeap::NoFunc => AbsHeapType::NoFunc,
        AbstractHeap::NoExn => AbsHeapType::NoExn,
    }
}
