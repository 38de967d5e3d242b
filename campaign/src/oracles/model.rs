//! The executable model as an oracle; the campaign also asks it for reasons.

use super::matrix::{matrix, matrix_of};
use crate::answer::Answer;
use crate::oracle::{Identity, Oracle, Session};
use crate::program::{Program, Step};
use crate::question::{
    AbstractHeap, Batch, Dynamic, Extern, Heap, Kind, Limits, ModuleId, Question, Reference,
    TypeRef, Value,
};
use crate::rules::RuleCounts;
use std::collections::BTreeMap;
use subtly_model::judgment::Reason;
use subtly_model::runtime::Ref;
use subtly_model::syntax::{
    self, AbsHeapType, AddrType, CompType, DefType, ExternType, GlobalType, HeapType, MemType,
    NumType, RefType, TableType, TypeUse, ValType, VecType,
};
use subtly_model::{Model, ModuleVerdict, Operand, TypesVerdict};

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
    bytes: Vec<Box<[u8]>>,
    /// What is said of the modules that were asked about as a whole.
    whole: BTreeMap<ModuleId, ModuleVerdict>,
    /// How many questions were asked so far.
    asked: u64,
    /// The rules in the reasons of the sampled questions.
    sampled: RuleCounts,
}

impl ModelSession {
    /// Defines all modules of a program, and judges as a whole those that are asked about as a whole. What
    /// was dropped stays known: the model has no registry.
    #[must_use]
    pub fn of(program: &Program) -> Self {
        let mut session = Self::default();
        for step in &program.steps {
            match step {
                Step::Define(bytes) => session.define(bytes),
                Step::Ask(Batch::Valid(module)) => {
                    session.judge_whole(*module);
                }
                Step::Ask(_) | Step::Drop(_) => {}
            }
        }
        session
    }

    /// What the model says of a module as a whole. Its types are those that are known already.
    fn judge_whole(&mut self, module: ModuleId) -> &ModuleVerdict {
        let (model, bytes) = (&mut self.model, &self.bytes);
        let judge = || model.define_module(&bytes[module.0 as usize]);
        self.whole.entry(module).or_insert_with(judge)
    }

