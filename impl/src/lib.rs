//! WebAssembly GC types the way engines keep them: canonical indices and constant-time subtyping.
//!
//! A [`Registry`] takes modules as bytes and gives each type a [`CanonicalIndex`], such that equal
//! types of all modules have equal indices. Recursion groups are hash-consed as flat words; each
//! type has a display of its supertypes, which makes [`Registry::is_subtype`] one comparison.
//! Groups are counted and removed when the last module that needs them is released. A
//! [`FuncRefTable`] checks function references when they are read back from the garbage-collected
//! heap; [`Registry::ref_test`] and [`Registry::signature_matches`] are the checks of casts and of
//! indirect calls, [`Registry::match_import`] that of linking.
//!
//! The crate implements Wasm 3.0 without proposals beyond it. It decodes types only.

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
