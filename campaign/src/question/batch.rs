//! Many questions at once.

use super::{Dynamic, Extern, Kind, ModuleId, Question, Reference, TypeRef, Value};
use std::sync::Arc;

/// Many questions of one kind, written as a matrix: every row is asked against every column.
///
/// A campaign asks whole matrices, some thousand questions for a module of thirty types, so the
/// operands are listed once and the questions are counted, not stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Batch {
    /// One `ValidTypes` question.
    ValidTypes(ModuleId),
    /// Every row against every column, as `SameType`.
    SameType(Arc<[TypeRef]>, Arc<[TypeRef]>),
    /// Every row against every column, as `Subtype`.
    Subtype(Arc<[Value]>, Arc<[Value]>),
    /// Every stored type against every expected type, as `TypedFuncRef`.
    TypedFuncRef(Arc<[TypeRef]>, Arc<[TypeRef]>),
    /// One `Valid` question.
    Valid(ModuleId),
    /// Every reference against every target, as `Cast`.
    Cast(Arc<[Dynamic]>, Arc<[Reference]>),
    /// Every callee against every expected type, as `CallIndirect`.
    CallIndirect(Arc<[TypeRef]>, Arc<[TypeRef]>),
    /// Every export against every import, as `Link`.
    Link(Arc<[Extern]>, Arc<[Extern]>),
}

impl Batch {
    /// The batch that asks one question.
    #[must_use]
    pub fn one(question: Question) -> Self {
        match question {
            Question::ValidTypes(module) => Self::ValidTypes(module),
            Question::SameType(left, right) => Self::SameType([left].into(), [right].into()),
            Question::Subtype(left, right) => Self::Subtype([left].into(), [right].into()),
            Question::TypedFuncRef { stored, expected } => {
                Self::TypedFuncRef([stored].into(), [expected].into())
            }
            Question::Valid(module) => Self::Valid(module),
            Question::Cast { dynamic, target } => Self::Cast([dynamic].into(), [target].into()),
            Question::CallIndirect { callee, expected } => {
                Self::CallIndirect([callee].into(), [expected].into())
            }
            Question::Link { export, import } => Self::Link([export].into(), [import].into()),
        }
    }

    /// The kind of every question of the batch.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            Self::ValidTypes(_) => Kind::ValidTypes,
            Self::SameType(..) => Kind::SameType,
            Self::Subtype(..) => Kind::Subtype,
            Self::TypedFuncRef(..) => Kind::TypedFuncRef,
            Self::Valid(_) => Kind::Valid,
            Self::Cast(..) => Kind::Cast,
            Self::CallIndirect(..) => Kind::CallIndirect,
            Self::Link(..) => Kind::Link,
        }
    }

    /// The number of questions.
    #[must_use]
    pub fn count(&self) -> usize {
        match self {
            Self::ValidTypes(_) | Self::Valid(_) => 1,
            Self::SameType(rows, columns)
            | Self::TypedFuncRef(rows, columns)
            | Self::CallIndirect(rows, columns) => rows.len() * columns.len(),
            Self::Subtype(rows, columns) => rows.len() * columns.len(),
            Self::Cast(rows, columns) => rows.len() * columns.len(),
            Self::Link(rows, columns) => rows.len() * columns.len(),
        }
    }

    /// The question with number `n`, counted row by row.
    ///
    /// # Panics
    ///
    /// Panics if `n` is not below [`Batch::count`].
    #[must_use]
    pub fn question(&self, n: usize) -> Question {
        assert!(n < self.count(), "a batch of {} questions has no number {n}", self.count());
        match self {
            Self::ValidTypes(module) => Question::ValidTypes(*module),
            Self::SameType(rows, columns) => {
                let (left, right) = at(rows, columns, n);
                Question::SameType(left, right)
            }
            Self::Subtype(rows, columns) => {
                let (left, right) = at(rows, columns, n);
                Question::Subtype(left, right)
            }
            Self::TypedFuncRef(rows, columns) => {
                let (stored, expected) = at(rows, columns, n);
                Question::TypedFuncRef { stored, expected }
            }
            Self::Valid(module) => Question::Valid(*module),
            Self::Cast(rows, columns) => {
                let (dynamic, target) = at(rows, columns, n);
                Question::Cast { dynamic, target }
            }
            Self::CallIndirect(rows, columns) => {
                let (callee, expected) = at(rows, columns, n);
                Question::CallIndirect { callee, expected }
            }
            Self::Link(rows, columns) => {
                let (export, import) = at(rows, columns, n);
                Question::Link { export, import }
            }
        }
    }
}

/// The operands of the question with number `n` of a matrix.
fn at<R: Copy, C: Copy>(rows: &[R], columns: &[C], n: usize) -> (R, C) {
    (rows[n / columns.len()], columns[n % columns.len()])
}
