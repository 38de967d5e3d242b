//! Values at run time (4.1), as far as scripts write them and the evaluator makes them.

use subtly_model::runtime;
use subtly_model::syntax::{AbsHeapType, DefType, NumType, RefType, ValType, VecType};

/// `val`
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// `CONST I32`
    I32(i32),
    /// `CONST I64`
    I64(i64),
    /// `CONST F32`: its bits.
    F32(u32),
    /// `CONST F64`: its bits.
    F64(u64),
    /// `VCONST V128`: its bytes, the lowest first.
    V128([u8; 16]),
    /// `ref`
    Ref(Ref),
}

/// `ref`
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ref {
    /// `REF.NULL_ADDR`: there is one null.
    Null,
    /// `REF.I31_NUM`: the 31 bits.
    I31(u32),
    /// `REF.FUNC_ADDR`: the place of a function in the store.
    Func(usize),
    /// `REF.STRUCT_ADDR` and `REF.ARRAY_ADDR`: of what is at the address, only the type is known.
    Object(DefType),
    /// `REF.HOST_ADDR`
    Host(u32),
    /// `REF.EXTERN`: never of null.
    Extern(Box<Ref>),
}

impl Value {
    /// The type that `Num_ok`, `Vec_ok` and the axioms of `Ref_ok` give it: the least that it has.
    ///
    /// `func` gives the type of a function of the store.
    pub(super) fn least_type(&self, func: impl Fn(usize) -> DefType) -> ValType {
        match self {
            Self::I32(_) => ValType::Num(NumType::I32),
            Self::I64(_) => ValType::Num(NumType::I64),
            Self::F32(_) => ValType::Num(NumType::F32),
            Self::F64(_) => ValType::Num(NumType::F64),
            Self::V128(_) => ValType::Vec(VecType::V128),
            Self::Ref(r) => ValType::Ref(r.least_type(func)),
        }
    }

    /// `$default_(t)`, if the type has one.
    pub(super) fn default_of(t: ValType) -> Option<Self> {
        Some(match t {
            ValType::Num(NumType::I32) => Self::I32(0),
            ValType::Num(NumType::I64) => Self::I64(0),
            ValType::Num(NumType::F32) => Self::F32(0),
            ValType::Num(NumType::F64) => Self::F64(0),
            ValType::Vec(VecType::V128) => Self::V128([0; 16]),
            ValType::Ref(RefType { null: true, .. }) => Self::Ref(Ref::Null),
            ValType::Ref(_) | ValType::Bot => return None,
        })
    }
}

impl Ref {
    /// The type that the axioms of `Ref_ok` give it.
    pub(super) fn least_type(&self, func: impl Fn(usize) -> DefType) -> RefType {
        runtime::least(&self.of_model(&func))
    }

    /// The reference as the model knows it, with types in place of addresses.
    fn of_model(&self, func: &impl Fn(usize) -> DefType) -> runtime::Ref {
        match self {
            Self::Null => runtime::Ref::Null,
            Self::I31(_) => runtime::Ref::I31,
            Self::Func(address) => runtime::Ref::Func(func(*address)),
            // An array of the type has the same types as a structure of it would have.
            Self::Object(dt) => runtime::Ref::Struct(*dt),
            Self::Host(_) => runtime::Ref::Host,
            Self::Extern(inner) => runtime::Ref::Extern(Box::new(inner.of_model(func))),
        }
    }
}

/// What a script expects of a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// This value. A null may stand for one of any type: there is only one.
    Value(Value),
    /// A reference of this abstract heap type, not null.
    Ref(AbsHeapType),
    /// A pattern that is not decided here: any NaN, alternatives, a function by its index.
    Pattern,
}
