//! The model's reasons as data, for programs: the same derivations and refutations that people read, with
//! nothing left out.

use crate::show::Show;
use serde::Serialize;
use subtly_model::judgment::{Attempt, Cause, Derivation, Refutation};
use subtly_model::rule::Rule;

/// Why the model answers as it does.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// It holds, by these rules.
    Derivation(Derived),
    /// It does not hold: no rule concludes it.
    Refutation(Refuted),
    /// The bytes do not follow the binary format.
    Malformed {
        /// What is wrong.
        what: String,
        /// Where, in bytes from the start of the module.
        offset: usize,
    },
    /// The model does not spend the time and space on it.
    Limit(String),
    /// The question names a type that there is not.
    #[default]
    Unanswered,
}

/// A judgment that holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Derived {
    /// What holds.
    pub goal: String,
    /// The rule that concludes it.
    pub rule: String,
    /// Why its premises hold; side conditions are not listed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub premises: Vec<Derived>,
}

/// A judgment that does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refuted {
    /// What does not hold.
    pub goal: String,
    /// Every rule whose conclusion has its form, and why it does not conclude it.
    pub attempts: Vec<Tried>,
}

/// A rule that does not conclude a judgment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tried {
    /// The rule.
    pub rule: String,
    /// Its first premise that fails.
    pub premise: String,
    /// Which one, counted from 0, if the premise is repeated over a list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<u32>,
    /// The way from the whole goal to the component that this is about, outermost first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub path: Vec<String>,
    /// Why the premise fails, if it is a judgment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub because: Option<Box<Refuted>>,
    /// Where two closed types differ, if the premise is their equality.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference: Option<String>,
}

impl Derived {
    /// A derivation as data.
    #[must_use]
    pub fn of(show: &Show, derivation: &Derivation) -> Self {
        Self {
            goal: show.judgment(&derivation.goal),
            rule: derivation.rule.name().into(),
            premises: derivation.premises.iter().map(|premise| Self::of(show, premise)).collect(),
        }
    }
}

impl Refuted {
    /// A refutation as data.
    #[must_use]
    pub fn of(show: &Show, refutation: &Refutation) -> Self {
        Self::at(show, refutation, &[])
    }

    /// A refutation of something at the end of a path.
    fn at(show: &Show, refutation: &Refutation, path: &[String]) -> Self {
        let tried = |Attempt { rule, failure }: &Attempt| {
            let path = extended(path, component(*rule, failure.premise, failure.position));
            let (because, difference) = match &failure.cause {
                Cause::Condition => (None, None),
                Cause::Refuted(inner) => (Some(Box::new(Self::at(show, inner, &path))), None),
                Cause::Differ(difference) => (None, Some(show.difference(difference))),
            };
            Tried {
                rule: rule.name().into(),
                premise: failure.premise.into(),
                position: failure.position,
                path,
                because,
                difference,
            }
        };
        let attempts = refutation.attempts.iter().map(tried).collect();
        Self { goal: show.judgment(&refutation.goal), attempts }
    }
}

/// A path that leads on to a component: parameters and results are lists, and an element of such a list is
/// called by the list.
pub(super) fn extended(path: &[String], component: Option<String>) -> Vec<String> {
    let mut path = path.to_vec();
    if let Some(component) = component {
        let list = path.last().and_then(|list| list.strip_suffix('s'));
        match component.strip_prefix("value ").zip(list) {
            Some((n, list)) => *path.last_mut().expect("a list is last") = format!("{list} {n}"),
            None => path.push(component),
        }
    }
    path
}

/// The component that a premise of a rule is about, in words; none if it is about the whole.
#[must_use]
pub(super) fn component(rule: Rule, premise: &str, position: Option<u32>) -> Option<String> {
    let numbered = |what: &str| position.map(|n| format!("{what} {n}"));
    match rule {
        Rule::ComptypeOkStruct | Rule::ComptypeSubStruct => numbered("field"),
        Rule::ComptypeOkArray | Rule::ComptypeSubArray => Some("element".into()),
        Rule::ComptypeOkFunc | Rule::ComptypeSubFunc => {
            let of_params = matches!(premise, "t_1* : OK" | "t_21* <: t_11*");
            Some(if of_params { "parameters" } else { "results" }.into())
        }
        Rule::ResulttypeOk | Rule::ResulttypeSub => numbered("value"),
        Rule::SubtypeOk => position.map(|_| "supertype".into()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Reason;
    use crate::explain::explain;
    use crate::input::parse;
    use crate::question::{ModuleId, Question};

    fn reason(text: &str) -> Reason {
        let input = parse(text).expect("the text is a module");
        explain(&input.history, Question::ValidTypes(ModuleId(0)), &input.names()).reason
    }

    /// The paths of the innermost attempts of a refutation.
    fn paths(reason: &Reason) -> Vec<String> {
        let Reason::Refutation(refuted) = reason else { panic!("refuted: {reason:?}") };
        let mut paths = Vec::new();
        let mut open = vec![refuted];
        while let Some(refuted) = open.pop() {
            for tried in &refuted.attempts {
                match &tried.because {
                    Some(inner) if !inner.attempts.is_empty() => open.push(inner),
                    _ => paths.push(tried.path.join(", ")),
                }
            }
        }
        paths.dedup();
        paths
    }

    #[test]
    fn a_path_leads_to_the_component() {
        let field = "(module (type $a (sub (struct (field i32) (field i64))))
                             (type (sub $a (struct (field i32) (field (ref $a))))))";
        assert_eq!(paths(&reason(field)), ["supertype, field 1"]);
        let param = "(module (type $a (sub (func (param i32 i32) (result i64))))
                             (type (sub $a (func (param i32 f32) (result i64)))))";
        assert_eq!(paths(&reason(param)), ["supertype, parameter 1"]);
        let result = "(module (type $a (sub (func (result (ref any)))))
                              (type (sub $a (func (result (ref null any))))))";
        assert_eq!(paths(&reason(result)), ["supertype, result 0"]);
        let element = "(module (type $a (sub (array i8))) (type (sub $a (array i16))))";
        assert_eq!(paths(&reason(element)), ["supertype, element"]);
        let unknown = "(module (type (func (param i32) (param (ref 7)))))";
        assert_eq!(paths(&reason(unknown)), ["parameter 1"]);
    }

    #[test]
    fn a_derivation_is_told_to_its_axioms() {
        let Reason::Derivation(derived) = reason("(module (type (array i8)))") else {
            panic!("the module is valid")
        };
        let mut rules = vec![derived.rule.clone()];
        let mut at = &derived;
        while let Some(premise) = at.premises.first() {
            rules.push(premise.rule.clone());
            at = premise;
        }
        let expected = [
            "Types_ok/cons",
            "Type_ok",
            "Rectype_ok/cons",
            "Subtype_ok",
            "Comptype_ok/array",
            "Fieldtype_ok",
            "Storagetype_ok/pack",
            "Packtype_ok",
        ];
        assert_eq!(rules, expected);
    }
}
