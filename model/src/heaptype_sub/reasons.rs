//! Why a pair is in the relation, and why it is not.

use super::{BOTTOMS, FactId, HeaptypeSub};
use crate::equality::difference;
use crate::judgment::{Applied, Cause, Derivation, Judged, Judgment};
use crate::judgment::{condition, form, judge, stop};
use crate::rule::Rule;
use crate::syntax::{AbsHeapType, CompType, DefType, HeapType, TypeUse};
use crate::terms::Terms;

impl HeaptypeSub {
    /// `ht1 <: ht2` for closed heap types of the universe, with the reason.
    pub(crate) fn judge(&self, terms: &Terms, ht1: HeapType, ht2: HeapType) -> Judged {
        if let (Some(left), Some(right)) = (self.node(ht1), self.node(ht2))
            && let Some(fact) = self.fact(left, right)
        {
            return Ok(self.derivation(fact));
        }
        self.refute(terms, ht1, ht2)
    }

    /// The derivation that a fact remembers.
    fn derivation(&self, id: FactId) -> Derivation {
        let fact = self.facts[id as usize];
        let (ht1, ht2) = (self.nodes[fact.left as usize], self.nodes[fact.right as usize]);
        let premises = fact.premises.iter().flatten().map(|id| self.derivation(*id)).collect();
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
    fn refute(&self, terms: &Terms, ht1: HeapType, ht2: HeapType) -> Judged {
        let mut rules: Vec<(Rule, Box<dyn Fn() -> Applied + '_>)> = Vec::new();
        match (ht1, ht2) {
            (HeapType::Use(TypeUse::Def(dt1)), HeapType::Use(TypeUse::Def(dt2))) => rules.push((
                Rule::HeaptypeSubDef,
                Box::new(move || {
                    self.refute_deftype(terms, dt1, dt2)
                        .map(|derivation| vec![derivation])
                        .map_err(|why| stop("deftype_1 <: deftype_2", None, Cause::Refuted(why)))
                }),
            )),
            (HeapType::Use(TypeUse::Def(dt)), HeapType::Abs(abs)) => {
                for (kind, rule) in [
                    (AbsHeapType::Struct, Rule::HeaptypeSubStruct),
                    (AbsHeapType::Array, Rule::HeaptypeSubArray),
                    (AbsHeapType::Func, Rule::HeaptypeSubFunc),
                ] {
                    if abs == kind {
                        rules.push((rule, Box::new(move || expands_to(terms, dt, kind))));
                    }
                }
            }
            (HeapType::Abs(abs), ht) => {
                for (bottom, top, rule) in BOTTOMS {
                    if abs == bottom {
                        let below_top = move || self.below_top(terms, ht, top);
                        rules.push((rule, Box::new(below_top)));
                    }
                }
            }
            _ => {}
        }
        if rules.is_empty() {
            let nothing_between = || {
                condition("ht_1 <: ht' and ht' <: ht_2 for some heap type ht'", false)?;
                Ok(Vec::new())
            };
            rules.push((Rule::HeaptypeSubTrans, Box::new(nothing_between)));
        }
        let rules: Vec<_> = rules.iter().map(|(rule, apply)| (*rule, &**apply as _)).collect();
        judge(Judgment::HeaptypeSub(ht1, ht2), &rules)
    }

    /// Why `dt1 <: dt2` is not derivable.
    fn refute_deftype(&self, terms: &Terms, dt1: DefType, dt2: DefType) -> Judged {
        let refl = || match difference(terms, dt1, dt2) {
            None => Ok(Vec::new()),
            Some(difference) => Err(stop(
                "$clos_deftype(C, deftype_1) = $clos_deftype(C, deftype_2)",
                None,
                Cause::Differ(Box::new(difference)),
            )),
        };
        let sup = || {
            let supers = &terms.member(dt1).expect("a defined type projects a member").supers;
            condition("deftype_1 declares a supertype", !supers.is_empty())?;
            let mut last = None;
            for tu in supers {
                let sup = match *tu {
                    TypeUse::Rec(j) => DefType { rectype: dt1.rectype, i: j },
                    TypeUse::Def(dt) => dt,
                    TypeUse::Idx(_) => continue,
                };
                let def = |dt| HeapType::Use(TypeUse::Def(dt));
                // A cycle of declarations is invalid, and would never end here.
                form(self.holds(def(sup), def(dt1)) != Some(true))?;
                match self.judge(terms, def(sup), def(dt2)) {
                    Ok(derivation) => return Ok(vec![derivation]),
                    Err(refutation) => last = Some(refutation),
                }
            }
            let refutation = last.ok_or(crate::judgment::Stop::Form)?;
            Err(stop("typeuse*[i] <: deftype_2", None, Cause::Refuted(refutation)))
        };
        judge(
            Judgment::DeftypeSub(dt1, dt2),
            &[(Rule::DeftypeSubRefl, &refl), (Rule::DeftypeSubSuper, &sup)],
        )
    }

    /// The premises of the rules for bottoms.
    fn below_top(&self, terms: &Terms, ht: HeapType, top: AbsHeapType) -> Applied {
        let (below_top, not_bot) = match top {
            AbsHeapType::Any => ("heaptype <: ANY", "heaptype =/= BOT"),
            AbsHeapType::Func => ("heaptype <: FUNC", "heaptype =/= BOT"),
            AbsHeapType::Exn => ("heaptype <: EXN", "heaptype =/= BOT"),
            _ => ("heaptype <: EXTERN", "heaptype =/= BOT"),
        };
        let derivation =
            crate::judgment::premise(below_top, self.judge(terms, ht, HeapType::Abs(top)))?;
        condition(not_bot, ht != HeapType::Abs(AbsHeapType::Bot))?;
        Ok(vec![derivation])
    }
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
