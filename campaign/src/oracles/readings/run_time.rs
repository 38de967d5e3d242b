//! Casts, indirect calls and linking by the goal-directed reading.
//!
//! Both come down to heap types: a reference belongs to a type if the heap type it was made at matches, and
//! what is imported is compared part by part. What matches in both directions is the same.

use crate::answer::Answer;
use crate::oracles::matrix::{matrix, matrix_of};
use crate::oracles::model::abs;
use crate::question::{Batch, Dynamic, Extern, Heap, Limits, Reference, TypeRef, Value};
use subtly_model::readings::Place;
use subtly_model::readings::goal_directed::{self, GoalDirected};
use subtly_model::syntax::AbsHeapType;

/// The reading, and where the types of questions are in it.
pub(super) struct RunTime<'a> {
    pub(super) reading: &'a GoalDirected,
    pub(super) place: &'a dyn Fn(TypeRef) -> Option<Place>,
}

/// A reference type or a number, by place.
#[derive(Clone, Copy)]
enum Content {
    Number(Value),
    Reference { nullable: bool, heap: goal_directed::Heap },
}

/// What is exported or imported, by place.
#[derive(Clone, Copy)]
enum External {
    Func(goal_directed::Heap),
    Tag(goal_directed::Heap),
    Global { mutable: bool, content: Content },
    Memory { memory64: bool, limits: Limits },
    Table { table64: bool, limits: Limits, element: Content },
}

impl RunTime<'_> {
    /// Answers a batch of one of the three kinds; of others it says nothing.
    pub(super) fn ask(&self, batch: &Batch, answers: &mut Vec<Answer>) {
        match batch {
            Batch::Cast(rows, columns) => matrix_of(
                (rows, columns),
                |dynamic| self.dynamic(dynamic),
                |Reference { nullable, heap }| Some((nullable, self.heap(heap)?)),
                |made_at, (nullable, target)| match *made_at {
                    None => *nullable,
                    Some(made_at) => self.heap_matches(made_at, *target),
                },
                answers,
            ),
            Batch::CallIndirect(rows, columns) => matrix(
                [rows, columns],
                |ty| self.func(ty),
                |callee, expected| self.heap_matches(*callee, *expected),
                answers,
            ),
            Batch::Link(rows, columns) => matrix(
                [rows, columns],
                |external| self.external(external),
                |export, import| self.links(*export, *import),
                answers,
            ),
            _ => answers.extend(std::iter::repeat_n(Answer::Unsupported, batch.count())),
        }
    }

    fn heap(&self, heap: Heap) -> Option<goal_directed::Heap> {
        Some(match heap {
            Heap::Abstract(heap) => goal_directed::Heap::Abs(abs(heap)),
            Heap::Defined(ty) => goal_directed::Heap::Def((self.place)(ty)?),
        })
    }

    /// The heap type that a reference was made at; null was made at none.
    fn dynamic(&self, dynamic: Dynamic) -> Option<Option<goal_directed::Heap>> {
        let abs = |abs| Some(Some(goal_directed::Heap::Abs(abs)));
        match dynamic {
            Dynamic::Null => Some(None),
            Dynamic::I31 => abs(AbsHeapType::I31),
            Dynamic::Object(ty) => Some(Some(self.heap(Heap::Defined(ty))?)),
            Dynamic::Exn => abs(AbsHeapType::Exn),
            Dynamic::Host => abs(AbsHeapType::Any),
            Dynamic::Extern => abs(AbsHeapType::Extern),
        }
    }

    /// A defined function type.
    fn func(&self, ty: TypeRef) -> Option<goal_directed::Heap> {
        let func = goal_directed::Heap::Abs(AbsHeapType::Func);
        self.heap(Heap::Defined(ty)).filter(|ty| self.heap_matches(*ty, func))
    }

    fn content(&self, value: Value) -> Option<Content> {
        Some(match value {
            Value::Ref { nullable, heap } => {
                Content::Reference { nullable, heap: self.heap(heap)? }
            }
            number => Content::Number(number),
        })
    }

    fn external(&self, external: Extern) -> Option<External> {
        Some(match external {
            Extern::Func(ty) => External::Func(self.func(ty)?),
            Extern::Tag(ty) => External::Tag(self.func(ty)?),
            Extern::Global { mutable, content } => {
                External::Global { mutable, content: self.content(content)? }
            }
            Extern::Memory { memory64, limits } => External::Memory { memory64, limits },
            Extern::Table { table64, limits, element } => {
                External::Table { table64, limits, element: self.content(element.into())? }
            }
        })
    }

    fn heap_matches(&self, sub: goal_directed::Heap, sup: goal_directed::Heap) -> bool {
        self.reading.heaptype_sub(sub, sup) == Some(true)
    }

    fn matches(&self, sub: Content, sup: Content) -> bool {
        match (sub, sup) {
            (Content::Number(sub), Content::Number(sup)) => sub == sup,
            (
                Content::Reference { nullable: null1, heap: sub },
                Content::Reference { nullable: null2, heap: sup },
            ) => (null2 || !null1) && self.heap_matches(sub, sup),
            _ => false,
        }
    }

    fn same(&self, one: Content, other: Content) -> bool {
        self.matches(one, other) && self.matches(other, one)
    }

    fn links(&self, export: External, import: External) -> bool {
        match (export, import) {
            (External::Func(found), External::Func(expected)) => self.heap_matches(found, expected),
            (External::Tag(found), External::Tag(expected)) => {
                self.heap_matches(found, expected) && self.heap_matches(expected, found)
            }
            (
                External::Global { mutable: false, content: found },
                External::Global { mutable: false, content: expected },
            ) => self.matches(found, expected),
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
