//! Derivations, checked node by node: the rule really concludes the goal from the premises.
//!
//! The checker knows the rules of 2.2 and of 4.1 a second time, and nothing of how the model finds a
//! derivation. What it proves: each step is an instance of the rule that it names. Steps of 2.1 and
//! 2.4 are walked through, not checked; a side condition on the types of a module is checked.

mod run_time;

use crate::runtime::{externtypes, references};
use crate::{heaptypes, programs, reference};
use run_time::{external, is_external, reference_has};
use std::collections::BTreeSet;
use subtly::oracles::ModelSession;
use subtly::question::ModuleId;
use subtly_model::TypesVerdict;
use subtly_model::judgment::{Derivation, Judgment};
use subtly_model::roll::{expand, unrolldt};
use subtly_model::rule::Rule;
use subtly_model::runtime::Ref;
use subtly_model::syntax::{AbsHeapType, CompType, DefType, FieldType, HeapType};
use subtly_model::syntax::{RefType, StorageType, TypeIdx, TypeUse, ValType};
use subtly_model::terms::Terms;

const CASES: u64 = 200;

/// What side conditions look at.
#[derive(Clone, Copy)]
struct Checker<'a> {
    terms: &'a Terms,
    /// `C.TYPES`
    types: &'a [DefType],
}

