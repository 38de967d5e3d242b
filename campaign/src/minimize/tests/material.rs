//! Modules to minimize: junk of all kinds, and near-copies inside it.

use crate::program::{Program, Step};
use crate::question::{Batch, ModuleId, Question, TypeRef};
use crate::section::{Composite, Field, Group, HeapRef, Storage, SubType, TypeSection, Val};

/// A small generator of numbers, so that the tests depend on no library's sequence.
pub(super) struct Numbers(pub(super) u64);

impl Numbers {
    /// A number below `bound`, which is not 0.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % bound
    }

    fn val(&mut self, end: u32) -> Val {
        match self.below(6) {
            0 => Val::I32,
            1 => Val::I64,
            2 => Val::F64,
            _ => Val::Ref {
                nullable: self.below(2) == 0,
                heap: HeapRef::Index(self.below(end as usize) as u32),
            },
        }
    }

    fn field(&mut self, end: u32) -> Field {
        Field {
            mutable: self.below(2) == 0,
            storage: match self.below(8) {
                0 => Storage::I8,
                1 => Storage::I16,
                _ => Storage::Val(self.val(end)),
            },
        }
    }

    fn composite(&mut self, end: u32) -> Composite {
        let count = self.below(5);
        match self.below(4) {
            0 => Composite::Array(self.field(end)),
            1 => Composite::Func {
                params: (0..count).map(|_| self.val(end)).collect(),
                results: (0..self.below(3)).map(|_| self.val(end)).collect(),
            },
            _ => Composite::Struct((0..count).map(|_| self.field(end)).collect()),
        }
    }

    /// A valid section of at least `count` types: recursive groups, hierarchies, references.
    pub(super) fn section(&mut self, count: u32) -> TypeSection {
        let mut section = TypeSection::default();
        while section.len() < count {
            let (first, size) = (section.len(), 1 + self.below(4) as u32);
            let mut types: Vec<SubType> = Vec::new();
            for index in first..first + size {
                let parent = self.below(2 * index as usize + 1) as u32;
                let open = section
                    .get(parent)
                    .or_else(|| types.get(parent.checked_sub(first)? as usize))
                    .filter(|ty| !ty.is_final);
                types.push(match open {
                    Some(open) => {
                        let mut ty = open.clone();
                        ty.supertypes = vec![parent];
                        if let Composite::Struct(fields) = &mut ty.composite {
                            fields.push(self.field(first + size));
                        }
                        ty
                    }
                    None => SubType {
                        is_final: self.below(3) == 0,
                        ..SubType::bare(self.composite(first + size))
                    },
                });
            }
            section.groups.push(Group::new(types));
        }
        section
    }
}

/// Appends a copy of a group, its inner references moved along, after `edit` has changed it.
///
/// The index of the first type of the group and of its copy.
pub(super) fn copy_group(
    section: &mut TypeSection,
    number: usize,
    edit: impl FnOnce(&mut Group),
) -> (u32, u32) {
    let before = section.groups[..number].iter();
    let first: u32 = before.map(|group| group.types.len() as u32).sum();
    let start = section.len();
    let mut group = section.groups[number].clone();
    let own = first..first + group.types.len() as u32;
    for ty in &mut group.types {
        ty.for_each_index(|index| {
            if own.contains(index) {
                *index = *index - first + start;
            }
        });
    }
    edit(&mut group);
    section.groups.push(group);
    (first, start)
}

/// Bare struct with these fields.
pub(super) fn bare(fields: Vec<Field>) -> SubType {
    SubType::bare(Composite::Struct(fields))
}

/// An open struct with supertypes.
pub(super) fn open(supertypes: Vec<u32>, fields: Vec<Field>) -> SubType {
    SubType { is_final: false, supertypes, ..bare(fields) }
}

/// A constant field with a reference.
pub(super) fn reference(nullable: bool, heap: HeapRef) -> Field {
    Field { mutable: false, storage: Storage::Val(Val::Ref { nullable, heap }) }
}

/// A type of the first module.
pub(super) fn ty(index: u32) -> TypeRef {
    TypeRef { module: ModuleId(0), index }
}

/// Singleton groups.
pub(super) fn singles(types: Vec<SubType>) -> TypeSection {
    TypeSection { groups: types.into_iter().map(|ty| Group::new(vec![ty])).collect() }
}

/// The program that defines the sections in order and asks one question.
pub(super) fn program(sections: &[TypeSection], question: Question) -> Program {
    let define = |section: &TypeSection| Step::Define(section.encode().into());
    let mut steps: Vec<Step> = sections.iter().map(define).collect();
    steps.push(Step::Ask(Batch::one(question)));
    Program { steps }
}

/// The sections of a program's modules.
pub(super) fn sections(program: &Program) -> Option<Vec<TypeSection>> {
    program.modules().map(|bytes| TypeSection::decode(bytes).ok()).collect()
}

/// The number of types in all modules.
pub(super) fn type_count(program: &Program) -> u32 {
    let sections = sections(program).unwrap_or_default();
    sections.iter().map(TypeSection::len).sum()
}
