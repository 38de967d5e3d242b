//! Where and how two closed types differ.

use crate::syntax::{CompType, DefType, StorageType, TypeUse, ValType};

/// The first place at which two closed types differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// From the two types to the place that differs.
    pub path: Vec<Step>,
    /// What differs there.
    pub what: Differing,
}

/// A step into a closed type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The i-th member of the recursive type.
    Member(u32),
    /// The i-th declared supertype.
    Super(u32),
    /// The i-th field.
    Field(u32),
    /// The element of an array.
    Element,
    /// The i-th parameter.
    Param(u32),
    /// The i-th result.
    Result(u32),
    /// Into the defined types that two references name.
    Referenced(DefType, DefType),
}

/// What differs between two closed types, left and right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Differing {
    /// The types are different members of their recursive types.
    Projection(u32, u32),
    /// The recursive types have different numbers of members.
    MemberCount(u32, u32),
    /// One is final.
    Finality(bool, bool),
    /// The numbers of declared supertypes.
    SuperCount(u32, u32),
    /// One is a struct, an array, a function, the other is something else.
    Kind(CompType, CompType),
    /// The numbers of fields, of parameters or of results.
    Arity(u32, u32),
    /// One field is mutable.
    Mutability(bool, bool),
    /// The storage types, nullability and abstract heap types included.
    Storage(StorageType, StorageType),
    /// The value types, likewise.
    Value(ValType, ValType),
    /// The type uses: a sibling against a type from outside, or another sibling.
    Use(TypeUse, TypeUse),
}
