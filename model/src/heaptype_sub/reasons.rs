//! Why a pair is in the relation, and why it is not.

use super::{BOTTOMS, Fact, FactId, HeaptypeSub};
use crate::context::Context;
use crate::equality::difference;
use crate::judgment::{Applied, Cause, Derivation, Judged, Judgment, Proof};
use crate::judgment::{Stop, condition, judge, premise, stop};
use crate::rule::Rule;
use crate::syntax::{AbsHeapType, CompType, DefType, HeapType, TypeUse};
use crate::terms::Terms;
use std::cell::Cell;

impl HeaptypeSub {
    /// `ht1 <: ht2` for closed heap types of the universe, with the reason.
    pub(crate) fn judge(&self, c: &Context<'_>, ht1: HeapType, ht2: HeapType) -> Judged {
        let (Some(left), Some(right)) = (self.node(ht1), self.node(ht2)) else {
            return self.refute(c, ht1, ht2);
        };
        match (self.fact(left, right), c.trail) {
            (None, _) => self.refute(c, ht1, ht2),
            (Some(fact), None) => Ok(Proof::of(self.derivation(fact))),
            (Some(fact), Some(trail)) => {
                self.each_step(fact, &mut |fact| {
                    fact.rules().for_each(|rule| trail.note(rule));
                });
                Ok(Proof::NOTED)
            }
        }
    }

    /// The derivation that a fact remembers.
    fn derivation(&self, id: FactId) -> Derivation {
        let mut derived = Vec::new();
        self.each_step(id, &mut |fact| {
            let premises = derived.len() - fact.premises.iter().flatten().count();
            let premises = derived.split_off(premises);
            derived.push(self.conclusion(fact, premises));
        });
        derived.pop().expect("the last step is the fact itself")
    }

    /// The facts that a fact is derived from, premises before what they derive; the fact itself last.
    ///
    /// Down a chain of supertypes each fact has one premise: this is a loop, so that a long chain needs
    /// no deep stack. Facts of two premises are about abstract heap types, and few lie on each other.
    fn each_step(&self, id: FactId, visit: &mut dyn FnMut(Fact)) {
        let mut chain = Vec::new();
        let mut fact = self.fact_at(id);
        while let [Some(premise), None] = fact.premises {
            chain.push(fact);
            fact = self.fact_at(premise);
        }
        for premise in fact.premises.into_iter().flatten() {
            self.each_step(premise, visit);
        }
        visit(fact);
        chain.into_iter().rev().for_each(visit);
    }

    /// The derivation of a fact from those of its premises.
    fn conclusion(&self, fact: Fact, premises: Vec<Derivation>) -> Derivation {
        let (ht1, ht2) = (self.nodes[fact.left as usize], self.nodes[fact.right as usize]);
        let goal = Judgment::HeaptypeSub(ht1, ht2);
        match (fact.rule, ht1, ht2) {
            // The relation keeps Deftype_sub and the rule that lifts it in one fact.
            (
                Rule::DeftypeSubRefl | Rule::DeftypeSubSuper,
                HeapType::Use(TypeUse::Def(dt1)),
                HeapType::Use(TypeUse::Def(dt2)),
            ) => {
                let goal2 = Judgment::DeftypeSub(dt1, dt2);
                let lifted = Derivation { rule: fact.rule, goal: goal2, premises };
                Derivation { rule: Rule::HeaptypeSubDef, goal, premises: vec![lifted] }
            }
            _ => Derivation { rule: fact.rule, goal, premises },
        }
    }

