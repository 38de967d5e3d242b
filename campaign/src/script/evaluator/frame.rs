//! What the evaluator works on: the frame of a function with its operands, and ways to leave it.

use crate::script::store::{Definition, Store};
use crate::script::value::{Ref, Value};
use std::rc::Rc;
use subtly_model::roll::close_reftype;
use subtly_model::syntax::{DefType, RefType, TypeIdx};

/// Why a sequence of instructions is left before its end.
pub(super) enum Stop {
    /// To the end of the block with this label.
    Branch(u32),
    /// To the end of the function.
    Return,
    Trap(&'static str),
    Unknown(&'static str),
}

pub(super) const NOT_FOLLOWED: Stop = Stop::Unknown("an instruction is not followed");
pub(super) const NOT_KNOWN: Stop =
    Stop::Unknown("what is read may have been written by code that ran");
/// A stack or local without a value: not of a valid module.
pub(super) const NOT_VALID: Stop = Stop::Unknown("the stack is not as validity has it");

/// `frame`, with the operands above it.
pub(super) struct Frame {
    pub(super) instance: usize,
    pub(super) definition: Rc<Definition>,
    pub(super) locals: Vec<Option<Value>>,
    pub(super) stack: Vec<Value>,
}

impl Frame {
    pub(super) fn new(store: &Store, instance: usize, locals: Vec<Option<Value>>) -> Self {
        let definition = store.instances[instance].definition.clone();
        Self { instance, definition, locals, stack: Vec::new() }
    }

    pub(super) fn push(&mut self, value: Value) {
        self.stack.push(value);
    }

    pub(super) fn push_i32(&mut self, truth: bool) {
        self.push(Value::I32(truth.into()));
    }

    pub(super) fn pop(&mut self) -> Result<Value, Stop> {
        self.stack.pop().ok_or(NOT_VALID)
    }

    pub(super) fn pop_many(&mut self, n: usize) -> Result<Vec<Value>, Stop> {
        let rest = self.stack.len().checked_sub(n).ok_or(NOT_VALID)?;
        Ok(self.stack.split_off(rest))
    }

    pub(super) fn pop_ref(&mut self) -> Result<Ref, Stop> {
        match self.pop()? {
            Value::Ref(r) => Ok(r),
            _ => Err(NOT_VALID),
        }
    }

    pub(super) fn pop_truth(&mut self) -> Result<bool, Stop> {
        match self.pop()? {
            Value::I32(c) => Ok(c != 0),
            _ => Err(NOT_VALID),
        }
    }

    pub(super) fn closed(&self, rt: RefType) -> RefType {
        close_reftype(&self.definition.types, rt)
    }

    pub(super) fn type_at(&self, x: TypeIdx) -> DefType {
        self.definition.types[x as usize]
    }
}
