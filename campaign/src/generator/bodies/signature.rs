//! Operands and results of instructions, as the generator needs them to put operands before.

use super::body::Body;
use super::matching::{abstract_reference, defined, reference, unpacked};
use super::operators::Operator;
use super::plan::Plan;
use super::tabulated;
use crate::question::AbstractHeap as Abs;
use crate::section::{Composite, HeapRef, Val};
use wasm_encoder::Instruction;

/// What an instruction takes and leaves.
#[derive(Clone, Debug, Default)]
pub(super) struct Signature {
    pub(super) operands: Vec<Val>,
    pub(super) results: Vec<Val>,
    /// Whether what follows is dead.
    pub(super) ends: bool,
}

fn signature(operands: &[Val], results: &[Val]) -> Signature {
    Signature { operands: operands.to_vec(), results: results.to_vec(), ends: false }
}

fn ending(operands: &[Val]) -> Signature {
    Signature { ends: true, ..signature(operands, &[]) }
}

impl Plan {
    fn global(&self, index: u32) -> Val {
        self.globals.get(index as usize).map_or(Val::I32, |global| global.content)
    }

    fn table_element(&self, index: u32) -> Val {
        let element = self.tables.get(index as usize).map(|table| table.element);
        element.unwrap_or(abstract_reference(true, Abs::Func))
    }

    fn array(&self, index: u32) -> Val {
        self.element(index).map_or(Val::I32, |element| unpacked(element.storage))
    }

    /// Of two addresses, the smaller: the length of a copy has it.
    fn least(one: Val, other: Val) -> Val {
        if one == Val::I64 && other == Val::I64 { Val::I64 } else { Val::I32 }
    }
}

impl Body<'_, '_> {
    /// The types of the label with this depth.
    fn label(&self, depth: u32) -> Vec<Val> {
        let at = self.labels.len().checked_sub(1 + depth as usize);
        at.map_or_else(Vec::new, |at| self.labels[at].clone())
    }

    fn call(&self, (params, results): (&[Val], &[Val]), last: &[Val], returns: bool) -> Signature {
        let operands = [params, last].concat();
        if returns { ending(&operands) } else { signature(&operands, results) }
    }

