//! External types: exports, and imports that are one edit away from them.
//!
//! All of them are valid: tags have no results, and sizes keep the bounds of the specification.

use super::scope::Scope;
use super::values::some_heap;
use crate::choices::Choices;
use crate::question::{AbstractHeap, Extern, Heap, Limits, Reference, TypeRef, Value};
use std::sync::Arc;

/// The number of exports, and of imports, in generated programs.
pub const EXTERNS_MAX: usize = 8;

/// The most types, first ones first, of which external types are made in the questions about a user's
/// files.
pub const FIXED_LINKED_MAX: usize = 4;

/// The size up to which chosen exports go: a reproducer has to make them.
const SIZE_MAX: u32 = 3;

/// What external types are made of.
struct Material<'a> {
    scope: Scope<'a>,
    types: &'a [TypeRef],
    functions: &'a [TypeRef],
    /// The function types without results.
    signals: Vec<TypeRef>,
}

/// Exports by choice, and imports: half of them with at most one edit of an export.
pub(super) fn chosen(
    scope: Scope<'_>,
    types: &[TypeRef],
    functions: &[TypeRef],
    choices: &mut dyn Choices,
) -> [Arc<[Extern]>; 2] {
    let material = Material { scope, types, functions, signals: signals(scope, functions) };
    let exports: Vec<Extern> = (0..EXTERNS_MAX).map(|_| material.fresh(choices)).collect();
    let import = |export: &Extern| match choices.choose(4) {
        0 | 1 => material.edited(*export, choices),
        2 => *export,
        _ => material.fresh(choices),
    };
    let imports = exports.iter().map(import).collect();
    [exports.into(), imports]
}

fn signals(scope: Scope<'_>, functions: &[TypeRef]) -> Vec<TypeRef> {
    let is_signal = |ty: &TypeRef| scope.outline(*ty).is_some_and(|outline| outline.is_signal);
    functions.iter().copied().filter(is_signal).collect()
}

impl Material<'_> {
    fn fresh(&self, choices: &mut dyn Choices) -> Extern {
        let func = if self.functions.is_empty() { 0 } else { 3 };
        let tag = if self.signals.is_empty() { 0 } else { 2 };
        match choices.weighted(&[3, func, tag, 1, 3]) {
            0 => Extern::Global { mutable: choices.chance(1, 2), content: self.value(choices) },
            1 => Extern::Func(self.functions[choices.index(self.functions.len())]),
            2 => Extern::Tag(self.signals[choices.index(self.signals.len())]),
            3 => Extern::Memory { memory64: choices.chance(1, 3), limits: limits(choices) },
            _ => Extern::Table {
                table64: choices.chance(1, 3),
                limits: limits(choices),
                element: self.reference(choices),
            },
        }
        .within_bounds()
    }

    fn value(&self, choices: &mut dyn Choices) -> Value {
        if choices.chance(1, 6) {
            return Value::NUMERIC[choices.index(Value::NUMERIC.len())];
        }
        self.reference(choices).into()
    }

    fn reference(&self, choices: &mut dyn Choices) -> Reference {
        Reference { nullable: choices.chance(1, 2), heap: some_heap(self.types, choices) }
    }

    /// An external type with one thing changed; where the change does not apply, the same one.
    fn edited(&self, external: Extern, choices: &mut dyn Choices) -> Extern {
        match external {
            _ if choices.chance(1, 12) => self.fresh(choices),
            Extern::Func(ty) if choices.chance(1, 8) && self.signals.contains(&ty) => {
                Extern::Tag(ty)
            }
            Extern::Tag(ty) if choices.chance(1, 8) => Extern::Func(ty),
            Extern::Func(ty) => Extern::Func(self.neighbour(ty, |it| it.is_function, choices)),
            Extern::Tag(ty) => Extern::Tag(self.neighbour(ty, |it| it.is_signal, choices)),
            Extern::Global { mutable, content } => match content {
                _ if choices.chance(1, 6) => Extern::Global { mutable: !mutable, content },
                Value::Ref { nullable, heap } => {
                    let content = self.near(Reference { nullable, heap }, choices).into();
                    Extern::Global { mutable, content }
                }
                _ => Extern::Global { mutable, content: self.value(choices) },
            },
            Extern::Memory { memory64, limits } => {
                let (memory64, limits) = resized(memory64, limits, choices);
                Extern::Memory { memory64, limits }
            }
            Extern::Table { table64, limits, element } if choices.chance(1, 2) => {
                let (table64, limits) = resized(table64, limits, choices);
                Extern::Table { table64, limits, element }
            }
            Extern::Table { table64, limits, element } => {
                Extern::Table { table64, limits, element: self.near(element, choices) }
            }
        }
        .within_bounds()
    }

    /// A type next to this one, if it is of the wanted kind.
    fn neighbour(
        &self,
        ty: TypeRef,
        wanted: impl Fn(&super::Outline) -> bool,
        choices: &mut dyn Choices,
    ) -> TypeRef {
        let next = self.scope.neighbour(ty, choices);
        let fits = self.scope.outline(next).is_some_and(|outline| wanted(&outline));
        if fits { next } else { ty }
    }

    /// The other nullability, a heap type next to this one, or any.
    fn near(&self, reference: Reference, choices: &mut dyn Choices) -> Reference {
        let Reference { nullable, heap } = reference;
        match (choices.choose(4), heap) {
            (0, _) => Reference { nullable: !nullable, heap },
            (1 | 2, Heap::Defined(ty)) => {
                Reference { nullable, heap: Heap::Defined(self.scope.neighbour(ty, choices)) }
            }
            _ => Reference { nullable, heap: some_heap(self.types, choices) },
        }
    }
}

