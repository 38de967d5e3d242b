//! One recursion group between the decoder, which writes it, and the registry, which looks it up.

use crate::fault::{Fault, Faults};
use crate::index::GroupRelativeIndex;
use crate::packed::{Packer, Target};
use crate::{CanonicalIndex, Error, InvalidReason, ModuleTypeIndex};

/// A packed group and what its bytes do not say.
///
/// One value serves all groups of a module; its buffers keep their capacity.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    pub(crate) packer: Packer,
    pub(crate) members: Vec<Member>,
    /// The types of other groups that are named, as often as they are.
    pub(crate) externals: Vec<CanonicalIndex>,
    /// The module type index of the first member.
    pub(crate) first: u32,
    /// The module type index after the last member.
    pub(crate) end: u32,
}

/// One type of the group.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Member {
    /// The offset of the type in the module, in bytes.
    pub(crate) offset: u32,
    /// The position of its first byte in the packed group.
    pub(crate) start: u32,
    /// Its number of proper supertypes.
    pub(crate) depth: u32,
    pub(crate) supertype: Option<Target>,
    /// The module type index of its supertype, for messages.
    pub(crate) written_supertype: u32,
}

impl Draft {
    /// Begins the group with the module type indices from `first` up to, not including, `end`.
    #[inline]
    pub(crate) fn begin(&mut self, first: u32, end: u32) {
        self.packer.bytes.clear();
        self.members.clear();
        self.externals.clear();
        (self.first, self.end) = (first, end);
        self.packer.count(end - first);
    }

    /// Writes a supertype.
    pub(crate) fn supertype(&mut self, target: Target) {
        self.keep(target);
        self.packer.target(target);
    }

    /// Writes a reference to a defined type, in a constant place.
    #[inline]
    pub(crate) fn reference(&mut self, target: Target, nullable: bool) {
        self.keep(target);
        self.packer.reference(target, nullable);
    }

    #[inline]
    fn keep(&mut self, target: Target) {
        if let Target::External(index) = target {
            self.externals.push(index);
        }
    }

    /// What the type index `index` of the module names, seen from this group: a member, or an
    /// earlier type, whose canonical indices are `types`; nothing if it comes later.
    #[inline]
    pub(crate) fn resolve(&self, index: u32, types: &[CanonicalIndex]) -> Option<Target> {
        match index.checked_sub(self.first) {
            None => types.get(index as usize).copied().map(Target::External),
            Some(member) if index < self.end => {
                Some(Target::Internal(GroupRelativeIndex::new(member)))
            }
            Some(_) => None,
        }
    }

    /// What the next member's supertype names: a type before it.
    pub(crate) fn resolve_supertype(
        &self,
        index: u32,
        types: &[CanonicalIndex],
        faults: Faults,
    ) -> Result<Target, InvalidReason> {
        let own = self.first + self.members.len() as u32;
        match self.resolve(index, types) {
            Some(target) if index < own || faults.has(Fault::V2) => Ok(target),
            Some(_) => Err(InvalidReason::SupertypeNotEarlier { supertype: index }),
            None => Err(InvalidReason::UnknownType { index }),
        }
    }

    /// The depth of a type below this supertype.
    pub(crate) fn depth_below(&self, supertype: Option<Target>) -> u32 {
        match supertype {
            None => 0,
            Some(Target::External(index)) => index.depth() + 1,
            Some(Target::Internal(member)) => {
                // Only a deliberate fault lets a supertype come later.
                self.members.get(member.get() as usize).map_or(0, |member| member.depth + 1)
            }
        }
    }

    /// The error that a member breaks a validation rule.
    pub(crate) fn invalid(&self, member: usize, offset: u32, reason: InvalidReason) -> Error {
        let type_index = ModuleTypeIndex::new(self.first + member as u32);
        Error::Invalid { offset: offset as usize, type_index, reason }
    }
}
