//! An evaluator for the functions whose outcome follows from types and constants.
//!
//! It follows the instructions below straight on, without loops, memories, arithmetic beyond that of constant
//! expressions, and the contents of objects; what it does not follow, or does not know, ends it with
//! [`Ended::Unknown`]. What it follows it follows exactly (4.3): checks of references are `Ref_ok`, which is
//! the model's relation on the least type of the reference and the closed static type.

mod frame;
mod references;

use super::store::Store;
use super::value::{Ref, Value};
use frame::{Frame, NOT_FOLLOWED, NOT_KNOWN, NOT_VALID, Stop};
use subtly_model::Model;
use subtly_model::roll::expand;
use subtly_model::syntax::{BlockType, CompType, DefType, Expr, Instr, RefType, ValType};

/// How something ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// With these results.
    Returned(Vec<Value>),
    /// With a trap.
    Trapped(&'static str),
    /// In a way that is not known; why.
    Unknown(&'static str),
}

/// Calls a function; if the end is not known, it may have done anything that its code can.
pub(super) fn invoke(model: &Model, store: &mut Store, func: usize, args: Vec<Value>) -> Ended {
    let mut machine = Machine { model, store, steps: 0, depth: 0 };
    let ended = Ended::of(machine.call(func, args));
    if matches!(ended, Ended::Unknown(_)) {
        store.forget_written();
    }
    ended
}

/// The value of a constant expression, if it is known.
pub(super) fn constant(
    model: &Model,
    store: &mut Store,
    instance: usize,
    expr: &Expr,
) -> Option<Value> {
    let mut machine = Machine { model, store, steps: 0, depth: 0 };
    let mut frame = Frame::new(machine.store, instance, Vec::new());
    machine.sequence(&mut frame, expr).ok()?;
    frame.stack.pop()
}

/// The calls and blocks that are followed into one another, which bounds the stack.
const DEPTH_MAX: usize = 100;

/// The instructions that are followed in all.
const STEPS_MAX: usize = 100_000;

struct Machine<'a> {
    model: &'a Model,
    store: &'a mut Store,
    steps: usize,
    depth: usize,
}

