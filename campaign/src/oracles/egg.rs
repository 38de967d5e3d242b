//! Equality of types by congruence closure: an e-graph decides `SameType`, and nothing else.
//!
//! The basic idea: write each recursion group as one term whose operator is the group's whole body,
//! with references to siblings written as positions and references to earlier types as holes, and
//! whose arguments are the types that fill the holes. A type is a projection of its group:
//!
//! ```text
//! N_i = proj_i(rec_B(c_1, ..., c_k))
//! ```
//!
//! These equations are triangular, so they have one solution in closed terms, the specification's.
//! Congruence closure derives from them exactly the equalities that hold in that solution: it is sound
//! because the solution is a congruence, and complete because each name can be rewritten to its closed
//! term. There are no rewrite rules, so it ends. Nothing is rolled, substituted or hashed here, and the
//! types come from wasmparser's raw reader, not from a decoder of ours.
//!
//! What it does not decide: whether types are valid. A group whose references lead past its own end has
//! no term, and no question about its module is answered.

use super::matrix::matrix;
use crate::answer::Answer;
use crate::oracle::{Identity, Oracle, Session};
use crate::question::{Batch, Kind, ModuleId, TypeRef};
use crate::section::{Group, TypeSection};
use ::egg::{EGraph, Id, Language};
use std::collections::HashMap;

/// Congruence closure by egg.
#[derive(Debug)]
pub struct Egg;

impl Oracle for Egg {
    fn identity(&self) -> Identity {
        Identity {
            name: "egg",
            version: "0.11.0".into(),
            profile: "wasm-3.0, congruence closure".into(),
        }
    }

    fn answers(&self, kind: Kind) -> bool {
        kind == Kind::SameType
    }

    fn session(&self) -> Box<dyn Session + '_> {
        Box::new(EggSession::default())
    }
}

/// An operator, and the terms it is applied to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Term {
    /// `rec_B`, where B is numbered by the session.
    Rec(u32, Box<[Id]>),
    /// `proj_i`
    Proj(u32, [Id; 1]),
}

impl Language for Term {
    type Discriminant = (bool, u32);

    fn discriminant(&self) -> (bool, u32) {
        match self {
            Self::Rec(body, _) => (true, *body),
            Self::Proj(i, _) => (false, *i),
        }
    }

    fn matches(&self, other: &Self) -> bool {
        self.discriminant() == other.discriminant()
            && self.children().len() == other.children().len()
    }

    fn children(&self) -> &[Id] {
        match self {
            Self::Rec(_, holes) => holes,
            Self::Proj(_, group) => group,
        }
    }

    fn children_mut(&mut self) -> &mut [Id] {
        match self {
            Self::Rec(_, holes) => holes,
            Self::Proj(_, group) => group,
        }
    }
}

#[derive(Default)]
struct EggSession {
    graph: EGraph<Term, ()>,
    bodies: HashMap<Group, u32>,
    /// The projections that are the types of each module; `None` if it has no terms.
    modules: Vec<Option<Vec<Id>>>,
}

/// What stands in a body for a reference to an earlier type. No group is so long that one of its own
/// members could have this position.
const HOLE: u32 = u32::MAX;

impl EggSession {
    fn terms(&mut self, bytes: &[u8]) -> Option<Vec<Id>> {
        let section = TypeSection::decode(bytes).ok()?;
        let mut types = Vec::new();
        for mut group in section.groups {
            let count = group.types.len() as u32;
            let holes = punch(&mut group, &types)?;
            let fresh = self.bodies.len() as u32;
            let body = *self.bodies.entry(group).or_insert(fresh);
            let group = self.graph.add(Term::Rec(body, holes));
            types.extend((0..count).map(|i| self.graph.add(Term::Proj(i, [group]))));
        }
        Some(types)
    }

    fn class(&self, ty: TypeRef) -> Option<Id> {
        let types = self.modules.get(ty.module.0 as usize)?.as_ref()?;
        types.get(ty.index as usize).map(|id| self.graph.find(*id))
    }
}

/// Turns a group into its body: sibling references become positions, the others holes, which are
/// returned in order. `None` if a reference leads past the end of the group.
fn punch(group: &mut Group, earlier: &[Id]) -> Option<Box<[Id]>> {
    let first = earlier.len() as u32;
    let count = group.types.len() as u32;
    let mut holes = Vec::new();
    let mut dangling = false;
    // How a group is spelled is not part of its body.
    group.explicit = true;
    for ty in &mut group.types {
        ty.spelled_out = false;
        ty.for_each_index(|index| match earlier.get(*index as usize) {
            Some(id) => {
                holes.push(*id);
                *index = HOLE;
            }
            None if *index - first < count => *index -= first,
            None => dangling = true,
        });
    }
    (!dangling).then(|| holes.into())
}

impl Session for EggSession {
    fn define(&mut self, bytes: &[u8]) {
        let types = self.terms(bytes);
        self.graph.rebuild();
        self.modules.push(types);
    }

    fn drop_module(&mut self, _: ModuleId) {}

    fn ask(&mut self, batch: &Batch, answers: &mut Vec<Answer>) {
        let Batch::SameType(rows, columns) = batch else {
            answers.extend(std::iter::repeat_n(Answer::Unsupported, batch.count()));
            return;
        };
        matrix([rows, columns], |ty| self.class(ty), |left, right| left == right, answers);
    }
}
