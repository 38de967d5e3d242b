//! Validity and subtyping with switchable faults, written for these tests only.

use super::material::sections;
use super::registry::ids;
use crate::program::Program;
use crate::question::{Heap, ModuleId, Question, Value};
use crate::section::{Composite, Field, HeapRef, Storage, SubType, TypeSection, Val};

/// A fault of validity or subtyping, named as in the taxonomy of faults.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Finality of the supertype is not checked.
    V1,
    /// A supertype may stand anywhere up to the end of the group.
    V2,
    /// Mutable fields are covariant.
    V5,
    /// Parameters are covariant.
    V7,
    /// The chain of supertypes is walked one step far.
    R6,
    /// A display that is too short says yes.
    D1,
    /// A display lacks the type itself.
    D3,
}

/// Whether the types of the first module are valid.
pub(super) fn valid(program: &Program, fault: Option<Fault>) -> Option<bool> {
    let section = sections(program)?.into_iter().next()?;
    let ids = ids(program, None)?.into_iter().next()?;
    let types: Vec<_> = section.types().collect();
    let judge = Judge { types: &types, ids: &ids, fault };
    Some(judge.section(&section))
}

/// The answer to a `Subtype` question about defined types of the first module.
pub(super) fn subtype(program: &Program, fault: Option<Fault>) -> Option<bool> {
    let section = sections(program)?.into_iter().next()?;
    let ids = ids(program, None)?.into_iter().next()?;
    let types: Vec<_> = section.types().collect();
    let judge = Judge { types: &types, ids: &ids, fault };
    let index = |value: Value| match value {
        Value::Ref { nullable: false, heap: Heap::Defined(ty) }
            if ty.module == ModuleId(0) && (ty.index as usize) < types.len() =>
        {
            Some(ty.index)
        }
        _ => None,
    };
    match program.question(0) {
        Question::Subtype(left, right) => Some(judge.defined(index(left)?, index(right)?)),
        _ => None,
    }
}

struct Judge<'a> {
    types: &'a [&'a SubType],
    ids: &'a [usize],
    fault: Option<Fault>,
}

impl Judge<'_> {
    fn section(&self, section: &TypeSection) -> bool {
        let mut own = 0;
        section.groups.iter().all(|group| {
            let end = own + group.types.len() as u32;
            group.types.iter().all(|ty| {
                own += 1;
                self.valid(ty, own - 1, end)
            })
        })
    }

    fn valid(&self, ty: &SubType, own: u32, end: u32) -> bool {
        let mut bounded = true;
        let mut composite = ty.composite.clone();
        composite.for_each_val(|val| {
            if let Val::Ref { heap: HeapRef::Index(index), .. } = val {
                bounded &= *index < end;
            }
        });
        let bound = if self.fault == Some(Fault::V2) { end } else { own };
        bounded
            && ty.supertypes.len() <= 1
            && ty.supertypes.iter().all(|above| {
                *above < bound
                    && self.types.get(*above as usize).is_some_and(|above| {
                        (!above.is_final || self.fault == Some(Fault::V1))
                            && self.composite(&ty.composite, &above.composite)
                    })
            })
    }

    fn composite(&self, left: &Composite, right: &Composite) -> bool {
        match (left, right) {
            (Composite::Struct(left), Composite::Struct(right)) => {
                left.len() >= right.len() && left.iter().zip(right).all(|(a, b)| self.field(*a, *b))
            }
            (Composite::Array(left), Composite::Array(right)) => self.field(*left, *right),
            (
                Composite::Func { params, results },
                Composite::Func { params: params2, results: results2 },
            ) => {
                let all = |left: &[Val], right: &[Val]| {
                    left.len() == right.len()
                        && left.iter().zip(right).all(|(a, b)| self.val(*a, *b))
                };
                let params = match self.fault {
                    Some(Fault::V7) => all(params, params2),
                    _ => all(params2, params),
                };
                params && all(results, results2)
            }
            _ => false,
        }
    }

    fn field(&self, left: Field, right: Field) -> bool {
        let mutable = left.mutable && self.fault != Some(Fault::V5);
        left.mutable == right.mutable
            && self.storage(left.storage, right.storage)
            && (!mutable || self.storage(right.storage, left.storage))
    }

    fn storage(&self, left: Storage, right: Storage) -> bool {
        match (left, right) {
            (Storage::Val(left), Storage::Val(right)) => self.val(left, right),
            _ => left == right,
        }
    }

    fn val(&self, left: Val, right: Val) -> bool {
        match (left, right) {
            (Val::Ref { nullable, heap }, Val::Ref { nullable: nullable2, heap: heap2 }) => {
                (!nullable || nullable2) && self.heap(heap, heap2)
            }
            _ => left == right,
        }
    }

    fn heap(&self, left: HeapRef, right: HeapRef) -> bool {
        use crate::question::AbstractHeap as Abs;
        let above = |heap: Abs| match heap {
            Abs::Struct | Abs::Array | Abs::I31 => Some(Abs::Eq),
            Abs::Eq => Some(Abs::Any),
            _ => None,
        };
        let top = |mut heap: Abs| {
            while let Some(next) = above(heap) {
                heap = next;
            }
            heap
        };
        let kind = |index: u32| self.types.get(index as usize).map(|ty| ty.composite.top());
        let bottom = |heap: Abs| match heap {
            Abs::None => Some(Abs::Any),
            Abs::NoFunc => Some(Abs::Func),
            Abs::NoExtern => Some(Abs::Extern),
            Abs::NoExn => Some(Abs::Exn),
            _ => None,
        };
        match (left, right) {
            (HeapRef::Index(left), HeapRef::Index(right)) => self.defined(left, right),
            (HeapRef::Index(left), right) => {
                kind(left).is_some_and(|left| self.heap(HeapRef::Abstract(left), right))
            }
            (HeapRef::Abstract(left), HeapRef::Abstract(right)) => {
                left == right
                    || bottom(left).is_some_and(|over| over == bottom(right).unwrap_or(top(right)))
                    || above(left).is_some_and(|left| {
                        self.heap(HeapRef::Abstract(left), HeapRef::Abstract(right))
                    })
            }
            (HeapRef::Abstract(left), HeapRef::Index(right)) => {
                bottom(left).is_some_and(|over| kind(right).is_some_and(|right| top(right) == over))
            }
        }
    }

    /// The chain of declared supertypes from the type itself on.
    fn chain(&self, index: u32) -> Vec<usize> {
        let mut chain = Vec::new();
        let mut next = Some(index);
        while let Some(index) = next.filter(|_| chain.len() <= self.types.len()) {
            chain.extend(self.ids.get(index as usize));
            let ty = self.types.get(index as usize);
            next = ty.and_then(|ty| ty.supertypes.first().copied());
        }
        chain
    }

    fn defined(&self, left: u32, right: u32) -> bool {
        let Some(target) = self.ids.get(right as usize) else {
            return false;
        };
        let mut chain = self.chain(left);
        match self.fault {
            Some(Fault::R6) => chain.truncate(2),
            Some(Fault::D1) if chain.len() < self.chain(right).len() => return true,
            Some(Fault::D3) => {
                chain.remove(0);
            }
            _ => {}
        }
        chain.contains(target)
    }
}
