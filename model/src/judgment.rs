//! Judgments, and the reasons why they hold or do not hold.

use crate::context::{Context, InstrType, LocalType};
use crate::difference::Difference;
use crate::rule::Rule;
use crate::runtime::Ref;
use crate::syntax::{
    AddrType, BlockType, Catch, ExternIdx, ExternType, GlobalType, Limits, MemArg,
};
use crate::syntax::{CompType, DefType, FieldType, HeapType, PackType, RefType, ResultType};
use crate::syntax::{MemType, NumType, StorageType, SubType, TableType, TypeIdx, TypeUse, ValType};
use crate::syntax::{TagType, VecType};
use crate::trail::Trail;

/// A statement that rules conclude. The context `C |-` is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Judgment {
    /// `numtype : OK`
    NumtypeOk(NumType),
    /// `vectype : OK`
    VectypeOk(VecType),
    /// `heaptype : OK`
    HeaptypeOk(HeapType),
    /// `reftype : OK`
    ReftypeOk(RefType),
    /// `valtype : OK`
    ValtypeOk(ValType),
    /// `typeuse : OK`
    TypeuseOk(TypeUse),
    /// `t* : OK`
    ResulttypeOk(ResultType),
    /// `packtype : OK`
    PacktypeOk(PackType),
    /// `storagetype : OK`
    StoragetypeOk(StorageType),
    /// `fieldtype : OK`
    FieldtypeOk(FieldType),
    /// `comptype : OK`
    ComptypeOk(CompType),
    /// `subtype : OK(x)`
    SubtypeOk(SubType, TypeIdx),
    /// `REC subtype^n : OK(x)`, for a recursive type of n members.
    RectypeOk(u32, TypeIdx),
    /// `TYPE rectype : dt*`, for the recursive type whose first member has index x.
    TypeOk(TypeIdx),
    /// `type^n : dt*`, for n recursive types.
    TypesOk(u32),
    /// `init t : OK`
    LocaltypeOk(LocalType),
    /// `t_1* ->_(x*) t_2* : OK`
    InstrtypeOk(InstrType),
    /// `limits : k`
    LimitsOk(Limits, u64),
    /// `tagtype : OK`
    TagtypeOk(TagType),
    /// `globaltype : OK`
    GlobaltypeOk(GlobalType),
    /// `memtype : OK`
    MemtypeOk(MemType),
    /// `tabletype : OK`
    TabletypeOk(TableType),
    /// `externtype : OK`
    ExterntypeOk(ExternType),
    /// `numtype <: numtype`
    NumtypeSub(NumType, NumType),
    /// `vectype <: vectype`
    VectypeSub(VecType, VecType),
    /// `heaptype <: heaptype`
    HeaptypeSub(HeapType, HeapType),
    /// `reftype <: reftype`
    ReftypeSub(RefType, RefType),
    /// `valtype <: valtype`
    ValtypeSub(ValType, ValType),
    /// `t* <: t*`
    ResulttypeSub(ResultType, ResultType),
    /// `packtype <: packtype`
    PacktypeSub(PackType, PackType),
    /// `storagetype <: storagetype`
    StoragetypeSub(StorageType, StorageType),
    /// `fieldtype <: fieldtype`
    FieldtypeSub(FieldType, FieldType),
    /// `comptype <: comptype`
    ComptypeSub(CompType, CompType),
    /// `deftype <: deftype`
    DeftypeSub(DefType, DefType),
    /// `instrtype <: instrtype`
    InstrtypeSub(InstrType, InstrType),
    /// `limits <: limits`
    LimitsSub(Limits, Limits),
    /// `tagtype <: tagtype`
    TagtypeSub(DefType, DefType),
    /// `globaltype <: globaltype`
    GlobaltypeSub(GlobalType, GlobalType),
    /// `memtype <: memtype`
    MemtypeSub(MemType, MemType),
    /// `tabletype <: tabletype`
    TabletypeSub(TableType, TableType),
    /// `externtype <: externtype`
    ExterntypeSub(ExternType, ExternType),
    /// `t DEFAULTABLE`
    Defaultable(ValType),
    /// `t NONDEFAULTABLE`
    Nondefaultable(ValType),
    /// `blocktype : instrtype`
    BlocktypeOk(BlockType),
    /// `catch : OK`
    CatchOk(Catch),
    /// `memarg : at -> N`
    MemargOk(MemArg, AddrType, u32),
    /// `instr : instrtype`
    InstrOk(InstrAt),
    /// `instr* : instrtype`
    InstrsOk(InstrType),
    /// `expr : t*`
    ExprOk(ResultType),
    /// `instr CONST`
    InstrConst(InstrAt),
    /// `expr CONST`
    ExprConst,
    /// `expr : t CONST`
    ExprOkConst(ValType),
    /// `LOCAL t : localtype`
    LocalOk(ValType),
    /// `datamode : OK`
    DatamodeOk,
    /// `elemmode : rt`
    ElemmodeOk(RefType),
    /// `externidx : externtype`
    ExternidxOk(ExternIdx),
    /// A definition, an import or an export has its type: `Tag_ok`, `Global_ok` and so on.
    DefinitionOk(Definition),
    /// `global* : gt*`, for the globals from this one on.
    GlobalsOk(u32),
    /// `module : moduletype`
    ModuleOk,
    /// `$clos_deftype(C, dt1) = $clos_deftype(C, dt2)`: the two are the same type.
    SameType(DefType, DefType),
    /// `ref : reftype`
    RefOk(Ref, RefType),
}