impl Checker<'_> {
    /// The first node, from the root on, whose rule does not conclude its goal.
    fn unfounded<'d>(&self, derivation: &'d Derivation) -> Option<&'d Derivation> {
        if !self.concludes(derivation) {
            return Some(derivation);
        }
        derivation.premises.iter().find_map(|premise| self.unfounded(premise))
    }

    /// Whether the rule concludes the goal from the goals of the premises.
    fn concludes(&self, Derivation { rule, goal, premises }: &Derivation) -> bool {
        let premises: Vec<&Judgment> = premises.iter().map(|premise| &premise.goal).collect();
        match goal {
            Judgment::HeaptypeSub(ht1, ht2) => self.heaptype(*rule, *ht1, *ht2, &premises),
            Judgment::DeftypeSub(dt1, dt2) => self.deftype(*rule, *dt1, *dt2, &premises),
            Judgment::RefOk(r, rt) => reference_has(*rule, r, *rt, &premises),
            _ if is_external(goal) => external(*rule, goal, &premises),
            _ if is_subtyping(goal) => structural(*rule, goal, &premises),
            _ => is_of_validity(*rule),
        }
    }

    fn heaptype(&self, rule: Rule, ht1: HeapType, ht2: HeapType, premises: &[&Judgment]) -> bool {
        let abs = |ht1_expected, ht2_expected| {
            premises.is_empty()
                && ht1 == HeapType::Abs(ht1_expected)
                && ht2 == HeapType::Abs(ht2_expected)
        };
        let bottom = |bottom, top| {
            ht1 == HeapType::Abs(bottom)
                && ht2 != HeapType::Abs(AbsHeapType::Bot)
                && is(premises, &[Judgment::HeaptypeSub(ht2, HeapType::Abs(top))])
        };
        match rule {
            Rule::HeaptypeSubRefl => premises.is_empty() && ht1 == ht2,
            Rule::HeaptypeSubTrans => match premises {
                [Judgment::HeaptypeSub(below, middle1), Judgment::HeaptypeSub(middle2, above)] => {
                    ht1 == *below && middle1 == middle2 && ht2 == *above
                }
                _ => false,
            },
            Rule::HeaptypeSubEqAny => abs(AbsHeapType::Eq, AbsHeapType::Any),
            Rule::HeaptypeSubI31Eq => abs(AbsHeapType::I31, AbsHeapType::Eq),
            Rule::HeaptypeSubStructEq => abs(AbsHeapType::Struct, AbsHeapType::Eq),
            Rule::HeaptypeSubArrayEq => abs(AbsHeapType::Array, AbsHeapType::Eq),
            Rule::HeaptypeSubStruct | Rule::HeaptypeSubArray | Rule::HeaptypeSubFunc => {
                premises.is_empty() && self.is_of_kind(rule, ht1, ht2)
            }
            Rule::HeaptypeSubDef => match (ht1, ht2) {
                (HeapType::Use(TypeUse::Def(dt1)), HeapType::Use(TypeUse::Def(dt2))) => {
                    is(premises, &[Judgment::DeftypeSub(dt1, dt2)])
                }
                _ => false,
            },
            Rule::HeaptypeSubTypeidxL => self.at(ht1).is_some_and(|dt| {
                is(premises, &[Judgment::HeaptypeSub(HeapType::Use(TypeUse::Def(dt)), ht2)])
            }),
            Rule::HeaptypeSubTypeidxR => self.at(ht2).is_some_and(|dt| {
                is(premises, &[Judgment::HeaptypeSub(ht1, HeapType::Use(TypeUse::Def(dt)))])
            }),
            Rule::HeaptypeSubNone => bottom(AbsHeapType::None, AbsHeapType::Any),
            Rule::HeaptypeSubNofunc => bottom(AbsHeapType::NoFunc, AbsHeapType::Func),
            Rule::HeaptypeSubNoexn => bottom(AbsHeapType::NoExn, AbsHeapType::Exn),
            Rule::HeaptypeSubNoextern => bottom(AbsHeapType::NoExtern, AbsHeapType::Extern),
            Rule::HeaptypeSubBot => premises.is_empty() && ht1 == HeapType::Abs(AbsHeapType::Bot),
            _ => false,
        }
    }

    /// `C.TYPES[x]`, if the heap type is `_IDX x`.
    fn at(&self, ht: HeapType) -> Option<DefType> {
        match ht {
            HeapType::Use(TypeUse::Idx(x)) => self.types.get(x as usize).copied(),
            _ => None,
        }
    }

    fn is_of_kind(&self, rule: Rule, ht1: HeapType, ht2: HeapType) -> bool {
        let (HeapType::Use(TypeUse::Def(dt)), HeapType::Abs(abs)) = (ht1, ht2) else {
            return false;
        };
        let (expected, kind) = match expand(self.terms, dt) {
            CompType::Struct(_) => (Rule::HeaptypeSubStruct, AbsHeapType::Struct),
            CompType::Array(_) => (Rule::HeaptypeSubArray, AbsHeapType::Array),
            CompType::Func(..) => (Rule::HeaptypeSubFunc, AbsHeapType::Func),
        };
        rule == expected && abs == kind
    }

    fn deftype(&self, rule: Rule, dt1: DefType, dt2: DefType, premises: &[&Judgment]) -> bool {
        match rule {
            Rule::DeftypeSubRefl => premises.is_empty() && dt1 == dt2,
            Rule::DeftypeSubSuper => unrolldt(self.terms, dt1).supers.into_iter().any(|tu| {
                let dt2 = HeapType::Use(TypeUse::Def(dt2));
                is(premises, &[Judgment::HeaptypeSub(HeapType::Use(tu), dt2)])
            }),
            _ => false,
        }
    }
}

fn is(premises: &[&Judgment], expected: &[Judgment]) -> bool {
    premises.iter().copied().eq(expected)
}

