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

pub mod proof;
mod term;

use super::matrix::matrix;
use crate::answer::Answer;
use crate::oracle::{Identity, Oracle, Session};
use crate::question::{Batch, Kind, ModuleId, TypeRef};
use crate::section::{Group, TypeSection};
use ::egg::{EGraph, Id};
use std::collections::HashMap;
use term::{Term, punch};

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

#[derive(Default)]
struct EggSession {
    graph: EGraph<Term, ()>,
    bodies: HashMap<Group, u32>,
    /// The projections that are the types of each module; `None` if it has no terms.
    modules: Vec<Option<Vec<Id>>>,
}

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