    /// Every rule that could conclude a pair that is not in the relation, and its failed premise.
    ///
    /// Transitivity could conclude any pair; it is named only where no other rule could.
    fn refute(&self, c: &Context<'_>, ht1: HeapType, ht2: HeapType) -> Judged {
        let mut rules: Vec<(Rule, Box<dyn Fn() -> Applied + '_>)> = Vec::new();
        match (ht1, ht2) {
            (HeapType::Use(TypeUse::Def(dt1)), HeapType::Use(TypeUse::Def(dt2))) => {
                return refute_deftypes(c, dt1, dt2);
            }
            (HeapType::Use(TypeUse::Def(dt)), HeapType::Abs(abs)) => {
                for (kind, rule) in [
                    (AbsHeapType::Struct, Rule::HeaptypeSubStruct),
                    (AbsHeapType::Array, Rule::HeaptypeSubArray),
                    (AbsHeapType::Func, Rule::HeaptypeSubFunc),
                ] {
                    if abs == kind {
                        rules.push((rule, Box::new(move || expands_to(c.terms, dt, kind))));
                    }
                }
            }
            (HeapType::Abs(abs), ht) => {
                for (bottom, top, rule) in BOTTOMS {
                    if abs == bottom {
                        let below_top = move || self.below_top(c, ht, top);
                        rules.push((rule, Box::new(below_top)));
                    }
                }
            }
            _ => {}
        }
        if rules.is_empty() {
            let nothing_between = || {
                // Every heap type above ht_1 that is OK, ht_1 itself for one, is not below ht_2.
                condition("heaptype' <: heaptype_2", false)?;
                Ok(Vec::new())
            };
            rules.push((Rule::HeaptypeSubTrans, Box::new(nothing_between)));
        }
        let rules: Vec<_> = rules.iter().map(|(rule, apply)| (*rule, &**apply as _)).collect();
        judge(c, || Judgment::HeaptypeSub(ht1, ht2), &rules)
    }

    /// The premises of the rules for bottoms.
    fn below_top(&self, c: &Context<'_>, ht: HeapType, top: AbsHeapType) -> Applied {
        let (below_top, not_bot) = match top {
            AbsHeapType::Any => ("heaptype <: ANY", "heaptype =/= BOT"),
            AbsHeapType::Func => ("heaptype <: FUNC", "heaptype =/= BOT"),
            AbsHeapType::Exn => ("heaptype <: EXN", "heaptype =/= BOT"),
            _ => ("heaptype <: EXTERN", "heaptype =/= BOT"),
        };
        let derived = premise(below_top, self.judge(c, ht, HeapType::Abs(top)))?;
        condition(not_bot, ht != HeapType::Abs(AbsHeapType::Bot))?;
        Ok(derived)
    }
}

/// Why `dt1 <: dt2` is not derivable, as heap types.
///
/// The reason leads up the supertypes. It is built from the uppermost one, so that a long chain needs
/// no deep stack. Of several supertypes, which are not valid, it follows the last one.
fn refute_deftypes(c: &Context<'_>, dt1: DefType, dt2: DefType) -> Judged {
    let mut chain = vec![dt1];
    while let Some(sup) = chain.last().and_then(|dt| declared_super(c.terms, *dt)) {
        // A cycle of declarations is invalid, and would never end here.
        if chain.contains(&sup) {
            break;
        }
        chain.push(sup);
    }
    let def = |dt| HeapType::Use(TypeUse::Def(dt));
    let mut above = None;
    while let Some(dt) = chain.pop() {
        let judged = Cell::new(Some(refute_deftype(c, dt, dt2, above)));
        let lift = || {
            let judged = judged.take().expect("the rule is applied once");
            premise("deftype_1 <: deftype_2", judged)
        };
        let goal = || Judgment::HeaptypeSub(def(dt), def(dt2));
        above = Some(judge(c, goal, &[(Rule::HeaptypeSubDef, &lift)]));
    }
    above.expect("the chain has the type itself")
}

/// The supertype that a type declares; the last one if there are several.
fn declared_super(terms: &Terms, dt: DefType) -> Option<DefType> {
    let member = terms.member(dt).expect("a defined type projects a member");
    member.supers.iter().rev().find_map(|tu| match *tu {
        TypeUse::Rec(j) => Some(DefType { rectype: dt.rectype, i: j }),
        TypeUse::Def(dt) => Some(dt),
        TypeUse::Idx(_) => None,
    })
}

/// Why `dt1 <: dt2` is not derivable, by why the supertype of `dt1` is not below `dt2`.
///
/// `above` is missing where `dt1` has no supertype, or where the supertypes go in a cycle.
fn refute_deftype(c: &Context<'_>, dt1: DefType, dt2: DefType, above: Option<Judged>) -> Judged {
    let refl = || match difference(c.terms, dt1, dt2) {
        None => Ok(Vec::new()),
        Some(difference) => Err(stop(
            "$clos_deftype(C, deftype_1) = $clos_deftype(C, deftype_2)",
            None,
            Cause::Differ(Box::new(difference)),
        )),
    };
    let above = Cell::new(above);
    let sup = || {
        condition("i < |typeuse*|", declared_super(c.terms, dt1).is_some())?;
        let above = above.take().ok_or(Stop::Form)?;
        premise("typeuse*[i] <: deftype_2", above)
    };
    judge(
        c,
        || Judgment::DeftypeSub(dt1, dt2),
        &[(Rule::DeftypeSubRefl, &refl), (Rule::DeftypeSubSuper, &sup)],
    )
}

/// The premise of the rules for a defined type below an abstract one.
fn expands_to(terms: &Terms, dt: DefType, kind: AbsHeapType) -> Applied {
    let ct = &terms.member(dt).expect("a defined type projects a member").ct;
    match kind {
        AbsHeapType::Struct => {
            condition("deftype ~~ STRUCT fieldtype*", matches!(ct, CompType::Struct(_)))?;
        }
        AbsHeapType::Array => {
            condition("deftype ~~ ARRAY fieldtype", matches!(ct, CompType::Array(_)))?;
        }
        _ => condition("deftype ~~ FUNC t_1* -> t_2*", matches!(ct, CompType::Func(..)))?,
    }
    Ok(Vec::new())
}