/// An instruction of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct InstrAt {
    /// The rule for it, which says which instruction it is.
    pub rule: Rule,
    /// How many instructions are written before it in the expression; `ELSE` and `END` are none.
    pub ordinal: u32,
}

/// A part of a module that is judged by itself.
///
/// Definitions have the index that instructions have for them: imported ones come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Definition {
    /// The import at this place among the imports.
    Import(u32),
    /// A tag.
    Tag(u32),
    /// A global.
    Global(u32),
    /// A memory.
    Mem(u32),
    /// A table.
    Table(u32),
    /// A function.
    Func(u32),
    /// A data segment.
    Data(u32),
    /// An element segment.
    Elem(u32),
    /// The start function.
    Start,
    /// The export at this place among the exports.
    Export(u32),
}

/// Why a judgment holds: the rule that concludes it, and a derivation of each of its premises.
///
/// Side conditions (an index exists, a list is short enough) are not listed: they were met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derivation {
    /// The rule that concludes the goal.
    pub rule: Rule,
    /// What is concluded.
    pub goal: Judgment,
    /// The premises that are judgments, in the rule's order.
    pub premises: Vec<Derivation>,
}

/// Why a judgment does not hold: every rule whose conclusion has its form, and for each the first
/// premise that failed.
///
/// There may be no such rule: nothing concludes `FUNC ... <: STRUCT ...`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refutation {
    /// What could not be concluded.
    pub goal: Judgment,
    /// The rules that could have concluded it.
    pub attempts: Vec<Attempt>,
}

/// A rule that could have concluded a judgment, and why it did not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// The rule.
    pub rule: Rule,
    /// Its first premise that failed.
    pub failure: Failure,
}

impl Attempt {
    /// An attempt that failed at a premise of the rule: so no text of a premise can go stale.
    pub(crate) fn new(rule: Rule, failure: Failure) -> Self {
        debug_assert!(
            rule.premise_place(failure.premise).is_some(),
            "{rule} has no premise '{}'",
            failure.premise
        );
        Self { rule, failure }
    }
}

/// A premise that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The premise in our notation: one of [`Rule::premises`].
    pub premise: &'static str,
    /// Which one, counted from 0, if the premise is repeated over a list.
    pub position: Option<u32>,
    /// Why it failed.
    pub cause: Cause,
}

/// Why a premise failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// A side condition is not met: the premise says all.
    Condition,
    /// A judgment does not hold.
    Refuted(Box<Refutation>),
    /// Two closed types differ.
    Differ(Box<Difference>),
}

/// An answer with its reason.
pub type Reason = Result<Derivation, Box<Refutation>>;

/// That a judgment holds, with its derivation where the context keeps derivations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof(Option<Box<Derivation>>);

impl Proof {
    /// The proof that keeps a derivation.
    pub(crate) fn of(derivation: Derivation) -> Self {
        Self(Some(Box::new(derivation)))
    }

    /// The proof of what the context's trail has noted.
    pub(crate) const NOTED: Self = Self(None);

    /// The derivation; `None` if the context has a trail instead.
    #[must_use]
    pub fn into_derivation(self) -> Option<Derivation> {
        self.0.map(|derivation| *derivation)
    }

    /// What is proved, as a premise of a rule.
    pub(crate) fn into_premise(self) -> Premises {
        self.0.map_or_else(Vec::new, |derivation| vec![*derivation])
    }

    /// The premises of what is proved.
    pub(crate) fn into_premises(self) -> Premises {
        self.into_derivation().map(|derivation| derivation.premises).unwrap_or_default()
    }
}

