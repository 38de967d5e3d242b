//! What a type section looks like: statistics that need no oracle.

use crate::section::{Composite, HeapRef, Storage, TypeSection, Val};

/// The syntactic shape of a type section.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// The number of types.
    pub types: u32,
    /// The number of groups, empty ones included.
    pub groups: u32,
    /// The number of groups without a type.
    pub empty_groups: u32,
    /// The number of groups in which a member refers to itself or to a later member, supertypes aside:
    /// every cycle of references has such a one.
    pub recursive_groups: u32,
    /// The number of types in the largest group.
    pub largest_group: u32,
    /// The number of types that declare a supertype.
    pub subtypes: u32,
    /// The most supertypes that any type has above it; only supertypes that stand before their
    /// subtype count.
    pub depth: u32,
    /// The number of references, to abstract and to defined types.
    pub references: u32,
    /// How many of the references exclude null.
    pub non_null_references: u32,
    /// How many of the references are to the own type or to a later one.
    pub forward_references: u32,
}

impl Shape {
    /// The shape of a section, valid or not.
    #[must_use]
    pub fn of(section: &TypeSection) -> Self {
        let mut shape = Self { groups: section.groups.len() as u32, ..Self::default() };
        shape.depth = depths(section).into_iter().max().unwrap_or(0);
        for group in &section.groups {
            let size = group.types.len() as u32;
            let members = shape.types..shape.types + size;
            let mut recursive = false;
            for ty in &group.types {
                let own = shape.types;
                for_each_reference(&ty.composite, |nullable, heap| {
                    shape.references += 1;
                    shape.non_null_references += u32::from(!nullable);
                    if let HeapRef::Index(index) = heap {
                        recursive |= index >= own && members.contains(&index);
                        shape.forward_references += u32::from(index >= own);
                    }
                });
                shape.subtypes += u32::from(!ty.supertypes.is_empty());
                shape.types += 1;
            }
            shape.empty_groups += u32::from(size == 0);
            shape.recursive_groups += u32::from(recursive);
            shape.largest_group = shape.largest_group.max(size);
        }
        shape
    }
}

/// For each type the number of supertypes above it; only those that stand before their subtype count.
#[must_use]
pub fn depths(section: &TypeSection) -> Vec<u32> {
    let mut depths: Vec<u32> = Vec::with_capacity(section.len() as usize);
    for ty in section.types() {
        let above = |index: &u32| depths.get(*index as usize).map_or(0, |depth| depth + 1);
        let depth = ty.supertypes.iter().map(above).max().unwrap_or(0);
        depths.push(depth);
    }
    depths
}

/// Calls `visit` with the nullability and the heap type of every reference inside, in order.
pub(crate) fn for_each_reference(composite: &Composite, mut visit: impl FnMut(bool, HeapRef)) {
    let mut val = |val: &Val| {
        if let Val::Ref { nullable, heap } = val {
            visit(*nullable, *heap);
        }
    };
    match composite {
        Composite::Struct(fields) => {
            for field in fields {
                if let Storage::Val(content) = &field.storage {
                    val(content);
                }
            }
        }
        Composite::Array(element) => {
            if let Storage::Val(content) = &element.storage {
                val(content);
            }
        }
        Composite::Func { params, results } => params.iter().chain(results).for_each(val),
    }
}

#[cfg(test)]
mod tests {
    use super::Shape;
    use crate::section::{Composite, Field, Group, HeapRef, Storage, SubType, TypeSection, Val};

    fn holder(index: u32, nullable: bool) -> Composite {
        let heap = HeapRef::Index(index);
        Composite::Struct(vec![Field {
            mutable: false,
            storage: Storage::Val(Val::Ref { nullable, heap }),
        }])
    }

    #[test]
    fn counts_what_is_written() {
        // (rec) (type $0 (sub (struct (field (ref $0)))))
        // (rec (type $1 (sub $0 (struct (field (ref null $2))))) (type $2 (struct (field (ref $0)))))
        let open = |supertypes: &[u32], composite| SubType {
            is_final: false,
            supertypes: supertypes.to_vec(),
            ..SubType::bare(composite)
        };
        let section = TypeSection {
            groups: vec![
                Group::new(vec![]),
                Group::new(vec![open(&[], holder(0, false))]),
                Group::new(vec![open(&[0], holder(2, true)), SubType::bare(holder(0, false))]),
            ],
        };
        let expected = Shape {
            types: 3,
            groups: 3,
            empty_groups: 1,
            recursive_groups: 2,
            largest_group: 2,
            subtypes: 1,
            depth: 1,
            references: 3,
            non_null_references: 2,
            forward_references: 2,
        };
        assert_eq!(Shape::of(&section), expected);
    }

    #[test]
    fn invalid_supertypes_have_no_depth() {
        let ty = SubType { supertypes: vec![0, 900], ..SubType::bare(holder(77, true)) };
        let section = TypeSection { groups: vec![Group::new(vec![ty])] };
        let shape = Shape::of(&section);
        assert_eq!(shape.depth, 0);
        assert_eq!(shape.recursive_groups, 0);
    }
}
