//! The judge: WebAssembly GC's type system as the specification defines it, rule by rule.
//!
//! Read it beside the specification's SpecTec sources (`specification/wasm-3.0`, commit
//! `285a9032950cbad6a9f84de11183008e286092a2`); RULES.md is the index from rules to functions.
//!
//! | module | sections |
//! |---|---|
//! | [`syntax`] | 1.2 types |
//! | [`binary`] | 5.1, 5.2, 5.4 binary format |
//! | [`roll`], [`terms`], [`equality`], [`difference`] | rolling, unrolling, closing; closed terms; where they differ |
//! | [`validity`], [`modules`] | 2.1 and 2.4: validity of types |
//! | [`subtyping`], [`heaptype_sub`] | 2.2: matching; the least relation on heap types |
//! | [`runtime`] | 4.1: the type of a reference |
//! | [`judgment`], [`rule`] | judgments, derivations and refutations; the names of the rules |
//!
//! A [`Model`] is asked about modules, given as bytes, and answers about indices. It never optimizes
//! an answer; what it shares to stay feasible says "shortcut" and has a test against the long way.

pub mod binary;
pub mod context;
pub mod difference;
pub mod equality;
pub mod heaptype_sub;
pub mod judgment;
mod model;
pub mod modules;
pub mod readings;
pub mod roll;
pub mod rule;
pub mod runtime;
pub mod subtyping;
pub mod syntax;
pub mod terms;
pub mod validity;

pub use model::{Model, TypesVerdict};
