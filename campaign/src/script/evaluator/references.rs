//! Instructions on references, tables and functions.

use super::Machine;
use super::frame::{Frame, NOT_FOLLOWED, NOT_KNOWN, NOT_VALID, Stop};
use super::unsigned;
use crate::script::store::Growth;
use crate::script::value::{Ref, Value};
use subtly_model::roll::expand;
use subtly_model::syntax::{CompType, HeapType, Instr, RefType, TableIdx, TypeIdx, TypeUse};

impl Machine<'_> {
    pub(super) fn step_of_references(&mut self, f: &mut Frame, instr: &Instr) -> Result<(), Stop> {
        match instr {
            Instr::BrOnNull(l) => match f.pop_ref()? {
                Ref::Null => return Err(Stop::Branch(*l)),
                r => f.push(Value::Ref(r)),
            },
            Instr::BrOnNonNull(l) => match f.pop_ref()? {
                Ref::Null => {}
                r => {
                    f.push(Value::Ref(r));
                    return Err(Stop::Branch(*l));
                }
            },
            Instr::BrOnCast { l, rt2, .. } | Instr::BrOnCastFail { l, rt2, .. } => {
                let r = f.pop_ref()?;
                let ok = self.ref_ok(&r, f.closed(*rt2));
                f.push(Value::Ref(r));
                if ok == matches!(instr, Instr::BrOnCast { .. }) {
                    return Err(Stop::Branch(*l));
                }
            }
            Instr::RefNull(_) => f.push(Value::Ref(Ref::Null)),
            Instr::RefIsNull => {
                let r = f.pop_ref()?;
                f.push_i32(r == Ref::Null);
            }
            Instr::RefAsNonNull => match f.pop_ref()? {
                Ref::Null => return Err(Stop::Trap("null reference")),
                r => f.push(Value::Ref(r)),
            },
            Instr::RefTest(rt) => {
                let r = f.pop_ref()?;
                f.push_i32(self.ref_ok(&r, f.closed(*rt)));
            }
            Instr::RefCast(rt) => {
                let r = f.pop_ref()?;
                if !self.ref_ok(&r, f.closed(*rt)) {
                    return Err(Stop::Trap("cast failure"));
                }
                f.push(Value::Ref(r));
            }
            Instr::RefFunc(x) => {
                let a = self.store.instances[f.instance].funcs[*x as usize];
                f.push(Value::Ref(Ref::Func(a)));
            }
            Instr::RefI31 => match f.pop()? {
                Value::I32(c) => f.push(Value::Ref(Ref::I31(c as u32 & 0x7fff_ffff))),
                _ => return Err(NOT_VALID),
            },
            Instr::ExternConvertAny => {
                let r = match f.pop_ref()? {
                    Ref::Null => Ref::Null,
                    r => Ref::Extern(Box::new(r)),
                };
                f.push(Value::Ref(r));
            }
            Instr::AnyConvertExtern => match f.pop_ref()? {
                Ref::Null => f.push(Value::Ref(Ref::Null)),
                Ref::Extern(r) => f.push(Value::Ref(*r)),
                _ => return Err(NOT_VALID),
            },
            Instr::StructNewDefault(x) => self.allocate(f, *x, 0)?,
            Instr::StructNew(x) => match expand(self.model.terms(), f.type_at(*x)) {
                CompType::Struct(fields) => self.allocate(f, *x, fields.len())?,
                CompType::Array(_) | CompType::Func(..) => return Err(NOT_VALID),
            },
            Instr::ArrayNew(x) => self.allocate(f, *x, 2)?,
            Instr::ArrayNewDefault(x) => self.allocate(f, *x, 1)?,
            Instr::ArrayNewFixed { x, n } => self.allocate(f, *x, *n as usize)?,
            _ => return self.step_of_calls(f, instr),
        }
        Ok(())
    }

    /// A new object: of its operands nothing is kept.
    fn allocate(&self, f: &mut Frame, x: TypeIdx, operands: usize) -> Result<(), Stop> {
        f.pop_many(operands)?;
        f.push(Value::Ref(Ref::Object(f.type_at(x))));
        Ok(())
    }

    fn step_of_calls(&mut self, f: &mut Frame, instr: &Instr) -> Result<(), Stop> {
        let callee = match instr {
            Instr::TableGet(x) => {
                let (table, index) = self.element(f, *x, "out of bounds table access")?;
                let r = self.store.tables[table].get(index).ok_or(NOT_KNOWN)?;
                f.push(Value::Ref(r));
                return Ok(());
            }
            Instr::TableSet(x) => {
                let r = f.pop_ref()?;
                let (table, index) = self.element(f, *x, "out of bounds table access")?;
                self.store.tables[table].set(index, Some(r));
                return Ok(());
            }
            Instr::Call(x) => Ref::Func(self.store.instances[f.instance].funcs[*x as usize]),
            Instr::CallRef(_) => f.pop_ref()?,
            Instr::CallIndirect { x, y } => {
                let (table, index) = self.element(f, *x, "undefined element")?;
                let r = self.store.tables[table].get(index).ok_or(NOT_KNOWN)?;
                let ht = HeapType::Use(TypeUse::Def(f.type_at(*y)));
                if !self.ref_ok(&r, RefType { null: true, ht }) {
                    return Err(Stop::Trap("indirect call type mismatch"));
                }
                r
            }
            _ => return Err(NOT_FOLLOWED),
        };
        let func = match callee {
            Ref::Func(func) => func,
            Ref::Null => return Err(Stop::Trap("the function is null")),
            _ => return Err(NOT_VALID),
        };
        let args = f.pop_many(self.arity(self.store.funcs[func].dt).0)?;
        let results = self.call(func, args)?;
        f.stack.extend(results);
        Ok(())
    }

    /// The table and the index of an element, which must be in bounds.
    fn element(
        &self,
        f: &mut Frame,
        x: TableIdx,
        trap: &'static str,
    ) -> Result<(usize, u64), Stop> {
        let index = unsigned(&f.pop()?).ok_or(NOT_VALID)?;
        let at = self.store.instances[f.instance].tables[x as usize];
        let table = &self.store.tables[at];
        match index < table.tt.lim.min {
            true => Ok((at, index)),
            false if table.growth == Growth::Maybe => Err(NOT_KNOWN),
            false => Err(Stop::Trap(trap)),
        }
    }
}