impl Machine<'_> {
    fn call(&mut self, func: usize, args: Vec<Value>) -> Result<Vec<Value>, Stop> {
        let func = &self.store.funcs[func];
        let (dt, code) = (func.dt, func.code);
        let mut frame = Frame::new(self.store, func.instance, Vec::new());
        let definition = frame.definition.clone();
        let func = &definition.module.funcs[code];
        let declared = func.locals.iter();
        let declared = declared.flat_map(|run| (0..run.n).map(|_| Value::default_of(run.t)));
        frame.locals = args.into_iter().map(Some).chain(declared).collect();
        self.steps += frame.locals.len();
        self.enter()?;
        match self.sequence(&mut frame, &func.body) {
            Ok(()) | Err(Stop::Return | Stop::Branch(_)) => {}
            Err(stop) => return Err(stop),
        }
        self.depth -= 1;
        frame.pop_many(self.arity(dt).1)
    }

    fn enter(&mut self) -> Result<(), Stop> {
        self.depth += 1;
        if self.depth > DEPTH_MAX { Err(Stop::Unknown("calls nest too deep")) } else { Ok(()) }
    }

    /// How many parameters and results a function type has.
    fn arity(&self, dt: DefType) -> (usize, usize) {
        match expand(self.model.terms(), dt) {
            CompType::Func(t1, t2) => (t1.len(), t2.len()),
            CompType::Struct(_) | CompType::Array(_) => (0, 0),
        }
    }

    /// `Ref_ok`, for a closed type.
    fn ref_ok(&self, r: &Ref, rt: RefType) -> bool {
        let least = r.least_type(|func| self.store.funcs[func].dt);
        self.model.subtype(ValType::Ref(least), ValType::Ref(rt)).is_ok()
    }

    fn sequence(&mut self, frame: &mut Frame, instrs: &[Instr]) -> Result<(), Stop> {
        for instr in instrs {
            self.steps += 1;
            if self.steps > STEPS_MAX {
                return Err(Stop::Unknown("it takes too many steps"));
            }
            self.step(frame, instr)?;
        }
        Ok(())
    }

    fn block(&mut self, f: &mut Frame, bt: BlockType, instrs: &[Instr]) -> Result<(), Stop> {
        let (params, results) = match bt {
            BlockType::Valtype(t) => (0, usize::from(t.is_some())),
            BlockType::Typeidx(x) => self.arity(f.type_at(x)),
        };
        let below = f.stack.len().checked_sub(params).ok_or(NOT_VALID)?;
        self.enter()?;
        let stopped = self.sequence(f, instrs);
        self.depth -= 1;
        match stopped {
            Err(Stop::Branch(0)) => {
                let values = f.pop_many(results)?;
                f.stack.truncate(below);
                f.stack.extend(values);
                Ok(())
            }
            Err(Stop::Branch(l)) => Err(Stop::Branch(l - 1)),
            other => other,
        }
    }

    fn step(&mut self, f: &mut Frame, instr: &Instr) -> Result<(), Stop> {
        match instr {
            Instr::Nop => {}
            Instr::Unreachable => return Err(Stop::Trap("unreachable")),
            Instr::Drop => drop(f.pop()?),
            Instr::Block(bt, instrs) => self.block(f, *bt, instrs)?,
            Instr::If(bt, then, otherwise) => {
                let instrs = if f.pop_truth()? { then } else { otherwise };
                self.block(f, *bt, instrs)?;
            }
            Instr::Br(l) => return Err(Stop::Branch(*l)),
            Instr::BrIf(l) if f.pop_truth()? => return Err(Stop::Branch(*l)),
            Instr::BrIf(_) => {}
            Instr::Return => return Err(Stop::Return),
            Instr::LocalGet(x) => {
                let value = f.locals.get(*x as usize).cloned().flatten();
                f.push(value.ok_or(NOT_VALID)?);
            }
            Instr::LocalSet(x) | Instr::LocalTee(x) => {
                let value = f.pop()?;
                if matches!(instr, Instr::LocalTee(_)) {
                    f.push(value.clone());
                }
                *f.locals.get_mut(*x as usize).ok_or(NOT_VALID)? = Some(value);
            }
            Instr::GlobalGet(x) => {
                let a = self.store.instances[f.instance].globals[*x as usize];
                f.push(self.store.globals[a].value.clone().ok_or(NOT_KNOWN)?);
            }
            Instr::GlobalSet(x) => {
                let a = self.store.instances[f.instance].globals[*x as usize];
                self.store.globals[a].value = Some(f.pop()?);
            }
            Instr::I32Const(c) => f.push(Value::I32(*c)),
            Instr::I64Const(c) => f.push(Value::I64(*c)),
            Instr::F32Const(c) => f.push(Value::F32(*c)),
            Instr::F64Const(c) => f.push(Value::F64(*c)),
            Instr::V128Const(c) => f.push(Value::V128(*c)),
            Instr::Numeric(op) => {
                let (right, left) = match op.row().params.len() {
                    2 => (f.pop()?, f.pop()?),
                    _ => return Err(NOT_FOLLOWED),
                };
                f.push(arithmetic(op.row().name, &left, &right).ok_or(NOT_FOLLOWED)?);
            }
            _ => return self.step_of_references(f, instr),
        }
        Ok(())
    }
}

impl Ended {
    fn of(result: Result<Vec<Value>, Stop>) -> Self {
        match result {
            Ok(values) => Self::Returned(values),
            Err(Stop::Trap(why)) => Self::Trapped(why),
            Err(Stop::Unknown(why)) => Self::Unknown(why),
            Err(Stop::Branch(_) | Stop::Return) => Self::Unknown("a branch leaves its function"),
        }
    }
}

/// An address, or an index of a table.
pub(super) fn unsigned(value: &Value) -> Option<u64> {
    match value {
        Value::I32(c) => Some(u64::from(*c as u32)),
        Value::I64(c) => Some(*c as u64),
        _ => None,
    }
}

/// The arithmetic of constant expressions: `Instr_const/binop`.
fn arithmetic(name: &str, left: &Value, right: &Value) -> Option<Value> {
    Some(match (name, left, right) {
        ("i32.add", Value::I32(a), Value::I32(b)) => Value::I32(a.wrapping_add(*b)),
        ("i32.sub", Value::I32(a), Value::I32(b)) => Value::I32(a.wrapping_sub(*b)),
        ("i32.mul", Value::I32(a), Value::I32(b)) => Value::I32(a.wrapping_mul(*b)),
        ("i64.add", Value::I64(a), Value::I64(b)) => Value::I64(a.wrapping_add(*b)),
        ("i64.sub", Value::I64(a), Value::I64(b)) => Value::I64(a.wrapping_sub(*b)),
        ("i64.mul", Value::I64(a), Value::I64(b)) => Value::I64(a.wrapping_mul(*b)),
        _ => return None,
    })
}
