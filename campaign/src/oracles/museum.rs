//! Old releases of wasmparser as oracles, each as it was published, bugs and all.
//!
//! A release is asked about one module at a time: whether its types or all of it are valid, and about
//! subtypes through the functions of [`probe`]. What it cannot know is no verdict but `Unsupported`, as
//! [`features`] decides. So a contradiction is about rules.

mod features;
mod probe;
mod releases;
#[cfg(test)]
mod tests;

use super::wasmparser::answer_of_message;
use crate::answer::Answer;
use crate::oracle::{Identity, Oracle, Session};
use crate::question::{Batch, Kind, ModuleId, TypeRef, Value};
use crate::section::TypeSection;
use crate::section_reader::up_to_types;
use crate::shape::Shape;
use releases::Release;
use std::sync::Arc;
use wasm_encoder::{
    CanonicalFunctionSection, Component, ComponentTypeSection, RawSection, ValType,
};

/// An old release.
#[derive(Clone, Copy, Debug)]
pub struct OldRelease {
    /// The name by which the command line selects it.
    name: &'static str,
    version: &'static str,
    /// What it is asked: bodies that a release cannot read are not worth the time.
    kinds: &'static [Kind],
    /// Whether it is asked about recursive types: one that overflows its stack takes the process with it.
    recursive_types: bool,
    /// Whether a module is put in a component with a resource type.
    in_component: bool,
    release: Release,
}

/// Every release of the museum, the oldest first.
pub const RELEASES: [OldRelease; 5] = [
    OldRelease {
        name: "wasmparser-0.116.1",
        version: "0.116.1",
        kinds: &[Kind::ValidTypes, Kind::Subtype],
        recursive_types: false,
        in_component: false,
        release: releases::V0_116_1,
    },
    OldRelease {
        name: "wasmparser-0.119.0",
        version: "0.119.0",
        kinds: &[Kind::ValidTypes, Kind::Subtype, Kind::Valid],
        recursive_types: true,
        in_component: false,
        release: releases::V0_119_0,
    },
    OldRelease {
        name: "wasmparser-0.207.0",
        version: "0.207.0",
        kinds: &[Kind::ValidTypes, Kind::Subtype, Kind::Valid],
        recursive_types: true,
        in_component: false,
        release: releases::V0_207_0,
    },
    OldRelease {
        name: "wasmparser-0.221.2",
        version: "0.221.2",
        kinds: &[Kind::ValidTypes, Kind::Subtype, Kind::Valid],
        recursive_types: true,
        in_component: false,
        release: releases::V0_221_2,
    },
    OldRelease {
        name: "wasmparser-0.222.0",
        version: "0.222.0",
        kinds: &[Kind::ValidTypes, Kind::Valid],
        recursive_types: true,
        in_component: true,
        release: releases::V0_222_0,
    },
];

/// The release with this name, as an oracle.
#[must_use]
pub fn by_name(name: &str) -> Option<Box<dyn Oracle>> {
    let release = RELEASES.into_iter().find(|release| release.name == name)?;
    Some(Box::new(release))
}

impl Oracle for OldRelease {
    fn identity(&self) -> Identity {
        let place = if self.in_component { ", in a component with a resource type" } else { "" };
        Identity {
            name: self.name,
            version: self.version.into(),
            profile: format!("what it has of Wasm 3.0{place}"),
        }
    }

    fn answers(&self, kind: Kind) -> bool {
        self.kinds.contains(&kind)
    }

    fn session(&self) -> Box<dyn Session + '_> {
        Box::new(ReleaseSession { of: self, modules: Vec::new() })
    }
}

/// A release remembers nothing from one module to the next.
struct ReleaseSession<'a> {
    of: &'a OldRelease,
    modules: Vec<Arc<[u8]>>,
}

impl Session for ReleaseSession<'_> {
    fn define(&mut self, bytes: &[u8]) {
        self.modules.push(bytes.into());
    }

    fn drop_module(&mut self, _: ModuleId) {}

    fn ask(&mut self, batch: &Batch, answers: &mut Vec<Answer>) {
        match batch {
            Batch::ValidTypes(module) => {
                let bytes = &self.modules[module.0 as usize];
                answers.push(match up_to_types(bytes) {
                    Ok(types) => self.of.valid(types),
                    // What frames the sections is as old as Wasm.
                    Err(_) => Answer::No,
                });
            }
            Batch::Valid(module) => answers.push(self.of.valid(&self.modules[module.0 as usize])),
            Batch::Subtype(rows, columns) => {
                let unknown = || vec![Answer::Unsupported; batch.count()];
                answers.extend(self.subtypes(rows, columns).unwrap_or_else(unknown));
            }
            _ => answers.extend(std::iter::repeat_n(Answer::Unsupported, batch.count())),
        }
    }
}

impl ReleaseSession<'_> {
    /// The matrix, if one valid module has all its types.
    fn subtypes(&self, rows: &[Value], columns: &[Value]) -> Option<Vec<Answer>> {
        let named: Option<TypeRef> = rows.iter().chain(columns).find_map(|value| value.defined());
        let module = named.map_or(ModuleId(0), |ty| ty.module);
        let section = match named {
            Some(_) => TypeSection::decode(&self.modules[module.0 as usize]).ok()?,
            None => TypeSection::default(),
        };
        if !self.of.takes(&section) {
            return None;
        }
        let probe = probe::module(&section, module, [rows, columns])?;
        let valid = (self.of.release.functions)(&probe)?;
        Some(valid.into_iter().map(Into::into).collect())
    }
}

impl OldRelease {
    /// Whether the release can be asked about these types.
    fn takes(&self, section: &TypeSection) -> bool {
        self.recursive_types || Shape::of(section).recursive_groups == 0
    }

    fn valid(&self, module: &[u8]) -> Answer {
        if !self.takes(&TypeSection::decode(module).unwrap_or_default()) {
            return Answer::Unsupported;
        }
        let validated = match self.in_component {
            true => (self.release.validate)(&in_component(module)),
            false => (self.release.validate)(module),
        };
        match validated {
            Ok(()) if features::is_of_a_proposal(module) => Answer::Unsupported,
            Ok(()) => Answer::Yes,
            Err(_) if features::is_too_new(module, &self.release) => Answer::Unsupported,
            Err(message) => answer_of_message(&message),
        }
    }
}

/// What a release is really asked about a module, if that is not the module itself, as text.
#[must_use]
pub fn component(name: &str, module: &[u8]) -> Option<String> {
    let release = RELEASES.into_iter().find(|release| release.name == name)?;
    let component = release.in_component.then(|| in_component(module))?;
    wasmprinter::print_bytes(component).ok()
}

/// A component with a resource type, a function that drops such a resource, and the module.
fn in_component(module: &[u8]) -> Vec<u8> {
    let mut types = ComponentTypeSection::new();
    types.resource(ValType::I32, None);
    let mut functions = CanonicalFunctionSection::new();
    functions.resource_drop(0);
    let mut component = Component::new();
    component.section(&types);
    component.section(&functions);
    component.section(&RawSection { id: 1, data: module });
    component.finish()
}