/// The rules above heap types, by the form of their goals.
fn structural(rule: Rule, goal: &Judgment, premises: &[&Judgment]) -> bool {
    match (rule, goal) {
        (Rule::NumtypeSub, Judgment::NumtypeSub(nt1, nt2)) => premises.is_empty() && nt1 == nt2,
        (Rule::VectypeSub, Judgment::VectypeSub(vt1, vt2)) => premises.is_empty() && vt1 == vt2,
        (Rule::PacktypeSub, Judgment::PacktypeSub(pt1, pt2)) => premises.is_empty() && pt1 == pt2,
        (Rule::ReftypeSubNonnull, Judgment::ReftypeSub(rt1, rt2)) => {
            !rt1.null && !rt2.null && is(premises, &[Judgment::HeaptypeSub(rt1.ht, rt2.ht)])
        }
        (Rule::ReftypeSubNull, Judgment::ReftypeSub(rt1, rt2)) => {
            rt2.null && is(premises, &[Judgment::HeaptypeSub(rt1.ht, rt2.ht)])
        }
        (_, Judgment::ValtypeSub(t1, t2)) => valtype(rule, *t1, *t2, premises),
        (Rule::ResulttypeSub, Judgment::ResulttypeSub(ts1, ts2)) => {
            let pairs = ts1.iter().zip(ts2);
            let expected: Vec<_> = pairs.map(|(t1, t2)| Judgment::ValtypeSub(*t1, *t2)).collect();
            ts1.len() == ts2.len() && is(premises, &expected)
        }
        (_, Judgment::StoragetypeSub(zt1, zt2)) => match (rule, zt1, zt2) {
            (Rule::StoragetypeSubVal, StorageType::Val(t1), StorageType::Val(t2)) => {
                is(premises, &[Judgment::ValtypeSub(*t1, *t2)])
            }
            (Rule::StoragetypeSubPack, StorageType::Pack(pt1), StorageType::Pack(pt2)) => {
                is(premises, &[Judgment::PacktypeSub(*pt1, *pt2)])
            }
            _ => false,
        },
        (_, Judgment::FieldtypeSub(ft1, ft2)) => fieldtype(rule, *ft1, *ft2, premises),
        (_, Judgment::ComptypeSub(ct1, ct2)) => comptype(rule, ct1, ct2, premises),
        _ => false,
    }
}

fn valtype(rule: Rule, t1: ValType, t2: ValType, premises: &[&Judgment]) -> bool {
    match (rule, t1, t2) {
        (Rule::ValtypeSubNum, ValType::Num(nt1), ValType::Num(nt2)) => {
            is(premises, &[Judgment::NumtypeSub(nt1, nt2)])
        }
        (Rule::ValtypeSubVec, ValType::Vec(vt1), ValType::Vec(vt2)) => {
            is(premises, &[Judgment::VectypeSub(vt1, vt2)])
        }
        (Rule::ValtypeSubRef, ValType::Ref(rt1), ValType::Ref(rt2)) => {
            is(premises, &[Judgment::ReftypeSub(rt1, rt2)])
        }
        (Rule::ValtypeSubBot, ValType::Bot, _) => premises.is_empty(),
        _ => false,
    }
}

fn fieldtype(rule: Rule, ft1: FieldType, ft2: FieldType, premises: &[&Judgment]) -> bool {
    let down = Judgment::StoragetypeSub(ft1.zt, ft2.zt);
    let up = Judgment::StoragetypeSub(ft2.zt, ft1.zt);
    match (rule, ft1.mutable, ft2.mutable) {
        (Rule::FieldtypeSubConst, false, false) => is(premises, &[down]),
        (Rule::FieldtypeSubVar, true, true) => is(premises, &[down, up]),
        _ => false,
    }
}

fn comptype(rule: Rule, ct1: &CompType, ct2: &CompType, premises: &[&Judgment]) -> bool {
    match (rule, ct1, ct2) {
        (Rule::ComptypeSubStruct, CompType::Struct(fts1), CompType::Struct(fts2)) => {
            let pairs = fts1.iter().zip(fts2);
            let field = |(ft1, ft2): (&FieldType, &FieldType)| Judgment::FieldtypeSub(*ft1, *ft2);
            fts1.len() >= fts2.len() && is(premises, &pairs.map(field).collect::<Vec<_>>())
        }
        (Rule::ComptypeSubArray, CompType::Array(ft1), CompType::Array(ft2)) => {
            is(premises, &[Judgment::FieldtypeSub(*ft1, *ft2)])
        }
        (Rule::ComptypeSubFunc, CompType::Func(t11, t12), CompType::Func(t21, t22)) => {
            let params = Judgment::ResulttypeSub(t21.clone(), t11.clone());
            is(premises, &[params, Judgment::ResulttypeSub(t12.clone(), t22.clone())])
        }
        _ => false,
    }
}

fn is_subtyping(goal: &Judgment) -> bool {
    matches!(
        goal,
        Judgment::NumtypeSub(..)
            | Judgment::VectypeSub(..)
            | Judgment::HeaptypeSub(..)
            | Judgment::ReftypeSub(..)
            | Judgment::ValtypeSub(..)
            | Judgment::ResulttypeSub(..)
            | Judgment::PacktypeSub(..)
            | Judgment::StoragetypeSub(..)
            | Judgment::FieldtypeSub(..)
            | Judgment::ComptypeSub(..)
            | Judgment::DeftypeSub(..)
    )
}

