//! WebAssembly GC types the way engines keep them: canonical indices and constant-time subtyping.
//!
//! A [`Registry`] takes modules as bytes and gives each type a [`CanonicalIndex`], such that equal
//! types of all modules have equal indices. Recursion groups are hash-consed as flat bytes; each
//! type has a display of its supertypes, which makes [`Registry::is_subtype`] one load and one
//! comparison. Groups are counted and removed when the last module that needs them is released. A
//! [`FuncRefTable`] checks function references when they are read back from the garbage-collected
//! heap; [`Registry::ref_test`] and [`Registry::signature_matches`] are the checks of casts and of
//! indirect calls, [`Registry::match_import`] that of linking.
//!
//! The crate implements Wasm 3.0 without proposals beyond it. It decodes types only.
//!
//! # For embedders
//!
//! Keep one registry per engine, the [`ModuleTypes`] of a module as long as the module, one of its
//! instances, or an object of one of its types lives, and canonical indices wherever code or objects
//! name types. `examples/two_modules.rs` shows each step.
//!
//! An index is meaningful from the registration of a module that lists it until the release of the
//! last one, and its number may be used again after that. **Whatever is kept under an index, caches
//! of casts or trampolines, must go with it**: [`Registry::on_removal`] says when. No question panics
//! for an index that is out of date, but the answer may be that of another type.
//!
//! | operation | time |
//! |---|---|
//! | questions about types | constant; no lock, no waiting |
//! | [`Registry::register_module`], groups that are there | expected linear in the bytes; no lock |
//! | the same, new groups | expected linear in the bytes times the depth, at most 63; one lock |
//! | [`Registry::release`] | linear in the types, and in what is removed; a lock only then |
//! | [`FuncRefTable`] | expected constant |
//!
//! # Threads
//!
//! A registry is shared by reference. Questions may be asked at any time. An index that another
//! thread registered must come from it by means that synchronize the two, which every safe way in
//! Rust does. New groups, and groups that go, take one lock; while such a thread works, the others
//! answer questions and find groups that are there. A thread that looks for a group just while the
//! table of groups is rebuilt may wait for that. [`Registry::counts`] takes the lock.
//!
//! # Untrusted bytes
//!
//! Every module is decoded and validated with time and memory linear in its size, and limits
//! ([`Limits`]) that are those of the JavaScript interface. The hash is seeded, so groups that
//! collide cannot be prepared. A registry holds 2²⁶ cells, which are twenty-two million types without
//! supertypes or one million at depth 63, and says [`Error::Limit`] beyond.

mod casts;
mod config;
mod counts;
mod decode;
mod decode_types;
mod display;
mod draft;
mod error;
mod externs;
mod fault;
mod func_ref;
mod func_ref_error;
mod hasher;
mod index;
mod intern;
#[cfg(not(feature = "faults"))]
mod key;
#[cfg(feature = "faults")]
#[path = "key_by_part.rs"]
mod key;
mod limits;
mod link_error;
mod matches;
mod packed;
mod ranges;
mod reader;
mod references;
mod registry;
mod release;
mod segments;
mod store;
mod subtype;
mod sync;
mod table;
mod types;
mod writer;

pub use casts::Reference;
pub use config::Config;
pub use counts::Counts;
pub use error::{Error, InvalidReason, Malformation, TypePart};
pub use externs::{ExternKind, ExternType, GlobalType, MemoryType, SizeLimits, TableType};
#[cfg(feature = "faults")]
pub use fault::Fault;
pub use func_ref::{FuncRef, FuncRefId, FuncRefTable};
pub use func_ref_error::{FuncRefTableFull, TypedFuncRefError};
pub use hasher::ConstantHasher;
pub use index::{CanonicalIndex, ModuleTypeIndex};
pub use limits::{LimitName, Limits};
pub use link_error::LinkError;
pub use registry::{DefaultHashBuilder, ModuleTypes, Registry};
pub use types::{AbstractHeapType, HeapType, RefType, TypeKind, ValType};
