//! What can be wrong with a module: flat enumerations whose fields say what was found, and where.

use crate::{LimitName, ModuleTypeIndex, TypeKind};
use std::fmt;

/// Why a module could not be registered. Offsets count bytes from the start of the module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error {
    /// The bytes do not follow the binary grammar.
    Malformed {
        /// Where the grammar was left.
        offset: usize,
        /// How it was left.
        what: Malformation,
    },
    /// The types follow the grammar, but not the validation rules.
    Invalid {
        /// Where the offending type starts.
        offset: usize,
        /// The offending type.
        type_index: ModuleTypeIndex,
        /// The rule that is broken.
        reason: InvalidReason,
    },
    /// The module may be fine, but it is larger than this registry accepts.
    Limit {
        /// Where the limit was met.
        offset: usize,
        /// The limit that was met.
        limit: LimitName,
        /// The value that was found.
        value: u64,
        /// The largest accepted value.
        bound: u64,
    },
}

/// How bytes leave the binary grammar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Malformation {
    /// The module, or the section, ends inside an item.
    UnexpectedEnd,
    /// The first four bytes are not `\0asm`.
    BadMagic,
    /// The version is not 1.
    BadVersion,
    /// A section, or a name inside a custom section, is longer than the bytes around it.
    LengthOutOfBounds {
        /// The announced length, in bytes.
        length: u32,
        /// The bytes that are left.
        remaining: usize,
    },
    /// A list announces more elements than there are bytes left for them.
    CountOutOfBounds {
        /// The announced number of elements.
        count: u32,
        /// The bytes that are left.
        remaining: usize,
    },
    /// The type section has bytes after its last type.
    TrailingBytes {
        /// The bytes that are left.
        remaining: usize,
    },
    /// An integer takes more than five bytes.
    IntegerTooLong,
    /// The unused bits of an integer's last byte are not zero, or do not repeat the sign.
    IntegerTooLarge,
    /// The name of a custom section is not UTF-8.
    NameNotUtf8,
    /// No type definition starts with this byte.
    BadTypeDefinition {
        /// The byte found.
        byte: u8,
    },
    /// No value type starts with this byte.
    BadValueType {
        /// The byte found.
        byte: u8,
    },
    /// A heap type is a negative number that names no abstract heap type.
    BadHeapType {
        /// The number found.
        value: i64,
    },
    /// Mutability is neither 0 nor 1.
    BadMutability {
        /// The byte found.
        byte: u8,
    },
}

/// Which validation rule a type breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvalidReason {
    /// A reference to a type that does not exist, or that starts after the own recursion group.
    UnknownType {
        /// The type index found.
        index: u32,
    },
    /// More than one supertype is declared.
    MultipleSupertypes {
        /// The number declared.
        count: u32,
    },
    /// The declared supertype does not stand before the type.
    SupertypeNotEarlier {
        /// The declared supertype.
        supertype: u32,
    },
    /// The declared supertype is final.
    SupertypeFinal {
        /// The declared supertype.
        supertype: u32,
    },
    /// The declared supertype is of another kind.
    SupertypeKind {
        /// The declared supertype.
        supertype: u32,
        /// The kind of the type.
        found: TypeKind,
        /// The kind of the supertype.
        expected: TypeKind,
    },
    /// The type has fewer fields, or another number of parameters or results, than its supertype.
    SupertypeArity {
        /// The declared supertype.
        supertype: u32,
        /// What is counted.
        part: TypePart,
        /// The number of the type.
        found: u32,
        /// The number of the supertype.
        expected: u32,
    },
    /// One part does not match the same part of the supertype.
    SupertypeMismatch {
        /// The declared supertype.
        supertype: u32,
        /// The kind of part.
        part: TypePart,
        /// The part's position among its like, from 0.
        position: u32,
    },
}

/// A part of a composite type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypePart {
    /// A field of a struct type.
    Field,
    /// The element of an array type.
    Element,
    /// A parameter of a function type.
    Param,
    /// A result of a function type.
    Result,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed { offset, what } => write!(f, "malformed at offset {offset}: {what}"),
            Self::Invalid { offset, type_index, reason } => {
                write!(f, "invalid type {type_index} at offset {offset}: {reason}")
            }
            Self::Limit { offset, limit, value, bound } => {
                write!(f, "over the limit at offset {offset}: {value} {limit}, at most {bound}")
            }
        }
    }
}

impl std::error::Error for Error {}

impl fmt::Display for Malformation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnexpectedEnd => write!(f, "unexpected end"),
            Self::BadMagic => write!(f, "the module does not start with \\0asm"),
            Self::BadVersion => write!(f, "the version is not 1"),
            Self::LengthOutOfBounds { length, remaining } => {
                write!(f, "length {length} with {remaining} bytes left")
            }
            Self::CountOutOfBounds { count, remaining } => {
                write!(f, "list of {count} elements with {remaining} bytes left")
            }
            Self::TrailingBytes { remaining } => {
                write!(f, "{remaining} bytes left after the last type")
            }
            Self::IntegerTooLong => write!(f, "integer longer than five bytes"),
            Self::IntegerTooLarge => write!(f, "integer with wrong unused bits"),
            Self::NameNotUtf8 => write!(f, "section name is not utf-8"),
            Self::BadTypeDefinition { byte } => write!(f, "unknown type definition {byte:#04x}"),
            Self::BadValueType { byte } => write!(f, "unknown value type {byte:#04x}"),
            Self::BadHeapType { value } => write!(f, "unknown heap type {value}"),
            Self::BadMutability { byte } => write!(f, "mutability {byte:#04x} is not 0 or 1"),
        }
    }
}

impl fmt::Display for InvalidReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownType { index } => write!(f, "unknown type {index}"),
            Self::MultipleSupertypes { count } => write!(f, "multiple supertypes: {count}"),
            Self::SupertypeNotEarlier { supertype } => {
                write!(f, "supertype {supertype} is not defined before the type")
            }
            Self::SupertypeFinal { supertype } => write!(f, "supertype {supertype} is final"),
            Self::SupertypeKind { supertype, found, expected } => {
                write!(f, "{found} type with {expected} supertype {supertype}")
            }
            Self::SupertypeArity { supertype, part, found, expected } => {
                write!(f, "{found} {part}s where supertype {supertype} has {expected}")
            }
            Self::SupertypeMismatch { supertype, part, position } => {
                write!(f, "{part} {position} does not match supertype {supertype}")
            }
        }
    }
}

impl fmt::Display for TypePart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Field => "field",
            Self::Element => "element",
            Self::Param => "parameter",
            Self::Result => "result",
        })
    }
}
