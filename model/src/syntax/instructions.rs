//! Instructions (1.3).
//!
//! Numeric, vector and memory instructions that differ in nothing but their types share a variant,
//! and say by a row of a table which of them they are.

use super::memory::{LaneIdx, MemArg, MemoryOp};
use super::numeric::NumericOp;
use super::vector::{LaneIdxs, VectorOp};
use super::{DataIdx, ElemIdx, FieldIdx, FuncIdx, GlobalIdx, HeapType, LabelIdx, LocalIdx, MemIdx};
use super::{RefType, TableIdx, TagIdx, TypeIdx, ValType};
use std::iter;

/// `sx`: how a packed value becomes a whole one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sx {
    /// `U`
    U,
    /// `S`
    S,
}

/// `blocktype`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockType {
    /// `_RESULT valtype?`
    Valtype(Option<ValType>),
    /// `_IDX typeidx`
    Typeidx(TypeIdx),
}

/// `catch`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Catch {
    /// `CATCH tagidx labelidx`
    Catch(TagIdx, LabelIdx),
    /// `CATCH_REF tagidx labelidx`
    CatchRef(TagIdx, LabelIdx),
    /// `CATCH_ALL labelidx`
    CatchAll(LabelIdx),
    /// `CATCH_ALL_REF labelidx`
    CatchAllRef(LabelIdx),
}

/// `expr`: `instr*`
pub type Expr = Vec<Instr>;

/// `instr`
///
/// The type uses of `CALL_REF`, `CALL_INDIRECT` and their `RETURN_` forms are type indices, because a
/// module can write no other.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "fields are in the order of the production that stands above them")]
#[rustfmt::skip] // One line a variant, as in the specification.
pub enum Instr {
    // `instr/parametric`
    /// `NOP`
    Nop,
    /// `UNREACHABLE`
    Unreachable,
    /// `DROP`
    Drop,
    /// `SELECT (valtype*)?`
    Select(Option<Vec<ValType>>),

    // `instr/block`
    /// `BLOCK blocktype instr*`
    Block(BlockType, Vec<Instr>),
    /// `LOOP blocktype instr*`
    Loop(BlockType, Vec<Instr>),
    /// `IF blocktype instr* ELSE instr*`
    If(BlockType, Vec<Instr>, Vec<Instr>),

    // `instr/br`
    /// `BR labelidx`
    Br(LabelIdx),
    /// `BR_IF labelidx`
    BrIf(LabelIdx),
    /// `BR_TABLE labelidx* labelidx`
    BrTable(Vec<LabelIdx>, LabelIdx),
    /// `BR_ON_NULL labelidx`
    BrOnNull(LabelIdx),
    /// `BR_ON_NON_NULL labelidx`
    BrOnNonNull(LabelIdx),
    /// `BR_ON_CAST labelidx reftype reftype`
    BrOnCast { l: LabelIdx, rt1: RefType, rt2: RefType },
    /// `BR_ON_CAST_FAIL labelidx reftype reftype`
    BrOnCastFail { l: LabelIdx, rt1: RefType, rt2: RefType },

    // `instr/call`
    /// `CALL funcidx`
    Call(FuncIdx),
    /// `CALL_REF typeuse`
    CallRef(TypeIdx),
    /// `CALL_INDIRECT tableidx typeuse`
    CallIndirect { x: TableIdx, y: TypeIdx },
    /// `RETURN`
    Return,
    /// `RETURN_CALL funcidx`
    ReturnCall(FuncIdx),
    /// `RETURN_CALL_REF typeuse`
    ReturnCallRef(TypeIdx),
    /// `RETURN_CALL_INDIRECT tableidx typeuse`
    ReturnCallIndirect { x: TableIdx, y: TypeIdx },

    // `instr/exn`
    /// `THROW tagidx`
    Throw(TagIdx),
    /// `THROW_REF`
    ThrowRef,
    /// `TRY_TABLE blocktype list(catch) instr*`
    TryTable(BlockType, Vec<Catch>, Vec<Instr>),

