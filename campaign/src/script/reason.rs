//! Why the model refuses, in lines: where, and down to the premise that fails.

use crate::show::{self, limits};
use subtly_model::judgment::{Cause, Judgment, Refutation};
use subtly_model::place::Place;

/// Why a module is not valid.
pub(super) fn invalid(refutation: &Refutation, place: &Place) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(definition) = place.definition {
        let at = place.instr.map_or_else(String::new, |at| format!(", instruction {}", at.ordinal));
        lines.push(format!("in {}{at}", show::definition(definition)));
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
