//! The packed form of types: bytes, in which equality of groups is equality of byte strings.
//!
//! A group is its number of members, and then its members one after another. A member is
//!
//! ```text
//! struct     head   [supertype]   count   field ... field
//! array      head   [supertype]   element
//! function   head   [supertype]   count   parameter ... parameter   count   result ... result
//! ```
//!
//! where a head, and a value that names no defined type, is one byte. Counts and indices of members
//! of the own group are variable-length integers in their shortest form, canonical indices are four
//! bytes. Facts that follow:
//!
//! 1. The bytes are read from left to right without looking elsewhere, and say where they end. So no
//!    group is the beginning of another, and two groups are equal exactly when their bytes are.
//! 2. Everything that belongs to the identity of a group is in its bytes: length, order, kind,
//!    finality, supertype, arity, mutability, nullability, packing, abstract heap types.
//! 3. A reference carries the index space of its index, so that member 1 of the own group and the
//!    registry's type 1 never look alike.

use crate::CanonicalIndex;
use crate::index::GroupRelativeIndex;
use crate::types::{AbstractHeapType, TypeKind};

/// What a reference or a supertype names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// A member of the own group.
    Internal(GroupRelativeIndex),
    /// A type of an earlier group.
    External(CanonicalIndex),
}

impl Target {
    /// The type of an earlier group that is named.
    pub(crate) fn external(self) -> Option<CanonicalIndex> {
        match self {
            Self::Internal(_) => None,
            Self::External(index) => Some(index),
        }
    }
}

/// One storage type with the mutability of its field.
///
/// The code of a numeric, vector or packed type and of the nullable reference to an abstract heap
/// type is its binary code, 0x69 to 0x7f. A reference to an abstract heap type without null is 0x20
/// below that. The code of a reference to a defined type is at most 3 and has an index behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Value {
    code: u8,
    target: Option<Target>,
}

impl Value {
    const MUTABLE: u8 = 0x80;
    const CODE: u8 = 0x7f;
    /// From the code of a nullable reference to an abstract heap type to the one without null.
    const NON_NULL: u8 = 0x20;
    const INDEX_NULLABLE: u8 = 1;
    const INDEX_EXTERNAL: u8 = 2;
    const INDEX_MAX: u8 = 3;

    /// The code of a type that names no defined type, given its binary code. The binary code of a
    /// heap type stands for the nullable reference to it.
    pub(crate) const fn plain(code: u8) -> u8 {
        code
    }

    /// The code of the reference to an abstract heap type, given its binary code.
    pub(crate) const fn abstract_reference(code: u8, nullable: bool) -> u8 {
        if nullable { code } else { code - Self::NON_NULL }
    }

    pub(crate) const fn is_mutable(self) -> bool {
        self.code & Self::MUTABLE != 0
    }

    /// Everything but the mutability and what is named.
    fn code(self) -> u8 {
        self.code & Self::CODE
    }

    pub(crate) const fn target(self) -> Option<Target> {
        self.target
    }

    /// Whether the values are equal but for their mutability.
    pub(crate) fn same_storage(self, other: Self) -> bool {
        self.code() == other.code() && self.target == other.target
    }

    /// The abstract heap type that this reference names, if it does, and whether it is nullable.
    pub(crate) fn abstract_heap_type(self) -> Option<(AbstractHeapType, bool)> {
        let code = self.code();
        match AbstractHeapType::from_code(code) {
            Some(heap) => Some((heap, true)),
            None => Some((AbstractHeapType::from_code(code + Self::NON_NULL)?, false)),
        }
    }

    /// What a fault of equality takes a reference to a defined type for.
    #[cfg(feature = "faults")]
    pub(crate) const fn without_nullability(self) -> Self {
        Self { code: self.code & !Self::INDEX_NULLABLE, target: self.target }
    }

    /// What a fault of equality takes a packed type for.
    #[cfg(feature = "faults")]
    pub(crate) fn unpacked(self) -> Self {
        const I32: u8 = 0x7f;
        match self.code() {
            0x77 | 0x78 => Self { code: self.code & Self::MUTABLE | I32, target: None },
            _ => self,
        }
    }

    /// What a fault of equality takes a reference to a defined type for.
    #[cfg(feature = "faults")]
    pub(crate) const fn with_target(self, target: Target) -> Self {
        let code = self.code & !Self::INDEX_EXTERNAL;
        let code = match target {
            Target::Internal(_) => code,
            Target::External(_) => code | Self::INDEX_EXTERNAL,
        };
        Self { code, target: Some(target) }
    }