/// Small sizes, with a maximum or without.
fn limits(choices: &mut dyn Choices) -> Limits {
    let min = choices.between(0, SIZE_MAX);
    let max = match choices.choose(4) {
        0 | 1 => None,
        2 => Some(u64::from(min + choices.choose(SIZE_MAX))),
        _ => Some(u64::MAX),
    };
    Limits { min: min.into(), max }
}

/// The other address type, or another size or maximum; bounds are kept afterwards.
fn resized(is_64: bool, limits: Limits, choices: &mut dyn Choices) -> (bool, Limits) {
    let Limits { min, max } = limits;
    let limits = match choices.choose(8) {
        0 => return (!is_64, limits),
        1 => Limits { min: min + 1, max },
        2 => Limits { min: min.saturating_sub(1), max },
        3 => Limits { min, max: max.map(|max| max.saturating_add(1)) },
        4 => Limits { min, max: max.map(|max| max.saturating_sub(1)) },
        5 | 6 => Limits { min, max: if max.is_some() { None } else { Some(min) } },
        _ => Limits { min: u64::MAX, max },
    };
    (is_64, limits)
}

/// External types of every kind, of the first types of a file.
pub(super) fn fixed(scope: Scope<'_>, types: &[TypeRef], functions: &[TypeRef]) -> Arc<[Extern]> {
    const ABSTRACT: [AbstractHeap; 4] =
        [AbstractHeap::Any, AbstractHeap::Eq, AbstractHeap::Func, AbstractHeap::Extern];
    let defined = types.iter().take(FIXED_LINKED_MAX).map(|ty| Heap::Defined(*ty));
    let heaps = defined.chain(ABSTRACT.map(Heap::Abstract));
    let references: Vec<_> =
        heaps.flat_map(|heap| [false, true].map(|nullable| Reference { nullable, heap })).collect();
    let sizes =
        [(1, None), (2, None), (1, Some(1)), (1, Some(2))].map(|(min, max)| Limits { min, max });
    let mut externs = Vec::new();
    externs.extend(functions.iter().take(FIXED_LINKED_MAX).map(|ty| Extern::Func(*ty)));
    let signals = signals(scope, functions);
    externs.extend(signals.into_iter().take(FIXED_LINKED_MAX).map(Extern::Tag));
    for mutable in [false, true] {
        let numbers = [Value::I32, Value::I64].into_iter();
        let contents = numbers.chain(references.iter().map(|it| Value::from(*it)));
        externs.extend(contents.map(|content| Extern::Global { mutable, content }));
    }
    for is_64 in [false, true] {
        externs.extend(sizes.map(|limits| Extern::Memory { memory64: is_64, limits }));
        let element = references[0];
        externs.extend(sizes.map(|limits| Extern::Table { table64: is_64, limits, element }));
    }
    let table =
        |element: &Reference| Extern::Table { table64: false, limits: sizes[0], element: *element };
    externs.extend(references[1..].iter().map(table));
    externs.into()
}
