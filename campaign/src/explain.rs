//! Why the model answers as it does: the rule that decides, and the reason as lines of text and as data.

mod deciding;
mod opinions;
pub mod reason;
mod whole;

use crate::answer::Answer;
use crate::names::Names;
use crate::oracles::ModelSession;
use crate::program::Program;
use crate::question::Question;
use crate::show::Show;
use deciding::{deciding, deciding_of_types, lifts, refuting, with_right_side};
use opinions::opinions;
use reason::{Derived, Reason, Refuted, component, extended};
use subtly_model::binary::Malformed;
use subtly_model::judgment::{Attempt, Cause, Derivation, Refutation};
use subtly_model::rule::Rule;
use subtly_model::{ModuleVerdict, TypesVerdict};

/// The model's answer to a question, with its reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The answer.
    pub answer: Answer,
    /// The name of the rule that decides it; binary grammar and limits are no rules.
    pub rule: &'static str,
    /// The reason, indented by two spaces a level; what goes without saying is left out.
    pub lines: Vec<String>,
    /// The whole reason as data.
    pub reason: Reason,
    /// What other deciders say in their own terms, about equality only.
    pub opinions: Vec<String>,
}

/// Explains the answer to a question about a program.
#[must_use]
pub fn explain(program: &Program, question: Question, names: &Names) -> Explanation {
    let mut explanation = explain_by_rules(program, question, names);
    if matches!(explanation.answer, Answer::Yes | Answer::No) {
        explanation.opinions = opinions(program, question, names);
    }
    explanation
}

/// The rule that decides a question about a program.
#[must_use]
pub fn deciding_rule(program: &Program, question: Question) -> &'static str {
    explain_by_rules(program, question, &Names::default()).rule
}

fn explain_by_rules(program: &Program, question: Question, names: &Names) -> Explanation {
    let session = ModelSession::of(program);
    let show = Show::new(&session, names, question);
    if let Question::Valid(module) = question {
        return match session.whole(module) {
            Some(ModuleVerdict::Valid { derivation, .. }) => yes(&show, derivation),
            Some(ModuleVerdict::Invalid { refutation, place, .. }) => {
                let mut explanation = no(&show, whole::innermost(refutation));
                let bytes = program.modules().nth(module.0 as usize);
                let line = bytes.and_then(|bytes| whole::line(place, bytes, names, module));
                explanation.lines.splice(0..0, line);
                explanation
            }
            Some(ModuleVerdict::Malformed(malformed)) => refused_by_grammar(malformed),
            Some(ModuleVerdict::Limit(limit)) => limited(limit),
            None => unanswered(),
        };
    }
    if let Question::ValidTypes(module) = question {
        let verdict = session.verdicts().get(module.0 as usize);
        if let Some(verdict @ TypesVerdict::Valid { types, .. }) = verdict
            && let Some(derivation) = session.model().types_derivation(verdict)
        {
            let rule = deciding_of_types(&derivation, types).name();
            return Explanation { rule, ..yes(&show, &derivation) };
        }
        return match verdict {
            Some(TypesVerdict::Invalid { refutation, .. }) => no(&show, refutation),
            Some(TypesVerdict::Malformed(malformed)) => refused_by_grammar(malformed),
            Some(TypesVerdict::Limit(limit)) => limited(limit),
            Some(TypesVerdict::Valid { .. }) | None => unanswered(),
        };
    }
    match session.judge(question) {
        Some(Ok(derivation)) => {
            let mut explanation = yes(&show, &derivation);
            // Equal types are one type to the model; the question's own names say which are meant.
            if let (Question::SameType(..), Some(first)) = (question, explanation.lines.first_mut())
            {
                *first = format!("{}  {}", names.question(question), derivation.rule);
            }
            explanation
        }
        Some(Err(refutation)) => no(&show, &refutation),
        None => unanswered(),
    }
}

fn refused_by_grammar(malformed: &Malformed) -> Explanation {
    Explanation {
        answer: Answer::No,
        rule: "binary grammar",
        lines: vec![format!("{} at offset {:#x}", malformed.what, malformed.offset)],
        reason: Reason::Malformed { what: malformed.what.to_string(), offset: malformed.offset },
        opinions: Vec::new(),
    }
}

