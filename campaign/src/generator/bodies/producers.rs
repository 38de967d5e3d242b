//! Values of a wanted type: constants, locals, globals, new objects, casts, calls, whole blocks.

use super::body::Body;
use super::encode;
use super::matching::{abstract_reference, bottom, defined, unpacked};
use crate::question::AbstractHeap as Abs;
use crate::section::{Composite, HeapRef, Val};
use wasm_encoder::{BlockType, Instruction};

/// How deep operands of operands go.
const DEPTH_MAX: u32 = 2;

impl Body<'_, '_> {
    /// Leaves one value of a type that matches.
    pub(super) fn produce(&mut self, ty: Val, depth: u32) {
        let deeper = u32::from(depth < DEPTH_MAX);
        let done = match self.draw.weighted(&[4, 4, 3, 2 * deeper, deeper, deeper, deeper]) {
            0 => self.simply(ty, depth),
            1 => self.local_of(ty),
            2 => self.global_of(ty),
            3 => self.made(ty, depth),
            4 => self.called(ty, depth),
            5 => self.chosen(ty, depth),
            _ => self.teed(ty, depth),
        };
        if !done && !self.simply(ty, depth) {
            self.conjured(ty);
        }
    }

    /// A number, null, or an object of default values.
    fn simply(&mut self, ty: Val, depth: u32) -> bool {
        match ty {
            Val::Ref { nullable: true, heap } => {
                let lowest = HeapRef::Abstract(bottom(self.plan.top(heap)));
                let heap = if self.draw.chance(1, 2) { lowest } else { heap };
                self.code.push(Instruction::RefNull(encode::heap(heap)));
                true
            }
            Val::Ref { nullable: false, .. } => depth < DEPTH_MAX && self.made(ty, depth),
            number => {
                let constant = i64::from(self.draw.below(3));
                self.code.push(encode::number(number, constant));
                true
            }
        }
    }

    /// The value of any type: a block that is never left at its end.
    fn conjured(&mut self, ty: Val) {
        self.code.push(Instruction::Block(BlockType::Result(encode::val_type(ty))));
        self.code.push(Instruction::Unreachable);
        self.code.push(Instruction::End);
    }

    fn local_of(&mut self, ty: Val) -> bool {
        let (plan, slip) = (self.plan, self.draw.slip());
        let fitting: Vec<u32> = (0..)
            .zip(self.locals.iter().zip(&self.set))
            .filter(|(_, (local, set))| (**set || slip) && plan.fits(**local, ty))
            .map(|(index, _)| index)
            .collect();
        self.push_of(&fitting, Instruction::LocalGet)
    }

    fn global_of(&mut self, ty: Val) -> bool {
        let plan = self.plan;
        let fitting: Vec<u32> = (0..)
            .zip(&plan.globals)
            .filter(|(_, global)| plan.fits(global.content, ty))
            .map(|(index, _)| index)
            .collect();
        self.push_of(&fitting, Instruction::GlobalGet)
    }

    fn push_of(&mut self, of: &[u32], instruction: fn(u32) -> Instruction<'static>) -> bool {
        let index = self.draw.of(of);
        self.code.extend(index.map(instruction));
        index.is_some()
    }

    /// A new object, a function, or a cast.
    fn made(&mut self, ty: Val, depth: u32) -> bool {
        let Val::Ref { nullable, heap } = ty else { return false };
        if self.draw.chance(1, 4) {
            let top = self.plan.top(heap);
            self.produce(abstract_reference(true, top), depth + 1);
            let heap = encode::heap(heap);
            self.code.push(match nullable {
                true => Instruction::RefCastNullable(heap),
                false => Instruction::RefCastNonNull(heap),
            });
            return true;
        }
        if heap == HeapRef::Abstract(Abs::I31) {
            self.produce(Val::I32, depth + 1);
            self.code.push(Instruction::RefI31);
            return true;
        }
        let plan = self.plan;
        let fitting: Vec<u32> = (0..plan.types.len() as u32)
            .filter(|index| plan.fits(defined(false, *index), ty))
            .collect();
        let Some(index) = self.draw.of(&fitting) else { return false };
        self.made_at(index, depth)
    }

    fn made_at(&mut self, index: u32, depth: u32) -> bool {
        let plan = self.plan;
        match &plan.types[index as usize].composite {
            Composite::Func { .. } => {
                let slip = self.draw.slip();
                let of_type: Vec<u32> = (0..)
                    .zip(plan.funcs.iter().zip(&plan.declared))
                    .filter(|(_, (ty, declared))| **ty == index && (**declared || slip))
                    .map(|(func, _)| func)
                    .collect();
                self.push_of(&of_type, Instruction::RefFunc)
            }
            Composite::Struct(fields) => {
                let vals: Vec<Val> = fields.iter().map(|field| unpacked(field.storage)).collect();
                if vals.iter().all(|val| plan.has_default(*val)) && self.draw.chance(2, 3) {
                    self.code.push(Instruction::StructNewDefault(index));
                } else {
                    vals.iter().for_each(|val| self.produce(*val, depth + 1));
                    self.code.push(Instruction::StructNew(index));
                }
                true
            }
            Composite::Array(element) => {
                let val = unpacked(element.storage);
                if self.draw.chance(1, 2) || !plan.has_default(val) {
                    let array_size = self.draw.below(3);
                    (0..array_size).for_each(|_| self.produce(val, depth + 1));
                    self.code
                        .push(Instruction::ArrayNewFixed { array_type_index: index, array_size });
                } else {
                    self.produce(Val::I32, depth + 1);
                    self.code.push(Instruction::ArrayNewDefault(index));
                }
                true
            }
        }
    }

    /// The one result of a call.
    fn called(&mut self, ty: Val, depth: u32) -> bool {
        let plan = self.plan;
        let fitting: Vec<u32> = (0..plan.funcs.len() as u32)
            .filter(|func| matches!(plan.func(*func).1, [result] if plan.fits(*result, ty)))
            .collect();
        let Some(func) = self.draw.of(&fitting) else { return false };
        let params = plan.func(func).0;
        params.iter().for_each(|param| self.produce(*param, depth + 1));
        self.code.push(Instruction::Call(func));
        true
    }

    /// One of two values.
    fn chosen(&mut self, ty: Val, depth: u32) -> bool {
        self.produce(ty, depth + 1);
        self.produce(ty, depth + 1);
        self.produce(Val::I32, depth + 1);
        self.code.push(match ty {
            Val::Ref { .. } => Instruction::TypedSelect(encode::val_type(ty)),
            _ => Instruction::Select,
        });
        true
    }

    /// A value that goes through a local.
    fn teed(&mut self, ty: Val, depth: u32) -> bool {
        let plan = self.plan;
        let fitting: Vec<u32> = (0..)
            .zip(&self.locals)
            .filter(|(_, local)| plan.fits(**local, ty))
            .map(|(index, _)| index)
            .collect();
        let Some(local) = self.draw.of(&fitting) else { return false };
        self.produce(self.locals[local as usize], depth + 1);
        self.code.push(Instruction::LocalTee(local));
        self.set[local as usize] = true;
        true
    }
}