/// The outcome of a judgment.
pub type Judged = Result<Proof, Box<Refutation>>;

/// The derivations of a rule's premises, as far as the context keeps any.
pub(crate) type Premises = Vec<Derivation>;

/// The outcome of one rule: the premises, or the rule does not apply.
pub(crate) type Applied = Result<Premises, Stop>;

/// Why a rule does not conclude a goal.
#[derive(Debug)]
pub(crate) enum Stop {
    /// The goal does not have the form of the rule's conclusion. No premise was judged.
    Form,
    /// A premise failed.
    Premise(Box<Failure>),
}

/// A rule, ready to be applied to a goal.
pub(crate) type Application<'a> = (Rule, &'a dyn Fn() -> Applied);

/// Concludes a goal by the first of the rules that applies.
///
/// The goal is written down only where it is kept, in a derivation or a refutation.
///
/// Always inlined: the rules are known where it is called, and found without a pointer then. That takes a
/// sixth off what defining a module takes (`cargo bench -p subtly`).
#[inline(always)]
pub(crate) fn judge(
    c: &Context<'_>,
    goal: impl Fn() -> Judgment,
    rules: &[Application<'_>],
) -> Judged {
    let noted = c.trail.map_or(0, Trail::len);
    let mut attempts = Vec::new();
    for (rule, apply) in rules {
        match apply() {
            Ok(premises) => return Ok(conclude(c, *rule, goal, premises)),
            Err(Stop::Form) => {}
            Err(Stop::Premise(failure)) => {
                if let Some(trail) = c.trail {
                    trail.truncate(noted);
                }
                attempts.push(Attempt::new(*rule, *failure));
            }
        }
    }
    Err(Box::new(Refutation { goal: goal(), attempts }))
}

/// Concludes a goal by a rule whose premises hold.
pub(crate) fn conclude(
    c: &Context<'_>,
    rule: Rule,
    goal: impl FnOnce() -> Judgment,
    premises: Premises,
) -> Proof {
    match c.trail {
        None => Proof::of(Derivation { rule, goal: goal(), premises }),
        Some(trail) => {
            trail.note(rule);
            Proof::NOTED
        }
    }
}

/// The goal must have the form of the rule's conclusion.
pub(crate) fn form(has_form: bool) -> Result<(), Stop> {
    if has_form { Ok(()) } else { Err(Stop::Form) }
}

/// A side condition of a rule.
pub(crate) fn condition(premise: &'static str, met: bool) -> Result<(), Stop> {
    if met { Ok(()) } else { Err(stop(premise, None, Cause::Condition)) }
}

/// A side condition that is repeated over a list.
pub(crate) fn conditions(
    premise: &'static str,
    met: impl IntoIterator<Item = bool>,
) -> Result<(), Stop> {
    match met.into_iter().position(|met| !met) {
        None => Ok(()),
        Some(position) => Err(stop(premise, Some(position as u32), Cause::Condition)),
    }
}

/// A side condition that looks something up.
pub(crate) fn lookup<T>(premise: &'static str, found: Option<T>) -> Result<T, Stop> {
    found.ok_or_else(|| stop(premise, None, Cause::Condition))
}

/// A premise that is a judgment.
#[inline]
pub(crate) fn premise(premise: &'static str, judged: Judged) -> Applied {
    match judged {
        Ok(Proof(None)) => Ok(Vec::new()),
        Ok(proof) => Ok(proof.into_premise()),
        Err(refutation) => Err(stop(premise, None, Cause::Refuted(refutation))),
    }
}

/// A premise that is a judgment, repeated over a list.
pub(crate) fn premises(premise: &'static str, judged: impl IntoIterator<Item = Judged>) -> Applied {
    let mut derived = Vec::new();
    for (position, judged) in (0..).zip(judged) {
        match judged {
            Ok(Proof(None)) => {}
            Ok(proof) => derived.extend(proof.into_derivation()),
            Err(refutation) => {
                return Err(stop(premise, Some(position), Cause::Refuted(refutation)));
            }
        }
    }
    Ok(derived)
}

/// Several premises, in the rule's order.
pub(crate) fn all<const N: usize>(premises: [Premises; N]) -> Premises {
    let mut all = Vec::new();
    for premise in premises {
        all.extend(premise);
    }
    all
}

/// Stops a rule at a premise.
pub(crate) fn stop(premise: &'static str, position: Option<u32>, cause: Cause) -> Stop {
    Stop::Premise(Box::new(Failure { premise, position, cause }))
}
