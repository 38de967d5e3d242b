//! Casts, indirect calls and linking by the goal-directed reading.
//!
//! Both come down to heap types: a reference belongs to a type if the heap type it was made at matches, and
//! what is imported is compared part by part. What matches in both directions is the same.

use super::{GoalSession, reference};
use crate::answer::Answer;
use crate::oracles::matrix::{matrix, matrix_of};
use crate::question::{Batch, Dynamic, Extern, Heap, Limits, Reference, Value};
use subtly_model::syntax::{AbsHeapType, HeapType, ValType};

/// What is exported or imported, in the terms of the reading.
#[derive(Clone, Copy)]
enum External {
    Func(ValType),
    Tag(ValType),
    Global { mutable: bool, content: ValType },
    Memory { memory64: bool, limits: Limits },
    Table { table64: bool, limits: Limits, element: ValType },
}

/// Answers a batch of one of the three kinds; of others it says nothing.
pub(super) fn ask(session: &GoalSession, batch: &Batch, answers: &mut Vec<Answer>) {
    match batch {
        Batch::Cast(rows, columns) => matrix_of(
            (rows, columns),
            |dynamic| session.dynamic(dynamic),
            |target: Reference| Some((target.nullable, session.valtype(target.into())?)),
            |made_at, (nullable, target)| match *made_at {
                None => *nullable,
                Some(made_at) => session.holds(made_at, *target),
            },
            answers,
        ),
        Batch::CallIndirect(rows, columns) => matrix(
            [rows, columns],
            |ty| session.functype(ty),
            |callee, expected| session.holds(*callee, *expected),
            answers,
        ),
        Batch::Link(rows, columns) => matrix(
            [rows, columns],
            |external| session.external(external),
            |export, import| session.links(*export, *import),
            answers,
        ),
        _ => answers.extend(std::iter::repeat_n(Answer::Unsupported, batch.count())),
    }
}

impl GoalSession {
    /// The type that a reference was made at; null was made at none.
    fn dynamic(&self, dynamic: Dynamic) -> Option<Option<ValType>> {
        let abs = |abs| Some(Some(reference(false, HeapType::Abs(abs))));
        match dynamic {
            Dynamic::Null => Some(None),
            Dynamic::I31 => abs(AbsHeapType::I31),
            Dynamic::Object(ty) => {
                let made_at = Value::Ref { nullable: false, heap: Heap::Defined(ty) };
                Some(Some(self.valtype(made_at)?))
            }
            Dynamic::Exn => abs(AbsHeapType::Exn),
            Dynamic::Host => abs(AbsHeapType::Any),
            Dynamic::Extern => abs(AbsHeapType::Extern),
        }
    }

    fn external(&self, external: Extern) -> Option<External> {
        Some(match external {
            Extern::Func(ty) => External::Func(self.functype(ty)?),
            Extern::Tag(ty) => External::Tag(self.functype(ty)?),
            Extern::Global { mutable, content } => {
                External::Global { mutable, content: self.valtype(content)? }
            }
            Extern::Memory { memory64, limits } => External::Memory { memory64, limits },
            Extern::Table { table64, limits, element } => {
                External::Table { table64, limits, element: self.valtype(element.into())? }
            }
        })
    }

    fn same(&self, one: ValType, other: ValType) -> bool {
        self.holds(one, other) && self.holds(other, one)
    }

    fn links(&self, export: External, import: External) -> bool {
        match (export, import) {
            (External::Func(found), External::Func(expected)) => self.holds(found, expected),
            (External::Tag(found), External::Tag(expected)) => {
                self.holds(found, expected) && self.holds(expected, found)
            }
            (
                External::Global { mutable: false, content: found },
                External::Global { mutable: false, content: expected },
            ) => self.holds(found, expected),
            (
                External::Global { mutable: true, content: found },
                External::Global { mutable: true, content: expected },
            ) => self.same(found, expected),
            (
                External::Memory { memory64: is_64, limits: found },
                External::Memory { memory64: expected_64, limits: expected },
            ) => is_64 == expected_64 && fits(found, expected),
            (
                External::Table { table64: is_64, limits: found, element },
                External::Table { table64: expected_64, limits: expected, element: wanted },
            ) => is_64 == expected_64 && fits(found, expected) && self.same(element, wanted),
            _ => false,
        }
    }
}

/// Every size that the export can have is one that the import allows.
fn fits(export: Limits, import: Limits) -> bool {
    // Without a maximum a size is not bounded, not even by the greatest number.
    let ceiling = |limits: Limits| limits.max.map_or(u128::MAX, u128::from);
    export.min >= import.min && ceiling(export) <= ceiling(import)
}
