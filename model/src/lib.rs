//! The judge: WebAssembly GC's type system as the specification defines it, rule by rule.
//!
//! Read it beside the specification's SpecTec sources (`specification/wasm-3.0`, commit
//! `285a9032950cbad6a9f84de11183008e286092a2`); RULES.md is the index from rules to functions.
//!
//! | module | sections |
//! |---|---|
//! | [`syntax`] | 1.2 types, 1.3 instructions, 1.4 modules |
//! | [`binary`] | 5 binary format |
//! | [`roll`], [`terms`], [`equality`], [`difference`] | rolling, unrolling, closing; closed terms; where they differ |
//! | [`context`] | 2.0: the context, types of locals and of instructions |
//! | [`validity`], [`externtypes`], [`instrtypes`] | 2.1: validity of types |
//! | [`subtyping`], [`heaptype_sub`] | 2.2: matching; the least relation on heap types |
//! | [`externtypes_sub`] | 2.2: matching of external types |
//! | [`instructions`] | 2.3: validity of instructions |
//! | [`modules`] | 2.4: validity of modules |
//! | [`runtime`] | 4.1: the type of a reference |
//! | [`judgment`], [`rule`] | judgments, derivations and refutations; the names of the rules |
//! | [`concluded`], [`trail`], [`place`] | which rules concluded; where a module is refused |
//!
//! A [`Model`] is asked about modules, given as bytes, and answers about indices. It never optimizes
//! an answer; what it shares to stay feasible says "shortcut" and has a test against the long way.

pub mod binary;
pub mod concluded;
pub mod context;
pub mod difference;
pub mod equality;
pub mod externtypes;
pub mod externtypes_sub;
pub mod heaptype_sub;
mod holds;
pub mod instrtypes;
pub mod instructions;
pub mod judgment;
mod model;
pub mod modules;
mod mutants;
pub mod place;
pub mod readings;
pub mod roll;
pub mod rule;
pub mod runtime;
pub mod subtyping;
pub mod syntax;
mod tables;
pub mod terms;
pub mod trail;
pub mod validity;

pub use holds::Operand;
pub use model::{Model, ModuleVerdict, TypesVerdict};