    // `instr/local`
    /// `LOCAL.GET localidx`
    LocalGet(LocalIdx),
    /// `LOCAL.SET localidx`
    LocalSet(LocalIdx),
    /// `LOCAL.TEE localidx`
    LocalTee(LocalIdx),

    // `instr/global`
    /// `GLOBAL.GET globalidx`
    GlobalGet(GlobalIdx),
    /// `GLOBAL.SET globalidx`
    GlobalSet(GlobalIdx),

    // `instr/table`
    /// `TABLE.GET tableidx`
    TableGet(TableIdx),
    /// `TABLE.SET tableidx`
    TableSet(TableIdx),
    /// `TABLE.SIZE tableidx`
    TableSize(TableIdx),
    /// `TABLE.GROW tableidx`
    TableGrow(TableIdx),
    /// `TABLE.FILL tableidx`
    TableFill(TableIdx),
    /// `TABLE.COPY tableidx tableidx`: to the first, from the second.
    TableCopy { x1: TableIdx, x2: TableIdx },
    /// `TABLE.INIT tableidx elemidx`
    TableInit { x: TableIdx, y: ElemIdx },

    // `instr/elem`
    /// `ELEM.DROP elemidx`
    ElemDrop(ElemIdx),

    // `instr/memory`
    /// `LOAD numtype loadop? memidx memarg`
    Load(MemoryOp, MemArg),
    /// `STORE numtype storeop? memidx memarg`
    Store(MemoryOp, MemArg),
    /// `VLOAD vectype vloadop? memidx memarg`
    VLoad(MemoryOp, MemArg),
    /// `VLOAD_LANE vectype sz memidx memarg laneidx`
    VLoadLane(MemoryOp, MemArg, LaneIdx),
    /// `VSTORE vectype memidx memarg`
    VStore(MemoryOp, MemArg),
    /// `VSTORE_LANE vectype sz memidx memarg laneidx`
    VStoreLane(MemoryOp, MemArg, LaneIdx),
    /// `MEMORY.SIZE memidx`
    MemorySize(MemIdx),
    /// `MEMORY.GROW memidx`
    MemoryGrow(MemIdx),
    /// `MEMORY.FILL memidx`
    MemoryFill(MemIdx),
    /// `MEMORY.COPY memidx memidx`: to the first, from the second.
    MemoryCopy { x1: MemIdx, x2: MemIdx },
    /// `MEMORY.INIT memidx dataidx`
    MemoryInit { x: MemIdx, y: DataIdx },

    // `instr/data`
    /// `DATA.DROP dataidx`
    DataDrop(DataIdx),

    // `instr/ref`
    /// `REF.NULL heaptype`
    RefNull(HeapType),
    /// `REF.IS_NULL`
    RefIsNull,
    /// `REF.AS_NON_NULL`
    RefAsNonNull,
    /// `REF.EQ`
    RefEq,
    /// `REF.TEST reftype`
    RefTest(RefType),
    /// `REF.CAST reftype`
    RefCast(RefType),

    // `instr/func`
    /// `REF.FUNC funcidx`
    RefFunc(FuncIdx),

    // `instr/i31`
    /// `REF.I31`
    RefI31,
    /// `I31.GET sx`
    I31Get(Sx),

    // `instr/struct`
    /// `STRUCT.NEW typeidx`
    StructNew(TypeIdx),
    /// `STRUCT.NEW_DEFAULT typeidx`
    StructNewDefault(TypeIdx),
    /// `STRUCT.GET sx? typeidx fieldidx`
    StructGet { sx: Option<Sx>, x: TypeIdx, i: FieldIdx },
    /// `STRUCT.SET typeidx fieldidx`
    StructSet { x: TypeIdx, i: FieldIdx },

