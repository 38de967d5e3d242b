//! When one draft is simpler than another.

use super::draft::{Draft, Form, Part};
use super::slots;
use crate::question::{AbstractHeap, Dynamic, Extern, Heap, Limits, Question, Value};
use crate::section::{Composite, Field, HeapRef, Storage, SubType, TypeSection, Val};

/// How complicated a draft is: compared field by field, in this order.
///
/// The fields are natural numbers, so the order has no infinite descent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cost {
    /// Modules and drops.
    steps: usize,
    /// Bytes of modules that are not known as types: reading one as types is progress.
    raw_bytes: usize,
    /// Defined types.
    types: usize,
    /// What a reader of the program has to take in besides types: see [`Cost::add_type`].
    components: usize,
    /// The squares of the groups' sizes: many small groups are simpler than one large one.
    grouping: usize,
    /// How far the abstract heap types are from `any`.
    abstraction: usize,
    /// The size of the modules.
    bytes: usize,
    /// The sum of all indices, and of all bytes not known as types: earlier types are simpler to
    /// find, and a lower count is simpler to read.
    indices: u64,
}

/// The abstract heap types from the simplest on.
pub(super) const SIMPLEST_FIRST: [AbstractHeap; 12] = [
    AbstractHeap::Any,
    AbstractHeap::Func,
    AbstractHeap::Extern,
    AbstractHeap::Exn,
    AbstractHeap::Eq,
    AbstractHeap::Struct,
    AbstractHeap::Array,
    AbstractHeap::I31,
    AbstractHeap::None,
    AbstractHeap::NoFunc,
    AbstractHeap::NoExtern,
    AbstractHeap::NoExn,
];

/// The references at run time from the simplest on; objects come last.
pub(super) const SIMPLEST_DYNAMIC_FIRST: [Dynamic; 5] =
    [Dynamic::I31, Dynamic::Null, Dynamic::Extern, Dynamic::Host, Dynamic::Exn];

impl Cost {
    /// The cost of a draft, in time linear in it.
    pub(super) fn of(draft: &Draft) -> Self {
        let mut cost = Self::default();
        for part in &draft.parts {
            match part {
                Part::Ask => {}
                Part::Drop(_) => cost.steps += 1,
                Part::Define(form) => {
                    cost.steps += 1;
                    let size = form.bytes().len();
                    cost.bytes += size;
                    match form {
                        Form::Raw(bytes) => {
                            cost.raw_bytes += size;
                            cost.indices += bytes.iter().map(|byte| u64::from(*byte)).sum::<u64>();
                        }
                        Form::Types(section) => cost.add_section(section),
                    }
                }
            }
        }
        cost.add_question(draft.question);
        cost
    }

    fn add_section(&mut self, section: &TypeSection) {
        for group in &section.groups {
            let written = group.explicit || group.types.len() != 1;
            self.components += usize::from(written);
            self.grouping += group.types.len() * group.types.len();
            for ty in &group.types {
                self.add_type(ty);
            }
        }
    }

    /// A slot counts, and so does every word that a slot or a type has beyond the shortest form.
    fn add_type(&mut self, ty: &SubType) {
        self.types += 1;
        self.components += usize::from(!ty.is_final) + usize::from(ty.spelled_out);
        self.components += ty.supertypes.len();
        self.components += usize::from(!matches!(ty.composite, Composite::Struct(_)));
        self.indices += ty.supertypes.iter().map(|x| u64::from(*x)).sum::<u64>();
        for field in slots::fields(&ty.composite) {
            self.add_field(field);
        }
    }

    fn add_field(&mut self, field: Field) {
        self.components += 1 + usize::from(field.mutable);
        match field.storage {
            Storage::Val(Val::I32) => {}
            Storage::Val(Val::Ref { nullable, heap }) => {
                self.components += usize::from(!nullable);
                match heap {
                    HeapRef::Abstract(heap) => {
                        self.components += 2;
                        self.abstraction += rank(heap);
                    }
                    HeapRef::Index(index) => {
                        self.components += 4;
                        self.indices += u64::from(index);
                    }
                }
            }
            _ => self.components += 1,
        }
    }

    fn add_question(&mut self, question: Question) {
        match question {
            Question::Subtype(left, right) => {
                self.add_operand(left);
                self.add_operand(right);
            }
            Question::Cast { dynamic, target } => {
                let place = SIMPLEST_DYNAMIC_FIRST.iter().position(|other| *other == dynamic);
                self.components += place.unwrap_or(SIMPLEST_DYNAMIC_FIRST.len());
                self.add_operand(target.into());
            }
            Question::Link { export, import } => {
                self.add_extern(export);
                self.add_extern(import);
            }
            Question::ValidTypes(_)
            | Question::Valid(_)
            | Question::SameType(..)
            | Question::TypedFuncRef { .. }
            | Question::CallIndirect { .. } => {}
        }
        for ty in question.types() {
            let index = u64::from(ty.index) + u64::from(ty.module.0);
            self.indices = self.indices.saturating_add(index);
        }
    }

    /// A memory has no types, a global one; a tag is a function with a second meaning, a table a global
    /// with sizes.
    fn add_extern(&mut self, external: Extern) {
        match external {
            Extern::Memory { memory64, .. } => self.components += usize::from(memory64),
            Extern::Func(_) => self.components += 1,
            Extern::Tag(_) => self.components += 2,
            Extern::Global { mutable, content } => {
                self.components += 1 + usize::from(mutable);
                self.add_content(content);
            }
            Extern::Table { table64, element, .. } => {
                self.components += 3 + usize::from(table64);
                self.add_content(element.into());
            }
        }
        if let Some(Limits { min, max }) = external.limits() {
            self.components += usize::from(max.is_some());
            // Sizes are up to 2^64 - 1: what does not fit is as complicated as can be.
            self.indices = self.indices.saturating_add(min).saturating_add(max.unwrap_or(0));
        }
    }

    /// What a global or a table begins with: null is simpler to make than anything else.
    fn add_content(&mut self, content: Value) {
        self.add_operand(content);
        if let Value::Ref { nullable, .. } = content {
            self.components += if nullable { 0 } else { 2 };
        }
    }

    /// An operand is written out in full, so that here the reference without `null` is simpler.
    fn add_operand(&mut self, operand: Value) {
        match operand {
            Value::I32 => {}
            Value::Ref { nullable, heap } => {
                self.components += usize::from(nullable);
                match heap {
                    Heap::Abstract(heap) => {
                        self.components += 2;
                        self.abstraction += rank(heap);
                    }
                    Heap::Defined(_) => self.components += 3,
                }
            }
            _ => self.components += 1,
        }
    }
}

fn rank(heap: AbstractHeap) -> usize {
    SIMPLEST_FIRST.iter().position(|other| *other == heap).unwrap_or(SIMPLEST_FIRST.len())
}
