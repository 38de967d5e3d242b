//! The model's other readings as oracles: they decide the same by other means.
//!
//! Both read types through the model's decoder, and let the model say which modules are valid: they have
//! no validity of their own.

mod run_time;

use super::matrix::matrix;
use crate::answer::Answer;
use crate::oracle::{Identity, Oracle, Session};
use crate::oracles::model::abs;
use crate::question::{Batch, Heap, Kind, ModuleId, TypeRef, Value};
use subtly_model::binary::module_types;
use subtly_model::readings::goal_directed::{self, GoalDirected};
use subtly_model::readings::refinement::Refinement;
use subtly_model::readings::{Place, Written};
use subtly_model::{Model, TypesVerdict};

/// Equality by partition refinement.
#[derive(Debug)]
pub struct RefinementOracle;

/// Equality and subtyping from the goal, with a memory.
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
        !matches!(kind, Kind::ValidTypes | Kind::Valid)
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

/// The types of the valid modules of a program.
#[derive(Default)]
struct Valid {
    model: Model,
    written: Written,
    /// The number of types of each module; `None` if they are not valid.
    counts: Vec<Option<u32>>,
}

impl Valid {
    fn define(&mut self, bytes: &[u8]) {
        let valid = matches!(self.model.define(bytes), TypesVerdict::Valid { .. });
        let types = module_types(bytes, Model::TYPES_MAX).ok().filter(|_| valid);
        self.counts.push(types.as_ref().map(|types| types.offsets.len() as u32));
        self.written.define(&types.unwrap_or_default().rectypes);
    }

    fn place(&self, ty: TypeRef) -> Option<Place> {
        let count = (*self.counts.get(ty.module.0 as usize)?)?;
        (ty.index < count).then_some(Place { module: ty.module.0, index: ty.index })
    }
}

#[derive(Default)]
struct RefinementSession {
    valid: Valid,
}

impl Session for RefinementSession {
    fn define(&mut self, bytes: &[u8]) {
        self.valid.define(bytes);
    }

    fn drop_module(&mut self, _: ModuleId) {}

    fn ask(&mut self, batch: &Batch, answers: &mut Vec<Answer>) {
        let Batch::SameType(rows, columns) = batch else {
            return answers.extend(std::iter::repeat_n(Answer::Unsupported, batch.count()));
        };
        let refinement = Refinement::new(&self.valid.written);
        let same = |left: &Place, right: &Place| refinement.same_type(*left, *right) == Some(true);
        matrix([rows, columns], |ty| self.valid.place(ty), same, answers);
    }
}

#[derive(Default)]
struct GoalSession {
    valid: Valid,
    /// The reading of the modules so far.
    reading: Option<GoalDirected>,
}

/// An operand of a question about value types.
#[derive(Clone, Copy, PartialEq)]
enum Operand {
    Number(Value),
    Reference { nullable: bool, heap: goal_directed::Heap },
}

impl Session for GoalSession {
    fn define(&mut self, bytes: &[u8]) {
        self.valid.define(bytes);
        self.reading = None;
    }

    fn drop_module(&mut self, _: ModuleId) {}

    fn ask(&mut self, batch: &Batch, answers: &mut Vec<Answer>) {
        let written = &self.valid.written;
        let reading = &*self.reading.get_or_insert_with(|| GoalDirected::new(written.clone()));
        let valid = &self.valid;
        let def = |ty| Some(goal_directed::Heap::Def(valid.place(ty)?));
        match batch {
            Batch::ValidTypes(_) | Batch::Valid(_) => {
                answers.extend(std::iter::repeat_n(Answer::Unsupported, batch.count()));
            }
            Batch::Cast(..) | Batch::CallIndirect(..) | Batch::Link(..) => {
                run_time::RunTime { reading, place: &|ty| valid.place(ty) }.ask(batch, answers);
            }
            Batch::SameType(rows, columns) => {
                let same =
                    |left: &Place, right: &Place| reading.same_type(*left, *right) == Some(true);
                matrix([rows, columns], |ty| valid.place(ty), same, answers);
            }
            Batch::Subtype(rows, columns) => {
                let operand = |value| match value {
                    Value::Ref { nullable, heap } => {
                        let heap = match heap {
                            Heap::Abstract(heap) => goal_directed::Heap::Abs(abs(heap)),
                            Heap::Defined(ty) => def(ty)?,
                        };
                        Some(Operand::Reference { nullable, heap })
                    }
                    number => Some(Operand::Number(number)),
                };
                let holds = |sub: &Operand, sup: &Operand| match (*sub, *sup) {
                    (
                        Operand::Reference { nullable: null1, heap: sub },
                        Operand::Reference { nullable: null2, heap: sup },
                    ) => (null2 || !null1) && reading.heaptype_sub(sub, sup) == Some(true),
                    (sub, sup) => sub == sup,
                };
                matrix([rows, columns], operand, holds, answers);
            }
            Batch::TypedFuncRef(rows, columns) => {
                let func = goal_directed::Heap::Abs(subtly_model::syntax::AbsHeapType::Func);
                let operand =
                    |ty| def(ty).filter(|ty| reading.heaptype_sub(*ty, func) == Some(true));
                let holds = |stored: &goal_directed::Heap, expected: &goal_directed::Heap| {
                    reading.heaptype_sub(*stored, *expected) == Some(true)
                };
                matrix([rows, columns], operand, holds, answers);
            }
        }
    }
}
