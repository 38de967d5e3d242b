//! What may be written in place of what.

use super::bodies::{self, Body};
use super::term::{Named, Term, Writing};
use ::egg::{ConditionalApplier, EGraph, ENodeOrVar, Id, Pattern, PatternAst, Rewrite, Subst, Var};

type Rule = Rewrite<Term, ()>;

/// A term with variables, built from the leaves.
#[derive(Default)]
struct Template(PatternAst<Term>);

impl Template {
    fn any(&mut self, number: u32) -> Id {
        self.0.add(ENodeOrVar::Var(Var::from_u32(number)))
    }

    fn term(&mut self, term: Term) -> Id {
        self.0.add(ENodeOrVar::ENode(term))
    }
}

/// The two sides of a rule.
fn sides(write: impl Fn(bool, &mut Template)) -> [Pattern<Term>; 2] {
    [false, true].map(|is_right| {
        let mut template = Template::default();
        write(is_right, &mut template);
        Pattern::new(template.0)
    })
}

fn rule(name: String, write: impl Fn(bool, &mut Template)) -> Rule {
    let [left, right] = sides(write);
    Rewrite::new(name, left, right).expect("both sides have the same variables")
}

/// Two neighbours change places, if the second does not mention the first.
fn reorder() -> Rule {
    const ONE: u32 = 1;
    const OTHER: u32 = 2;
    const REST: u32 = 3;
    let [left, right] = sides(|is_right, t| {
        let (one, other, rest) = (t.any(ONE), t.any(OTHER), t.any(REST));
        let [first, second] = if is_right { [other, one] } else { [one, other] };
        let rest = t.term(Term::List([second, rest]));
        t.term(Term::List([first, rest]));
    });
    let condition = |graph: &mut EGraph<Term, ()>, _, found: &Subst| {
        let group = |number| found[Var::from_u32(number)];
        !mentions(graph, group(OTHER), group(ONE))
    };
    let right = ConditionalApplier { condition, applier: right };
    Rewrite::new("reorder", left, right).expect("both sides have the same variables")
}

/// Whether a group mentions a type that an original, or what is the same, brings into scope. A copy may come
/// later than what could mention it: the original is in scope there.
fn mentions(graph: &EGraph<Term, ()>, group: Id, other: Id) -> bool {
    let originals: Vec<Named> = graph[other].nodes.iter().filter_map(named).collect();
    let is_type_of = |term: &Term| matches!(term, Term::Type(named, _) if !named.copy && originals.contains(named));
    graph[group].nodes.iter().any(|term| match term {
        Term::Group(_, _, holes) => {
            holes.iter().any(|hole| graph[graph.find(*hole)].nodes.iter().any(is_type_of))
        }
        _ => false,
    })
}

fn named(term: &Term) -> Option<Named> {
    match term {
        Term::Group(named, ..) => Some(*named),
        _ => None,
    }
}

/// A copy of a group is written at the end, from where it may move to all that it mentions.
fn repeat(group: usize, holes: &[(usize, u32)]) -> Rule {
    rule(format!("repeat {group}"), |is_right, t| {
        if !is_right {
            t.term(Term::End);
            return;
        }
        let original = |(group, position): &(usize, u32)| {
            Term::Type(Named { group: *group, copy: false }, *position)
        };
        let holes = holes.iter().map(|hole| t.term(original(hole))).collect();
        let copy = t.term(Term::Group(Named { group, copy: true }, Writing::Short, holes));
        let end = t.term(Term::End);
        t.term(Term::List([copy, end]));
    })
}

/// A type and the one at its position in a group that is the same stand for each other.
fn alias([one, other]: [Named; 2], position: u32) -> Rule {
    rule(format!("alias {one:?} {other:?} {position}"), |is_right, t| {
        t.term(Term::Type(if is_right { other } else { one }, position));
    })
}

/// A group is written otherwise.
fn write(named: Named, holes: usize, writing: Writing) -> Rule {
    rule(format!("write {named:?} {writing:?}"), |is_right, t| {
        let holes = (0..holes as u32).map(|hole| t.any(hole)).collect();
        let writing = if is_right { writing } else { Writing::Short };
        t.term(Term::Group(named, writing, holes));
    })
}

/// All rules that keep what a section means.
pub(super) fn sound(bodies: &[Body]) -> Vec<Rule> {
    let mut rules = vec![reorder()];
    let firsts = bodies::firsts(bodies);
    for (group, body) in bodies.iter().enumerate() {
        rules.push(repeat(group, &body.holes));
        let [original, copy] = [false, true].map(|copy| Named { group, copy });
        let first = Named { group: firsts[group], copy: false };
        for position in 0..body.group.types.len() as u32 {
            rules.push(alias([original, copy], position));
            if first != original {
                rules.push(alias([original, first], position));
            }
        }
        for named in [original, copy] {
            rules.push(write(named, body.holes.len(), Writing::Long));
        }
    }
    rules
}

/// Rules that do not: one writes a group with its members in reverse, as if their order meant
/// nothing, and one takes the first two members of a group for the same type.
#[cfg(test)]
pub(super) fn unsound(bodies: &[Body]) -> [Vec<Rule>; 2] {
    let several = || {
        let several = bodies.iter().enumerate().filter(|(_, body)| body.group.types.len() > 1);
        several.map(|(group, body)| (Named { group, copy: false }, body.holes.len()))
    };
    let reversed = several().map(|(named, holes)| write(named, holes, Writing::Reversed));
    let confused = several().map(|(named, _)| {
        rule(format!("confuse {named:?}"), |is_right, t| {
            t.term(Term::Type(named, u32::from(is_right)));
        })
    });
    [reversed.collect(), confused.collect()]
}