fn limited(limit: &str) -> Explanation {
    Explanation {
        answer: Answer::Limit,
        rule: "limit of the model",
        lines: vec![limit.into()],
        reason: Reason::Limit(limit.into()),
        opinions: Vec::new(),
    }
}

fn unanswered() -> Explanation {
    Explanation {
        answer: Answer::Unsupported,
        rule: "none",
        lines: vec!["the model does not have the types that the question names".into()],
        reason: Reason::Unanswered,
        opinions: Vec::new(),
    }
}

fn yes(show: &Show, derivation: &Derivation) -> Explanation {
    let mut lines = Vec::new();
    derivation_lines(show, derivation, 0, &mut lines);
    Explanation {
        answer: Answer::Yes,
        rule: deciding(derivation).name(),
        lines: aligned(lines),
        reason: Reason::Derivation(Derived::of(show, derivation)),
        opinions: Vec::new(),
    }
}

fn no(show: &Show, refutation: &Refutation) -> Explanation {
    let mut lines = Vec::new();
    refutation_lines(show, refutation, &[], 0, &mut lines);
    let rule = refuting(refutation).map_or("no rule", Rule::name);
    Explanation {
        answer: Answer::No,
        rule,
        lines: aligned(lines),
        reason: Reason::Refutation(Refuted::of(show, refutation)),
        opinions: Vec::new(),
    }
}

/// A line: what is said, how deep it is indented, and the rule behind it.
struct Line {
    text: String,
    depth: usize,
    rule: &'static str,
}

fn derivation_lines(show: &Show, derivation: &Derivation, depth: usize, lines: &mut Vec<Line>) {
    let mut below = depth;
    if !lifts(derivation.rule) {
        let text = show.judgment(&derivation.goal);
        lines.push(Line { text, depth, rule: derivation.rule.name() });
        below += 1;
    }
    for premise in derivation.premises.iter().filter(|premise| tells(derivation.rule, premise.rule))
    {
        derivation_lines(show, premise, below, lines);
    }
}

/// Whether the derivation of a premise says more than the line of its conclusion: that a list ends is no
/// news, and that the parts of a type are well-formed is said by the type; that it matches its supertype
/// is not.
fn tells(conclusion: Rule, premise: Rule) -> bool {
    !matches!(
        (conclusion, premise),
        (Rule::TypesOkCons, Rule::TypesOkEmpty)
            | (Rule::RectypeOkCons, Rule::RectypeOkEmpty)
            | (Rule::RefOkSub, Rule::ReftypeOk)
            | (
                Rule::SubtypeOk,
                Rule::ComptypeOkStruct | Rule::ComptypeOkArray | Rule::ComptypeOkFunc
            )
    )
}

/// `path` leads from the whole goal to the component that the refutation is about.
fn refutation_lines(
    show: &Show,
    refutation: &Refutation,
    path: &[String],
    depth: usize,
    lines: &mut Vec<Line>,
) {
    match refutation.attempts.as_slice() {
        [] => {
            let nearest = with_right_side(&refutation.goal);
            let nearest_is = if nearest.is_some() { "; nearest is" } else { "" };
            let goal = show.judgment(&refutation.goal);
            let text = format!("{goal}: no rule has this form{nearest_is}");
            lines.push(Line { text, depth, rule: nearest.map_or("", Rule::name) });
        }
        [Attempt { rule, failure }] if lifts(*rule) => match &failure.cause {
            Cause::Refuted(inner) => refutation_lines(show, inner, path, depth, lines),
            Cause::Condition | Cause::Differ(_) => {
                goal_and_attempts(show, refutation, path, depth, lines);
            }
        },
        _ => goal_and_attempts(show, refutation, path, depth, lines),
    }
}

