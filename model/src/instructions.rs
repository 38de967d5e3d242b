//! Validation of instructions (2.3).
//!
//! Each rule is a function: it is given the context and what the instruction says, and the operands
//! where the rule leaves a type open; it checks its premises in order and says the instruction's type.
//! `sequence.rs` puts instructions together.

mod arrays;
mod blocks;
mod branches;
mod calls;
mod constants;
mod exceptions;
mod matching;
mod memories;
mod names;
mod numeric;
mod parametric;
mod references;
mod sequence;
mod structs;
mod tables;
mod typing;
mod variables;

pub use blocks::blocktype_ok;
pub use constants::{expr_const, instr_const};
pub use exceptions::catch_ok;
pub use memories::memarg_ok;
pub use structs::{defaultable, nondefaultable};

pub(crate) use blocks::expand_func;
pub(crate) use constants::expr_ok_const;
pub(crate) use sequence::expr_ok;
pub(crate) use typing::address;

use crate::context::Context;
use crate::syntax::{Instr, NumType, ValType, VecType};
use typing::{Operands, Typed};

/// `instr : t_1* ->_(x*) t_2*`, by the rule for the instruction.
#[rustfmt::skip] // One line a rule, as far as it goes.
fn instr_ok(c: &Context<'_>, s: Operands<'_>, instr: &Instr) -> Typed {
    match instr {
        Instr::Nop => parametric::nop(),
        Instr::Unreachable => parametric::unreachable(),
        Instr::Drop => parametric::drop(s),
        Instr::Select(Some(ts)) => parametric::select_expl(c, ts),
        Instr::Select(None) => parametric::select_impl(s),
        Instr::Block(bt, _) => blocks::block(c, *bt),
        Instr::Loop(bt, _) => blocks::r#loop(c, *bt),
        Instr::If(bt, _, _) => blocks::r#if(c, *bt),
        Instr::Br(l) => branches::br(c, *l),
        Instr::BrIf(l) => branches::br_if(c, *l),
        Instr::BrTable(ls, l) => branches::br_table(c, s, ls, *l),
        Instr::BrOnNull(l) => branches::br_on_null(c, s, *l),
        Instr::BrOnNonNull(l) => branches::br_on_non_null(c, *l),
        Instr::BrOnCast { l, rt1, rt2 } => branches::br_on_cast(c, *l, *rt1, *rt2),
        Instr::BrOnCastFail { l, rt1, rt2 } => branches::br_on_cast_fail(c, *l, *rt1, *rt2),
        Instr::Call(x) => calls::call(c, *x),
        Instr::CallRef(x) => calls::call_ref(c, *x),
        Instr::CallIndirect { x, y } => calls::call_indirect(c, *x, *y),
        Instr::Return => calls::r#return(c),
        Instr::ReturnCall(x) => calls::return_call(c, *x),
        Instr::ReturnCallRef(x) => calls::return_call_ref(c, *x),
        Instr::ReturnCallIndirect { x, y } => calls::return_call_indirect(c, *x, *y),
        Instr::Throw(x) => exceptions::throw(c, *x),
        Instr::ThrowRef => exceptions::throw_ref(),
        Instr::TryTable(bt, _, _) => blocks::try_table(c, *bt),
        Instr::LocalGet(x) => variables::local_get(c, *x),
        Instr::LocalSet(x) => variables::local_set(c, *x),
        Instr::LocalTee(x) => variables::local_tee(c, *x),
        Instr::GlobalGet(x) => variables::global_get(c, *x),
        Instr::GlobalSet(x) => variables::global_set(c, *x),
        Instr::TableGet(x) => tables::table_get(c, *x),
        Instr::TableSet(x) => tables::table_set(c, *x),
        Instr::TableSize(x) => tables::table_size(c, *x),
        Instr::TableGrow(x) => tables::table_grow(c, *x),
        Instr::TableFill(x) => tables::table_fill(c, *x),
        Instr::TableCopy { x1, x2 } => tables::table_copy(c, *x1, *x2),
        Instr::TableInit { x, y } => tables::table_init(c, *x, *y),
        Instr::ElemDrop(x) => tables::elem_drop(c, *x),
        Instr::Load(op, memarg) | Instr::VLoad(op, memarg) => memories::load(c, *op, *memarg),
        Instr::Store(op, memarg) | Instr::VStore(op, memarg) => memories::store(c, *op, *memarg),
        Instr::VLoadLane(op, memarg, i) => memories::vload_lane(c, *op, *memarg, *i),
        Instr::VStoreLane(op, memarg, i) => memories::vstore_lane(c, *op, *memarg, *i),
        Instr::MemorySize(x) => memories::memory_size(c, *x),
        Instr::MemoryGrow(x) => memories::memory_grow(c, *x),
        Instr::MemoryFill(x) => memories::memory_fill(c, *x),
        Instr::MemoryCopy { x1, x2 } => memories::memory_copy(c, *x1, *x2),
        Instr::MemoryInit { x, y } => memories::memory_init(c, *x, *y),
        Instr::DataDrop(x) => memories::data_drop(c, *x),
        Instr::RefNull(ht) => references::ref_null(c, *ht),
        Instr::RefIsNull => references::ref_is_null(s),
        Instr::RefAsNonNull => references::ref_as_non_null(s),
        Instr::RefEq => references::ref_eq(),
        Instr::RefTest(rt) => references::ref_test(c, *rt),
        Instr::RefCast(rt) => references::ref_cast(c, *rt),
        Instr::RefFunc(x) => references::ref_func(c, *x),
        Instr::RefI31 => references::ref_i31(),
        Instr::I31Get(_) => references::i31_get(),
        Instr::StructNew(x) => structs::struct_new(c, *x),
        Instr::StructNewDefault(x) => structs::struct_new_default(c, *x),
        Instr::StructGet { sx, x, i } => structs::struct_get(c, *sx, *x, *i),
        Instr::StructSet { x, i } => structs::struct_set(c, *x, *i),
        Instr::ArrayNew(x) => arrays::array_new(c, *x),
        Instr::ArrayNewDefault(x) => arrays::array_new_default(c, *x),
        Instr::ArrayNewFixed { x, n } => arrays::array_new_fixed(c, s, *x, *n),
        Instr::ArrayNewData { x, y } => arrays::array_new_data(c, *x, *y),
        Instr::ArrayNewElem { x, y } => arrays::array_new_elem(c, *x, *y),
        Instr::ArrayGet { sx, x } => arrays::array_get(c, *sx, *x),
        Instr::ArraySet(x) => arrays::array_set(c, *x),
        Instr::ArrayLen => arrays::array_len(),
        Instr::ArrayFill(x) => arrays::array_fill(c, *x),
        Instr::ArrayCopy { x1, x2 } => arrays::array_copy(c, *x1, *x2),
        Instr::ArrayInitData { x, y } => arrays::array_init_data(c, *x, *y),
        Instr::ArrayInitElem { x, y } => arrays::array_init_elem(c, *x, *y),
        Instr::ExternConvertAny => references::extern_convert_any(s),
        Instr::AnyConvertExtern => references::any_convert_extern(s),
        Instr::I32Const(_) => numeric::r#const(ValType::Num(NumType::I32)),
        Instr::I64Const(_) => numeric::r#const(ValType::Num(NumType::I64)),
        Instr::F32Const(_) => numeric::r#const(ValType::Num(NumType::F32)),
        Instr::F64Const(_) => numeric::r#const(ValType::Num(NumType::F64)),
        Instr::Numeric(op) => numeric::numeric(*op),
        Instr::V128Const(_) => numeric::r#const(ValType::Vec(VecType::V128)),
        Instr::Vector(op, lanes) => numeric::vector(*op, *lanes),
    }
}
