//! Verification campaigns for WebAssembly GC's type system.

pub mod answer;
pub mod asking;
pub mod campaign;
pub mod case;
pub mod checked;
pub mod choices;
pub mod cli;
pub mod compare;
mod crash;
pub mod exhaustive;
pub mod explain;
pub mod fault;
#[cfg(feature = "faults")]
pub mod fault_score;
pub mod finding;
pub mod fuzzing;
pub mod generator;
pub mod input;
mod layout;
pub mod minimize;
#[cfg(feature = "museum")]
pub mod museum;
pub mod names;
pub mod oracle;
pub mod oracles;
mod printed;
pub mod program;
pub mod question;
pub mod report;
pub mod repro;
pub mod rules;
pub mod script;
pub mod section;
mod section_reader;
pub mod shape;
pub mod show;
pub mod statistics;
pub mod variation;
pub mod wat;
