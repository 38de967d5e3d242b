//! The live modules of a program as questions see them.

use crate::question::{ModuleId, TypeRef};
use crate::section::{Composite, Field, HeapRef, Storage, SubType, TypeSection, Val};
use crate::shape::for_each_reference;

/// A live module: its number, and what questions look at of each of its types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    pub(crate) module: ModuleId,
    pub(super) types: Vec<Outline>,
}

/// What questions look at of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Outline {
    pub(super) is_function: bool,
    /// Whether it is a function type without results, as tags have.
    pub(super) is_signal: bool,
    /// The index of the first declared supertype.
    pub(super) supertype: Option<u32>,
    /// A hash of what is written, without indices and mutability, and of the place in the group. Equal
    /// types look alike; what looks alike is often equal.
    pub(super) look: u64,
}

impl Subject {
    /// Reads the types of a module; one that cannot be decoded has none.
    #[must_use]
    pub fn read(module: ModuleId, bytes: &[u8]) -> Self {
        let section = TypeSection::decode(bytes).unwrap_or_default();
        Self::new(module, &section)
    }

    /// The same as [`Subject::read`] of the encoded section, without reading it back.
    #[must_use]
    pub fn of(module: ModuleId, section: &TypeSection) -> Self {
        if section.types().all(is_readable) {
            Self::new(module, section)
        } else {
            Self { module, types: Vec::new() }
        }
    }

    fn new(module: ModuleId, section: &TypeSection) -> Self {
        let outlines = section.groups.iter().flat_map(|group| {
            let members = group.types.iter().enumerate();
            members.map(|(position, ty)| Outline::of(ty, group.types.len(), position))
        });
        Self { module, types: outlines.collect() }
    }

    /// Its types.
    pub(super) fn types(&self) -> impl Iterator<Item = (TypeRef, &Outline)> {
        let named = |index| TypeRef { module: self.module, index };
        (0..).map(named).zip(&self.types)
    }
}

impl Outline {
    fn of(ty: &SubType, group: usize, position: usize) -> Self {
        let mut look = Look::default();
        look.add(group);
        look.add(position);
        look.add(2 * ty.supertypes.len() + usize::from(ty.is_final));
        look.add(ty.composite.top() as usize);
        let mut val = |val: &Val| look.add_val(*val);
        let stored = |field: &Field| match field.storage {
            Storage::Val(content) => content,
            // What is packed looks like its values.
            Storage::I8 | Storage::I16 => Val::I32,
        };
        let (mut is_function, mut is_signal) = (false, false);
        match &ty.composite {
            Composite::Struct(fields) => fields.iter().for_each(|field| val(&stored(field))),
            Composite::Array(element) => val(&stored(element)),
            Composite::Func { params, results } => {
                (is_function, is_signal) = (true, results.is_empty());
                params.iter().chain(results).for_each(val);
            }
        }
        let supertype = ty.supertypes.first().copied();
        Self { is_function, is_signal, supertype, look: look.0 }
    }
}

/// A hash of few small numbers, FNV-1a by words: the same on every machine and in every release.
struct Look(u64);

impl Default for Look {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Look {
    fn add(&mut self, number: usize) {
        self.0 = (self.0 ^ number as u64).wrapping_mul(0x0100_0000_01b3);
    }

    fn add_val(&mut self, val: Val) {
        self.add(match val {
            Val::I32 => 0,
            Val::I64 => 1,
            Val::F32 => 2,
            Val::F64 => 3,
            Val::V128 => 4,
            Val::Ref { nullable, heap: HeapRef::Index(_) } => 5 + usize::from(nullable),
            Val::Ref { nullable, heap: HeapRef::Abstract(heap) } => {
                7 + 2 * heap as usize + usize::from(nullable)
            }
        });
    }
}

/// Whether the reader that [`TypeSection::decode`] uses can represent the type: indices of more
/// than 20 bits and more than five supertypes are beyond it.
fn is_readable(ty: &SubType) -> bool {
    const INDICES_MAX: u32 = 1 << 20;
    let mut readable = ty.supertypes.len() <= 5;
    readable &= ty.supertypes.iter().all(|index| *index < INDICES_MAX);
    for_each_reference(&ty.composite, |_, heap| {
        if let HeapRef::Index(index) = heap {
            readable &= index < INDICES_MAX;
        }
    });
    readable
}
