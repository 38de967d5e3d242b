//! Numeric instructions (1.3) but for the constants, as rows of a table.

use super::ValType;
use crate::tables::NUMERIC;

/// The bytes an instruction begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Opcode {
    /// One byte.
    Byte(u8),
    /// `0xFB` and a number.
    Fb(u32),
    /// `0xFC` and a number.
    Fc(u32),
    /// `0xFD` and a number.
    Fd(u32),
}

/// The production of `instr/num` that an instruction belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NumericKind {
    /// `UNOP numtype unop`
    Unop,
    /// `BINOP numtype binop`
    Binop,
    /// `TESTOP numtype testop`
    Testop,
    /// `RELOP numtype relop`
    Relop,
    /// `CVTOP numtype_1 numtype_2 cvtop`
    Cvtop,
}

/// A numeric instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumericRow {
    /// The bytes it begins with.
    pub opcode: Opcode,
    /// The production it belongs to.
    pub kind: NumericKind,
    /// Its name in the text format.
    pub name: &'static str,
    /// The types of its operands.
    pub params: &'static [ValType],
    /// The type of its result.
    pub result: ValType,
}

/// The place of a numeric instruction in the table of them.
///
/// Invariant: it is less than the number of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NumericOp(u16);

impl NumericOp {
    /// Every numeric instruction, in the order of 5.3.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..).zip(&NUMERIC).map(|(index, _)| Self(index))
    }

    /// The instruction that begins with these bytes.
    #[must_use]
    pub fn from_opcode(opcode: Opcode) -> Option<Self> {
        Self::all().find(|op| op.row().opcode == opcode)
    }

    /// The row of the table.
    #[must_use]
    pub fn row(self) -> &'static NumericRow {
        &NUMERIC[self.0 as usize]
    }
}
