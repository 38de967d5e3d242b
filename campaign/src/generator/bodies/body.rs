//! A function body: statements that leave the stack as they found it.
//!
//! A statement puts the operands of an instruction on the stack, then the instruction, then drops its
//! results. Instructions behind which code is dead stand in a block of their own, so that the code
//! behind that block is alive. Stretches of dead code check immediates, and what dead code is given.

use super::draw::Draw;
use super::encode;
use super::operators::{Operator, Operators};
use super::plan::Plan;
use super::signature::Signature;
use crate::question::AbstractHeap;
use crate::section::{HeapRef, Val};
use wasm_encoder::{BlockType, Function, Instruction};

/// How deep blocks are nested.
pub(super) const NESTING_MAX: usize = 4;

/// A body has no statement more when it has this many instructions.
const INSTRUCTIONS_MAX: usize = 60;

/// A body that is being written.
pub(super) struct Body<'a, 'b> {
    pub(super) plan: &'a Plan,
    pub(super) draw: &'a mut Draw<'b>,
    pub(super) locals: Vec<Val>,
    /// For each local, whether it has a value for sure.
    pub(super) set: Vec<bool>,
    /// The result types of the function.
    pub(super) results: Vec<Val>,
    /// The types of the labels, the outermost first.
    pub(super) labels: Vec<Vec<Val>>,
    pub(super) code: Vec<Instruction<'static>>,
    /// The instruction whose immediates are being drawn.
    pub(super) op: &'static str,
    /// Whether nothing fits one of them.
    pub(super) unfit: bool,
    /// What was drawn for it, where later draws look: the type that something is copied from and to,
    pub(super) source: Option<Val>,
    pub(super) target: Option<Val>,
    /// the struct or destination array,
    pub(super) structure: u32,
    /// the memory,
    pub(super) memory: u32,
    /// the heap type,
    pub(super) heap: HeapRef,
    /// and the types of a cast.
    pub(super) from: Val,
    pub(super) cast: Val,
}

/// The body of a function of this type.
pub(super) fn draw(plan: &Plan, ty: u32, draw: &mut Draw<'_>) -> Function {
    let (params, results) = plan.signature(ty).unwrap_or((&[], &[]));
    let mut runs = Vec::new();
    for _ in 0..draw.below(4) {
        let count = if draw.chance(1, 8) { draw.below(3) } else { 1 };
        runs.push((count, draw.val(plan.types.len() as u32)));
    }
    let mut locals = params.to_vec();
    let mut set = vec![true; params.len()];
    for (count, ty) in &runs {
        locals.extend(vec![*ty; *count as usize]);
        set.extend(vec![plan.has_default(*ty); *count as usize]);
    }
    let none = Val::Ref { nullable: true, heap: HeapRef::Abstract(AbstractHeap::Any) };
    let mut body = Body {
        plan,
        draw,
        locals,
        set,
        results: results.to_vec(),
        labels: vec![results.to_vec()],
        code: Vec::new(),
        op: "",
        unfit: false,
        source: None,
        target: None,
        structure: 0,
        memory: 0,
        heap: HeapRef::Abstract(AbstractHeap::Any),
        from: none,
        cast: none,
    };
    for _ in 0..1 + body.draw.below(8) {
        body.statement();
    }
    body.leave(results);
    if !body.draw.slip() {
        body.code.push(Instruction::End);
    }
    let mut function =
        Function::new(runs.iter().map(|(count, ty)| (*count, encode::val_type(*ty))));
    for instruction in &body.code {
        function.instruction(instruction);
    }
    function
}

impl Body<'_, '_> {
    /// Begins to draw the immediates of an instruction.
    pub(super) fn begin(&mut self, operator: Operator) {
        self.op = operator.name;
        self.unfit = false;
        self.source = None;
        self.target = None;
        self.memory = 0;
    }

    /// Whether all immediates fit.
    pub(super) fn fitting(&self) -> bool {
        !self.unfit
    }

    fn statement(&mut self) {
        if self.code.len() >= INSTRUCTIONS_MAX {
            return;
        }
        let room = self.labels.len() < NESTING_MAX;
        match self.draw.weighted(&[12, if room { 3 } else { 0 }, 2, 1]) {
            0 => self.operation(),
            1 => self.structure(),
            2 => self.dead(),
            _ => self.stray(),
        }
    }

    /// Some instruction, with operands, and its results dropped.
    fn operation(&mut self) {
        let operators = Operators::get();
        let group = match self.draw.weighted(&[2, 3]) {
            0 => &operators.tabulated,
            _ => &operators.structural,
        };
        let Some(operator) = self.draw.of(group) else { return };
        let branches = operator.name.starts_with("Br");
        let fallen = branches.then(|| self.open_for_branch(operator));
        let own_block = !branches && ends(operator.name);
        if own_block {
            self.open(&[], &[], Begin::Block);
        }
        if let Some(instruction) = operator.make(self) {
            let signature = self.signature(operator, &instruction);
            self.apply(&instruction, &signature);
        }
        if own_block {
            self.close(&[]);
        }
        if let Some(results) = fallen {
            self.leave(&results);
            self.close(&results);
        }
    }

    /// Operands, instruction, and the results dropped.
    fn apply(&mut self, instruction: &Instruction<'static>, signature: &Signature) {
        self.operands(&signature.operands);
        self.code.push(instruction.clone());
        if let Instruction::LocalSet(index) | Instruction::LocalTee(index) = instruction
            && let Some(set) = self.set.get_mut(*index as usize)
        {
            *set = true;
        }
        if !signature.ends {
            self.drop(&signature.results);
        }
    }

