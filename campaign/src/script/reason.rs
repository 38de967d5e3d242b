//! Why the model refuses, in lines: where, and down to the premise that fails.

use subtly_model::judgment::{Cause, Definition, Judgment, Refutation};
use subtly_model::place::Place;
use subtly_model::syntax::Limits;

/// Why a module is not valid.
pub(super) fn invalid(refutation: &Refutation, place: &Place) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(definition) = place.definition {
        let at = place.instr.map_or_else(String::new, |at| format!(", instruction {}", at.ordinal));
        lines.push(format!("in {}{at}", named(definition)));
    }
    premises(refutation, &mut lines);
    lines
}

/// Why an import does not match.
pub(super) fn no_match(refutation: &Refutation) -> Vec<String> {
    let mut lines = Vec::new();
    premises(refutation, &mut lines);
    lines
}

/// The premises that fail, from the outermost to the innermost. Of several rules that could have concluded
/// a goal, the last says most: it is the one that allows most.
fn premises(refutation: &Refutation, lines: &mut Vec<String>) {
    let mut next = Some(refutation);
    while let Some(Refutation { goal, attempts }) = next {
        let Some(attempt) = attempts.last() else {
            lines.push("no rule has this form".into());
            return;
        };
        let at = attempt.failure.position.map_or_else(String::new, |n| format!(", at {n}"));
        let sizes = match goal {
            Judgment::LimitsSub(lim1, lim2) => {
                format!(" for {} <: {}", limits(*lim1), limits(*lim2))
            }
            Judgment::LimitsOk(lim, k) => format!(" for {} : {k}", limits(*lim)),
            _ => String::new(),
        };
        let premise = attempt.failure.premise;
        lines.push(format!("{} needs {premise}{at}{sizes}", attempt.rule));
        next = match &attempt.failure.cause {
            Cause::Refuted(inner) => Some(inner),
            Cause::Condition | Cause::Differ(_) => None,
        };
    }
}

fn named(definition: Definition) -> String {
    match definition {
        Definition::Import(n) => format!("import {n}"),
        Definition::Tag(x) => format!("tag {x}"),
        Definition::Global(x) => format!("global {x}"),
        Definition::Mem(x) => format!("memory {x}"),
        Definition::Table(x) => format!("table {x}"),
        Definition::Func(x) => format!("function {x}"),
        Definition::Data(x) => format!("data segment {x}"),
        Definition::Elem(x) => format!("element segment {x}"),
        Definition::Start => "the start function".into(),
        Definition::Export(n) => format!("export {n}"),
    }
}

fn limits(lim: Limits) -> String {
    let max = lim.max.map_or_else(String::new, |max| format!(" {max}"));
    format!("[{} ..{max}]", lim.min)
}