    // `instr/array`
    /// `ARRAY.NEW typeidx`
    ArrayNew(TypeIdx),
    /// `ARRAY.NEW_DEFAULT typeidx`
    ArrayNewDefault(TypeIdx),
    /// `ARRAY.NEW_FIXED typeidx u32`
    ArrayNewFixed { x: TypeIdx, n: u32 },
    /// `ARRAY.NEW_DATA typeidx dataidx`
    ArrayNewData { x: TypeIdx, y: DataIdx },
    /// `ARRAY.NEW_ELEM typeidx elemidx`
    ArrayNewElem { x: TypeIdx, y: ElemIdx },
    /// `ARRAY.GET sx? typeidx`
    ArrayGet { sx: Option<Sx>, x: TypeIdx },
    /// `ARRAY.SET typeidx`
    ArraySet(TypeIdx),
    /// `ARRAY.LEN`
    ArrayLen,
    /// `ARRAY.FILL typeidx`
    ArrayFill(TypeIdx),
    /// `ARRAY.COPY typeidx typeidx`: to the first, from the second.
    ArrayCopy { x1: TypeIdx, x2: TypeIdx },
    /// `ARRAY.INIT_DATA typeidx dataidx`
    ArrayInitData { x: TypeIdx, y: DataIdx },
    /// `ARRAY.INIT_ELEM typeidx elemidx`
    ArrayInitElem { x: TypeIdx, y: ElemIdx },

    // `instr/extern`
    /// `EXTERN.CONVERT_ANY`
    ExternConvertAny,
    /// `ANY.CONVERT_EXTERN`
    AnyConvertExtern,

    // `instr/num`
    /// `CONST I32 i32`
    I32Const(i32),
    /// `CONST I64 i64`
    I64Const(i64),
    /// `CONST F32 f32`: its bits.
    F32Const(u32),
    /// `CONST F64 f64`: its bits.
    F64Const(u64),
    /// `UNOP`, `BINOP`, `TESTOP`, `RELOP` and `CVTOP`
    Numeric(NumericOp),

    // `instr/vec`
    /// `VCONST V128 i128`: its bytes, the lowest first.
    V128Const([u8; 16]),
    /// Every other vector instruction.
    Vector(VectorOp, LaneIdxs),
}

impl Instr {
    /// The sequences of instructions inside this one, of which only `IF` has two.
    fn inside(&self) -> [&[Self]; 2] {
        match self {
            Self::Block(_, ins) | Self::Loop(_, ins) | Self::TryTable(_, _, ins) => [ins, &[]],
            Self::If(_, ins1, ins2) => [ins1, ins2],
            _ => [&[], &[]],
        }
    }

    /// Every instruction of a sequence, each before those inside it, without recursion.
    pub fn all(ins: &[Self]) -> impl Iterator<Item = &Self> {
        let mut rest: Vec<&Self> = ins.iter().rev().collect();
        iter::from_fn(move || {
            let instr = rest.pop()?;
            rest.extend(instr.inside().into_iter().flatten().rev());
            Some(instr)
        })
    }

    /// `$free_instr(instr).DATAS`, of this instruction and not of those inside it.
    #[must_use]
    pub fn free_data(&self) -> Option<DataIdx> {
        match self {
            Self::MemoryInit { y, .. }
            | Self::DataDrop(y)
            | Self::ArrayNewData { y, .. }
            | Self::ArrayInitData { y, .. } => Some(*y),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BlockType, Instr};

    #[test]
    fn all_instructions_in_order() {
        let bt = BlockType::Valtype(None);
        let br = Instr::Br;
        let inner = Instr::Loop(bt, vec![br(2)]);
        let outer = Instr::If(bt, vec![br(1), inner.clone()], vec![br(3), br(4)]);
        let ins = [br(0), outer.clone(), br(5)];
        let expected = [br(0), outer, br(1), inner, br(2), br(3), br(4), br(5)];
        assert!(Instr::all(&ins).eq(&expected));
    }
}
