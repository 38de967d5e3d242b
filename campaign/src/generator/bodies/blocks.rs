//! Where blocks begin and end: block types, labels, handlers of exceptions.

use super::body::{Begin, Body};
use super::encode;
use super::matching::abstract_reference;
use crate::question::AbstractHeap;
use crate::section::Val;
use wasm_encoder::{BlockType, Catch, Instruction};

impl Body<'_, '_> {
    /// Begins a block; its parameters are on the stack.
    pub(super) fn open(&mut self, params: &[Val], results: &[Val], begin: Begin) {
        let ty = self.block_type(params, results);
        let instruction = match begin {
            Begin::Block => Instruction::Block(ty),
            Begin::Loop => Instruction::Loop(ty),
            Begin::If => Instruction::If(ty),
            Begin::TryTable => Instruction::TryTable(ty, self.catches().into()),
        };
        self.code.push(instruction);
        // A branch to a loop goes to its beginning.
        self.labels.push(if begin == Begin::Loop { params } else { results }.to_vec());
    }

    /// Ends a block.
    pub(super) fn end(&mut self) {
        self.code.push(Instruction::End);
        self.labels.pop();
    }

    /// Ends a block and drops what it leaves.
    pub(super) fn close(&mut self, results: &[Val]) {
        self.end();
        for _ in results {
            self.code.push(Instruction::Drop);
        }
    }

    /// The block type for parameters and results: the short form, or a function type of the module.
    fn block_type(&mut self, params: &[Val], results: &[Val]) -> BlockType {
        let short = match (params, results) {
            ([], []) => Some(BlockType::Empty),
            ([], [result]) => Some(BlockType::Result(encode::val_type(*result))),
            _ => None,
        };
        if let Some(short) = short
            && !self.draw.chance(1, 6)
        {
            return short;
        }
        let plan = self.plan;
        let index = self.draw.index(plan.types.len() as u32, |index| {
            plan.signature(index) == Some((params, results))
        });
        index.map(BlockType::FunctionType).or(short).unwrap_or(BlockType::Empty)
    }

    /// Handlers that go to labels outside of the block that is about to begin.
    fn catches(&mut self) -> Vec<Catch> {
        let mut catches = Vec::new();
        for _ in 0..self.draw.below(4) {
            let plan = self.plan;
            let with_ref = self.draw.chance(1, 2);
            let tag = match plan.tags.len() {
                0 => None,
                count if self.draw.chance(2, 3) => self.draw.index(count as u32, |_| true),
                _ => None,
            };
            let mut given = tag.map_or_else(Vec::new, |tag| plan.tag(tag).to_vec());
            given.extend(with_ref.then(|| abstract_reference(false, AbstractHeap::Exn)));
            let labels = self.labels.clone();
            let fits =
                |depth: u32| plan.all_fit(&given, &labels[labels.len() - 1 - depth as usize]);
            let label = match tag {
                // Of a tag that there is not, nothing fits.
                Some(tag) if tag as usize >= plan.tags.len() => {
                    self.draw.below(labels.len() as u32)
                }
                _ => match self.draw.index(labels.len() as u32, fits) {
                    Some(label) => label,
                    None => continue,
                },
            };
            catches.push(match (tag, with_ref) {
                (Some(tag), false) => Catch::One { tag, label },
                (Some(tag), true) => Catch::OneRef { tag, label },
                (None, false) => Catch::All { label },
                (None, true) => Catch::AllRef { label },
            });
        }
        catches
    }
}