    /// Whether both are references of the same nullability, in fields of the same mutability.
    #[cfg(feature = "faults")]
    pub(crate) fn differs_in_heap_only(self, other: Self) -> bool {
        let nullability = |value: Self| match value.target {
            Some(_) => Some(value.is_index_nullable()),
            None => value.abstract_heap_type().map(|(_, nullable)| nullable),
        };
        let of_both = [self, other].map(nullability);
        self.is_mutable() == other.is_mutable() && of_both[0].is_some() && of_both[0] == of_both[1]
    }

    /// Whether a reference to a defined type is nullable.
    pub(crate) fn is_index_nullable(self) -> bool {
        self.code() & Self::INDEX_NULLABLE != 0
    }
}

/// Writes the bytes of a group from left to right.
#[derive(Debug, Default)]
pub(crate) struct Packer {
    pub(crate) bytes: Vec<u8>,
}

impl Packer {
    /// The bit of a value that says that its field is mutable.
    pub(crate) const MUTABLE: u8 = Value::MUTABLE;

    #[inline]
    pub(crate) fn byte(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    /// A count, or an index of a member of the own group.
    #[inline]
    pub(crate) fn count(&mut self, mut count: u32) {
        while count >= 0x80 {
            self.bytes.push(count as u8 | 0x80);
            count >>= 7;
        }
        self.bytes.push(count as u8);
    }

    /// What is named, whose space was written before.
    #[inline]
    pub(crate) fn target(&mut self, target: Target) {
        match target {
            Target::Internal(index) => self.count(index.get()),
            Target::External(index) => self.bytes.extend_from_slice(&index.get().to_le_bytes()),
        }
    }

    /// A reference to a defined type, in a constant place.
    #[inline]
    pub(crate) fn reference(&mut self, target: Target, nullable: bool) {
        let space = match target {
            Target::Internal(_) => 0,
            Target::External(_) => Value::INDEX_EXTERNAL,
        };
        self.byte(space | u8::from(nullable));
        self.target(target);
    }

    /// The words of the bytes, the last filled up with zeros.
    pub(crate) fn words(&self) -> impl ExactSizeIterator<Item = u32> + '_ {
        self.bytes.chunks(4).map(|chunk| match chunk.try_into() {
            Ok(four) => u32::from_le_bytes(four),
            Err(_) => chunk.iter().rev().fold(0, |word, byte| word << 8 | u32::from(*byte)),
        })
    }
}

/// The bytes that a count takes.
pub(crate) const fn count_length(count: u32) -> u32 {
    (count | 1).ilog2() / 7 + 1
}

/// Kind, finality and the form of the supertype.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Head(pub(crate) u8);

impl Head {
    const FINAL: u8 = 1 << 2;
    const SUPERTYPE_INTERNAL: u8 = 1 << 3;
    const SUPERTYPE_EXTERNAL: u8 = 1 << 4;

    pub(crate) const fn new(kind: TypeKind, is_final: bool) -> Self {
        let kind = match kind {
            TypeKind::Func => 0,
            TypeKind::Struct => 1,
            TypeKind::Array => 2,
        };
        Self(kind | if is_final { Self::FINAL } else { 0 })
    }

    pub(crate) const fn with_supertype(self, supertype: Option<Target>) -> Self {
        match supertype {
            None => self,
            Some(Target::Internal(_)) => Self(self.0 | Self::SUPERTYPE_INTERNAL),
            Some(Target::External(_)) => Self(self.0 | Self::SUPERTYPE_EXTERNAL),
        }
    }

    pub(crate) const fn without_supertype(self) -> Self {
        Self(self.0 & !(Self::SUPERTYPE_INTERNAL | Self::SUPERTYPE_EXTERNAL))
    }

    /// What a fault of equality takes a head for.
    #[cfg(feature = "faults")]
    pub(crate) const fn without_finality(self) -> Self {
        Self(self.0 & !Self::FINAL)
    }

    pub(crate) const fn kind(self) -> TypeKind {
        match self.0 & 3 {
            0 => TypeKind::Func,
            1 => TypeKind::Struct,
            _ => TypeKind::Array,
        }
    }

    pub(crate) const fn is_final(self) -> bool {
        self.0 & Self::FINAL != 0
    }
}

