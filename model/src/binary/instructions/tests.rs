use super::super::values::Reader;
use super::super::{DecodeError, Malformed};
use super::{NESTING_MAX, expr};
use crate::syntax::{AbsHeapType, BlockType, Catch, HeapType, Instr, LaneIdxs, MemArg, MemoryKind};
use crate::syntax::{Immediates, MemoryOp, NumType, NumericOp, Opcode, RefType, Sx, TypeUse};
use crate::syntax::{ValType, VectorOp};

/// These bytes are these instructions, with an `end` behind them.
#[track_caller]
fn check(bytes: &[u8], expected: &[Instr]) {
    let bytes = [bytes, &[0x0b]].concat();
    let mut r = Reader::new(&bytes);
    assert_eq!(expr(&mut r).as_deref(), Ok(expected));
    assert!(r.at_end());
}

#[track_caller]
fn check_malformed(bytes: &[u8], offset: usize, what: &'static str) {
    let expected = DecodeError::Malformed(Malformed { offset, what });
    assert_eq!(expr(&mut Reader::new(bytes)), Err(expected));
}

/// The bytes of an opcode.
fn bytes_of(opcode: Opcode) -> Vec<u8> {
    let (prefix, mut n) = match opcode {
        Opcode::Byte(byte) => return vec![byte],
        Opcode::Fb(n) => (0xfb, n),
        Opcode::Fc(n) => (0xfc, n),
        Opcode::Fd(n) => (0xfd, n),
    };
    let mut bytes = vec![prefix];
    while n >= 0x80 {
        bytes.push((n % 0x80) as u8 + 0x80);
        n /= 0x80;
    }
    bytes.push(n as u8);
    bytes
}

#[test]
fn every_row_is_decoded_from_its_opcode() {
    for op in NumericOp::all() {
        check(&bytes_of(op.row().opcode), &[Instr::Numeric(op)]);
    }
    for op in VectorOp::all() {
        let (size, lanes) = match op.row().immediates {
            Immediates::Zero => (0, LaneIdxs::Zero),
            Immediates::One { .. } => (1, LaneIdxs::One(5)),
            Immediates::Sixteen => (16, LaneIdxs::Sixteen([5; 16])),
        };
        check(&[bytes_of(op.row().opcode), vec![5; size]].concat(), &[Instr::Vector(op, lanes)]);
    }
    for op in MemoryOp::all() {
        let ao = MemArg { x: 0, align: 2, offset: 3 };
        let (lanes, instr) = match op.row().kind {
            MemoryKind::Load => (vec![], Instr::Load(op, ao)),
            MemoryKind::Store => (vec![], Instr::Store(op, ao)),
            MemoryKind::VLoad => (vec![], Instr::VLoad(op, ao)),
            MemoryKind::VLoadLane => (vec![1], Instr::VLoadLane(op, ao, 1)),
            MemoryKind::VStore => (vec![], Instr::VStore(op, ao)),
            MemoryKind::VStoreLane => (vec![1], Instr::VStoreLane(op, ao, 1)),
        };
        check(&[bytes_of(op.row().opcode), vec![2, 3], lanes].concat(), &[instr]);
    }
}

#[test]
fn constants_are_signed() {
    check(b"\x41\x7f", &[Instr::I32Const(-1)]);
    check(b"\x41\x80\x80\x80\x80\x78", &[Instr::I32Const(i32::MIN)]);
    check(b"\x41\xff\xff\xff\xff\x07", &[Instr::I32Const(i32::MAX)]);
    check_malformed(b"\x41\xff\xff\xff\xff\x0f\x0b", 5, "integer too large");
    check_malformed(b"\x41\x80\x80\x80\x80\x80\x00\x0b", 5, "integer representation too long");
    let least = b"\x42\x80\x80\x80\x80\x80\x80\x80\x80\x80\x7f";
    check(least, &[Instr::I64Const(i64::MIN)]);
    let most = b"\x42\xff\xff\xff\xff\xff\xff\xff\xff\xff\x00";
    check(most, &[Instr::I64Const(i64::MAX)]);
    let larger = b"\x42\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01\x0b";
    check_malformed(larger, 10, "integer too large");
    check(b"\x43\x00\x00\x80\x3f", &[Instr::F32Const(1_f32.to_bits())]);
    check(b"\x44\x00\x00\x00\x00\x00\x00\xf0\x3f", &[Instr::F64Const(1_f64.to_bits())]);
}

#[test]
fn memory_arguments_may_name_the_memory_and_have_64_bits() {
    let load = MemoryOp::from_opcode(Opcode::Byte(0x28)).expect("i32.load");
    let with = |x, align, offset| [Instr::Load(load, MemArg { x, align, offset })];
    check(b"\x28\x3f\x00", &with(0, 63, 0));
    check(b"\x28\x42\x07\x01", &with(7, 2, 1));
    let offset = b"\x28\x00\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01";
    check(offset, &with(0, 0, u64::MAX));
    check_malformed(b"\x28\x80\x01\x00\x0b", 1, "malformed memop flags");
}

