//! The packed form of types: 32-bit words, in which equality of groups is equality of slices.
//!
//! A group is the word `n`, its number of members, and then its members one after another. A member
//! is
//!
//! ```text
//! head   supertype   count   count   word ... word
//!                    |       `-- results of a function, else 0
//!                    `-- fields of a struct, 1 for an array, parameters of a function
//! ```
//!
//! and every field, element, parameter and result is one word. Facts that follow:
//!
//! 1. A list of words is read from left to right without looking elsewhere, so two groups are equal
//!    exactly when their words are.
//! 2. Everything that belongs to the identity of a group is in its words: length, order, kind,
//!    finality, supertype, arity, mutability, nullability, packing, abstract heap types.
//! 3. A reference carries the index space of its index, so that member 1 of the own group and the
//!    registry's type 1 never look alike.

use crate::index::GroupRelativeIndex;
use crate::types::{AbstractHeapType, HeapType, RefType, TypeKind};
use crate::{CanonicalIndex, ModuleTypeIndex};

/// The largest index that a word has room for. It stands for "no type".
pub(crate) const INDEX_MAX: u32 = (1 << 28) - 1;

/// The words before the fields, element, parameters and results of a type.
pub(crate) const HEADER_WORDS: usize = 4;

/// One storage type with the mutability of its field, or one supertype.
///
/// Bits 0 to 27 are a binary code or an index, bit 28 is nullability, bit 29 mutability, and bits
/// 30 and 31 say what the low bits are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ValueWord(pub(crate) u32);

/// What the low bits of a word mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// The binary code of a numeric, vector, packed or abstract heap type; 0 is "no supertype".
    Code(u8),
    /// A member of the own group.
    Internal(GroupRelativeIndex),
    /// A type of an earlier group.
    External(CanonicalIndex),
    /// A type of the module. Only words that are not yet canonical have this form.
    Module(ModuleTypeIndex),
}

impl ValueWord {
    /// The absence of a supertype.
    pub(crate) const NO_SUPERTYPE: Self = Self(0);

    const NULLABLE: u32 = 1 << 28;
    const MUTABLE: u32 = 1 << 29;
    const FLAGS: u32 = Self::NULLABLE | Self::MUTABLE;
    const SPACE_SHIFT: u32 = 30;

    /// A word with neither flag set.
    pub(crate) const fn new(target: Target) -> Self {
        let (space, low) = match target {
            Target::Code(code) => (0, code as u32),
            Target::Internal(index) => (1, index.get()),
            Target::External(index) => (2, index.get()),
            Target::Module(index) => (3, index.get()),
        };
        debug_assert!(low <= INDEX_MAX);
        Self(space << Self::SPACE_SHIFT | low)
    }

    /// The same word as the type of a nullable reference.
    pub(crate) const fn nullable(self) -> Self {
        Self(self.0 | Self::NULLABLE)
    }

    /// The same word as the type of a mutable field.
    pub(crate) const fn mutable(self) -> Self {
        Self(self.0 | Self::MUTABLE)
    }

    /// The same flags with another target.
    pub(crate) const fn with_target(self, target: Target) -> Self {
        Self(self.0 & Self::FLAGS | Self::new(target).0)
    }

    pub(crate) const fn is_nullable(self) -> bool {
        self.0 & Self::NULLABLE != 0
    }

    pub(crate) const fn is_mutable(self) -> bool {
        self.0 & Self::MUTABLE != 0
    }

    pub(crate) const fn target(self) -> Target {
        let low = self.0 & INDEX_MAX;
        match self.0 >> Self::SPACE_SHIFT {
            0 => Target::Code(low as u8),
            1 => Target::Internal(GroupRelativeIndex::new(low)),
            2 => Target::External(CanonicalIndex::new(low)),
            _ => Target::Module(ModuleTypeIndex::new(low)),
        }
    }

