//! What generators produce, in numbers: a generator's blind spot is to be seen.

use crate::answer::Answer;
use crate::program::{Program, Step};
use crate::question::{Batch, ModuleId, TypeRef};
use crate::section::TypeSection;
use crate::shape::Shape;
use serde::{Deserialize, Serialize, Serializer};
use std::collections::{BTreeSet, HashSet};
use wasmparser::{BinaryReaderError, Operator, Parser, Payload};

/// What one generator produced.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
    #[serde(serialize_with = "count", skip_deserializing)]
    pub instructions: BTreeSet<&'static str>,
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
                Batch::Valid(module) => {
                    statistics.whole_modules += 1;
                    statistics.whole_valid_modules += u64::from(answers == [Answer::Yes]);
                    if let Some(bytes) = program.modules().nth(module.0 as usize) {
                        let readable = read_operators(bytes, &mut statistics.instructions);
                        statistics.whole_unreadable_modules += u64::from(readable.is_err());
                    }
                }
                Batch::TypedFuncRef(..)
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
        self.whole_modules += other.whole_modules;
        self.whole_valid_modules += other.whole_valid_modules;
        self.whole_unreadable_modules += other.whole_unreadable_modules;
        self.instructions.extend(&other.instructions);
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

fn count<S: Serializer>(set: &BTreeSet<&'static str>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u64(set.len() as u64)
}

/// Adds the names of the operators in the bodies of a module, as wasmparser has them.
///
/// # Errors
///
/// Fails where wasmparser's raw reader does; the operators before that place are added.
pub fn read_operators(
    bytes: &[u8],
    seen: &mut BTreeSet<&'static str>,
) -> Result<(), BinaryReaderError> {
    for payload in Parser::new(0).parse_all(bytes) {
        if let Payload::CodeSectionEntry(body) = payload? {
            let mut operators = body.get_operators_reader()?;
            while !operators.eof() {
                seen.insert(name_of(&operators.read()?));
            }
        }
    }
    Ok(())
}

/// The name of an operator.
fn name_of(operator: &Operator<'_>) -> &'static str {
    macro_rules! names {
        ($( @$proposal:ident $op:ident $({ $($arg:ident: $argty:ty),* })? => $visit:ident ($($ann:tt)*) )*) => {
            match operator {
                $( Operator::$op { .. } => stringify!($op), )*
                // The enumeration is open for other crates; the list is complete.
                _ => "?",
            }
        };
    }
    wasmparser::for_each_operator!(names)
}

/// The instruction with this name, as [`read_operators`] names it.
#[must_use]
pub fn instruction(name: &str) -> Option<&'static str> {
    macro_rules! names {
        ($( @$proposal:ident $op:ident $({ $($arg:ident: $argty:ty),* })? => $visit:ident ($($ann:tt)*) )*) => {
            [$( stringify!($op), )* "?"].into_iter().find(|known| *known == name)
        };
    }
    wasmparser::for_each_operator!(names)
}
