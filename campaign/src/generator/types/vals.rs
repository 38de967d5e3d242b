//! Value types: fresh ones, narrower ones and wider ones.

use super::holds::{heaps_above, heaps_below};
use super::sketch::Sketch;
use crate::choices::Choices;
use crate::question::AbstractHeap;
use crate::section::{Field, HeapRef, Storage, Val};

/// Makes value types for a group that starts at `start`; every type of the sketch may be named.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    /// All types, the group's members included.
    pub(super) sketch: &'a Sketch,
    /// The index of the group's first member.
    pub(super) start: u32,
}

const NUMERIC: [Val; 5] = [Val::I32, Val::I64, Val::F32, Val::F64, Val::V128];

impl Scope<'_> {
    /// Any value type.
    pub(super) fn val(self, choices: &mut dyn Choices) -> Val {
        match choices.choose(8) {
            0 | 1 => NUMERIC[choices.index(NUMERIC.len())],
            2 | 3 => Val::Ref { nullable: choices.chance(1, 2), heap: some_abstract(choices) },
            _ => Val::Ref { nullable: choices.chance(1, 2), heap: self.index(choices) },
        }
    }

    /// Any field.
    pub(super) fn field(self, choices: &mut dyn Choices) -> Field {
        let storage = match choices.choose(16) {
            1 | 2 => Storage::I8,
            3 => Storage::I16,
            _ => Storage::Val(self.val(choices)),
        };
        Field { mutable: choices.chance(1, 4), storage }
    }

    /// A defined type, every second time of the own group.
    fn index(self, choices: &mut dyn Choices) -> HeapRef {
        let end = self.sketch.len();
        let low = if choices.chance(1, 2) { self.start } else { 0 };
        if low < end {
            HeapRef::Index(low + choices.choose(end - low))
        } else {
            some_abstract(choices)
        }
    }

    /// A field that matches this one: narrower if it is constant, the same if it is mutable.
    pub(super) fn narrower_field(self, field: Field, choices: &mut dyn Choices) -> Field {
        let Storage::Val(val) = field.storage else {
            return field;
        };
        let val =
            if field.mutable { self.equal(val, choices) } else { self.narrower(val, choices) };
        Field { storage: Storage::Val(val), ..field }
    }

    /// The value type itself, sometimes by the index of an equal type.
    fn equal(self, val: Val, choices: &mut dyn Choices) -> Val {
        match val {
            Val::Ref { nullable, heap: HeapRef::Index(index) }
                if self.sketch.twin(index) != index && choices.chance(1, 2) =>
            {
                Val::Ref { nullable, heap: HeapRef::Index(self.sketch.twin(index)) }
            }
            other => other,
        }
    }

    /// A value type that matches this one.
    pub(super) fn narrower(self, val: Val, choices: &mut dyn Choices) -> Val {
        let Val::Ref { nullable, heap } = val else {
            return val;
        };
        if choices.chance(1, 3) {
            return self.equal(val, choices);
        }
        Val::Ref {
            nullable: nullable && choices.chance(1, 2),
            heap: self.narrower_heap(heap, choices),
        }
    }

    fn narrower_heap(self, heap: HeapRef, choices: &mut dyn Choices) -> HeapRef {
        match heap {
            HeapRef::Abstract(heap) => {
                let below = heaps_below(heap);
                if choices.chance(1, 2) {
                    self.index_below(heap, choices)
                } else if below.is_empty() {
                    HeapRef::Abstract(heap)
                } else {
                    HeapRef::Abstract(below[choices.index(below.len())])
                }
            }
            HeapRef::Index(index) => match choices.choose(8) {
                0 => HeapRef::Index(index),
                1 if self.sketch.top(index) == AbstractHeap::Func => {
                    HeapRef::Abstract(AbstractHeap::NoFunc)
                }
                1 => HeapRef::Abstract(AbstractHeap::None),
                // The last child may stand behind the type that is being made.
                _ => HeapRef::Index(self.sketch.fact(index).child.unwrap_or(index)),
            },
        }
    }

    /// A defined type right below the abstract heap type, if one of two tries finds it.
    fn index_below(self, heap: AbstractHeap, choices: &mut dyn Choices) -> HeapRef {
        for _ in 0..2 {
            let index = choices.choose(self.sketch.len());
            if index < self.sketch.len() {
                let top = self.sketch.top(index);
                if top == heap || heaps_below(heap).contains(&top) {
                    return HeapRef::Index(index);
                }
            }
        }
        HeapRef::Abstract(heap)
    }

    /// A value type that this one matches.
    pub(super) fn wider(self, val: Val, choices: &mut dyn Choices) -> Val {
        let Val::Ref { nullable, heap } = val else {
            return val;
        };
        if choices.chance(1, 3) {
            return self.equal(val, choices);
        }
        Val::Ref {
            nullable: nullable || choices.chance(1, 2),
            heap: self.wider_heap(heap, choices),
        }
    }

    fn wider_heap(self, heap: HeapRef, choices: &mut dyn Choices) -> HeapRef {
        match heap {
            HeapRef::Abstract(heap) => {
                let above = heaps_above(heap);
                HeapRef::Abstract(if above.is_empty() || choices.chance(1, 2) {
                    heap
                } else {
                    above[choices.index(above.len())]
                })
            }
            HeapRef::Index(index) => match choices.choose(8) {
                0 => HeapRef::Index(index),
                1 => HeapRef::Abstract(self.sketch.top(index)),
                _ => HeapRef::Index(self.sketch.parent(index).unwrap_or(index)),
            },
        }
    }
}

/// Any abstract heap type.
pub(in crate::generator) fn some_abstract(choices: &mut dyn Choices) -> HeapRef {
    HeapRef::Abstract(AbstractHeap::ALL[choices.index(AbstractHeap::ALL.len())])
}
