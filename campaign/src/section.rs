//! A type section as generators build it and the minimizer edits it.
//!
//! Neither the model nor the implementation ever sees this form: they read the bytes that
//! [`TypeSection::encode`] writes. Reading goes through wasmparser's raw reader, which checks the
//! binary grammar and no rule of validity, so invalid sections can be edited as well.

use crate::question::AbstractHeap;
use wasm_encoder::{Encode, Module, RawSection};

/// A type section: recursion groups in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct TypeSection {
    /// The groups.
    pub groups: Vec<Group>,
}

/// A recursion group.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Group {
    /// Whether the group is written with `rec`; only a group of one type can do without.
    pub explicit: bool,
    /// The members.
    pub types: Vec<SubType>,
}

/// A member of a recursion group.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SubType {
    /// Whether the type is final.
    pub is_final: bool,
    /// Whether nothing is written shortly: `sub final` stands where the bare composite type would say the same,
    /// and a nullable reference to an abstract heap type has two bytes, which text never means.
    pub spelled_out: bool,
    /// The declared supertypes; a valid type has at most one.
    pub supertypes: Vec<u32>,
    /// The composite type.
    pub composite: Composite,
}

/// A composite type.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Composite {
    /// `struct`
    Struct(Vec<Field>),
    /// `array`
    Array(Field),
    /// `func`
    Func {
        /// The parameter types.
        params: Vec<Val>,
        /// The result types.
        results: Vec<Val>,
    },
}

/// A field of a struct, or the element of an array.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Field {
    /// Whether the field can be written.
    pub mutable: bool,
    /// What is stored.
    pub storage: Storage,
}

/// A storage type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Storage {
    /// `i8`
    I8,
    /// `i16`
    I16,
    /// A value type.
    Val(Val),
}

/// A value type over module type indices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Val {
    /// `i32`
    I32,
    /// `i64`
    I64,
    /// `f32`
    F32,
    /// `f64`
    F64,
    /// `v128`
    V128,
    /// `(ref null? heap)`
    Ref {
        /// Whether null belongs to the type.
        nullable: bool,
        /// The heap type.
        heap: HeapRef,
    },
}

/// A heap type over module type indices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum HeapRef {
    /// An abstract heap type.
    Abstract(AbstractHeap),
    /// A type index of the module.
    Index(u32),
}

impl TypeSection {
    /// The number of types.
    #[must_use]
    pub fn len(&self) -> u32 {
        self.groups.iter().map(|group| group.types.len() as u32).sum()
    }

    /// Whether there is no type; there may still be empty groups.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The types in the order of their indices.
    pub fn types(&self) -> impl Iterator<Item = &SubType> {
        self.groups.iter().flat_map(|group| &group.types)
    }

    /// The type with this index.
    #[must_use]
    pub fn get(&self, index: u32) -> Option<&SubType> {
        self.types().nth(index as usize)
    }

    /// Calls `visit` on every type index that the section mentions, supertypes and references.
    pub fn for_each_index(&mut self, mut visit: impl FnMut(&mut u32)) {
        for ty in self.groups.iter_mut().flat_map(|group| &mut group.types) {
            ty.for_each_index(&mut visit);
        }
    }

    /// The bytes of the section's content.
    #[must_use]
    pub fn encode_content(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(8 * self.len() as usize + 8);
        (self.groups.len() as u32).encode(&mut bytes);
        for group in &self.groups {
            group.encode(&mut bytes);
        }
        bytes
    }

    /// The bytes of a module that has this type section and nothing else.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let data = self.encode_content();
        let mut module = Module::new();
        module.section(&RawSection { id: 1, data: &data });
        module.finish()
    }
}

impl Group {
    /// A group that is written as shortly as possible.
    #[must_use]
    pub fn new(types: Vec<SubType>) -> Self {
        Self { explicit: types.len() != 1, types }
    }

    fn encode(&self, bytes: &mut Vec<u8>) {
        if self.explicit || self.types.len() != 1 {
            bytes.push(0x4e);
            (self.types.len() as u32).encode(bytes);
        }
        for ty in &self.types {
            ty.encode(bytes);
        }
    }
}

impl SubType {
    /// A final type without supertype, written in the shortest form.
    #[must_use]
    pub fn bare(composite: Composite) -> Self {
        Self { is_final: true, spelled_out: false, supertypes: Vec::new(), composite }
    }

    /// Calls `visit` on every type index that the type mentions.
    pub fn for_each_index(&mut self, mut visit: impl FnMut(&mut u32)) {
        self.supertypes.iter_mut().for_each(&mut visit);
        self.composite.for_each_val(|val| {
            if let Val::Ref { heap: HeapRef::Index(index), .. } = val {
                visit(index);
            }
        });
    }

