//! Which types are equal, by hash-consing of groups: written for these tests only.

use crate::section::{SubType, TypeSection};
use std::collections::HashMap;

/// An index at which internal references begin, in normal forms.
pub(super) const INTERNAL: u32 = 1 << 30;

/// For each type the first type that is equal to it, and the groups in normal form.
pub(super) struct Classes {
    first: Vec<u32>,
    /// Groups with types, in order: internal references are [`INTERNAL`] and up, others name
    /// the first equal type.
    pub(super) groups: Vec<Vec<SubType>>,
}

impl Classes {
    pub(super) fn of(section: &TypeSection) -> Self {
        let mut classes = Self { first: Vec::new(), groups: Vec::new() };
        let mut known: HashMap<Vec<SubType>, u32> = HashMap::new();
        for group in &section.groups {
            let start = classes.first.len() as u32;
            let members = start..start + group.types.len() as u32;
            let mut normal = group.types.clone();
            for ty in &mut normal {
                ty.spelled_out = false;
                ty.for_each_index(|index| {
                    *index = if members.contains(index) {
                        INTERNAL + *index - start
                    } else {
                        classes.first.get(*index as usize).copied().unwrap_or(*index)
                    };
                });
            }
            let first = *known.entry(normal.clone()).or_insert(start);
            classes.first.extend(first..first + normal.len() as u32);
            if !normal.is_empty() {
                classes.groups.push(normal);
            }
        }
        classes
    }

    /// The first type that is equal to this one.
    pub(super) fn of_type(&self, index: u32) -> u32 {
        self.first[index as usize]
    }

    pub(super) fn has_equal_groups(&self) -> bool {
        (0..).zip(&self.first).any(|(index, first)| index != *first)
    }

    /// The pairs of types, one declared below the other and not equal to it, of a valid section.
    pub(super) fn strict_pairs(&self, section: &TypeSection) -> u64 {
        let mut sizes = vec![0; self.first.len()];
        for first in &self.first {
            sizes[*first as usize] += 1;
        }
        let types: Vec<&SubType> = section.types().collect();
        let mut pairs = 0;
        for ty in &types {
            let mut parent = ty.supertypes.first();
            while let Some(index) = parent {
                pairs += sizes[self.of_type(*index) as usize];
                parent = types[*index as usize].supertypes.first();
            }
        }
        pairs
    }
}
