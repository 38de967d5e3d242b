//! Constant expressions: initial values, offsets and elements of segments.

use super::draw::Draw;
use super::encode;
use super::matching::{bottom, unpacked};
use super::plan::Plan;
use crate::question::AbstractHeap as Abs;
use crate::section::{Composite, Field, HeapRef, Val};
use wasm_encoder::{ConstExpr, Instruction};

/// How deep operands of operands go.
const DEPTH_MAX: u32 = 3;

/// Draws an expression of the type. Nearly all are constant and valid.
///
/// It may read the globals of the plan so far, and marks the functions it refers to. `None` if no
/// constant has the type: an exception, say, has none.
pub(super) fn draw(plan: &mut Plan, ty: Val, draw: &mut Draw<'_>) -> Option<ConstExpr> {
    let mut expr = Expr { plan, draw, code: Vec::new() };
    let ty = if expr.draw.rare_slip() { expr.draw.val(0) } else { ty };
    expr.value(ty, 0)?;
    if expr.draw.rare_slip() {
        let constant_no_more = [
            Instruction::Nop,
            Instruction::Drop,
            Instruction::Unreachable,
            Instruction::I32Eqz,
            Instruction::I64DivS,
            Instruction::RefAsNonNull,
            Instruction::Return,
            Instruction::ReturnCall(0),
            Instruction::ReturnCallRef(0),
            Instruction::ReturnCallIndirect { type_index: 0, table_index: 0 },
            Instruction::GlobalGet(expr.plan.globals.len() as u32),
        ];
        expr.code.extend(expr.draw.of(&constant_no_more));
    }
    Some(ConstExpr::extended(expr.code))
}

struct Expr<'a, 'b> {
    plan: &'a mut Plan,
    draw: &'a mut Draw<'b>,
    code: Vec<Instruction<'static>>,
}

impl Expr<'_, '_> {
    /// Leaves a value of the type.
    fn value(&mut self, ty: Val, depth: u32) -> Option<()> {
        if self.draw.chance(1, 4) {
            let slip = self.draw.rare_slip();
            let readable: Vec<u32> = (0..)
                .zip(&self.plan.globals)
                .filter(|(_, global)| {
                    self.plan.fits(global.content, ty) && (slip || !global.mutable)
                })
                .map(|(index, _)| index)
                .collect();
            if let Some(index) = self.draw.of(&readable) {
                self.code.push(Instruction::GlobalGet(index));
                return Some(());
            }
        }
        match ty {
            Val::I32 | Val::I64 if depth < DEPTH_MAX && self.draw.chance(1, 5) => {
                self.value(ty, depth + 1)?;
                self.value(ty, depth + 1)?;
                // The others of these types are not constant.
                let operators = match (ty, self.draw.rare_slip()) {
                    (Val::I32, false) => {
                        [Instruction::I32Add, Instruction::I32Sub, Instruction::I32Mul]
                    }
                    (Val::I32, true) => {
                        [Instruction::I32Xor, Instruction::I32DivU, Instruction::I32Rotl]
                    }
                    (_, false) => [Instruction::I64Add, Instruction::I64Sub, Instruction::I64Mul],
                    (_, true) => [Instruction::I64Or, Instruction::I64RemS, Instruction::I64Shl],
                };
                self.code.extend(self.draw.of(&operators));
                Some(())
            }
            Val::Ref { nullable, heap } => self.reference(nullable, heap, depth),
            _ => {
                self.code.push(encode::number(ty, i64::from(self.draw.below(4))));
                // Nor is any operator of floating-point numbers.
                let operators = match ty {
                    Val::F32 => [Instruction::F32Add, Instruction::F32Min],
                    Val::F64 => [Instruction::F64Sub, Instruction::F64Mul],
                    _ => return Some(()),
                };
                if self.draw.rare_slip() {
                    self.code.push(encode::number(ty, 1));
                    self.code.extend(self.draw.of(&operators));
                }
                Some(())
            }
        }
    }

