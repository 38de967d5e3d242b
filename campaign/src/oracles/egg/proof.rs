//! Why two types are the same, by congruence closure.
//!
//! Here every type has a name beside its term, and each equation `N = proj_i(rec_B(...))` is asserted as
//! the definition of N, with the arguments given by name. egg then explains an equality of names by the
//! definitions it used. Its proofs share what they use more than once, and so do these: a proof is a list
//! of equalities, each proved by definitions and by equalities that come after it.

use super::term::{Term as Node, punch};
use crate::program::Program;
use crate::question::{ModuleId, TypeRef};
use crate::section::{Group, TypeSection};
use ::egg::{EGraph, Id, Symbol, TreeExplanation, TreeTerm};
use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::rc::Rc;

/// An equality of two types, with its proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// The one type.
    pub left: TypeRef,
    /// The other.
    pub right: TypeRef,
    /// Terms that equal each other: the first is the one type, the last the other.
    pub steps: Vec<Step>,
}

/// A term of a proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The term.
    pub term: Term,
    /// The type by whose definition it equals the term before it; without one, the arguments of the term
    /// before it are replaced by equal ones.
    pub by: Option<TypeRef>,
}

/// A term, with types for arguments.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Term {
    /// The name of a type.
    Name(TypeRef),
    /// A member of a group.
    Member {
        /// Its position in the group.
        position: u32,
        /// The first type whose group is written in the same way, references to earlier types apart.
        like: TypeRef,
        /// The earlier types that the group refers to, in reading order.
        arguments: Vec<TypeRef>,
    },
}

/// Proves that two types are the same; no proof if they are not, or if one of them has no term.
///
/// The first proof is that of the question; the others are those it builds on, each once.
#[must_use]
pub fn prove(program: &Program, left: TypeRef, right: TypeRef) -> Vec<Proof> {
    let mut definitions = Definitions::of(program);
    let (Some(l), Some(r)) = (definitions.name(left), definitions.name(right)) else {
        return Vec::new();
    };
    if definitions.graph.find(l) != definitions.graph.find(r) {
        return Vec::new();
    }
    let explanation = definitions.graph.explain_id_equivalence(l, r).explanation_trees;
    let mut proofs = Vec::new();
    let mut wanted = VecDeque::from([(left, right, &explanation)]);
    let mut seen = HashSet::from([(left, right)]);
    while let Some((left, right, chain)) = wanted.pop_front() {
        let mut steps: Vec<Step> = Vec::new();
        for tree in chain {
            let by = tree.forward_rule.or(tree.backward_rule);
            let by = by.and_then(|rule| definitions.by_rule.get(&rule).copied());
            for (term, by) in [(definitions.start(tree), by), (definitions.end(tree), None)] {
                if let Some(term) = term
                    && steps.last().is_none_or(|last| last.term != term)
                {
                    steps.push(Step { term, by });
                }
            }
            for chain in arguments(tree) {
                if let (Some(from), Some(to)) = (ends(chain.first()), ends(chain.last()))
                    && from != to
                    && seen.insert((from, to))
                {
                    wanted.push_back((from, to, chain));
                }
            }
        }
        proofs.push(Proof { left, right, steps });
    }
    proofs
}

/// The chains that lead from an argument of the group's term to an equal one.
fn arguments(tree: &TreeTerm<Node>) -> impl Iterator<Item = &TreeExplanation<Node>> {
    tree.child_proofs.iter().flatten().flat_map(|group| &group.child_proofs)
}

/// The type whose name ends a chain.
fn ends(tree: Option<&Rc<TreeTerm<Node>>>) -> Option<TypeRef> {
    match tree?.node {
        Node::Name(ty) => Some(ty),
        Node::Rec(..) | Node::Proj(..) => None,
    }
}

/// The definitions of all types of a program.
struct Definitions {
    graph: EGraph<Node, ()>,
    /// The name of each type.
    names: BTreeMap<TypeRef, Id>,
    /// The first type of the first group of each body.
    bodies: Vec<TypeRef>,
    /// The type that each definition defines, by egg's name of the definition.
    by_rule: HashMap<Symbol, TypeRef>,
}

impl Definitions {
    fn of(program: &Program) -> Self {
        let mut definitions = Self {
            graph: EGraph::default().with_explanations_enabled(),
            names: BTreeMap::new(),
            bodies: Vec::new(),
            by_rule: HashMap::new(),
        };
        let mut known = HashMap::new();
        for (module, bytes) in (0..).map(ModuleId).zip(program.modules()) {
            definitions.define(module, bytes, &mut known);
        }
        definitions.graph.rebuild();
        definitions
    }