    /// Values of the types; by a slip one is missing, too many or of another type.
    pub(super) fn operands(&mut self, types: &[Val]) {
        for ty in types {
            if self.draw.slip() {
                let other = self.draw.val(self.plan.types.len() as u32);
                match self.draw.below(4) {
                    0 => {}
                    1 => {
                        self.produce(*ty, 0);
                        self.produce(other, 0);
                    }
                    _ => self.produce(other, 0),
                }
            } else {
                self.produce(*ty, 0);
            }
        }
    }

    /// Drops the results; some go to a local instead.
    fn drop(&mut self, results: &[Val]) {
        for result in results.iter().rev() {
            let plan = self.plan;
            let fitting: Vec<u32> = (0..)
                .zip(&self.locals)
                .filter(|(_, local)| plan.fits(*result, **local))
                .map(|(index, _)| index)
                .collect();
            let local = if self.draw.chance(1, 4) { self.draw.of(&fitting) } else { None };
            match local {
                Some(local) => {
                    self.code.push(Instruction::LocalSet(local));
                    self.set[local as usize] = true;
                }
                None if self.draw.slip() => {}
                None => self.code.push(Instruction::Drop),
            }
        }
    }

    /// Leaves values of the types at the end of a block, or ends in dead code.
    fn leave(&mut self, results: &[Val]) {
        if !results.is_empty() && self.draw.chance(1, 3) {
            self.code.push(Instruction::Unreachable);
        } else {
            self.operands(results);
        }
    }

    /// A block that a branch can go to with what it needs; returns what the block leaves.
    fn open_for_branch(&mut self, operator: Operator) -> Vec<Val> {
        let types = self.plan.types.len() as u32;
        let mut results = self.draw.vals(1, types);
        if matches!(operator.name, "BrOnNonNull" | "BrOnCast" | "BrOnCastFail") {
            results = vec![self.draw.reference(types)];
        }
        self.open(&[], &results, Begin::Block);
        results
    }

    /// A block, loop, conditional or exception handler with statements in it.
    fn structure(&mut self) {
        let (params, results) = self.block_types();
        self.operands(&params);
        match self.draw.weighted(&[3, 2, 3, 3]) {
            0 => self.open(&params, &results, Begin::Block),
            1 => self.open(&params, &results, Begin::Loop),
            2 => {
                self.operands(&[Val::I32]);
                self.open(&params, &results, Begin::If);
                self.contents(&params, &results);
                let one_way = params == results && self.draw.chance(1, 2);
                if !one_way && !self.draw.slip() {
                    self.code.push(Instruction::Else);
                    // The other way begins with what was set before.
                    self.contents(&params, &results);
                }
                self.end();
                self.drop(&results);
                return;
            }
            _ => self.open(&params, &results, Begin::TryTable),
        }
        self.contents(&params, &results);
        self.close(&results);
    }

    /// Statements between the parameters of a block and its results.
    fn contents(&mut self, params: &[Val], results: &[Val]) {
        let before = self.set.clone();
        self.drop(params);
        for _ in 0..self.draw.below(3) {
            self.statement();
        }
        self.leave(results);
        // What is set in a block is not set behind it.
        self.set = before;
    }

    /// The types of a block: those of a function type, or at most one result.
    fn block_types(&mut self) -> (Vec<Val>, Vec<Val>) {
        let plan = self.plan;
        let types = plan.types.len() as u32;
        if self.draw.chance(1, 3) {
            let of: Vec<u32> =
                (0..types).filter(|index| plan.signature(*index).is_some()).collect();
            if let Some((params, results)) = self.draw.of(&of).and_then(|ty| plan.signature(ty)) {
                return (params.to_vec(), results.to_vec());
            }
        }
        (Vec::new(), self.draw.vals(1, types))
    }

    /// Dead code: instructions without operands.
    fn dead(&mut self) {
        let results = self.draw.vals(1, self.plan.types.len() as u32);
        self.open(&[], &results, Begin::Block);
        self.code.push(Instruction::Unreachable);
        let operators = Operators::get();
        for _ in 0..1 + self.draw.below(5) {
            let group = match self.draw.weighted(&[2, 3]) {
                0 => &operators.tabulated,
                _ => &operators.structural,
            };
            let Some(operator) = self.draw.of(group) else { continue };
            let Some(instruction) = operator.make(self) else { continue };
            let signature = self.signature(operator, &instruction);
            // Some operands may be there: the last ones are taken first.
            let taken = signature.operands.len()
                - self.draw.weighted(&[3, 1, 1]).min(signature.operands.len());
            let given = signature.operands[taken..].to_vec();
            if self.draw.chance(1, 2) {
                self.operands(&given);
            }
            self.code.push(instruction);
            match self.draw.weighted(&[3, 3]) {
                0 if !signature.ends => self.drop(&signature.results),
                _ if self.draw.slip() => {}
                _ => self.code.push(Instruction::Unreachable),
            }
        }
        self.code.push(Instruction::Unreachable);
        self.close(&results);
    }

    /// An instruction that stands where it should not; mostly none.
    fn stray(&mut self) {
        if self.draw.slip() {
            let strays = [
                Instruction::Else,
                Instruction::End,
                Instruction::Drop,
                Instruction::I32Const(0),
                Instruction::Return,
                Instruction::Block(BlockType::Empty),
            ];
            self.code.extend(self.draw.of(&strays));
        } else {
            self.code.push(Instruction::Nop);
        }
    }
}

/// What begins with a block type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Begin {
    Block,
    Loop,
    If,
    TryTable,
}

/// Whether code behind the instruction is dead.
fn ends(name: &str) -> bool {
    matches!(name, "Unreachable" | "Throw" | "ThrowRef") || name.starts_with("Return")
}
