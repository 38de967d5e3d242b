//! The names of the rules for instructions.

use super::memories::memory_rule;
use super::numeric::{numeric_rule, vector_rule};
use crate::rule::Rule;
use crate::syntax::{BlockType, Instr};

/// The rule that says the type of an instruction.
#[rustfmt::skip] // One line a rule, as far as it goes.
pub(super) fn instr_rule(instr: &Instr) -> Rule {
    match instr {
        Instr::Select(Some(_)) => Rule::InstrOkSelectExpl,
        Instr::Select(None) => Rule::InstrOkSelectImpl,
        Instr::Nop => Rule::InstrOkNop,
        Instr::Unreachable => Rule::InstrOkUnreachable,
        Instr::Drop => Rule::InstrOkDrop,
        Instr::Block(..) => Rule::InstrOkBlock,
        Instr::Loop(..) => Rule::InstrOkLoop,
        Instr::If(..) => Rule::InstrOkIf,
        Instr::Br(..) => Rule::InstrOkBr,
        Instr::BrIf(..) => Rule::InstrOkBrIf,
        Instr::BrTable(..) => Rule::InstrOkBrTable,
        Instr::BrOnNull(..) => Rule::InstrOkBrOnNull,
        Instr::BrOnNonNull(..) => Rule::InstrOkBrOnNonNull,
        Instr::BrOnCast { .. } => Rule::InstrOkBrOnCast,
        Instr::BrOnCastFail { .. } => Rule::InstrOkBrOnCastFail,
        Instr::Call(..) => Rule::InstrOkCall,
        Instr::CallRef(..) => Rule::InstrOkCallRef,
        Instr::CallIndirect { .. } => Rule::InstrOkCallIndirect,
        Instr::Return => Rule::InstrOkReturn,
        Instr::ReturnCall(..) => Rule::InstrOkReturnCall,
        Instr::ReturnCallRef(..) => Rule::InstrOkReturnCallRef,
        Instr::ReturnCallIndirect { .. } => Rule::InstrOkReturnCallIndirect,
        Instr::Throw(..) => Rule::InstrOkThrow,
        Instr::ThrowRef => Rule::InstrOkThrowRef,
        Instr::TryTable(..) => Rule::InstrOkTryTable,
        Instr::LocalGet(..) => Rule::InstrOkLocalGet,
        Instr::LocalSet(..) => Rule::InstrOkLocalSet,
        Instr::LocalTee(..) => Rule::InstrOkLocalTee,
        Instr::GlobalGet(..) => Rule::InstrOkGlobalGet,
        Instr::GlobalSet(..) => Rule::InstrOkGlobalSet,
        Instr::TableGet(..) => Rule::InstrOkTableGet,
        Instr::TableSet(..) => Rule::InstrOkTableSet,
        Instr::TableSize(..) => Rule::InstrOkTableSize,
        Instr::TableGrow(..) => Rule::InstrOkTableGrow,
        Instr::TableFill(..) => Rule::InstrOkTableFill,
        Instr::TableCopy { .. } => Rule::InstrOkTableCopy,
        Instr::TableInit { .. } => Rule::InstrOkTableInit,
        Instr::ElemDrop(..) => Rule::InstrOkElemDrop,
        Instr::MemorySize(..) => Rule::InstrOkMemorySize,
        Instr::MemoryGrow(..) => Rule::InstrOkMemoryGrow,
        Instr::MemoryFill(..) => Rule::InstrOkMemoryFill,
        Instr::MemoryCopy { .. } => Rule::InstrOkMemoryCopy,
        Instr::MemoryInit { .. } => Rule::InstrOkMemoryInit,
        Instr::DataDrop(..) => Rule::InstrOkDataDrop,
        Instr::RefNull(..) => Rule::InstrOkRefNull,
        Instr::RefIsNull => Rule::InstrOkRefIsNull,
        Instr::RefAsNonNull => Rule::InstrOkRefAsNonNull,
        Instr::RefEq => Rule::InstrOkRefEq,
        Instr::RefTest(..) => Rule::InstrOkRefTest,
        Instr::RefCast(..) => Rule::InstrOkRefCast,
        Instr::RefFunc(..) => Rule::InstrOkRefFunc,
        Instr::RefI31 => Rule::InstrOkRefI31,
        Instr::I31Get(..) => Rule::InstrOkI31Get,
        Instr::StructNew(..) => Rule::InstrOkStructNew,
        Instr::StructNewDefault(..) => Rule::InstrOkStructNewDefault,
        Instr::StructGet { .. } => Rule::InstrOkStructGet,
        Instr::StructSet { .. } => Rule::InstrOkStructSet,
        Instr::ArrayNew(..) => Rule::InstrOkArrayNew,
        Instr::ArrayNewDefault(..) => Rule::InstrOkArrayNewDefault,
        Instr::ArrayNewFixed { .. } => Rule::InstrOkArrayNewFixed,
        Instr::ArrayNewData { .. } => Rule::InstrOkArrayNewData,
        Instr::ArrayNewElem { .. } => Rule::InstrOkArrayNewElem,
        Instr::ArrayGet { .. } => Rule::InstrOkArrayGet,
        Instr::ArraySet(..) => Rule::InstrOkArraySet,
        Instr::ArrayLen => Rule::InstrOkArrayLen,
        Instr::ArrayFill(..) => Rule::InstrOkArrayFill,
        Instr::ArrayCopy { .. } => Rule::InstrOkArrayCopy,
        Instr::ArrayInitData { .. } => Rule::InstrOkArrayInitData,
        Instr::ArrayInitElem { .. } => Rule::InstrOkArrayInitElem,
        Instr::ExternConvertAny => Rule::InstrOkExternConvertAny,
        Instr::AnyConvertExtern => Rule::InstrOkAnyConvertExtern,
        Instr::Load(op, _)
        | Instr::Store(op, _)
        | Instr::VLoad(op, _)
        | Instr::VLoadLane(op, _, _)
        | Instr::VStore(op, _)
        | Instr::VStoreLane(op, _, _) => memory_rule(op.row()),
        Instr::I32Const(_) | Instr::I64Const(_) | Instr::F32Const(_) | Instr::F64Const(_) => {
            Rule::InstrOkConst
        }
        Instr::Numeric(op) => numeric_rule(*op),
        Instr::V128Const(_) => Rule::InstrOkVconst,
        Instr::Vector(op, _) => vector_rule(*op),
    }
}

/// The rule of the judgment that is a premise of the instruction's rule, where that has one of its own
/// kind: of its block type or of its memory argument.
pub(super) fn judgment_rule(instr: &Instr) -> Option<Rule> {
    match instr {
        Instr::Block(bt, _)
        | Instr::Loop(bt, _)
        | Instr::If(bt, _, _)
        | Instr::TryTable(bt, _, _) => Some(match bt {
            BlockType::Valtype(_) => Rule::BlocktypeOkValtype,
            BlockType::Typeidx(_) => Rule::BlocktypeOkTypeidx,
        }),
        Instr::Load(..)
        | Instr::Store(..)
        | Instr::VLoad(..)
        | Instr::VLoadLane(..)
        | Instr::VStore(..)
        | Instr::VStoreLane(..) => Some(Rule::MemargOk),
        _ => None,
    }
}