    /// What the instruction takes and leaves, given what was drawn for it.
    pub(super) fn signature(
        &mut self,
        operator: Operator,
        instruction: &Instruction<'_>,
    ) -> Signature {
        let plan = self.plan;
        let any = |heap| abstract_reference(true, heap);
        let func = |ty: u32| plan.signature(ty).unwrap_or((&[], &[]));
        let top = reference(true, HeapRef::Abstract(plan.top(self.heap)));
        match *instruction {
            Instruction::Unreachable => ending(&[]),
            Instruction::Nop | Instruction::ElemDrop(_) | Instruction::DataDrop(_) => {
                Signature::default()
            }
            Instruction::Br(depth) => ending(&self.label(depth)),
            Instruction::BrIf(depth) => {
                let label = self.label(depth);
                signature(&[&label[..], &[Val::I32]].concat(), &label)
            }
            Instruction::BrTable(_, depth) => {
                ending(&[&self.label(depth)[..], &[Val::I32]].concat())
            }
            Instruction::BrOnNull(depth) => {
                let label = self.label(depth);
                let tested = self.draw.reference(plan.types.len() as u32);
                let left = match tested {
                    Val::Ref { heap, .. } => reference(false, heap),
                    _ => tested,
                };
                signature(&[&label[..], &[tested]].concat(), &[&label[..], &[left]].concat())
            }
            Instruction::BrOnNonNull(depth) => {
                let label = self.label(depth);
                let (last, kept) = label.split_last().unwrap_or((&Val::I32, &[]));
                let tested = match *last {
                    Val::Ref { heap, .. } => reference(true, heap),
                    other => other,
                };
                signature(&[kept, &[tested]].concat(), kept)
            }
            Instruction::BrOnCast { relative_depth, .. }
            | Instruction::BrOnCastFail { relative_depth, .. } => {
                let label = self.label(relative_depth);
                let kept = label.split_last().map_or(&[][..], |(_, kept)| kept);
                let (from, to) = (self.from, self.cast);
                let rest = match (from, to) {
                    (Val::Ref { heap, .. }, Val::Ref { nullable: true, .. }) => {
                        reference(false, heap)
                    }
                    _ => from,
                };
                let left = if operator.name == "BrOnCast" { rest } else { to };
                signature(&[kept, &[from]].concat(), &[kept, &[left]].concat())
            }
            Instruction::Return => ending(&self.results.clone()),
            Instruction::Call(index) => self.call(plan.func(index), &[], false),
            Instruction::ReturnCall(index) => self.call(plan.func(index), &[], true),
            Instruction::CallRef(ty) => self.call(func(ty), &[defined(true, ty)], false),
            Instruction::ReturnCallRef(ty) => self.call(func(ty), &[defined(true, ty)], true),
            Instruction::CallIndirect { type_index, table_index } => {
                self.call(func(type_index), &[plan.table_address(table_index)], false)
            }
            Instruction::ReturnCallIndirect { type_index, table_index } => {
                self.call(func(type_index), &[plan.table_address(table_index)], true)
            }
            Instruction::Throw(tag) => ending(plan.tag(tag)),
            Instruction::ThrowRef => ending(&[any(Abs::Exn)]),
            Instruction::Drop => {
                let dropped = self.draw.val(plan.types.len() as u32);
                signature(&[dropped], &[])
            }
            Instruction::Select => {
                let ty = self.draw.numeric();
                signature(&[ty, ty, Val::I32], &[ty])
            }
            Instruction::TypedSelect(_) => {
                let ty = self.target.unwrap_or(Val::I32);
                signature(&[ty, ty, Val::I32], &[ty])
            }
            Instruction::TypedSelectMulti(_) => signature(&[Val::I32; 3], &[]),
            Instruction::LocalGet(index) => signature(&[], &[self.local(index)]),
            Instruction::LocalSet(index) => signature(&[self.local(index)], &[]),
            Instruction::LocalTee(index) => signature(&[self.local(index)], &[self.local(index)]),
            Instruction::GlobalGet(index) => signature(&[], &[plan.global(index)]),
            Instruction::GlobalSet(index) => signature(&[plan.global(index)], &[]),
            Instruction::TableGet(table) => {
                signature(&[plan.table_address(table)], &[plan.table_element(table)])
            }
            Instruction::TableSet(table) => {
                signature(&[plan.table_address(table), plan.table_element(table)], &[])
            }
            Instruction::TableSize(table) => signature(&[], &[plan.table_address(table)]),
            Instruction::TableGrow(table) => {
                let address = plan.table_address(table);
                signature(&[plan.table_element(table), address], &[address])
            }
            Instruction::TableFill(table) => {
                let address = plan.table_address(table);
                signature(&[address, plan.table_element(table), address], &[])
            }
            Instruction::TableCopy { src_table, dst_table } => {
                let (to, from) = (plan.table_address(dst_table), plan.table_address(src_table));
                signature(&[to, from, Plan::least(to, from)], &[])
            }
            Instruction::TableInit { table, .. } => {
                signature(&[plan.table_address(table), Val::I32, Val::I32], &[])
            }
            Instruction::MemorySize(memory) => signature(&[], &[plan.memory_address(memory)]),
            Instruction::MemoryGrow(memory) => {
                let address = plan.memory_address(memory);
                signature(&[address], &[address])
            }
            Instruction::MemoryFill(memory) => {
                let address = plan.memory_address(memory);
                signature(&[address, Val::I32, address], &[])
            }
            Instruction::MemoryCopy { src_mem, dst_mem } => {
                let (to, from) = (plan.memory_address(dst_mem), plan.memory_address(src_mem));
                signature(&[to, from, Plan::least(to, from)], &[])
            }
            Instruction::MemoryInit { mem, .. } => {
                signature(&[plan.memory_address(mem), Val::I32, Val::I32], &[])
            }
            Instruction::RefNull(_) => signature(&[], &[reference(true, self.heap)]),
            Instruction::RefIsNull => {
                let tested = self.draw.reference(plan.types.len() as u32);
                signature(&[tested], &[Val::I32])
            }
            Instruction::RefAsNonNull => {
                let Val::Ref { heap, .. } = self.draw.reference(plan.types.len() as u32) else {
                    return Signature::default();
                };
                signature(&[reference(true, heap)], &[reference(false, heap)])
            }
            Instruction::RefFunc(index) => {
                let ty = plan.funcs.get(index as usize).copied().unwrap_or(0);
                signature(&[], &[defined(false, ty)])
            }
            Instruction::RefEq => signature(&[any(Abs::Eq), any(Abs::Eq)], &[Val::I32]),
            Instruction::RefTestNonNull(_) | Instruction::RefTestNullable(_) => {
                signature(&[top], &[Val::I32])
            }
            Instruction::RefCastNonNull(_) => signature(&[top], &[reference(false, self.heap)]),
            Instruction::RefCastNullable(_) => signature(&[top], &[reference(true, self.heap)]),
            Instruction::RefI31 => signature(&[Val::I32], &[abstract_reference(false, Abs::I31)]),
            Instruction::I31GetS | Instruction::I31GetU => signature(&[any(Abs::I31)], &[Val::I32]),
            Instruction::AnyConvertExtern => signature(&[any(Abs::Extern)], &[any(Abs::Any)]),
            Instruction::ExternConvertAny => signature(&[any(Abs::Any)], &[any(Abs::Extern)]),
            Instruction::StructNew(ty) => {
                let fields = match plan.types.get(ty as usize).map(|ty| &ty.composite) {
                    Some(Composite::Struct(fields)) => &fields[..],
                    _ => &[],
                };
                let operands: Vec<Val> = fields.iter().map(|f| unpacked(f.storage)).collect();
                signature(&operands, &[defined(false, ty)])
            }
            Instruction::StructNewDefault(ty) => signature(&[], &[defined(false, ty)]),
            Instruction::StructGet { struct_type_index: ty, field_index: field }
            | Instruction::StructGetS { struct_type_index: ty, field_index: field }
            | Instruction::StructGetU { struct_type_index: ty, field_index: field } => {
                let field = plan.field(ty, field).map_or(Val::I32, |f| unpacked(f.storage));
                signature(&[defined(true, ty)], &[field])
            }
            Instruction::StructSet { struct_type_index: ty, field_index: field } => {
                let field = plan.field(ty, field).map_or(Val::I32, |f| unpacked(f.storage));
                signature(&[defined(true, ty), field], &[])
            }
            Instruction::ArrayNew(ty) => {
                signature(&[plan.array(ty), Val::I32], &[defined(false, ty)])
            }
            Instruction::ArrayNewDefault(ty) => signature(&[Val::I32], &[defined(false, ty)]),
            Instruction::ArrayNewFixed { array_type_index: ty, array_size } => {
                let operands = vec![plan.array(ty); array_size as usize];
                signature(&operands, &[defined(false, ty)])
            }
            Instruction::ArrayNewData { array_type_index: ty, .. }
            | Instruction::ArrayNewElem { array_type_index: ty, .. } => {
                signature(&[Val::I32, Val::I32], &[defined(false, ty)])
            }
            Instruction::ArrayGet(ty) | Instruction::ArrayGetS(ty) | Instruction::ArrayGetU(ty) => {
                signature(&[defined(true, ty), Val::I32], &[plan.array(ty)])
            }
            Instruction::ArraySet(ty) => {
                signature(&[defined(true, ty), Val::I32, plan.array(ty)], &[])
            }
            Instruction::ArrayLen => signature(&[any(Abs::Array)], &[Val::I32]),
            Instruction::ArrayFill(ty) => {
                signature(&[defined(true, ty), Val::I32, plan.array(ty), Val::I32], &[])
            }
            Instruction::ArrayCopy { array_type_index_dst: dst, array_type_index_src: src } => {
                let (to, from) = (defined(true, dst), defined(true, src));
                signature(&[to, Val::I32, from, Val::I32, Val::I32], &[])
            }
            Instruction::ArrayInitData { array_type_index: ty, .. }
            | Instruction::ArrayInitElem { array_type_index: ty, .. } => {
                signature(&[defined(true, ty), Val::I32, Val::I32, Val::I32], &[])
            }
            _ => {
                let address = plan.memory_address(self.memory);
                let (operands, results) = tabulated::types(operator, address);
                Signature { operands, results, ends: false }
            }
        }
    }

    fn local(&self, index: u32) -> Val {
        self.locals.get(index as usize).copied().unwrap_or(Val::I32)
    }
}