    fn reference(&mut self, nullable: bool, heap: HeapRef, depth: u32) -> Option<()> {
        if nullable && (depth >= DEPTH_MAX || self.draw.chance(1, 3)) {
            let lowest = HeapRef::Abstract(bottom(self.plan.top(heap)));
            let heap = if self.draw.chance(1, 2) { lowest } else { heap };
            self.code.push(Instruction::RefNull(encode::heap(heap)));
            return Some(());
        }
        let made = depth < DEPTH_MAX && self.made(heap, depth).is_some();
        if !made && nullable {
            self.code.push(Instruction::RefNull(encode::heap(heap)));
            return Some(());
        }
        made.then_some(())
    }

    /// Leaves a reference that is not null. Nothing is written where none can be made.
    fn made(&mut self, heap: HeapRef, depth: u32) -> Option<()> {
        let before = self.code.len();
        let done = match heap {
            HeapRef::Abstract(Abs::Any | Abs::Eq | Abs::I31) => {
                self.value(Val::I32, depth + 1)?;
                self.code.push(Instruction::RefI31);
                Some(())
            }
            HeapRef::Abstract(Abs::Extern) => {
                self.made(HeapRef::Abstract(Abs::Any), depth)?;
                self.code.push(Instruction::ExternConvertAny);
                Some(())
            }
            HeapRef::Abstract(Abs::Func | Abs::Struct | Abs::Array) | HeapRef::Index(_) => {
                self.defined(heap, depth)
            }
            HeapRef::Abstract(_) => None,
        };
        if done.is_none() {
            self.code.truncate(before);
        }
        done
    }

    /// Leaves a reference of some defined type below the heap type.
    fn defined(&mut self, heap: HeapRef, depth: u32) -> Option<()> {
        let wanted = Val::Ref { nullable: false, heap };
        let below = |index: u32| {
            self.plan.fits(Val::Ref { nullable: false, heap: HeapRef::Index(index) }, wanted)
        };
        let candidates: Vec<u32> =
            (0..self.plan.types.len() as u32).filter(|index| below(*index)).collect();
        let index = self.draw.of(&candidates)?;
        match self.plan.types[index as usize].composite.clone() {
            Composite::Func { .. } => {
                let of_type: Vec<u32> = (0..)
                    .zip(&self.plan.funcs)
                    .filter(|(_, ty)| **ty == index)
                    .map(|(func, _)| func)
                    .collect();
                let func = self.draw.of(&of_type)?;
                self.plan.declared[func as usize] = true;
                self.code.push(Instruction::RefFunc(func));
            }
            Composite::Struct(fields) => {
                let defaults =
                    fields.iter().all(|field| self.plan.has_default(unpacked(field.storage)));
                if defaults && self.draw.chance(1, 2) {
                    self.code.push(Instruction::StructNewDefault(index));
                } else {
                    self.fields(&fields, depth)?;
                    self.code.push(Instruction::StructNew(index));
                }
            }
            Composite::Array(element) => {
                let default = self.plan.has_default(unpacked(element.storage));
                match self.draw.below(3) {
                    0 => {
                        let array_size = self.draw.below(3);
                        self.fields(&vec![element; array_size as usize], depth)?;
                        self.code.push(Instruction::ArrayNewFixed {
                            array_type_index: index,
                            array_size,
                        });
                    }
                    1 if default => {
                        self.value(Val::I32, depth + 1)?;
                        self.code.push(Instruction::ArrayNewDefault(index));
                    }
                    _ => {
                        self.fields(&[element], depth)?;
                        self.value(Val::I32, depth + 1)?;
                        self.code.push(Instruction::ArrayNew(index));
                    }
                }
            }
        }
        Some(())
    }

    fn fields(&mut self, fields: &[Field], depth: u32) -> Option<()> {
        fields.iter().try_for_each(|field| self.value(unpacked(field.storage), depth + 1))
    }
}
