//! The oracles: one file each, all behind [`Oracle`].

pub mod egg;
mod implementation;
mod matrix;
mod model;
#[cfg(feature = "museum")]
pub mod museum;
mod readings;
mod wasmparser;

pub use egg::Egg;
pub use implementation::{Hashing, Implementation};
pub use model::{ModelOracle, ModelSession};
pub use readings::{GoalOracle, RefinementOracle};
pub use wasmparser::Wasmparser;

use crate::fault::Fault;
use crate::oracle::Oracle;

/// The names of all oracles of a campaign, in the order of reports.
pub const NAMES: [&str; 7] =
    ["model", "impl", "impl-const", "wasmparser", "egg", "refinement", "goal"];

/// The oracle with this name; the implementation's are given the fault. With the feature `museum` old releases
/// of wasmparser have names as well, though no campaign asks them unless they are named.
#[must_use]
pub fn by_name(name: &str, fault: Option<Fault>) -> Option<Box<dyn Oracle>> {
    Some(match name {
        "model" => Box::new(ModelOracle),
        "impl" => Box::new(Implementation::new(Hashing::Fixed, fault)),
        "impl-const" => Box::new(Implementation::new(Hashing::Constant, fault)),
        "wasmparser" => Box::new(Wasmparser),
        "egg" => Box::new(Egg),
        "refinement" => Box::new(RefinementOracle),
        "goal" => Box::new(GoalOracle),
        #[cfg(feature = "museum")]
        name => return museum::by_name(name),
        #[cfg(not(feature = "museum"))]
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{NAMES, by_name};

    #[test]
    fn names_find_their_oracle() {
        for name in NAMES {
            let oracle = by_name(name, None).expect("a listed oracle has a name");
            assert_eq!(oracle.identity().name, name);
        }
        assert!(by_name("nobody", None).is_none());
    }

    /// Oracles from crates.io say the version that is built.
    #[test]
    fn versions_are_those_of_the_lock_file() {
        let lock = include_str!("../../Cargo.lock");
        for name in ["wasmparser", "egg"] {
            let version = by_name(name, None).expect("the oracle is listed").identity().version;
            let entry = format!("name = \"{name}\"\nversion = \"{version}\"");
            assert!(lock.contains(&entry), "{name} {version}");
        }
    }
}