/// Whether the rule is one of 2.1, 2.3 or 2.4, or is about instructions: no question about types is decided
/// by it.
fn is_of_validity(rule: Rule) -> bool {
    let (relation, _) = rule.name().split_once('/').unwrap_or((rule.name(), ""));
    let of_modules = matches!(
        relation,
        "Instrtype_sub" | "Instr_const" | "Expr_const" | "Defaultable" | "Nondefaultable"
    );
    of_modules || relation.contains("_ok") && relation != "Ref_ok"
}

/// Calls `visit` with every derivation of a program: of validity, and of every subtype pair.
fn each_derivation(session: &ModelSession, mut visit: impl FnMut(Checker<'_>, &Derivation)) {
    let model = session.model();
    for (number, verdict) in (0..).zip(session.verdicts()) {
        if let Some(derivation) = model.types_derivation(verdict) {
            let types = session.types(ModuleId(number)).expect("the module is valid");
            visit(Checker { terms: model.terms(), types }, &derivation);
        }
    }
    let closed = Checker { terms: model.terms(), types: &[] };
    let heaptypes = heaptypes(session);
    for (row, ht1) in heaptypes.iter().enumerate() {
        for (column, ht2) in heaptypes.iter().enumerate() {
            let (null1, null2) = ((row + column) % 3 == 0, (row + column) % 2 == 0);
            let judged = model.subtype(reference(null1, *ht1), reference(null1 || null2, *ht2));
            if let Ok(derivation) = judged {
                visit(closed, &derivation);
            }
        }
    }
    for r in references(session) {
        for (place, ht) in heaptypes.iter().enumerate() {
            let rt = RefType { null: place % 2 == 0 || r == Ref::Null, ht: *ht };
            if let Ok(derivation) = model.ref_ok(&r, rt) {
                visit(closed, &derivation);
            }
        }
    }
    let externtypes = externtypes(session);
    for xt1 in &externtypes {
        for xt2 in &externtypes {
            if let Ok(derivation) = model.extern_subtype(*xt1, *xt2) {
                visit(closed, &derivation);
            }
        }
    }
    if let Ok(derivation) = model.subtype(ValType::Bot, reference(true, heaptypes[0])) {
        visit(closed, &derivation);
    }
}

/// The rules of a derivation, premises first.
fn in_order(derivation: &Derivation, rules: &mut Vec<Rule>) {
    derivation.premises.iter().for_each(|premise| in_order(premise, rules));
    rules.push(derivation.rule);
}

/// What the model notes of its judgments is what the derivations say, that it builds only if asked.
#[test]
fn the_rules_that_are_noted_are_those_of_the_derivation() {
    let mut invalid_before_valid = false;
    for program in programs(CASES) {
        let session = ModelSession::of(&program);
        let mut invalid = false;
        for verdict in session.verdicts() {
            let derivation = session.model().types_derivation(verdict);
            let TypesVerdict::Valid { concluded, .. } = verdict else {
                assert_eq!(derivation, None);
                invalid = true;
                continue;
            };
            let mut rules = Vec::new();
            in_order(&derivation.expect("the types are valid"), &mut rules);
            assert_eq!(concluded, &rules);
            invalid_before_valid |= invalid;
        }
    }
    assert!(invalid_before_valid, "no relation was computed again");
}

fn rules(derivation: &Derivation, used: &mut BTreeSet<Rule>) {
    used.insert(derivation.rule);
    for premise in &derivation.premises {
        rules(premise, used);
    }
}

#[test]
fn every_step_is_an_instance_of_its_rule() {
    let mut used = BTreeSet::new();
    for program in programs(CASES) {
        let session = ModelSession::of(&program);
        each_derivation(&session, |checker, derivation| {
            if let Some(node) = checker.unfounded(derivation) {
                panic!("{node:?}");
            }
            rules(derivation, &mut used);
        });
    }
    let checked = |rule: &&Rule| !is_of_validity(**rule);
    let unused: Vec<_> =
        Rule::ALL.iter().filter(checked).filter(|rule| !used.contains(rule)).collect();
    assert!(unused.is_empty(), "no derivation has a step of {unused:?}");
}

/// The node with another rule, with its last premise left out, or with the sides of its goal exchanged.
fn falsified(node: &Derivation) -> Vec<Derivation> {
    let other_rules = Rule::ALL.iter().filter(|rule| **rule != node.rule);
    let mut all: Vec<Derivation> =
        other_rules.map(|rule| Derivation { rule: *rule, ..node.clone() }).collect();
    if !node.premises.is_empty() {
        let mut shorter = node.clone();
        shorter.premises.pop();
        all.push(shorter);
    }
    let exchanged = match node.goal.clone() {
        Judgment::HeaptypeSub(left, right) => Judgment::HeaptypeSub(right, left),
        Judgment::DeftypeSub(left, right) => Judgment::DeftypeSub(right, left),
        Judgment::ReftypeSub(left, right) => Judgment::ReftypeSub(right, left),
        Judgment::ValtypeSub(left, right) => Judgment::ValtypeSub(right, left),
        Judgment::StoragetypeSub(left, right) => Judgment::StoragetypeSub(right, left),
        Judgment::FieldtypeSub(left, right) => Judgment::FieldtypeSub(right, left),
        Judgment::ComptypeSub(left, right) => Judgment::ComptypeSub(right, left),
        Judgment::ResulttypeSub(left, right) => Judgment::ResulttypeSub(right, left),
        Judgment::TagtypeSub(left, right) => Judgment::TagtypeSub(right, left),
        Judgment::GlobaltypeSub(left, right) => Judgment::GlobaltypeSub(right, left),
        Judgment::MemtypeSub(left, right) => Judgment::MemtypeSub(right, left),
        Judgment::TabletypeSub(left, right) => Judgment::TabletypeSub(right, left),
        Judgment::ExterntypeSub(left, right) => Judgment::ExterntypeSub(right, left),
        Judgment::LimitsSub(left, right) if left.min != right.min => {
            Judgment::LimitsSub(right, left)
        }
        goal => goal,
    };
    if exchanged != node.goal {
        all.push(Derivation { goal: exchanged, ..node.clone() });
    }
    all
}

fn each_node(derivation: &Derivation, visit: &mut impl FnMut(&Derivation)) {
    visit(derivation);
    for premise in &derivation.premises {
        each_node(premise, visit);
    }
}

/// The checker can fail, for each rule.
#[test]
fn a_falsified_step_is_noticed() {
    let bot = HeapType::Abs(AbsHeapType::Bot);
    let mut refused = BTreeSet::new();
    for program in programs(6) {
        let session = ModelSession::of(&program);
        each_derivation(&session, |checker, derivation| {
            each_node(derivation, &mut |node| {
                // Two rules conclude this one: refl and bot.
                let checked = is_subtyping(&node.goal)
                    || is_external(&node.goal)
                    || matches!(node.goal, Judgment::RefOk(..));
                if !checked || node.goal == Judgment::HeaptypeSub(bot, bot) {
                    return;
                }
                for falsified in falsified(node) {
                    assert!(!checker.concludes(&falsified), "{falsified:?}");
                }
                refused.insert(node.rule);
            });
        });
    }
    assert!(refused.len() >= 50, "{refused:?}");
}

/// An index that the context does not have makes no step.
#[test]
fn an_index_is_looked_up_in_the_context() {
    let (terms, x): (Terms, TypeIdx) = (Terms::default(), 0);
    let checker = Checker { terms: &terms, types: &[] };
    let any = HeapType::Abs(AbsHeapType::Any);
    let goal = Judgment::HeaptypeSub(HeapType::Use(TypeUse::Idx(x)), any);
    for rule in [Rule::HeaptypeSubTypeidxL, Rule::HeaptypeSubTypeidxR] {
        let step = Derivation { rule, goal: goal.clone(), premises: vec![] };
        assert!(!checker.concludes(&step));
    }
}
