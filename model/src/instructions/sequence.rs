//! Instruction sequences and expressions, and how the declarative rules are decided.
//!
//! The rules for sequences (`Instrs_ok/empty`, `/instr`, `/seq`, `/sub`, `/frame`) leave three things open:
//! where a sequence is split, which operands an instruction does not touch, and which supertypes its
//! operands and results are taken at. This is how they are decided, from left to right:
//!
//! 1. A sequence is split after each instruction, and ends in `/empty`. `/seq` is associative, so no other
//!    split gives more.
//! 2. The operands so far are kept at the least types they have. `/frame` leaves those below an
//!    instruction's own as they are, and `/sub` is used once for each instruction, to take its operands
//!    at what its rule demands. Results are never weakened before they are used: by transitivity,
//!    what a weaker type matches the stronger one matches, too.
//! 3. Where a rule leaves a type open (`t` of `DROP`, `ht` of `REF.IS_NULL`), it is given the operand's,
//!    which is the least that the instruction accepts; its result is then the least, too.
//! 4. After an instruction with any results (`t_2*` of `BR`), any operands are there. Each is taken at
//!    the least type when it is used: `BOT`, which matches every type, and where a reference is used,
//!    `REF BOT`. Both are types of the semantics and OK, so the rules allow that very choice.
//!
//! So an instruction is refused only if no choice of the open types makes its operands fit.
//!
//! What the shortcut for matching refuses is judged again in full, and refused only if that is, too.
//!
//! `/sub` may also say that locals are set which are set already. That gives nothing, and is not used.
//! Blocks are walked with a stack of frames, not by recursion: modules may nest them deeply.

use super::instr_ok;
use super::matching::results_match;
use super::names::{instr_rule, judgment_rule};
use super::typing::{Operands, Typing};
use crate::concluded::Concluded;
use crate::context::{Context, Init, InstrType, LocalType};
use crate::instrtypes::instrtype_sub;
use crate::instructions::catch_ok;
use crate::judgment::{Attempt, Cause, InstrAt, Judged, Judgment, Refutation};
use crate::judgment::{Stop, judge, premise, premises, stop};
use crate::rule::Rule;
use crate::syntax::{Catch, Instr, LocalIdx, ResultType, ValType};

/// `Expr_ok`
///
/// ```text
/// instr* : t*   if  instr* : eps -> t*
/// ```
///
/// The derivation ends here; `concluded` counts the rules above.
pub(crate) fn expr_ok(
    c: &Context<'_>,
    instrs: &[Instr],
    t: &[ValType],
    concluded: &Concluded,
) -> Judged {
    let rule = || match Sequence::new(c, instrs, t, concluded).walk() {
        Ok(()) => Ok(Vec::new()),
        Err(refutation) => Err(stop("instr* : eps -> t*", None, Cause::Refuted(refutation))),
    };
    judge(c, || Judgment::ExprOk(t.to_vec()), &[(Rule::ExprOk, &rule)])
}

/// A sequence that is being walked, with the blocks around the place that was reached.
struct Sequence<'a, 'i> {
    c: &'a Context<'a>,
    /// `C.LOCALS`, as they are at the place.
    locals: Vec<LocalType>,
    /// The locals that were unset before, in the order in which they were set.
    set: Vec<LocalIdx>,
    /// `C.LABELS` at the place, the innermost last.
    labels: Vec<ResultType>,
    /// The operands at the place, those of the outermost sequence first.
    operands: Vec<ValType>,
    /// The sequences around the place, the innermost last.
    frames: Vec<Frame<'i>>,
    /// How many instructions were reached, in the order in which they are written.
    ordinal: u32,
    concluded: &'a Concluded,
}

/// A sequence inside a block or an expression, as far as it was walked.
struct Frame<'i> {
    /// What is left of it.
    instrs: std::slice::Iter<'i, Instr>,
    /// The block, unless it is the outermost sequence.
    block: Option<(InstrAt, &'i Instr)>,
    /// The other branch, which is still to be walked.
    other: Option<&'i [Instr]>,
    /// The premise of the block's rule that is being decided.
    premise: &'static str,
    /// `t_1* -> t_2*`
    it: InstrType,
    /// How many operands lie below it.
    height: usize,
    /// Whether there are any operands between those and its own.
    any: bool,
    /// How many locals had been set before it.
    set: usize,
}

