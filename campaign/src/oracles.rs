//! The oracles: one file each, all behind [`Oracle`](crate::oracle::Oracle).

mod egg;
mod implementation;
mod matrix;
mod model;
mod wasmparser;

pub use egg::Egg;
pub use implementation::{Hashing, Implementation};
pub use model::{ModelOracle, ModelSession};
pub use wasmparser::Wasmparser;

use crate::fault::Fault;
use crate::oracle::Oracle;

/// The names of all oracles, in the order of reports.
pub const NAMES: [&str; 5] = ["model", "impl", "impl-const", "wasmparser", "egg"];

/// The oracle with this name; the implementation's are given the fault.
#[must_use]
pub fn by_name(name: &str, fault: Option<Fault>) -> Option<Box<dyn Oracle>> {
    Some(match name {
        "model" => Box::new(ModelOracle),
        "impl" => Box::new(Implementation::new(Hashing::Fixed, fault)),
        "impl-const" => Box::new(Implementation::new(Hashing::Constant, fault)),
        "wasmparser" => Box::new(Wasmparser),
        "egg" => Box::new(Egg),
        _ => return None,
    })
}
