//! Which of the rules of a reason decides.

use subtly_model::judgment::{Cause, Derivation, Judgment, Refutation};
use subtly_model::rule::Rule;
use subtly_model::syntax::{CompType, DefType, ExternType, StorageType, ValType};

/// Whether a rule only carries a judgment from one kind of type to the next. Its line would repeat the
/// one below it.
pub(super) fn lifts(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::HeaptypeSubDef
            | Rule::HeaptypeSubTypeidxL
            | Rule::HeaptypeSubTypeidxR
            | Rule::ValtypeSubRef
            | Rule::ValtypeSubNum
            | Rule::ValtypeSubVec
            | Rule::StoragetypeSubVal
            | Rule::StoragetypeSubPack
            | Rule::ExterntypeSubGlobal
            | Rule::ExterntypeSubMem
            | Rule::ExterntypeSubTable
    )
}

/// The rule that says most about why something holds.
pub(super) fn deciding(derivation: &Derivation) -> Rule {
    let carries = lifts(derivation.rule)
        || matches!(
            derivation.rule,
            Rule::HeaptypeSubTrans
                | Rule::ReftypeSubNonnull
                | Rule::ReftypeSubNull
                | Rule::ExterntypeSubTag
                | Rule::ExterntypeSubFunc
                | Rule::MemtypeSub
        );
    match derivation.premises.as_slice() {
        [first, ..] if carries => deciding(first),
        // The last premise of Ref_ok/sub is the subtyping.
        [.., last] if derivation.rule == Rule::RefOkSub => deciding(last),
        _ => derivation.rule,
    }
}

/// The rule that refuses: down the last rule that could have concluded each goal, to the one whose own
/// premise failed.
///
/// A declaration is refused by the rule for the part that does not match, not by what is true of the
/// types inside: there the way ends. So it does for what is imported, but for sizes. Where no rule has the form
/// of the goal, it is the rule that concludes what has such a right-hand side.
pub(super) fn refuting(refutation: &Refutation) -> Option<Rule> {
    let Some(attempt) = refutation.attempts.last() else {
        return with_right_side(&refutation.goal);
    };
    let matches_parts = matches!(
        attempt.rule,
        Rule::FieldtypeSubConst
            | Rule::FieldtypeSubVar
            | Rule::ComptypeSubFunc
            | Rule::TagtypeSub
            | Rule::GlobaltypeSubConst
            | Rule::GlobaltypeSubVar
    ) || attempt.rule == Rule::TabletypeSub
        && attempt.failure.premise != "limits_1 <: limits_2";
    match &attempt.failure.cause {
        Cause::Refuted(inner) if !matches_parts => refuting(inner).or(Some(attempt.rule)),
        _ => Some(attempt.rule),
    }
}

/// The rule that concludes that something is below the right-hand side of a goal.
pub(super) fn with_right_side(goal: &Judgment) -> Option<Rule> {
    let either = |is_first, first, second| if is_first { first } else { second };
    Some(match goal {
        Judgment::ReftypeSub(_, rt2) => {
            either(rt2.null, Rule::ReftypeSubNull, Rule::ReftypeSubNonnull)
        }
        Judgment::ValtypeSub(_, t2) => match t2 {
            ValType::Num(_) => Rule::ValtypeSubNum,
            ValType::Vec(_) => Rule::ValtypeSubVec,
            ValType::Ref(_) => Rule::ValtypeSubRef,
            ValType::Bot => Rule::ValtypeSubBot,
        },
        Judgment::StoragetypeSub(_, zt2) => match zt2 {
            StorageType::Val(_) => Rule::StoragetypeSubVal,
            StorageType::Pack(_) => Rule::StoragetypeSubPack,
        },
        Judgment::FieldtypeSub(_, ft2) => {
            either(ft2.mutable, Rule::FieldtypeSubVar, Rule::FieldtypeSubConst)
        }
        Judgment::ComptypeSub(_, ct2) => match ct2 {
            CompType::Struct(_) => Rule::ComptypeSubStruct,
            CompType::Array(_) => Rule::ComptypeSubArray,
            CompType::Func(..) => Rule::ComptypeSubFunc,
        },
        Judgment::GlobaltypeSub(_, gt2) => {
            either(gt2.mutable, Rule::GlobaltypeSubVar, Rule::GlobaltypeSubConst)
        }
        Judgment::ExterntypeSub(_, xt2) => match xt2 {
            ExternType::Tag(_) => Rule::ExterntypeSubTag,
            ExternType::Global(_) => Rule::ExterntypeSubGlobal,
            ExternType::Mem(_) => Rule::ExterntypeSubMem,
            ExternType::Table(_) => Rule::ExterntypeSubTable,
            ExternType::Func(_) => Rule::ExterntypeSubFunc,
        },
        Judgment::LimitsSub(_, lim2) => {
            either(lim2.max.is_some(), Rule::LimitsSubMax, Rule::LimitsSubEps)
        }
        _ => return None,
    })
}

/// The rule that says most about why the types of a module are valid, which all of them are by the same rules.
///
/// It is that for the rarest thing among them. A minimized program keeps nothing that its question does not
/// need: if there is an empty group in it, that decides; else, if one type is there twice, that the two are
/// equal; else the last declared supertype.
pub(super) fn deciding_of_types(derivation: &Derivation, types: &[DefType]) -> Rule {
    let mut groups = Vec::new();
    for_each_group(derivation, &mut |group| groups.push(group));
    if groups.iter().any(|group| group.rule == Rule::RectypeOkEmpty) {
        return Rule::RectypeOkEmpty;
    }
    let mut sorted: Vec<DefType> = types.to_vec();
    sorted.sort_unstable();
    if sorted.windows(2).any(|pair| pair[0] == pair[1]) {
        return Rule::DeftypeSubRefl;
    }
    groups.iter().rev().find_map(|group| declaration(group)).unwrap_or(derivation.rule)
}

/// Calls `visit` on the derivation of each recursive type of a list.
fn for_each_group<'a>(derivation: &'a Derivation, visit: &mut impl FnMut(&'a Derivation)) {
    match derivation.rule {
        Rule::TypesOkCons => {
            derivation.premises.iter().for_each(|premise| for_each_group(premise, visit));
        }
        Rule::TypeOk => derivation.premises.iter().for_each(visit),
        _ => {}
    }
}

/// The rule by which the last member of a group that declares a supertype matches it: that of its form, or that of the
/// types inside if one of them matches by its own declaration.
fn declaration(group: &Derivation) -> Option<Rule> {
    let is_match = |rule| {
        matches!(rule, Rule::ComptypeSubStruct | Rule::ComptypeSubArray | Rule::ComptypeSubFunc)
    };
    let own = || {
        let matching = group.premises.iter().find(|premise| is_match(premise.rule))?;
        let inside = concludes(matching, Rule::DeftypeSubSuper);
        Some(if inside { Rule::DeftypeSubSuper } else { matching.rule })
    };
    group.premises.iter().rev().find_map(declaration).or_else(own)
}

/// Whether a rule concludes something in a derivation.
fn concludes(derivation: &Derivation, rule: Rule) -> bool {
    derivation.rule == rule || derivation.premises.iter().any(|it| concludes(it, rule))
}