/// Reads the bytes of a group, or of a member, from left to right.
///
/// Invariant: bytes are only written by [`Packer`], so there are always as many as are announced; if
/// there were fewer they would read as zeros.
#[derive(Clone, Debug)]
pub(crate) struct Unpacker<I> {
    bytes: I,
}

/// A member up to its first values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Header {
    pub(crate) head: Head,
    pub(crate) supertype: Option<Target>,
    /// How many values follow: the fields of a struct, the element of an array, the parameters of a
    /// function.
    pub(crate) count: u32,
}

impl<I: Iterator<Item = u8>> Unpacker<I> {
    pub(crate) fn new(bytes: I) -> Self {
        Self { bytes }
    }

    #[inline]
    fn byte(&mut self) -> u8 {
        let byte = self.bytes.next();
        debug_assert!(byte.is_some());
        byte.unwrap_or_default()
    }

    pub(crate) fn count(&mut self) -> u32 {
        let mut count = 0;
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.byte();
            count |= u32::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                break;
            }
        }
        count
    }

    fn target(&mut self, external: bool) -> Target {
        if external {
            let bytes = std::array::from_fn(|_| self.byte());
            Target::External(CanonicalIndex::from_raw(u32::from_le_bytes(bytes)))
        } else {
            Target::Internal(GroupRelativeIndex::new(self.count()))
        }
    }

    pub(crate) fn header(&mut self) -> Header {
        let head = Head(self.byte());
        let supertype = match head.0 & (Head::SUPERTYPE_INTERNAL | Head::SUPERTYPE_EXTERNAL) {
            0 => None,
            form => Some(self.target(form == Head::SUPERTYPE_EXTERNAL)),
        };
        let count = match head.kind() {
            TypeKind::Func | TypeKind::Struct => self.count(),
            TypeKind::Array => 1,
        };
        Header { head, supertype, count }
    }

    /// How many values follow the first ones: the results of a function.
    pub(crate) fn second_count(&mut self, header: &Header) -> u32 {
        match header.head.kind() {
            TypeKind::Func => self.count(),
            TypeKind::Struct | TypeKind::Array => 0,
        }
    }

    #[inline]
    pub(crate) fn value(&mut self) -> Value {
        let code = self.byte();
        let low = code & Value::CODE;
        let has_index = low <= Value::INDEX_MAX;
        let target = has_index.then(|| self.target(low & Value::INDEX_EXTERNAL != 0));
        Value { code, target }
    }

    /// Everything in a group that the group names, in order.
    ///
    /// Returns what follows the group.
    pub(crate) fn targets(mut self, mut visit: impl FnMut(Target)) -> I {
        for _ in 0..self.count() {
            let header = self.header();
            header.supertype.into_iter().for_each(&mut visit);
            for _ in 0..header.count {
                self.value().target.into_iter().for_each(&mut visit);
            }
            for _ in 0..self.second_count(&header) {
                self.value().target.into_iter().for_each(&mut visit);
            }
        }
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let internal = |index| Target::Internal(GroupRelativeIndex::new(index));
        let external = |number| Target::External(CanonicalIndex::from_raw(number));
        let targets = [internal(0), internal(127), internal(128), internal(9_999_999)];
        let targets = targets.into_iter().chain([external(0), external(u32::MAX)]);
        for (target, nullable) in targets.flat_map(|target| [(target, false), (target, true)]) {
            let mut packer = Packer::default();
            packer.count(1);
            let head = Head::new(TypeKind::Struct, true).with_supertype(Some(target));
            packer.byte(head.0);
            packer.target(target);
            packer.count(300);
            packer.reference(target, nullable);
            packer.byte(Value::abstract_reference(0x6e, nullable) | Packer::MUTABLE);
            let mut read = Unpacker::new(packer.bytes.iter().copied());
            assert_eq!(read.count(), 1);
            let header = read.header();
            assert_eq!((header.head, header.supertype), (head, Some(target)));
            assert_eq!(header.count, 300);
            let value = read.value();
            assert_eq!((value.target(), value.is_index_nullable()), (Some(target), nullable));
            assert!(!value.is_mutable());
            let value = read.value();
            assert_eq!(value.abstract_heap_type(), Some((AbstractHeapType::Any, nullable)));
            assert!(value.is_mutable() && value.target().is_none());
            assert_eq!(read.bytes.len(), 0);
        }
        for (count, length) in [(0, 1), (1, 1), (127, 1), (128, 2), (16_383, 2), (16_384, 3)] {
            assert_eq!(count_length(count), length);
        }
    }
}
