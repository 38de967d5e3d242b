//! Why other deciders of equality say the same as the model, in their own terms: egg proves that two types
//! are equal, partition refinement shows the round in which they part.

use crate::names::Names;
use crate::oracles::egg::proof::{Proof, Term, prove};
use crate::program::Program;
use crate::question::{ModuleId, Question, TypeRef};
use subtly_model::Model;
use subtly_model::binary::module_types;
use subtly_model::readings::refinement::Refinement;
use subtly_model::readings::{Place, Written};

/// The most equalities of a proof that are shown.
const PROOFS_MAX: usize = 12;

/// What the other deciders have to say about a question: nothing, unless it asks whether two types are
/// the same.
///
/// The modules of the types should be valid.
#[must_use]
pub(super) fn opinions(program: &Program, question: Question, names: &Names) -> Vec<String> {
    let Question::SameType(left, right) = question else { return Vec::new() };
    let proofs = prove(program, left, right);
    let mut lines = proof_lines(&proofs, names);
    lines.extend(split_lines(program, left, right, names));
    lines
}

/// A proof by congruence closure, equality by equality.
fn proof_lines(proofs: &[Proof], names: &Names) -> Vec<String> {
    let mut lines = Vec::new();
    if !proofs.is_empty() {
        lines.push("congruence closure (egg) derives the equality:".into());
    }
    for Proof { left, right, steps } in proofs.iter().take(PROOFS_MAX) {
        lines.push(format!("  {} = {}", names.of(*left), names.of(*right)));
        for pair in steps.windows(2) {
            let by = match (&pair[0].term, pair[1].by) {
                (_, Some(ty)) => format!("by the definition of {}", names.of(ty)),
                (Term::Member { arguments, .. }, None) => because(arguments, &pair[1].term, names),
                (Term::Name(_), None) => String::new(),
            };
            lines.push(format!("    = {}  {by}", term(&pair[1].term, names)));
        }
    }
    if proofs.len() > PROOFS_MAX {
        lines.push(format!("  and {} more equalities below these", proofs.len() - PROOFS_MAX));
    }
    lines
}

/// The equalities by which the arguments of one term become those of the next.
fn because(before: &[TypeRef], after: &Term, names: &Names) -> String {
    let Term::Member { arguments: after, .. } = after else { return String::new() };
    let mut equal: Vec<String> = Vec::new();
    for (left, right) in before.iter().zip(after).filter(|(left, right)| left != right) {
        let line = format!("{} = {}", names.of(*left), names.of(*right));
        if !equal.contains(&line) {
            equal.push(line);
        }
    }
    format!("because {}", equal.join(" and "))
}

fn term(term: &Term, names: &Names) -> String {
    match term {
        Term::Name(ty) => names.of(*ty),
        Term::Member { position, like, arguments } => {
            let arguments: Vec<String> = arguments.iter().map(|ty| names.of(*ty)).collect();
            let of = match arguments.as_slice() {
                [] => String::new(),
                arguments => format!(", with {} for its references", arguments.join(", ")),
            };
            format!("member {position} of a group written like that of {}{of}", names.of(*like))
        }
    }
}

/// The round of partition refinement in which two types part, and the references that lead to those that
/// look different.
fn split_lines(program: &Program, left: TypeRef, right: TypeRef, names: &Names) -> Vec<String> {
    let mut written = Written::default();
    for bytes in program.modules() {
        let types = module_types(bytes, Model::TYPES_MAX).unwrap_or_default();
        written.define(&types.rectypes);
    }
    let refinement = Refinement::new(&written);
    let place = |ty: TypeRef| Place { module: ty.module.0, index: ty.index };
    let ty = |at: Place| TypeRef { module: ModuleId(at.module), index: at.index };
    let Some(split) = refinement.split(place(left), place(right)) else { return Vec::new() };
    let mut lines = vec![format!(
        "partition refinement: {} and {} part in round {}",
        names.of(left),
        names.of(right),
        split.round
    )];
    let mut at = (place(left), place(right));
    for reference in split.path {
        let to = |from| refinement.target(from, reference);
        let (Some(l), Some(r)) = (to(at.0), to(at.1)) else { break };
        lines.push(format!(
            "  reference {reference} of their groups to earlier types leads to {} and to {}",
            names.of(ty(l)),
            names.of(ty(r))
        ));
        at = (l, r);
    }
    lines.push(format!(
        "  {} and {} look different from the start",
        names.of(ty(at.0)),
        names.of(ty(at.1))
    ));
    lines
}

#[cfg(test)]
mod tests {
    use super::opinions;
    use crate::input::parse;
    use crate::question::Question;

    fn said(text: &str, left: &str, right: &str) -> Vec<String> {
        let input = parse(text).expect("the text is a module");
        let ty = |word| input.defined(word).expect("the type is there");
        opinions(&input.history, Question::SameType(ty(left), ty(right)), &input.names())
    }

    const TEXT: &str = "(module
        (type $a (struct)) (type $b (struct)) (type $c (struct (field i32)))
        (type $x (array (ref $a))) (type $y (array (ref $b))) (type $z (array (ref $c))))";

    #[test]
    fn equal_types_have_a_proof() {
        assert_eq!(
            said(TEXT, "$x", "$y"),
            [
                "congruence closure (egg) derives the equality:",
                "  $x = $y",
                "    = member 0 of a group written like that of $x, with $a for its references  \
                 by the definition of $x",
                "    = member 0 of a group written like that of $x, with $b for its references  \
                 because $a = $b",
                "    = $y  by the definition of $y",
                "  $a = $b",
                "    = member 0 of a group written like that of $a  by the definition of $a",
                "    = $b  by the definition of $b",
            ]
        );
    }

    #[test]
    fn different_types_part_in_a_round() {
        assert_eq!(
            said(TEXT, "$x", "$z"),
            [
                "partition refinement: $x and $z part in round 1",
                "  reference 0 of their groups to earlier types leads to $a and to $c",
                "  $a and $c look different from the start",
            ]
        );
    }

    #[test]
    fn other_questions_have_one_judge() {
        let input = parse(TEXT).expect("the text is a module");
        let value = |word| input.operand(word).expect("the type is there");
        let question = Question::Subtype(value("$x"), value("$y"));
        assert!(opinions(&input.history, question, &input.names()).is_empty());
    }
}
