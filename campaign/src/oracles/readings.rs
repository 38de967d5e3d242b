//! The model's other readings as oracles: they decide the same by other means.
//!
//! Both read types through the model's decoder. The goal-directed reading judges validity by its own
//! relation. Partition refinement has none: it compares the types of every module whose references lead to
//! types, valid or not.

mod run_time;

use super::matrix::matrix;
use crate::answer::Answer;
use crate::oracle::{Identity, Oracle, Session};
use crate::oracles::model::abs;
use crate::question::{Batch, Heap, Kind, ModuleId, TypeRef, Value};
use subtly_model::Model;
use subtly_model::binary::{DecodeError, module_types};
use subtly_model::readings::goal_directed::{GoalDirected, Verdict};
use subtly_model::readings::refinement::{Class, Refinement};
use subtly_model::readings::{Place, Written};
use subtly_model::syntax::{
    AbsHeapType, HeapType, NumType, RefType, TypeIdx, TypeUse, ValType, VecType,
};

/// Equality by partition refinement.
#[derive(Debug)]
pub struct RefinementOracle;

/// Validity, equality and subtyping from the goal, with a memory.
#[derive(Debug)]
pub struct GoalOracle;

impl Oracle for RefinementOracle {
    fn identity(&self) -> Identity {
        identity("refinement", "partition refinement")
    }

    fn answers(&self, kind: Kind) -> bool {
        kind == Kind::SameType
    }

    fn session(&self) -> Box<dyn Session + '_> {
        Box::new(RefinementSession::default())
    }
}

impl Oracle for GoalOracle {
    fn identity(&self) -> Identity {
        identity("goal", "goal-directed")
    }

    fn answers(&self, kind: Kind) -> bool {
        kind != Kind::Valid
    }

    fn session(&self) -> Box<dyn Session + '_> {
        Box::new(GoalSession::default())
    }
}

fn identity(name: &'static str, reading: &str) -> Identity {
    Identity {
        name,
        version: env!("CARGO_PKG_VERSION").into(),
        profile: format!("wasm-3.0, {reading}"),
    }
}

#[derive(Default)]
struct RefinementSession {
    written: Written,
    /// The number of types of each module, 0 if it has references that lead nowhere.
    counts: Vec<u32>,
    /// The class of each type of each module, once they were asked for after the last definition.
    classes: Option<Vec<Vec<Class>>>,
}

impl RefinementSession {
    fn refine(&self) -> Vec<Vec<Class>> {
        let refinement = Refinement::new(&self.written);
        let classes = |(module, count): (u32, &u32)| {
            let places = (0..*count).map(|index| Place { module, index });
            places.filter_map(|place| refinement.class(place)).collect()
        };
        (0..).zip(&self.counts).map(classes).collect()
    }
}

impl Session for RefinementSession {
    fn define(&mut self, bytes: &[u8]) {
        let types = module_types(bytes, Model::TYPES_MAX).unwrap_or_default();
        let leads_somewhere = self.written.define(&types.rectypes);
        self.counts.push(if leads_somewhere { types.offsets.len() as u32 } else { 0 });
        self.classes = None;
    }

    fn drop_module(&mut self, _: ModuleId) {}

    fn ask(&mut self, batch: &Batch, answers: &mut Vec<Answer>) {
        let Batch::SameType(rows, columns) = batch else {
            return answers.extend(std::iter::repeat_n(Answer::Unsupported, batch.count()));
        };
        let classes = self.classes.take().unwrap_or_else(|| self.refine());
        let class =
            |ty: TypeRef| classes.get(ty.module.0 as usize)?.get(ty.index as usize).copied();
        matrix([rows, columns], class, |left, right| left == right, answers);
        self.classes = Some(classes);
    }
}

#[derive(Default)]
struct GoalSession {
    reading: GoalDirected,
    /// Whether the types of each module are valid.
    verdicts: Vec<Answer>,
}

impl GoalSession {
    fn type_at(&self, ty: TypeRef) -> Option<TypeIdx> {
        self.reading.type_at(Place { module: ty.module.0, index: ty.index })
    }

    /// A non-null reference to a function type; `None` for other types.
    fn functype(&self, ty: TypeRef) -> Option<ValType> {
        let rt = reference(false, HeapType::Use(TypeUse::Idx(self.type_at(ty)?)));
        let func = reference(false, HeapType::Abs(AbsHeapType::Func));
        self.holds(rt, func).then_some(rt)
    }

    fn valtype(&self, value: Value) -> Option<ValType> {
        Some(match value {
            Value::I32 => ValType::Num(NumType::I32),
            Value::I64 => ValType::Num(NumType::I64),
            Value::F32 => ValType::Num(NumType::F32),
            Value::F64 => ValType::Num(NumType::F64),
            Value::V128 => ValType::Vec(VecType::V128),
            Value::Ref { nullable, heap: Heap::Abstract(heap) } => {
                reference(nullable, HeapType::Abs(abs(heap)))
            }
            Value::Ref { nullable, heap: Heap::Defined(ty) } => {
                reference(nullable, HeapType::Use(TypeUse::Idx(self.type_at(ty)?)))
            }
        })
    }

    fn holds(&self, t1: ValType, t2: ValType) -> bool {
        self.reading.subtype(t1, t2) == Some(true)
    }
}

fn reference(null: bool, ht: HeapType) -> ValType {
    ValType::Ref(RefType { null, ht })
}

impl Session for GoalSession {
    fn define(&mut self, bytes: &[u8]) {
        let (rectypes, undecoded) = match module_types(bytes, Model::TYPES_MAX) {
            Ok(types) => (types.rectypes, None),
            Err(DecodeError::Malformed(_)) => (Vec::new(), Some(Answer::No)),
            Err(DecodeError::TooManyTypes | DecodeError::Limit(_)) => {
                (Vec::new(), Some(Answer::Limit))
            }
        };
        let verdict = match self.reading.define(rectypes) {
            Verdict::Valid => Answer::Yes,
            Verdict::Invalid => Answer::No,
            Verdict::Limit => Answer::Limit,
        };
        self.verdicts.push(undecoded.unwrap_or(verdict));
    }

    fn drop_module(&mut self, _: ModuleId) {}

    fn ask(&mut self, batch: &Batch, answers: &mut Vec<Answer>) {
        match batch {
            Batch::ValidTypes(module) => answers.push(self.verdicts[module.0 as usize]),
            Batch::Valid(_) => {
                answers.extend(std::iter::repeat_n(Answer::Unsupported, batch.count()));
            }
            Batch::Cast(..) | Batch::CallIndirect(..) | Batch::Link(..) => {
                run_time::ask(self, batch, answers);
            }
            Batch::SameType(rows, columns) => {
                let same =
                    |x1: &TypeIdx, x2: &TypeIdx| self.reading.same_type(*x1, *x2) == Some(true);
                matrix([rows, columns], |ty| self.type_at(ty), same, answers);
            }
            Batch::Subtype(rows, columns) => {
                let holds = |t1: &ValType, t2: &ValType| self.holds(*t1, *t2);
                matrix([rows, columns], |value| self.valtype(value), holds, answers);
            }
            Batch::TypedFuncRef(rows, columns) => {
                // A function is not null: whether null is expected as well makes no difference.
                let holds = |stored: &ValType, expected: &ValType| self.holds(*stored, *expected);
                matrix([rows, columns], |ty| self.functype(ty), holds, answers);
            }
        }
    }
}
