//! The types that wasm-smith is given, and imports that bring them into its bodies.

use crate::choices::Choices;
use crate::generator::bodies::encode::val_type;
use crate::generator::company;
use crate::section::{Composite, HeapRef, TypeSection, Val};
use wasm_encoder::{EntityType, GlobalType, ImportSection, Module, RawSection, TagKind, TagType};

/// The fewest and the most types that are given, but for those that complete the last group.
const TYPES: [u32; 2] = [4, 16];

/// How likely each size of a group is, from 1 on.
const SIZES: [u32; 5] = [6, 5, 4, 2, 1];

/// A module of our own types: groups that are recursive, equal and nearly equal, and chains. Of each type there
/// is something that may be imported: a function, or a global that holds a reference to it; and a tag of each
/// function type without results.
pub(super) fn module(choices: &mut dyn Choices) -> Vec<u8> {
    let types = choices.between(TYPES[0], TYPES[1]);
    let mut section = company::sketch(types, &SIZES, choices).into_section();
    // What a function or block takes and gives wasm-smith must be able to make, and of references it makes
    // null. What matched before still matches.
    for ty in section.groups.iter_mut().flat_map(|group| &mut group.types) {
        if matches!(ty.composite, Composite::Func { .. }) {
            ty.composite.for_each_val(|val| {
                if let Val::Ref { nullable, .. } = val {
                    *nullable = true;
                }
            });
        }
    }
    let mut module = Module::new();
    module.section(&RawSection { id: 1, data: &section.encode_content() });
    module.section(&imports(&section, choices));
    module.finish()
}

fn imports(section: &TypeSection, choices: &mut dyn Choices) -> ImportSection {
    let mut imports = ImportSection::new();
    for (index, ty) in (0..).zip(section.types()) {
        let name = index.to_string();
        let is_func = matches!(ty.composite, Composite::Func { .. });
        if is_func && choices.chance(1, 2) {
            imports.import("function", &name, EntityType::Function(index));
        } else {
            let nullable = choices.chance(1, 2);
            let val_type = val_type(Val::Ref { nullable, heap: HeapRef::Index(index) });
            let mutable = choices.chance(1, 4);
            let global = GlobalType { val_type, mutable, shared: false };
            imports.import("global", &name, EntityType::Global(global));
        }
        if matches!(&ty.composite, Composite::Func { results, .. } if results.is_empty()) {
            let tag = TagType { kind: TagKind::Exception, func_type_idx: index };
            imports.import("tag", &name, EntityType::Tag(tag));
        }
    }
    imports
}