    fn encode(&self, bytes: &mut Vec<u8>) {
        if !self.is_final || self.spelled_out || !self.supertypes.is_empty() {
            bytes.push(if self.is_final { 0x4f } else { 0x50 });
            self.supertypes.encode(bytes);
        }
        self.composite.encode(self.spelled_out, bytes);
    }
}

impl Composite {
    /// Calls `visit` on every value type inside, in order.
    pub fn for_each_val(&mut self, mut visit: impl FnMut(&mut Val)) {
        let mut field = |field: &mut Field| {
            if let Storage::Val(val) = &mut field.storage {
                visit(val);
            }
        };
        match self {
            Self::Struct(fields) => fields.iter_mut().for_each(&mut field),
            Self::Array(element) => field(element),
            Self::Func { params, results } => {
                params.iter_mut().chain(results).for_each(visit);
            }
        }
    }

    /// The abstract heap type right above types of this form.
    #[must_use]
    pub const fn top(&self) -> AbstractHeap {
        match self {
            Self::Struct(_) => AbstractHeap::Struct,
            Self::Array(_) => AbstractHeap::Array,
            Self::Func { .. } => AbstractHeap::Func,
        }
    }

    fn encode(&self, spelled_out: bool, bytes: &mut Vec<u8>) {
        match self {
            Self::Array(element) => {
                bytes.push(0x5e);
                element.encode(spelled_out, bytes);
            }
            Self::Struct(fields) => {
                bytes.push(0x5f);
                (fields.len() as u32).encode(bytes);
                for field in fields {
                    field.encode(spelled_out, bytes);
                }
            }
            Self::Func { params, results } => {
                bytes.push(0x60);
                for list in [params, results] {
                    (list.len() as u32).encode(bytes);
                    for val in list {
                        val.encode(spelled_out, bytes);
                    }
                }
            }
        }
    }
}

impl Field {
    fn encode(self, spelled_out: bool, bytes: &mut Vec<u8>) {
        match self.storage {
            Storage::I8 => bytes.push(0x78),
            Storage::I16 => bytes.push(0x77),
            Storage::Val(val) => val.encode(spelled_out, bytes),
        }
        bytes.push(u8::from(self.mutable));
    }
}

impl Val {
    fn encode(self, spelled_out: bool, bytes: &mut Vec<u8>) {
        match self {
            Self::I32 => bytes.push(0x7f),
            Self::I64 => bytes.push(0x7e),
            Self::F32 => bytes.push(0x7d),
            Self::F64 => bytes.push(0x7c),
            Self::V128 => bytes.push(0x7b),
            Self::Ref { nullable: true, heap: HeapRef::Abstract(heap) } if !spelled_out => {
                bytes.push(code(heap));
            }
            Self::Ref { nullable, heap } => {
                bytes.push(if nullable { 0x63 } else { 0x64 });
                match heap {
                    HeapRef::Abstract(heap) => bytes.push(code(heap)),
                    HeapRef::Index(index) => i64::from(index).encode(bytes),
                }
            }
        }
    }
}

/// The binary code of an abstract heap type: they are numbered in order from `exn`.
fn code(heap: AbstractHeap) -> u8 {
    0x69 + heap as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_spelled_out_is_longer_and_the_same_type() {
        let val = |nullable, heap| Val::Ref { nullable, heap };
        let any = HeapRef::Abstract(AbstractHeap::Any);
        let field = |val| Field { mutable: false, storage: Storage::Val(val) };
        let fields = vec![field(val(true, any)), field(val(false, any)), field(Val::I32)];
        let mut ty = SubType::bare(Composite::Struct(fields));
        let section = |ty: &SubType| TypeSection { groups: vec![Group::new(vec![ty.clone()])] };
        let short = section(&ty).encode_content();
        assert_eq!(short, [1, 0x5f, 3, 0x6e, 0, 0x64, 0x6e, 0, 0x7f, 0]);
        ty.spelled_out = true;
        let long = section(&ty).encode_content();
        assert_eq!(long, [1, 0x4f, 0, 0x5f, 3, 0x63, 0x6e, 0, 0x64, 0x6e, 0, 0x7f, 0]);
        let read = |ty: &SubType| TypeSection::decode(&section(ty).encode());
        ty.spelled_out = false;
        let short = read(&ty);
        ty.spelled_out = true;
        assert_eq!(read(&ty), short);
    }
}
