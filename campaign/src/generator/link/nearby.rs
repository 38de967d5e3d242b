//! External types over the types of a pool, and those near them.
//!
//! Their types are named by the index in the pool and the module that is to have them.

use super::EXPORTS;
use crate::choices::Choices;
use crate::generator::types::sketch::Sketch;
use crate::question::{AbstractHeap, Extern, Heap, Limits, ModuleId, Reference, TypeRef, Value};
use crate::section::Composite;

/// The size up to which exports go, so that modules can have them.
const SIZE_MAX: u32 = 2;

/// What external types are made of.
pub(super) struct Material<'a> {
    sketch: &'a Sketch,
    functions: Vec<u32>,
    /// The function types without results, as tags have.
    signals: Vec<u32>,
}

impl<'a> Material<'a> {
    pub(super) fn of(sketch: &'a Sketch) -> Self {
        let (mut functions, mut signals) = (Vec::new(), Vec::new());
        for (index, ty) in (0..).zip(&sketch.types) {
            if let Composite::Func { results, .. } = &ty.composite {
                functions.push(index);
                signals.extend(results.is_empty().then_some(index));
            }
        }
        Self { sketch, functions, signals }
    }

    /// What a module exports.
    pub(super) fn exports(&self, module: ModuleId, choices: &mut dyn Choices) -> Vec<Extern> {
        (0..EXPORTS).map(|_| self.fresh(module, choices)).collect()
    }

    fn fresh(&self, module: ModuleId, choices: &mut dyn Choices) -> Extern {
        let func = if self.functions.is_empty() { 0 } else { 6 };
        let tag = if self.signals.is_empty() { 0 } else { 4 };
        match choices.weighted(&[5, func, tag, 1, 4]) {
            0 => Extern::Global {
                mutable: choices.chance(1, 3),
                content: if choices.chance(1, 12) {
                    Value::NUMERIC[choices.index(Value::NUMERIC.len())]
                } else {
                    self.reference(module, choices).into()
                },
            },
            1 => Extern::Func(TypeRef { module, index: some(&self.functions, choices) }),
            2 => Extern::Tag(TypeRef { module, index: some(&self.signals, choices) }),
            3 => Extern::Memory { memory64: choices.chance(1, 3), limits: limits(choices) },
            _ => Extern::Table {
                table64: choices.chance(1, 4),
                limits: limits(choices),
                element: self.reference(module, choices),
            },
        }
    }

    fn reference(&self, module: ModuleId, choices: &mut dyn Choices) -> Reference {
        let heap = if choices.chance(1, 6) {
            Heap::Abstract(AbstractHeap::ALL[choices.index(AbstractHeap::ALL.len())])
        } else {
            Heap::Defined(TypeRef { module, index: choices.choose(self.sketch.len()) })
        };
        Reference { nullable: choices.chance(2, 3), heap }
    }

    /// An import of the module near an export: at the same type, or with one thing changed.
    pub(super) fn near(
        &self,
        export: Extern,
        module: ModuleId,
        choices: &mut dyn Choices,
    ) -> Extern {
        let edited = choices.chance(3, 5);
        let near_function = |ty: TypeRef, choices: &mut dyn Choices| {
            let index = if edited { self.beside(ty.index, choices) } else { self.equal(ty.index) };
            TypeRef { module, index }
        };
        let same = |reference| self.same(reference, module);
        match export {
            Extern::Func(ty) => Extern::Func(near_function(ty, choices)),
            Extern::Tag(ty) => {
                let near = near_function(ty, choices);
                let fits = self.signals.contains(&near.index);
                Extern::Tag(if fits { near } else { TypeRef { module, ..ty } })
            }
            Extern::Global { mutable, content: Value::Ref { nullable, heap } } => {
                let content = Reference { nullable, heap };
                if edited && choices.chance(1, 8) {
                    return Extern::Global { mutable: !mutable, content: same(content).into() };
                }
                let near = if edited { self.step(content, module, choices) } else { same(content) };
                Extern::Global { mutable, content: near.into() }
            }
            Extern::Global { mutable, content } => {
                Extern::Global { mutable: mutable ^ edited, content }
            }
            Extern::Memory { memory64, limits } if edited => {
                Extern::Memory { memory64, limits: resized(limits, choices) }
            }
            Extern::Memory { .. } => export,
            Extern::Table { table64, limits, element } => match choices.choose(6) {
                _ if !edited => Extern::Table { table64, limits, element: same(element) },
                0 => Extern::Table { table64: !table64, limits, element: same(element) },
                1 | 2 => {
                    let limits = resized(limits, choices);
                    Extern::Table { table64, limits, element: same(element) }
                }
                _ => {
                    let element = self.step(element, module, choices);
                    Extern::Table { table64, limits, element }
                }
            },
        }
        .within_bounds()
    }

