//! What generators produce, in numbers: a generator's blind spot is to be seen.

use crate::answer::Answer;
use crate::program::{Program, Step};
use crate::question::{Batch, ModuleId, TypeRef};
use crate::section::TypeSection;
use crate::shape::Shape;
use serde::Serialize;
use std::collections::HashSet;

/// What one generator produced.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct GeneratorStatistics {
    /// Programs.
    pub cases: u64,
    /// Modules in them.
    pub modules: u64,
    /// Types in these.
    pub types: u64,
    /// Modules with a recursion group whose members refer to each other or themselves.
    pub recursive_modules: u64,
    /// Modules with two equal types that are written twice.
    pub equal_pair_modules: u64,
    /// Pairs of different types of a module of which one is a subtype of the other.
    pub strict_pairs: u64,
    /// Modules whose types are not valid, by the first oracle.
    pub invalid_modules: u64,
}

impl GeneratorStatistics {
    /// Measures a program; `answers` are those of the first oracle.
    #[must_use]
    pub fn of(program: &Program, answers: &[Answer]) -> Self {
        let mut statistics = Self { cases: 1, ..Self::default() };
        for bytes in program.modules() {
            let section = TypeSection::decode(bytes).unwrap_or_default();
            statistics.modules += 1;
            statistics.types += u64::from(section.len());
            statistics.recursive_modules += u64::from(Shape::of(&section).recursive_groups > 0);
        }
        let mut same: HashSet<(TypeRef, TypeRef)> = HashSet::new();
        let mut with_equal_pair: HashSet<ModuleId> = HashSet::new();
        let mut strict: HashSet<(TypeRef, TypeRef)> = HashSet::new();
        let mut asked = 0;
        for step in &program.steps {
            let Step::Ask(batch) = step else { continue };
            let answers = &answers[asked..asked + batch.count()];
            asked += batch.count();
            match batch {
                Batch::ValidTypes(_) => {
                    statistics.invalid_modules += u64::from(answers == [Answer::No]);
                }
                Batch::SameType(rows, columns) => {
                    for (left, right) in pairs(rows, columns, answers) {
                        same.insert((left, right));
                        if left.module == right.module && left.index != right.index {
                            with_equal_pair.insert(left.module);
                        }
                    }
                }
                Batch::Subtype(rows, columns) => {
                    for (left, right) in pairs(rows, columns, answers) {
                        if let (Some(left), Some(right)) = (left.defined(), right.defined())
                            && left.module == right.module
                        {
                            strict.insert((left, right));
                        }
                    }
                }
                Batch::TypedFuncRef(..)
                | Batch::Valid(_)
                | Batch::Cast(..)
                | Batch::CallIndirect(..)
                | Batch::Link(..) => {}
            }
        }
        statistics.equal_pair_modules += with_equal_pair.len() as u64;
        statistics.strict_pairs += strict.difference(&same).count() as u64;
        statistics
    }

    /// Adds what another part of the campaign measured.
    pub fn add(&mut self, other: &Self) {
        self.cases += other.cases;
        self.modules += other.modules;
        self.types += other.types;
        self.recursive_modules += other.recursive_modules;
        self.equal_pair_modules += other.equal_pair_modules;
        self.strict_pairs += other.strict_pairs;
        self.invalid_modules += other.invalid_modules;
    }
}

/// The pairs of a matrix whose answer is yes.
fn pairs<'a, T: Copy>(
    rows: &'a [T],
    columns: &'a [T],
    answers: &'a [Answer],
) -> impl Iterator<Item = (T, T)> + 'a {
    let yes = answers.iter().enumerate().filter(|(_, answer)| **answer == Answer::Yes);
    yes.map(|(n, _)| (rows[n / columns.len()], columns[n % columns.len()]))
}
