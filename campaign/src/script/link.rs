//! Linking: the first premises of `$instantiate` (4.4).
//!
//! ```text
//! |- module : xt_I* -> xt_E*
//! (s |- externaddr : xt_I)*
//! ```
//!
//! The second is `Externaddr_ok`: an address has the type that the store gives what is there, and by its
//! rule `/sub` every supertype of it. So a function has the type that it was *defined* at, whatever the type
//! that a module between imported it at; and a memory or table has its present size as the minimum.

use super::names::{Binding, Missing};
use super::reason;
use super::store::{Address, Definition, Store};
use std::collections::HashMap;
use subtly_model::Model;

/// What comes of a module's imports.
#[derive(Debug)]
pub(super) enum Linked {
    /// Each is found and matches; why, import by import.
    Matches(Vec<Address>, Vec<String>),
    /// One is not found, or does not match.
    Fails(Vec<String>),
    /// Each that is found may match; the addresses, if all are found, and what is not known.
    Open(Option<Vec<Address>>, Missing),
}

/// Looks up and matches the imports of a module.
pub(super) fn link(
    model: &Model,
    store: &Store,
    registry: &HashMap<String, Binding<usize>>,
    definition: &Definition,
) -> Linked {
    let mut addresses = Some(Vec::new());
    let mut reasons = Vec::new();
    let mut open = None;
    for ((n, import), xt) in (0..).zip(&definition.module.imports).zip(&definition.imports) {
        let (module, name) = (&import.module, &import.name);
        let fails = |why: String| Linked::Fails(vec![format!("import {n}: {why}")]);
        let instance = match registry.get(module) {
            None => return fails(format!("nothing is registered as {module:?}")),
            Some(Ok(instance)) => &store.instances[*instance],
            Some(Err(missing)) => {
                addresses = None;
                open.get_or_insert(*missing);
                continue;
            }
        };
        let Some(address) = instance.exports.get(name) else {
            return fails(format!("{module:?} has no export {name:?}"));
        };
        let [least, greatest] = store.externtypes(*address);
        // What matches with its least size matches with every size.
        match model.extern_subtype(least, *xt) {
            Ok(derivation) => {
                reasons.push(format!("{module:?} {name:?} matches, by {}", derivation.rule));
            }
            Err(_) if model.extern_subtype(greatest, *xt).is_ok() => {
                open.get_or_insert(Missing::Size);
            }
            Err(refutation) => {
                let first = format!("import {n}: {module:?} {name:?} does not match");
                let rest = reason::no_match(&refutation);
                return Linked::Fails([vec![first], rest].concat());
            }
        }
        if let Some(addresses) = &mut addresses {
            addresses.push(*address);
        }
    }
    match (open, addresses) {
        (None, Some(addresses)) => Linked::Matches(addresses, reasons),
        (missing, addresses) => Linked::Open(addresses, missing.unwrap_or(Missing::Size)),
    }
}
