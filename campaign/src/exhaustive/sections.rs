//! The type sections within a bound, as a generator over choices.
//!
//! Two sequences of choices never make the same section, so a driver that goes through all of them goes
//! through each section once. How a group is spelled makes no difference to what it means: each is
//! written as shortly as possible.

use super::bound::{Bound, Reach};
use crate::choices::Choices;
use crate::section::{Composite, Field, Group, HeapRef, Storage, SubType, TypeSection, Val};

/// Makes a section within the bound.
pub fn section(bound: &Bound, choices: &mut dyn Choices) -> TypeSection {
    let types = choices.choose(bound.types_max + 1);
    let mut empty_groups_left = bound.empty_groups_max;
    let mut groups = Vec::new();
    let mut made = 0;
    loop {
        let empty_groups = choices.choose(empty_groups_left + 1);
        empty_groups_left -= empty_groups;
        groups.extend((0..empty_groups).map(|_| Group::new(Vec::new())));
        if made == types {
            return TypeSection { groups };
        }
        let size = choices.between(1, types - made);
        made += size;
        let place = Place { bound, end: made, types };
        groups.push(Group::new((0..size).map(|_| place.subtype(choices)).collect()));
    }
}

/// Where a type stands.
struct Place<'a> {
    bound: &'a Bound,
    /// The end of its group.
    end: u32,
    /// The number of types of the section.
    types: u32,
}

impl Place<'_> {
    fn indices(&self, reach: Reach) -> u32 {
        match reach {
            Reach::Scope => self.end,
            Reach::Anywhere => self.types + 1,
        }
    }

    fn subtype(&self, choices: &mut dyn Choices) -> SubType {
        let is_final = choices.choose(2) == 0;
        let supertype = choices.choose(1 + self.indices(self.bound.supertypes)).checked_sub(1);
        let supertypes = supertype.into_iter().collect();
        SubType { is_final, spelled_out: false, supertypes, composite: self.composite(choices) }
    }

    fn composite(&self, choices: &mut dyn Choices) -> Composite {
        let arrays = u32::from(self.bound.arrays);
        let functions = u32::from(self.bound.values_max.is_some());
        match (choices.choose(1 + arrays + functions), self.bound.values_max) {
            (0, _) => Composite::Struct(self.list(self.bound.fields_max, choices, Self::field)),
            (kind, Some(most)) if kind > arrays => Composite::Func {
                params: self.list(most, choices, Self::val),
                results: self.list(most, choices, Self::val),
            },
            _ => Composite::Array(self.field(choices)),
        }
    }

    fn list<T>(
        &self,
        most: u32,
        choices: &mut dyn Choices,
        one: impl Fn(&Self, &mut dyn Choices) -> T,
    ) -> Vec<T> {
        (0..choices.choose(most + 1)).map(|_| one(self, choices)).collect()
    }

    fn field(&self, choices: &mut dyn Choices) -> Field {
        let mutable = self.bound.mutable && choices.choose(2) == 1;
        let packed = u32::from(self.bound.packed);
        let storage = match choices.choose(packed + self.vals()).checked_sub(packed) {
            None => Storage::I8,
            Some(n) => Storage::Val(self.nth_val(n)),
        };
        Field { mutable, storage }
    }

    fn val(&self, choices: &mut dyn Choices) -> Val {
        self.nth_val(choices.choose(self.vals()))
    }

    /// The number of value types.
    fn vals(&self) -> u32 {
        self.bound.numbers + 2 * self.heap_types()
    }

    fn heap_types(&self) -> u32 {
        self.bound.heaps.len() as u32 + self.indices(self.bound.references)
    }

    /// The value type with this number: first the numeric types, then references to abstract heap types,
    /// then those to types.
    fn nth_val(&self, n: u32) -> Val {
        let Some(n) = n.checked_sub(self.bound.numbers) else {
            return [Val::I32, Val::I64, Val::F32, Val::F64][n as usize];
        };
        let heap = match self.bound.heaps.get(n as usize / 2) {
            Some(heap) => HeapRef::Abstract(*heap),
            None => HeapRef::Index(n / 2 - self.bound.heaps.len() as u32),
        };
        Val::Ref { nullable: n.is_multiple_of(2), heap }
    }
}
