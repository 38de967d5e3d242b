//! References at run time, and the types that they are cast to.

use super::scope::Scope;
use super::values::some_heap;
use crate::choices::Choices;
use crate::question::{AbstractHeap, Dynamic, Heap, Reference, TypeRef};
use std::sync::Arc;

/// The most objects that are cast in generated programs, besides one reference of every other kind.
pub const OBJECTS_MAX: usize = 8;

/// The number of types that are cast to in generated programs.
pub const TARGETS_MAX: usize = 12;

/// The most types, first ones first, of which objects are cast to each other in the questions about a
/// user's files.
pub const FIXED_OBJECTS_MAX: usize = 100;

/// One reference of each kind that has no defined type and some objects, against types of both
/// nullabilities.
///
/// Half of the targets are the type of an object or a few declarations up or down from it.
pub(super) fn chosen(
    scope: Scope<'_>,
    types: &Arc<[TypeRef]>,
    choices: &mut dyn Choices,
) -> (Arc<[Dynamic]>, Arc<[Reference]>) {
    let objects = super::sample(types, OBJECTS_MAX, choices);
    let target = |place: usize, choices: &mut dyn Choices| {
        let heap = if objects.is_empty() || choices.chance(1, 2) {
            some_heap(types, choices)
        } else {
            let mut ty = objects[choices.index(objects.len())];
            for _ in 0..choices.choose(3) {
                ty = scope.neighbour(ty, choices);
            }
            Heap::Defined(ty)
        };
        Reference { nullable: place % 2 == 1, heap }
    };
    let targets = (0..TARGETS_MAX).map(|place| target(place, choices)).collect();
    (references(&objects), targets)
}

/// One reference of each kind and an object of each of the first types, against both nullabilities of
/// the abstract heap types and of these types.
pub(super) fn fixed(types: &[TypeRef]) -> (Arc<[Dynamic]>, Arc<[Reference]>) {
    let objects = &types[..types.len().min(FIXED_OBJECTS_MAX)];
    let defined = objects.iter().map(|ty| Heap::Defined(*ty));
    let heaps = AbstractHeap::ALL.map(Heap::Abstract).into_iter().chain(defined);
    let targets = heaps.flat_map(|heap| [false, true].map(|nullable| Reference { nullable, heap }));
    (references(objects), targets.collect())
}

fn references(objects: &[TypeRef]) -> Arc<[Dynamic]> {
    let objects = objects.iter().map(|ty| Dynamic::Object(*ty));
    Dynamic::ABSTRACT.into_iter().chain(objects).collect()
}
