//! Other readings of the same definitions, to hold the model against.
//!
//! The definitions of equality and subtyping, by closed terms and by saturation, are the judge. The
//! readings here reach the same answers by other means: they start from the types as a module writes
//! them, and neither roll, close nor number terms.
//!
//! - [`goal_directed`] asks for what a goal needs, as a validator does, and remembers what it found. It
//!   judges validity as well, by its own relation.
//! - [`refinement`] begins with all types equal as far as they look, and splits until nothing more splits.

pub mod goal_directed;
pub mod refinement;
mod written;

pub use written::{Place, Written};