    /// The type that this reference or supertype names, for a word of the group that starts at
    /// `base`.
    pub(crate) const fn concrete(self, base: CanonicalIndex) -> Option<CanonicalIndex> {
        match self.target() {
            Target::Internal(index) => Some(index.canonical(base)),
            Target::External(index) => Some(index),
            Target::Code(_) | Target::Module(_) => None,
        }
    }

    /// The reference type that this word is, if it is one, for a word of the group that starts at
    /// `base`.
    pub(crate) fn ref_type(self, base: CanonicalIndex) -> Option<RefType> {
        let heap = match self.target() {
            Target::Code(code) => HeapType::Abstract(AbstractHeapType::from_code(code)?),
            _ => HeapType::Concrete(self.concrete(base)?),
        };
        Some(RefType { nullable: self.is_nullable(), heap })
    }
}

/// Kind and finality of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct HeadWord(pub(crate) u32);

impl HeadWord {
    /// The bit of finality.
    pub(crate) const FINAL: u32 = 1 << 2;
    /// The type declares several supertypes, and the next word is their number. No canonical word
    /// has it.
    const MULTIPLE_SUPERTYPES: u32 = 1 << 3;

    pub(crate) const fn new(kind: TypeKind, is_final: bool) -> Self {
        let kind = match kind {
            TypeKind::Func => 0,
            TypeKind::Struct => 1,
            TypeKind::Array => 2,
        };
        Self(kind | if is_final { Self::FINAL } else { 0 })
    }

    pub(crate) const fn with_multiple_supertypes(self) -> Self {
        Self(self.0 | Self::MULTIPLE_SUPERTYPES)
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

    pub(crate) const fn has_multiple_supertypes(self) -> bool {
        self.0 & Self::MULTIPLE_SUPERTYPES != 0
    }
}

/// The words of one type.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TypeWords<'a> {
    words: &'a [u32],
}

impl<'a> TypeWords<'a> {
    /// The type whose words stand at the start of `words`.
    ///
    /// Invariant: words are only made by the decoder, so the counts never announce more than there
    /// is.
    pub(crate) fn at_start_of(words: &'a [u32]) -> Self {
        let length = HEADER_WORDS + words[2] as usize + words[3] as usize;
        debug_assert!(length <= words.len());
        Self { words: &words[..length] }
    }

    pub(crate) fn head(self) -> HeadWord {
        HeadWord(self.words[0])
    }

    pub(crate) fn supertype(self) -> ValueWord {
        ValueWord(self.words[1])
    }

    /// Both counts, as in the picture at the top of this file.
    pub(crate) fn counts(self) -> [u32; 2] {
        [self.words[2], self.words[3]]
    }

    /// All words of the type.
    pub(crate) fn words(self) -> &'a [u32] {
        self.words
    }

    /// The fields, or the element, or the parameters followed by the results.
    pub(crate) fn body(self) -> impl ExactSizeIterator<Item = ValueWord> + 'a {
        self.words[HEADER_WORDS..].iter().copied().map(ValueWord)
    }

    /// The fields, or the element, or the parameters.
    pub(crate) fn first_part(self) -> impl ExactSizeIterator<Item = ValueWord> + 'a {
        self.body().take(self.words[2] as usize)
    }

    /// The results of a function type.
    pub(crate) fn second_part(self) -> impl ExactSizeIterator<Item = ValueWord> + 'a {
        self.body().skip(self.words[2] as usize)
    }

    /// Every word that can name a type: the supertype and the body.
    pub(crate) fn references(self) -> impl Iterator<Item = ValueWord> + 'a {
        std::iter::once(self.supertype()).chain(self.body())
    }
}

/// The members of the group with these words, in order.
pub(crate) fn members(group: &[u32]) -> impl Iterator<Item = TypeWords<'_>> {
    let mut rest = &group[1..];
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let member = TypeWords::at_start_of(rest);
        rest = &rest[member.words.len()..];
        Some(member)
    })
}