#[test]
fn blocks_end_where_they_should() {
    let bt = BlockType::Valtype(None);
    let result = BlockType::Valtype(Some(ValType::Num(NumType::I32)));
    check(b"\x02\x40\x0b", &[Instr::Block(bt, vec![])]);
    check(b"\x03\x80\x01\x01\x0b", &[Instr::Loop(BlockType::Typeidx(128), vec![Instr::Nop])]);
    check(b"\x04\x7f\x01\x0b", &[Instr::If(result, vec![Instr::Nop], vec![])]);
    let both = Instr::If(bt, vec![Instr::Nop], vec![Instr::Drop]);
    check(b"\x04\x40\x01\x05\x1a\x0b\x01", &[both, Instr::Nop]);
    check_malformed(b"\x02\x40\x05\x0b\x0b", 2, "end opcode expected");
    check_malformed(b"\x04\x40\x05\x05\x0b\x0b", 3, "end opcode expected");
    check_malformed(b"\x02\x40\x0b", 3, "unexpected end");
    check_malformed(b"\x05\x0b", 0, "end opcode expected");
    check_malformed(b"\x02\x75\x0b\x0b", 1, "malformed block type");
    check_malformed(b"\x02\xc0\x7f\x0b\x0b", 1, "malformed block type");
}

#[test]
fn handlers_are_of_four_kinds() {
    let c =
        vec![Catch::Catch(1, 2), Catch::CatchRef(3, 4), Catch::CatchAll(5), Catch::CatchAllRef(6)];
    check(
        b"\x1f\x40\x04\x00\x01\x02\x01\x03\x04\x02\x05\x03\x06\x0a\x0b",
        &[Instr::TryTable(BlockType::Valtype(None), c, vec![Instr::ThrowRef])],
    );
    check_malformed(b"\x1f\x40\x01\x04\x00\x0b\x0b", 3, "malformed catch clause");
}

#[test]
fn operands_stand_in_the_order_of_the_text_or_not() {
    check(b"\x11\x01\x02", &[Instr::CallIndirect { x: 2, y: 1 }]);
    check(b"\x13\x01\x02", &[Instr::ReturnCallIndirect { x: 2, y: 1 }]);
    check(b"\xfc\x08\x01\x02", &[Instr::MemoryInit { x: 2, y: 1 }]);
    check(b"\xfc\x0a\x01\x02", &[Instr::MemoryCopy { x1: 1, x2: 2 }]);
    check(b"\xfc\x0c\x01\x02", &[Instr::TableInit { x: 2, y: 1 }]);
    check(b"\xfc\x0e\x01\x02", &[Instr::TableCopy { x1: 1, x2: 2 }]);
    check(b"\xfb\x03\x01\x02", &[Instr::StructGet { sx: Some(Sx::S), x: 1, i: 2 }]);
    check(b"\xfb\x11\x01\x02", &[Instr::ArrayCopy { x1: 1, x2: 2 }]);
    check(b"\x0e\x02\x01\x02\x03", &[Instr::BrTable(vec![1, 2], 3)]);
    let i32 = ValType::Num(NumType::I32);
    check(b"\x1c\x01\x7f", &[Instr::Select(Some(vec![i32]))]);
    // A number may be longer than it must be, behind a prefix too.
    check(b"\xfb\x8f\x80\x00", &[Instr::ArrayLen]);
}

#[test]
fn casts_say_which_types_have_null() {
    let any = HeapType::Abs(AbsHeapType::Any);
    let x = HeapType::Use(TypeUse::Idx(5));
    for flags in 0..4 {
        let rt1 = RefType { null: flags & 1 != 0, ht: any };
        let rt2 = RefType { null: flags & 2 != 0, ht: x };
        check(&[0xfb, 24, flags, 7, 0x6e, 5], &[Instr::BrOnCast { l: 7, rt1, rt2 }]);
        check(&[0xfb, 25, flags, 7, 0x6e, 5], &[Instr::BrOnCastFail { l: 7, rt1, rt2 }]);
    }
    check_malformed(b"\xfb\x18\x04\x07\x6e\x6e\x0b", 2, "malformed cast flags");
    check(b"\xfb\x14\x6e", &[Instr::RefTest(RefType { null: false, ht: any })]);
    check(b"\xfb\x17\x6e", &[Instr::RefCast(RefType { null: true, ht: any })]);
}

#[test]
fn other_opcodes_are_malformed() {
    for byte in [0x06, 0x07, 0x09, 0x16, 0x18, 0x19, 0x1d, 0x27, 0xc5, 0xd7, 0xfa, 0xfe, 0xff] {
        check_malformed(&[0x01, byte, 0x0b], 1, "illegal opcode");
    }
    for (prefix, n) in [(0xfb, 31), (0xfc, 18), (0xfd, 154)] {
        check_malformed(&[prefix, n, 0x01, 0x0b], 0, "illegal opcode");
    }
}

#[test]
fn nesting_is_limited() {
    let nested = |depth| [b"\x02\x40".repeat(depth), vec![0x0b; depth + 1]].concat();
    let deepest = nested(NESTING_MAX);
    let mut r = Reader::new(&deepest);
    let ins = expr(&mut r).expect("the limit is allowed");
    assert_eq!(Instr::all(&ins).count(), NESTING_MAX);
    let deeper = nested(NESTING_MAX + 1);
    assert!(matches!(expr(&mut Reader::new(&deeper)), Err(DecodeError::Limit(_))));
}