impl<'a, 'i> Sequence<'a, 'i> {
    fn new(
        c: &'a Context<'a>,
        instrs: &'i [Instr],
        t: &[ValType],
        concluded: &'a Concluded,
    ) -> Self {
        let outermost = Frame {
            instrs: instrs.iter(),
            block: None,
            other: None,
            premise: "instr* : eps -> t*",
            it: InstrType { t1: Vec::new(), xs: Vec::new(), t2: t.to_vec() },
            height: 0,
            any: false,
            set: 0,
        };
        Self {
            c,
            locals: c.locals.to_vec(),
            set: Vec::new(),
            labels: c.labels.to_vec(),
            operands: Vec::new(),
            frames: vec![outermost],
            ordinal: 0,
            concluded,
        }
    }

    /// `Instrs_ok`, to the end of the outermost sequence.
    fn walk(mut self) -> Result<(), Box<Refutation>> {
        while let Some(frame) = self.frames.last_mut() {
            match frame.instrs.next() {
                Some(instr) => self.instr(instr)?,
                None => self.end()?,
            }
        }
        Ok(())
    }

    /// `C` at the place.
    fn context(&self) -> Context<'_> {
        Context { locals: &self.locals, labels: &self.labels, ..*self.c }
    }

    /// The operands of the innermost sequence.
    fn operands(&self) -> Operands<'_> {
        let (height, any) = self.frames.last().map_or((0, false), |f| (f.height, f.any));
        Operands { types: &self.operands[height..], any }
    }

    /// `Instrs_ok/seq`, with `/instr`, `/frame` and `/sub` for one instruction on its right.
    fn instr(&mut self, instr: &'i Instr) -> Result<(), Box<Refutation>> {
        let at = InstrAt { rule: instr_rule(instr), ordinal: self.ordinal };
        self.ordinal += 1;
        let typing = instr_ok(&self.context(), self.operands(), instr)
            .map_err(|why| refuted(at, at.rule, why))?;
        self.pop(&typing.it).map_err(|why| refuted(at, Rule::InstrsOkSub, why))?;
        self.concluded.conclude(Rule::InstrsOkInstr);
        self.concluded.conclude(Rule::InstrsOkSeq);
        if let Some(rule) = judgment_rule(instr) {
            self.concluded.conclude(rule);
        }
        match instr {
            Instr::Block(_, instrs)
            | Instr::Loop(_, instrs)
            | Instr::If(_, instrs, _)
            | Instr::TryTable(_, _, instrs) => self.enter(at, instr, instrs, typing.it),
            _ => {
                self.concluded.conclude(at.rule);
                self.push(typing);
            }
        }
        Ok(())
    }

    /// `Instrs_ok/sub`: the operands match what the instruction takes.
    ///
    /// ```text
    /// instr* : it'   if  instr* : it,  it <: it',  it' : OK
    /// ```
    fn pop(&mut self, it: &InstrType) -> Result<(), Stop> {
        let found = self.operands().top(it.t1.len());
        if found != it.t1 {
            if !results_match(self.c, &found, &it.t1) {
                let weaker = InstrType { t1: found, ..it.clone() };
                premise("it <: it'", instrtype_sub(&self.context(), it, &weaker))?;
            }
            self.concluded.conclude(Rule::InstrtypeSub);
            self.concluded.conclude(Rule::InstrsOkSub);
        }
        let there = it.t1.len().min(self.operands().types.len());
        self.operands.truncate(self.operands.len() - there);
        if !self.operands().types.is_empty() {
            self.concluded.conclude(Rule::InstrsOkFrame);
        }
        Ok(())
    }

    /// The results of an instruction, and the locals that it sets.
    fn push(&mut self, typing: Typing) {
        for x in typing.it.xs {
            if let Some(local) = self.locals.get_mut(x as usize)
                && local.init == Init::Unset
            {
                local.init = Init::Set;
                self.set.push(x);
            }
        }
        if typing.any
            && let Some(frame) = self.frames.last_mut()
        {
            frame.any = true;
            self.operands.truncate(frame.height);
        }
        self.operands.extend(typing.it.t2);
    }

    /// Enters the first sequence of a block. Its condition, if it has one, stays outside.
    fn enter(&mut self, at: InstrAt, block: &'i Instr, instrs: &'i [Instr], mut it: InstrType) {
        let mut premise = "{LABELS (t_2*)} ++ C |- instr* : t_1* ->_(x*) t_2*";
        let mut other = None;
        match block {
            Instr::If(_, _, instrs) => {
                it.t1.pop();
                other = Some(&**instrs);
                premise = "{LABELS (t_2*)} ++ C |- instr_1* : t_1* ->_(x_1*) t_2*";
            }
            Instr::Loop(..) => premise = "{LABELS (t_1*)} ++ C |- instr* : t_1* ->_(x*) t_2*",
            _ => {}
        }
        let label = if let Instr::Loop(..) = block { it.t1.clone() } else { it.t2.clone() };
        self.labels.push(label);
        let height = self.operands.len();
        self.operands.extend_from_slice(&it.t1);
        self.frames.push(Frame {
            instrs: instrs.iter(),
            block: Some((at, block)),
            other,
            premise,
            it,
            height,
            any: false,
            set: self.set.len(),
        });
    }

    /// The end of the innermost sequence: its operands match the results of its block.
    fn end(&mut self) -> Result<(), Box<Refutation>> {
        let Some(mut frame) = self.frames.pop() else {
            return Ok(());
        };
        if let Err(refutation) = self.results(&frame) {
            return Err(match frame.block {
                None => refutation,
                Some((at, _)) => {
                    refuted(at, at.rule, stop(frame.premise, None, Cause::Refuted(refutation)))
                }
            });
        }
        self.operands.truncate(frame.height);
        for x in self.set.drain(frame.set..) {
            self.locals[x as usize].init = Init::Unset;
        }
        let Some((at, block)) = frame.block else {
            return Ok(());
        };
        if let Some(instrs) = frame.other.take() {
            self.operands.extend_from_slice(&frame.it.t1);
            frame.instrs = instrs.iter();
            frame.premise = "{LABELS (t_2*)} ++ C |- instr_2* : t_1* ->_(x_2*) t_2*";
            frame.any = false;
            self.frames.push(frame);
            return Ok(());
        }
        self.labels.pop();
        if let Instr::TryTable(_, catches, _) = block {
            self.catches(catches).map_err(|why| refuted(at, at.rule, why))?;
        }
        self.concluded.conclude(at.rule);
        self.operands.extend(frame.it.t2);
        Ok(())
    }

    /// The premise `(catch : OK)*`, in the context around the block.
    fn catches(&self, catches: &[Catch]) -> Result<(), Stop> {
        let judged = catches.iter().map(|catch| catch_ok(&self.context(), *catch));
        for derivation in premises("(catch : OK)*", judged)? {
            self.concluded.conclude(derivation.rule);
        }
        Ok(())
    }

    /// `Instrs_ok/sub` at the end of a sequence: all its operands match the results.
    fn results(&self, frame: &Frame<'_>) -> Result<(), Box<Refutation>> {
        let own = Operands { types: &self.operands[frame.height..], any: frame.any };
        let found = own.top(own.types.len().max(frame.it.t2.len()));
        self.concluded.conclude(Rule::InstrsOkEmpty);
        if found == frame.it.t2 {
            return Ok(());
        }
        if results_match(self.c, &found, &frame.it.t2) {
            self.concluded.conclude(Rule::InstrtypeSub);
            self.concluded.conclude(Rule::InstrsOkSub);
            return Ok(());
        }
        let it = InstrType { t2: found, ..frame.it.clone() };
        match premise("it <: it'", instrtype_sub(&self.context(), &it, &frame.it)) {
            Ok(_) | Err(Stop::Form) => Ok(()),
            Err(Stop::Premise(failure)) => Err(Box::new(Refutation {
                goal: Judgment::InstrsOk(frame.it.clone()),
                attempts: vec![Attempt::new(Rule::InstrsOkSub, *failure)],
            })),
        }
    }
}

/// The refutation of an instruction.
fn refuted(at: InstrAt, rule: Rule, why: Stop) -> Box<Refutation> {
    let attempts = match why {
        Stop::Form => Vec::new(),
        Stop::Premise(failure) => vec![Attempt::new(rule, *failure)],
    };
    Box::new(Refutation { goal: Judgment::InstrOk(at), attempts })
}
