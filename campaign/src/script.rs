//! Specification scripts: what they assert is held against the model.
//!
//! A script is a list of directives (`.wast`). The model decides those that are about bytes, validity and
//! linking; of those that are about running, an evaluator decides the few that follow from types and
//! constants; the rest is counted. Nothing is guessed: what is not known for certain needs execution.
//!
//! | directive | what decides it |
//! |---|---|
//! | `module`, `module definition` | `Module_ok`, for the former also the imports |
//! | `module instance` | the imports |
//! | `register` | whether there is an instance |
//! | `assert_invalid` | `Module_ok`, on bytes that are well-formed |
//! | `assert_malformed` | the binary grammar; of modules in text, the reader of the text format first |
//! | `assert_unlinkable` | `Module_ok`, and an import that is not found or does not match |
//! | the others | the evaluator, or nobody |
//!
//! The messages of assertions are not compared: the specification has none.
//!
//! Imports match by `Externaddr_ok` (4.1) and `Externtype_sub` (2.2), as [`Model::extern_subtype`] judges them.
//! All modules of a script share a model, so that types of different modules can be compared. A model takes
//! on only so much: the limits of [`Model::define_module`] are an outcome of their own.
//!
//! [`Model::define_module`]: subtly_model::Model::define_module
//! [`Model::extern_subtype`]: subtly_model::Model::extern_subtype

mod actions;
mod directive;
mod evaluator;
mod link;
mod names;
mod read;
mod reason;
mod report;
mod runner;
mod spectest;
mod start;
mod store;
mod value;

pub use directive::{Act, Action, Directive, End, Form, Refusal, Run, Says, Source};
pub use read::read;
pub use report::{Counts, Decision, Judged, Outcome, Report, table};
pub use runner::run;
pub use value::{Expected, Ref, Value};
