//! What generators produce, in numbers: a generator's blind spot is to be seen.

mod bins;
mod operators;
mod saved;
mod table;

pub use bins::{Bins, GROUP_SIZES, SUPERTYPES};
pub use operators::OperatorSet;
pub use saved::Saved;
pub use table::table;

use crate::answer::{Answer, Tally, tally};
use crate::program::{Program, Step};
use crate::question::{Batch, Kind, ModuleId, TypeRef};
use crate::section::TypeSection;
use crate::shape::{Shape, depths};
use serde::Serialize;

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
    /// Modules that were asked about as a whole.
    pub whole_modules: u64,
    /// Of these, modules that are valid, by the first oracle.
    pub whole_valid_modules: u64,
    /// Of these, modules that wasmparser's raw reader cannot read to their end: most are malformed.
    pub whole_unreadable_modules: u64,
    /// The instructions in the bodies of these modules, in wasmparser's names; reports count them.
    #[serde(serialize_with = "bins::count")]
    pub instructions: OperatorSet,
    /// Modules that were dropped.
    pub drops: u64,
    /// Programs that define a module after they dropped one.
    pub redefining_cases: u64,
    /// Groups by their number of types.
    #[serde(serialize_with = "bins::group_sizes")]
    pub group_sizes: [u64; GROUP_SIZES.len()],
    /// Types by the number of supertypes above them.
    #[serde(serialize_with = "bins::supertypes")]
    pub supertypes: [u64; SUPERTYPES.len()],
    /// The most supertypes above a type.
    pub supertypes_max: u32,
    /// Pairs of equal types that are written twice, in one module or in two.
    pub equal_pairs: u64,
    /// The answers of the first oracle, by [`Kind::ALL`].
    #[serde(serialize_with = "bins::answers")]
    pub answers: [Tally; Kind::ALL.len()],
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
            statistics.measure(&section);
        }
        // A pair is asked about more than once: lists, sorted at the end.
        let (mut same, mut below) = (Vec::new(), Vec::new());
        let mut asked = 0;
        for step in &program.steps {
            let batch = match step {
                Step::Ask(batch) => batch,
                Step::Define(_) => {
                    statistics.redefining_cases = u64::from(statistics.drops > 0);
                    continue;
                }
                Step::Drop(_) => {
                    statistics.drops += 1;
                    continue;
                }
            };
            let answers = &answers[asked..asked + batch.count()];
            asked += batch.count();
            let counts = &mut statistics.answers[batch.kind() as usize];
            counts.iter_mut().zip(tally(answers)).for_each(|(mine, its)| *mine += its);
            match batch {
                Batch::ValidTypes(_) => {
                    statistics.invalid_modules += u64::from(answers == [Answer::No]);
                }
                Batch::SameType(rows, columns) => {
                    same.extend(pairs(rows, columns, answers));
                }
                Batch::Subtype(rows, columns) => {
                    for (left, right) in pairs(rows, columns, answers) {
                        if let (Some(left), Some(right)) = (left.defined(), right.defined())
                            && left.module == right.module
                        {
                            below.push((left, right));
                        }
                    }
                }
                Batch::Valid(module) => {
                    statistics.whole_modules += 1;
                    statistics.whole_valid_modules += u64::from(answers == [Answer::Yes]);
                    if let Some(bytes) = program.modules().nth(module.0 as usize) {
                        let readable = statistics.instructions.read(bytes);
                        statistics.whole_unreadable_modules += u64::from(readable.is_err());
                    }
                }
                Batch::TypedFuncRef(..)
                | Batch::Cast(..)
                | Batch::CallIndirect(..)
                | Batch::Link(..) => {}
            }
        }
        for pairs in [&mut same, &mut below] {
            pairs.sort_unstable();
            pairs.dedup();
        }
        let is_strict = |pair: &&(TypeRef, TypeRef)| same.binary_search(pair).is_err();
        statistics.strict_pairs += below.iter().filter(is_strict).count() as u64;
        let written_twice = |(left, right): &&(TypeRef, TypeRef)| left < right;
        statistics.equal_pairs += same.iter().filter(written_twice).count() as u64;
        let in_a_module = same.iter().filter(|(l, r)| l.module == r.module && l != r);
        let mut modules: Vec<ModuleId> = in_a_module.map(|(left, _)| left.module).collect();
        modules.dedup();
        statistics.equal_pair_modules += modules.len() as u64;
        statistics
    }

    /// Adds the groups and types of a module.
    fn measure(&mut self, section: &TypeSection) {
        for group in &section.groups {
            GROUP_SIZES.count(group.types.len() as u32, &mut self.group_sizes);
        }
        for depth in depths(section) {
            SUPERTYPES.count(depth, &mut self.supertypes);
            self.supertypes_max = self.supertypes_max.max(depth);
        }
    }

    /// Adds what another part of the campaign measured.
    pub fn add(&mut self, other: &Self) {
        let mut other = other.clone();
        let counts = self.counts_mut().into_iter().zip(other.counts_mut());
        counts.for_each(|(mine, theirs)| *mine += *theirs);
        self.instructions.add(&other.instructions);
        self.supertypes_max = self.supertypes_max.max(other.supertypes_max);
    }

    /// Every count that is a sum over programs, in a fixed order.
    fn counts_mut(&mut self) -> Vec<&mut u64> {
        let Self {
            cases,
            modules,
            types,
            recursive_modules,
            equal_pair_modules,
            strict_pairs,
            invalid_modules,
            whole_modules,
            whole_valid_modules,
            whole_unreadable_modules,
            instructions: _,
            drops,
            redefining_cases,
            group_sizes,
            supertypes,
            supertypes_max: _,
            equal_pairs,
            answers,
        } = self;
        let single = [
            cases,
            modules,
            types,
            recursive_modules,
            equal_pair_modules,
            strict_pairs,
            invalid_modules,
            whole_modules,
            whole_valid_modules,
            whole_unreadable_modules,
            drops,
            redefining_cases,
            equal_pairs,
        ];
        let answers = answers.iter_mut().flatten();
        single.into_iter().chain(group_sizes).chain(supertypes).chain(answers).collect()
    }
}

/// The pairs of a matrix whose answer is yes.
fn pairs<'a, T: Copy>(
    rows: &'a [T],
    columns: &'a [T],
    answers: &'a [Answer],
) -> impl Iterator<Item = (T, T)> + 'a {
    // Without columns there are no answers, and no chunk of them.
    let answered = rows.iter().zip(answers.chunks(columns.len().max(1)));
    answered.flat_map(move |(row, answers)| {
        let yes = columns.iter().zip(answers).filter(|(_, answer)| **answer == Answer::Yes);
        yes.map(|(column, _)| (*row, *column))
    })
}
