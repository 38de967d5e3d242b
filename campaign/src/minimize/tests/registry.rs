//! A registry of recursion groups with switchable faults, written for these tests only.

use super::material::sections;
use crate::program::Program;
use crate::question::{Question, TypeRef};
use crate::section::{Composite, Group, HeapRef, Storage, SubType, Val};
use std::collections::HashMap;
use std::fmt::Write;
use wasmparser::{Validator, WasmFeatures};

/// A fault of type equality, named as in the taxonomy of faults.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Nullability is ignored where the heap type is defined.
    E1,
    /// Finality is ignored.
    E4,
    /// The supertype is ignored.
    E5,
    /// An index inside the group is taken for an engine's.
    E6,
    /// Packed types are unpacked first.
    E8,
    /// Only the member, not the group, is the key.
    E11,
    /// Groups of several members are not found again.
    N1,
    /// Ids have four bits.
    N8,
}

/// The canonical ids of each module's types.
pub(super) fn ids(program: &Program, fault: Option<Fault>) -> Option<Vec<Vec<usize>>> {
    let mut known: HashMap<String, usize> = HashMap::new();
    let mut next = 0;
    let mut all = Vec::new();
    for section in sections(program)? {
        let mut ids: Vec<usize> = Vec::new();
        for group in &section.groups {
            let keys = keys(group, &ids, fault);
            let whole = keys.join(";");
            for (position, key) in keys.iter().enumerate() {
                let key = match fault {
                    Some(Fault::E11) => key.clone(),
                    Some(Fault::N1) if keys.len() > 1 => format!("{next}"),
                    _ => format!("{position} of {whole}"),
                };
                let id = *known.entry(key).or_insert_with(|| {
                    next += 1;
                    next - 1
                });
                ids.push(if fault == Some(Fault::N8) { id % 16 } else { id });
            }
        }
        all.push(ids);
    }
    Some(all)
}

/// The answer to a `SameType` question.
pub(super) fn same(program: &Program, fault: Option<Fault>) -> Option<bool> {
    let Question::SameType(left, right) = program.question(0) else {
        return None;
    };
    let ids = ids(program, fault)?;
    let id = |ty: TypeRef| ids.get(ty.module.0 as usize)?.get(ty.index as usize);
    Some(id(left)? == id(right)?)
}

/// Whether wasmparser accepts every module.
pub(super) fn valid(program: &Program) -> bool {
    program
        .modules()
        .all(|bytes| Validator::new_with_features(WasmFeatures::WASM3).validate_all(bytes).is_ok())
}

/// Whether the fault gives another answer than the registry without faults, on valid modules.
pub(super) fn shows(program: &Program, fault: Fault) -> bool {
    let right = same(program, None);
    right.is_some() && same(program, Some(fault)) == right.map(|same| !same) && valid(program)
}

/// The printed members of a group; `ids` are those of the types before it.
fn keys(group: &Group, ids: &[usize], fault: Option<Fault>) -> Vec<String> {
    let member = |ty: &SubType| {
        let mut key = String::new();
        let index = |index: u32| match ids.get(index as usize) {
            Some(id) => format!("type {id}"),
            None if fault == Some(Fault::E6) => format!("type {}", index as usize - ids.len()),
            None => format!("member {}", index as usize - ids.len()),
        };
        if fault != Some(Fault::E4) {
            let _ = write!(key, "final {} ", ty.is_final);
        }
        if fault != Some(Fault::E5) {
            let above: Vec<_> = ty.supertypes.iter().map(|x| index(*x)).collect();
            let _ = write!(key, "sub {above:?} ");
        }
        let val = |val: Val| match val {
            Val::Ref { nullable, heap: HeapRef::Index(x) } => {
                format!("{} {}", nullable && fault != Some(Fault::E1), index(x))
            }
            other => format!("{other:?}"),
        };
        let storage = |storage: Storage| match storage {
            Storage::Val(v) => val(v),
            _ if fault == Some(Fault::E8) => val(Val::I32),
            packed => format!("{packed:?}"),
        };
        let _ = match &ty.composite {
            Composite::Struct(fields) => {
                let fields: Vec<_> =
                    fields.iter().map(|field| (field.mutable, storage(field.storage))).collect();
                write!(key, "struct {fields:?}")
            }
            Composite::Array(field) => {
                write!(key, "array {} {}", field.mutable, storage(field.storage))
            }
            Composite::Func { params, results } => {
                let print = |vals: &[Val]| vals.iter().map(|v| val(*v)).collect::<Vec<_>>();
                write!(key, "func {:?} {:?}", print(params), print(results))
            }
        };
        key
    };
    group.types.iter().map(member).collect()
}
