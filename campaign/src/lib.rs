//! Verification campaigns for WebAssembly GC's type system.

pub mod answer;
pub mod asking;
pub mod choices;
pub mod compare;
pub mod fault;
pub mod generator;
pub mod minimize;
pub mod oracle;
pub mod oracles;
pub mod program;
pub mod question;
pub mod rules;
pub mod section;
mod section_reader;
pub mod shape;