    /// Asserts the definitions of a module's types; of one that has no terms, nothing.
    fn define(&mut self, module: ModuleId, bytes: &[u8], known: &mut HashMap<Group, u32>) {
        let section = TypeSection::decode(bytes).unwrap_or_default();
        let names: Vec<Id> = (0..section.len())
            .map(|index| self.graph.add_uncanonical(Node::Name(TypeRef { module, index })))
            .collect();
        let mut first = 0;
        for mut group in section.groups {
            let count = group.types.len() as u32;
            let Some(holes) = punch(&mut group, &names[..first as usize]) else { return };
            let fresh = self.bodies.len() as u32;
            let body = *known.entry(group).or_insert(fresh);
            if body == fresh {
                self.bodies.push(TypeRef { module, index: first });
            }
            let rec = self.graph.add_uncanonical(Node::Rec(body, holes));
            for i in 0..count {
                let (ty, name) =
                    (TypeRef { module, index: first + i }, names[(first + i) as usize]);
                let projection = self.graph.add_uncanonical(Node::Proj(i, [rec]));
                let rule = Symbol::from(format!("{}.{}", module.0, ty.index));
                self.graph.union_trusted(name, projection, rule);
                self.by_rule.insert(rule, ty);
                self.names.insert(ty, name);
            }
            first += count;
        }
    }

    fn name(&self, ty: TypeRef) -> Option<Id> {
        self.names.get(&ty).copied()
    }

    /// The term with which a step of egg's explanation begins.
    fn start(&self, tree: &TreeTerm<Node>) -> Option<Term> {
        self.term(tree, <[_]>::first)
    }

    /// The term with which it ends.
    fn end(&self, tree: &TreeTerm<Node>) -> Option<Term> {
        self.term(tree, <[_]>::last)
    }

    fn term(
        &self,
        tree: &TreeTerm<Node>,
        end: for<'a> fn(&'a [Rc<TreeTerm<Node>>]) -> Option<&'a Rc<TreeTerm<Node>>>,
    ) -> Option<Term> {
        match &tree.node {
            Node::Name(ty) => Some(Term::Name(*ty)),
            Node::Proj(position, _) => {
                let group = end(tree.child_proofs.first()?)?;
                let Node::Rec(body, _) = group.node else { return None };
                let arguments = group.child_proofs.iter().map(|chain| ends(end(chain)));
                Some(Term::Member {
                    position: *position,
                    like: self.bodies[body as usize],
                    arguments: arguments.collect::<Option<_>>()?,
                })
            }
            Node::Rec(..) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Proof, Term, prove};
    use crate::program::{Program, Step};
    use crate::question::{ModuleId, TypeRef};

    fn program(modules: &[&str]) -> Program {
        let define = |text: &&str| {
            Step::Define(wat::parse_str(text).expect("the module can be written").into())
        };
        Program { steps: modules.iter().map(define).collect() }
    }

    fn ty(module: u32, index: u32) -> TypeRef {
        TypeRef { module: ModuleId(module), index }
    }

    /// Every proof holds together: from the one type to the other, by definitions of what stands there and
    /// by equalities that are proved, without a circle.
    fn check(proofs: &[Proof]) {
        for (n, Proof { left, right, steps }) in proofs.iter().enumerate() {
            assert_eq!(steps.first().map(|step| &step.term), Some(&Term::Name(*left)));
            assert_eq!(steps.last().map(|step| &step.term), Some(&Term::Name(*right)));
            for pair in steps.windows(2) {
                match (&pair[0].term, &pair[1].term, pair[1].by) {
                    (Term::Name(name), Term::Member { .. }, Some(by))
                    | (Term::Member { .. }, Term::Name(name), Some(by)) => assert_eq!(*name, by),
                    (
                        Term::Member { position: i, like: b, arguments: from },
                        Term::Member { position: j, like: c, arguments: to },
                        None,
                    ) => {
                        assert_eq!((i, b, from.len()), (j, c, to.len()));
                        for (from, to) in from.iter().zip(to).filter(|(from, to)| from != to) {
                            let is_it = |proof: &Proof| (proof.left, proof.right) == (*from, *to);
                            assert!(proofs[n + 1..].iter().any(is_it), "{from:?} = {to:?}");
                        }
                    }
                    step => panic!("no step: {step:?}"),
                }
            }
        }
    }

    #[test]
    fn an_equality_is_proved_from_the_equalities_below_it() {
        let text = "(module (type (struct)) (type (struct)) \
                    (type (array (ref 0))) (type (array (ref 1))))";
        let proofs = prove(&program(&[text]), ty(0, 2), ty(0, 3));
        check(&proofs);
        let claims: Vec<_> = proofs.iter().map(|proof| (proof.left, proof.right)).collect();
        assert_eq!(claims, [(ty(0, 2), ty(0, 3)), (ty(0, 0), ty(0, 1))]);
    }

    #[test]
    fn what_differs_has_no_proof() {
        let text = "(module (type (struct (field i32))) (type (struct (field i64))))";
        assert_eq!(prove(&program(&[text]), ty(0, 0), ty(0, 1)), []);
        assert_eq!(prove(&program(&[text]), ty(0, 0), ty(1, 0)), []);
    }

    /// Written out, the proof would be exponentially long.
    #[test]
    fn a_doubling_chain_has_a_proof_of_its_own_length() {
        const DEPTH: u32 = 300;
        let mut text = String::from("(module (type (struct))");
        for below in 0..DEPTH {
            text += &format!("(type (struct (field (ref {below}) (ref {below}))))");
        }
        text += ")";
        let proofs = prove(&program(&[&text, &text]), ty(0, DEPTH), ty(1, DEPTH));
        check(&proofs);
        assert_eq!(proofs.len() as u32, DEPTH + 1);
    }
}