    /// What the model says of a module as a whole, if the program asks.
    #[must_use]
    pub fn whole(&self, module: ModuleId) -> Option<&ModuleVerdict> {
        self.whole.get(&module)
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

    /// The answer to a question about types, with the reason; `None` if it names a type that the model
    /// does not have, or asks about a module.
    #[must_use]
    pub fn judge(&self, question: Question) -> Option<Reason> {
        match question {
            Question::ValidTypes(_) | Question::Valid(_) => None,
            Question::SameType(left, right) => {
                Some(self.model.same_type(self.deftype(left)?, self.deftype(right)?))
            }
            Question::Subtype(left, right) => {
                Some(self.model.subtype(self.valtype(left)?, self.valtype(right)?))
            }
            Question::TypedFuncRef { stored, expected } => {
                Some(self.model.ref_ok(&self.func(stored)?, self.nullable(expected)?))
            }
            Question::Cast { dynamic, target } => {
                Some(self.model.ref_ok(&self.reference(dynamic)?, self.reftype(target)?))
            }
            // The cast to (REF NULL y); a null of the table would trap only at the call.
            Question::CallIndirect { callee, expected } => {
                Some(self.model.ref_ok(&self.func(callee)?, self.nullable(expected)?))
            }
            Question::Link { export, import } => {
                Some(self.model.extern_subtype(self.externtype(export)?, self.externtype(import)?))
            }
        }
    }

    /// The closed types that reasons about a module may name, in the order of their indices: all if they
    /// are valid, else those up to the group that is refused.
    #[must_use]
    pub fn known_types(&self, module: ModuleId) -> &[DefType] {
        match self.verdicts.get(module.0 as usize) {
            Some(TypesVerdict::Valid { types, .. } | TypesVerdict::Invalid { types, .. }) => types,
            _ => &[],
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

    /// Whether a reference, of which the least type is known if it is a value, has a type.
    fn ref_ok(&self, least: Option<Operand>, rt: Operand) -> bool {
        least.is_some_and(|least| self.model.operand_holds(least, rt))
    }

    fn deftype(&self, ty: TypeRef) -> Option<DefType> {
        self.types(ty.module)?.get(ty.index as usize).copied()
    }

    /// What a defined type expands to, before it is unrolled: that puts in types for `REC i`, and changes
    /// nothing else.
    fn rolled(&self, dt: DefType) -> &CompType {
        &self.model.terms().member(dt).expect("a defined type projects a member").ct
    }

    /// A defined type that expands to a function type: only such a one has functions.
    fn functype(&self, ty: TypeRef) -> Option<DefType> {
        let is_func = |dt: &DefType| matches!(self.rolled(*dt), CompType::Func(..));
        self.deftype(ty).filter(is_func)
    }

    /// A reference to a function that was defined at a type.
    fn func(&self, ty: TypeRef) -> Option<Ref> {
        self.functype(ty).map(Ref::Func)
    }

    /// `REF NULL dt`, for a function type.
    fn nullable(&self, ty: TypeRef) -> Option<RefType> {
        let ht = HeapType::Use(TypeUse::Def(self.functype(ty)?));
        Some(RefType { null: true, ht })
    }

    fn reference(&self, dynamic: Dynamic) -> Option<Ref> {
        Some(match dynamic {
            Dynamic::Null => Ref::Null,
            Dynamic::I31 => Ref::I31,
            Dynamic::Object(ty) => {
                let dt = self.deftype(ty)?;
                match self.rolled(dt) {
                    CompType::Struct(_) => Ref::Struct(dt),
                    CompType::Array(_) => Ref::Array(dt),
                    CompType::Func(..) => Ref::Func(dt),
                }
            }
            Dynamic::Exn => Ref::Exn,
            Dynamic::Host => Ref::Host,
            Dynamic::Extern => Ref::Extern(Box::new(Ref::Host)),
        })
    }

    fn reftype(&self, Reference { nullable, heap }: Reference) -> Option<RefType> {
        let ht = match heap {
            Heap::Abstract(heap) => HeapType::Abs(abs(heap)),
            Heap::Defined(ty) => HeapType::Use(TypeUse::Def(self.deftype(ty)?)),
        };
        Some(RefType { null: nullable, ht })
    }

    fn valtype(&self, value: Value) -> Option<ValType> {
        Some(match value {
            Value::I32 => ValType::Num(NumType::I32),
            Value::I64 => ValType::Num(NumType::I64),
            Value::F32 => ValType::Num(NumType::F32),
            Value::F64 => ValType::Num(NumType::F64),
            Value::V128 => ValType::Vec(VecType::V128),
            Value::Ref { nullable, heap } => {
                ValType::Ref(self.reftype(Reference { nullable, heap })?)
            }
        })
    }

    /// An external type that is valid; `None` for one that names a type of the wrong kind, or whose
    /// limits are not OK.
    fn externtype(&self, external: Extern) -> Option<ExternType> {
        if !external.is_within_bounds() {
            return None;
        }
        let at = |is_64| if is_64 { AddrType::I64 } else { AddrType::I32 };
        let lim = |Limits { min, max }| syntax::Limits { min, max };
        Some(match external {
            Extern::Func(ty) => ExternType::Func(TypeUse::Def(self.functype(ty)?)),
            Extern::Tag(ty) => {
                let dt = self.functype(ty)?;
                match self.rolled(dt) {
                    CompType::Func(_, results) if results.is_empty() => {
                        ExternType::Tag(TypeUse::Def(dt))
                    }
                    _ => return None,
                }
            }
            Extern::Global { mutable, content } => {
                ExternType::Global(GlobalType { mutable, t: self.valtype(content)? })
            }
            Extern::Memory { memory64, limits } => {
                ExternType::Mem(MemType { at: at(memory64), lim: lim(limits) })
            }
            Extern::Table { table64, limits, element } => ExternType::Table(TableType {
                at: at(table64),
                lim: lim(limits),
                rt: self.reftype(element)?,
            }),
        })
    }
}

impl Session for ModelSession {
    fn define(&mut self, bytes: &[u8]) {
        let verdict = self.model.define(bytes);
        self.verdicts.push(verdict);
        self.bytes.push(bytes.into());
    }

    fn drop_module(&mut self, _: ModuleId) {}

    fn count_rules(&self, counts: &mut RuleCounts) {
        for rule in self.model.heaptype_sub().concluded() {
            counts.conclude(rule);
        }
        for verdict in &self.verdicts {
            match verdict {
                TypesVerdict::Valid { concluded, .. } => {
                    concluded.iter().for_each(|rule| counts.conclude(*rule));
                }
                TypesVerdict::Invalid { refutation, .. } => counts.add_refutation(refutation),
                TypesVerdict::Malformed(_) | TypesVerdict::Limit(_) => {}
            }
        }
        for verdict in self.whole.values() {
            match verdict {
                ModuleVerdict::Valid { derivation, concluded, .. } => {
                    counts.add_derivation(derivation);
                    counts.add_concluded(concluded);
                }
                ModuleVerdict::Invalid { refutation, .. } => counts.add_refutation(refutation),
                ModuleVerdict::Malformed(_) | ModuleVerdict::Limit(_) => {}
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
                |value| self.valtype(value).map(|t| self.model.operand(t)),
                |t1, t2| self.model.operand_holds(*t1, *t2),
                answers,
            ),
            Batch::TypedFuncRef(rows, columns) | Batch::CallIndirect(rows, columns) => matrix_of(
                (rows, columns),
                |ty| self.func(ty).map(|func| self.model.least_operand(&func)),
                |ty| self.nullable(ty).map(|rt| self.model.operand(ValType::Ref(rt))),
                |func, expected| self.ref_ok(*func, *expected),
                answers,
            ),
            Batch::Valid(module) => answers.push(match self.judge_whole(*module) {
                ModuleVerdict::Valid { .. } => Answer::Yes,
                ModuleVerdict::Malformed(_) | ModuleVerdict::Invalid { .. } => Answer::No,
                ModuleVerdict::Limit(_) => Answer::Limit,
            }),
            Batch::Cast(rows, columns) => matrix_of(
                (rows, columns),
                |dynamic| self.reference(dynamic).map(|r| self.model.least_operand(&r)),
                |target| self.reftype(target).map(|rt| self.model.operand(ValType::Ref(rt))),
                |r, rt| self.ref_ok(*r, *rt),
                answers,
            ),
            Batch::Link(rows, columns) => matrix(
                [rows, columns],
                |external| self.externtype(external),
                |xt1, xt2| self.model.extern_subtype_holds(*xt1, *xt2),
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