    /// A type that is equal by construction.
    fn equal(&self, index: u32) -> u32 {
        self.sketch.twin(index)
    }

    /// A type that is declared next to it, or is equal, or looks like it.
    pub(super) fn beside(&self, index: u32, choices: &mut dyn Choices) -> u32 {
        let above = self.sketch.parent(index);
        let found = match choices.choose(8) {
            0..=2 => above,
            3 => above.and_then(|above| self.sketch.parent(above)).or(above),
            4 => self.sketch.fact(index).child,
            5 => Some(self.sketch.twin(index)),
            _ => self.of_the_same_form(index, choices),
        };
        found.unwrap_or(index)
    }

    fn of_the_same_form(&self, index: u32, choices: &mut dyn Choices) -> Option<u32> {
        let form = self.sketch.top(index);
        let others = (0..self.sketch.len()).filter(|other| self.sketch.top(*other) == form);
        let others: Vec<u32> = others.filter(|other| *other != index).collect();
        others.get(choices.index(others.len())).copied()
    }

    fn same(&self, reference: Reference, module: ModuleId) -> Reference {
        match reference.heap {
            Heap::Defined(ty) => {
                let heap = Heap::Defined(TypeRef { module, index: self.equal(ty.index) });
                Reference { heap, ..reference }
            }
            Heap::Abstract(_) => reference,
        }
    }

    /// The other nullability, or a heap type beside.
    fn step(&self, reference: Reference, module: ModuleId, choices: &mut dyn Choices) -> Reference {
        let Reference { nullable, heap } = self.same(reference, module);
        if choices.chance(1, 4) {
            return Reference { nullable: !nullable, heap };
        }
        let heap = match heap {
            Heap::Defined(ty) if choices.chance(1, 5) => Heap::Abstract(self.sketch.top(ty.index)),
            Heap::Defined(ty) => {
                Heap::Defined(TypeRef { index: self.beside(ty.index, choices), ..ty })
            }
            Heap::Abstract(_) => self.reference(module, choices).heap,
        };
        Reference { nullable, heap }
    }

    /// The function types.
    pub(super) fn functions(&self) -> &[u32] {
        &self.functions
    }
}

fn some(indices: &[u32], choices: &mut dyn Choices) -> u32 {
    indices[choices.index(indices.len())]
}

fn limits(choices: &mut dyn Choices) -> Limits {
    let min = choices.between(0, SIZE_MAX);
    let max = choices.chance(1, 2).then(|| u64::from(min + choices.choose(SIZE_MAX + 1)));
    Limits { min: min.into(), max }
}

/// One more or one less, at the least or at the most; or with a maximum or without.
fn resized(limits: Limits, choices: &mut dyn Choices) -> Limits {
    let Limits { min, max } = limits;
    match choices.choose(6) {
        0 => Limits { min: min.saturating_sub(1), max },
        1 => Limits { min, max: max.map(|max| max + 1) },
        2 => Limits { min, max: None },
        3 => Limits { min: min + 1, max },
        4 => Limits { min, max: max.map(|max| max.saturating_sub(1)) },
        _ => Limits { min, max: Some(max.unwrap_or(min)) },
    }
}
