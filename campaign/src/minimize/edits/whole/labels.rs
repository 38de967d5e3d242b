//! Instructions that name labels: branches, and the handlers of `try_table`.

use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{Encode, Instruction};
use wasmparser::{BinaryReader, Catch, Operator, OperatorsReader, TryTable};

const TRY_TABLE: &u8 = &0x1f;

/// Moves the labels in the contents of a block whose own label goes: those outside of it are one nearer.
pub(super) fn without_outermost(contents: &mut [Vec<u8>]) -> Option<()> {
    let mut depth = 0_u32;
    for bytes in contents {
        let reader = BinaryReader::new(bytes, 0);
        let operator = OperatorsReader::new(reader).read().ok()?;
        let begins = matches!(
            operator,
            Operator::Block { .. }
                | Operator::Loop { .. }
                | Operator::If { .. }
                | Operator::TryTable { .. }
        );
        let ends = matches!(operator, Operator::End);
        let moved = Nearer { inner: depth }.parse(operator)?;
        depth = depth.saturating_add(begins.into()).saturating_sub(ends.into());
        *bytes = moved;
    }
    Some(())
}

/// Writes instructions with labels that are not of inner blocks one nearer.
struct Nearer {
    /// How many blocks there are around the instruction, inside of the one that goes.
    inner: u32,
}

impl Reencode for Nearer {
    type Error = std::convert::Infallible;

    fn catch(&mut self, catch: Catch) -> Result<wasm_encoder::Catch, Error> {
        let mut catch = catch;
        match &mut catch {
            Catch::One { label, .. }
            | Catch::OneRef { label, .. }
            | Catch::All { label }
            | Catch::AllRef { label } => *label = self.moved(*label),
        }
        utils::catch(self, catch)
    }
}

impl Nearer {
    fn moved(&self, label: u32) -> u32 {
        if label > self.inner { label - 1 } else { label }
    }

    fn parse(mut self, operator: Operator<'_>) -> Option<Vec<u8>> {
        let mut instruction = self.instruction(operator).ok()?;
        match &mut instruction {
            Instruction::Br(depth)
            | Instruction::BrIf(depth)
            | Instruction::BrOnNull(depth)
            | Instruction::BrOnNonNull(depth)
            | Instruction::BrOnCast { relative_depth: depth, .. }
            | Instruction::BrOnCastFail { relative_depth: depth, .. } => {
                *depth = self.moved(*depth);
            }
            Instruction::BrTable(depths, default) => {
                depths.to_mut().iter_mut().for_each(|depth| *depth = self.moved(*depth));
                *default = self.moved(*default);
            }
            _ => {}
        }
        let mut bytes = Vec::new();
        instruction.encode(&mut bytes);
        Some(bytes)
    }
}

/// What a `try_table` says; `None` for other instructions.
pub(super) fn handlers(instruction: &[u8]) -> Option<TryTable> {
    let (TRY_TABLE, immediates) = instruction.split_first()? else { return None };
    BinaryReader::new(immediates, 0).read().ok()
}

pub(super) fn without_handler(instruction: &[u8], handler: usize) -> Option<Vec<u8>> {
    let mut said = handlers(instruction)?;
    (handler < said.catches.len()).then(|| said.catches.remove(handler))?;
    written(Operator::TryTable { try_table: said })
}

fn written(operator: Operator<'_>) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    Instruction::try_from(operator).ok()?.encode(&mut bytes);
    Some(bytes)
}
