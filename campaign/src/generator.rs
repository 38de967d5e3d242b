//! Generators: each makes programs out of choices and knows no oracle.
//!
//! A case is a function of the campaign's seed, the case's number and the generator's code. What a
//! seed means changes with every change of [`GENERATION`], of [`Generator::version`] and of the
//! pinned wasm-smith, so findings keep the modules themselves and seeds are only notes.

use crate::choices::Choices;
use crate::program::Program;

pub mod bodies;
mod company;
pub mod history;
pub mod link;
pub mod mutants;
pub mod near_miss;
pub mod smith;
pub mod types;
pub mod variants;

/// The version of what all generators share: the drivers of choices and the order in which
/// [`crate::asking`] chooses. Raise it when the same choices begin to mean another program.
pub const GENERATION: u32 = 3;

/// A generator of programs.
pub trait Generator: Send + Sync {
    /// The name by which the command line selects it.
    fn name(&self) -> &'static str;

    /// The version of its own decisions, raised whenever the same choices mean another program.
    fn version(&self) -> u32;

    /// Makes a program. Every sequence of choices makes one, and it is bounded in size.
    fn generate(&self, choices: &mut dyn Choices) -> Program;
}

/// Every generator, in the order of reports.
pub static ALL: [&dyn Generator; 8] = [
    &smith::Smith,
    &types::Types,
    &near_miss::NearMiss,
    &variants::Variants,
    &link::Link,
    &history::History,
    &bodies::Bodies,
    &mutants::Mutants,
];

/// The generator with this name.
#[must_use]
pub fn by_name(name: &str) -> Option<&'static dyn Generator> {
    ALL.into_iter().find(|generator| generator.name() == name)
}

#[cfg(test)]
mod tests {
    use super::{ALL, by_name};
    use crate::choices::{ByteChoices, RandomChoices};

    #[test]
    fn names_find_their_generator() {
        for generator in ALL {
            let found = by_name(generator.name()).expect("a listed generator has a name");
            assert_eq!(found.name(), generator.name());
        }
        assert!(by_name("nobody").is_none());
    }

    #[test]
    fn a_program_is_a_function_of_its_choices() {
        for generator in ALL {
            for case in 0..50 {
                let make = || generator.generate(&mut RandomChoices::for_case(5, case));
                assert_eq!(make(), make());
            }
        }
    }

    #[test]
    fn every_sequence_of_bytes_is_a_program() {
        for generator in ALL {
            for length in 0..200 {
                for byte in [0, 1, 7, 85, 127, 254, 255] {
                    let bytes = vec![byte; length];
                    let program = generator.generate(&mut ByteChoices::new(&bytes));
                    assert!(program.question_count() > 0);
                }
            }
        }
    }
}
