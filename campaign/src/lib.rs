//! Verification campaigns for WebAssembly GC's type system.

pub mod answer;
pub mod oracle;
pub mod program;
pub mod question;
pub mod section;
mod section_reader;