fn goal_and_attempts(
    show: &Show,
    refutation: &Refutation,
    path: &[String],
    depth: usize,
    lines: &mut Vec<Line>,
) {
    let text = format!("not {}", show.judgment(&refutation.goal));
    lines.push(Line { text, depth, rule: "" });
    for Attempt { rule, failure } in &refutation.attempts {
        let here = extended(path, component(*rule, failure.premise, failure.position));
        let place = match (here.last(), failure.position) {
            (Some(place), _) if here != path => format!(", {place}"),
            (_, Some(n)) => format!(", at {n}"),
            _ => String::new(),
        };
        let words =
            in_words(failure.premise).map_or_else(String::new, |words| format!(": {words}"));
        let text = format!("needs {}{place}{words}", failure.premise);
        lines.push(Line { text, depth: depth + 1, rule: rule.name() });
        match &failure.cause {
            Cause::Condition => {}
            Cause::Refuted(inner) => refutation_lines(show, inner, &here, depth + 2, lines),
            Cause::Differ(difference) => {
                let text = format!("differ: {}", show.difference(difference));
                lines.push(Line { text, depth: depth + 2, rule: "" });
            }
        }
    }
}

/// What a side condition asks for, where its notation does not say it at a glance.
fn in_words(premise: &str) -> Option<&'static str> {
    Some(match premise {
        "|x*| <= 1" => "at most one supertype",
        "(x < x_0)*" => "the supertype stands before the type",
        "($unrolldt(C.TYPES[x]) = SUB yy* comptype')*" => "the supertype is not final",
        "i < |typeuse*|" => "the type declares a supertype",
        "heaptype' <: heaptype_2" => "for some heap type above the left one",
        "C.TYPES[x] = dt" => "there is a type with this index",
        "|t_1*| = |t_2*|" => "as many on both sides",
        "n_1 >= n_2" => "no smaller than the import asks",
        "(m_1 <= m_2)?" => "a maximum no greater than the import's",
        "deftype_2 <: deftype_1" => "a tag is of the same type",
        "valtype_2 <: valtype_1" => "a mutable global is of the same type",
        "reftype_2 <: reftype_1" => "a table has elements of the same type",
        "|ft_1*| = |ft_2*|" => "no field less than the supertype",
        "C.LOCALS[x] = SET t" => "there is a local with this index, and it has a value",
        "C.LOCALS[x] = init t" => "there is a local with this index",
        "C.GLOBALS[x] = MUT t" => "there is a global with this index, and it is mutable",
        "C.GLOBALS[x] = t" => "there is a global with this index, and it is not mutable",
        "C.GLOBALS[x] = mut? t" => "there is a global with this index",
        "C.FUNCS[x] = dt" => "there is a function with this index",
        "C.TABLES[x] = at lim rt" => "there is a table with this index",
        "C.MEMS[x] = at lim PAGE" => "there is a memory with this index",
        "C.DATAS[y] = OK" => "there is a data segment with this index",
        "C.LABELS[l] = t*" | "C.LABELS[l] = t'*" => "there is a label at this depth",
        "x <- C.REFS" => "the function is named outside of function bodies",
        "ft*[i] = mut? zt" => "there is a field with this index",
        "ft*[i] = MUT zt" => "there is a field with this index, and it is mutable",
        "sx? =/= eps <=> $is_packtype(zt)" => "a sign for packed types, and for them only",
        "(n <= m <= k)?" => "the greatest size is not below the least, nor beyond the range",
        "n <= k" => "the least size is not beyond the range",
        "i < 128/N" => "there is such a lane",
        "$disjoint_(name, nm*)" => "the names of exports differ",
        _ => return None,
    })
}

/// Lines with the names of the rules in one column, as far as the lines are short.
fn aligned(lines: Vec<Line>) -> Vec<String> {
    const COLUMN_MAX: usize = 64;
    let width = |line: &Line| 2 * line.depth + line.text.chars().count();
    let ruled = lines.iter().filter(|line| !line.rule.is_empty());
    let column = ruled.map(width).filter(|width| *width <= COLUMN_MAX).max().unwrap_or(0);
    let text = |line: Line| {
        let gap = column.saturating_sub(width(&line)) + 2;
        let indent = "  ".repeat(line.depth);
        match line.rule {
            "" => format!("{indent}{}", line.text),
            rule => format!("{indent}{}{}{rule}", line.text, " ".repeat(gap)),
        }
    };
    lines.into_iter().map(text).collect()
}
