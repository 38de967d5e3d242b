//! The model as it is asked: modules are defined, and questions about their types are judged.

use crate::binary::{DecodeError, Malformed, module_types};
use crate::context::Context;
use crate::equality;
use crate::heaptype_sub::{HeaptypeSub, TooManySteps};
use crate::judgment::{Derivation, Judged, Refutation};
use crate::modules::types_ok;
use crate::runtime::func_ref_ok;
use crate::subtyping::valtype_sub;
use crate::syntax::{DefType, RefType, ValType};
use crate::terms::Terms;

/// What the specification says of the types of a module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypesVerdict {
    /// They are well-formed and valid.
    Valid {
        /// The closed types, in the order of the type indices.
        types: Vec<DefType>,
        /// Why they are valid.
        derivation: Box<Derivation>,
    },
    /// The bytes do not follow the binary format.
    Malformed(Malformed),
    /// A type is not valid.
    Invalid {
        /// The rule that refuses it, and why.
        refutation: Box<Refutation>,
        /// The offset of each type in the module, in the order of the type indices.
        offsets: Vec<usize>,
    },
    /// The specification has an answer, but the model does not spend the time and space on it.
    Limit(&'static str),
}

/// The executable model, with the types of all modules that were defined.
///
/// All modules share their closed types, so that types of different modules can be compared.
#[derive(Debug, Default)]
pub struct Model {
    terms: Terms,
    /// The relation on the types of all valid modules.
    heaptype_sub: HeaptypeSub,
    /// The types of all valid modules.
    valid: Vec<DefType>,
}

impl Model {
    /// The model takes on this many types a module, and this many groups, empty ones included.
    pub const TYPES_MAX: usize = 1_000;

    /// A model that knows no module.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Decodes and validates the types of a module, by `Types_ok`.
    ///
    /// Takes time and space in the square of the number of types known, and answers
    /// [`TypesVerdict::Limit`] beyond [`Self::TYPES_MAX`] types or groups, or [`HeaptypeSub::STEPS_MAX`] steps.
    pub fn define(&mut self, bytes: &[u8]) -> TypesVerdict {
        let types = match module_types(bytes, Self::TYPES_MAX) {
            Ok(types) => types,
            Err(DecodeError::Malformed(malformed)) => return TypesVerdict::Malformed(malformed),
            Err(DecodeError::TooManyTypes) => {
                return TypesVerdict::Limit(
                    "the model takes on 1,000 types and 1,000 groups a module",
                );
            }
        };
        match types_ok(&mut self.terms, &mut self.heaptype_sub, &types.rectypes) {
            Ok(Ok((types, derivation))) => {
                self.valid.extend(&types);
                TypesVerdict::Valid { types, derivation: Box::new(derivation) }
            }
            Ok(Err(refutation)) => {
                self.forget_invalid();
                TypesVerdict::Invalid { refutation, offsets: types.offsets }
            }
            Err(TooManySteps) => {
                self.forget_invalid();
                TypesVerdict::Limit("the model does not take on so many subtype pairs")
            }
        }
    }

    /// Computes the relation again without the types of a module that was refused.
    ///
    /// A context with an invalid declaration is inconsistent: if a function type may declare a struct
    /// type as its supertype, `NONE <: FUNC` follows. So nothing of it may stay.
    fn forget_invalid(&mut self) {
        self.heaptype_sub = HeaptypeSub::new();
        for dt in &self.valid {
            // Each of these was added before, among more types.
            let _ = self.heaptype_sub.extend(&self.terms, dt.rectype);
        }
    }

    /// Whether two defined types are the same type, with the reason.
    pub fn same_type(&self, dt1: DefType, dt2: DefType) -> Judged {
        equality::same_type(&self.terms, dt1, dt2)
    }

    /// Whether `t1 <: t2`, for closed value types, with the reason.
    pub fn subtype(&self, t1: ValType, t2: ValType) -> Judged {
        valtype_sub(self.context(), t1, t2)
    }

    /// Whether `t1 <: t2`, for closed value types, without a reason.
    ///
    /// Shortcut: reads `Valtype_sub`, `Reftype_sub` and the relation without building a derivation or
    /// refutation; a test holds it equal to [`Model::subtype`].
    #[must_use]
    pub fn subtype_holds(&self, t1: ValType, t2: ValType) -> bool {
        match (t1, t2) {
            (ValType::Bot, _) => true,
            (ValType::Ref(rt1), ValType::Ref(rt2)) => {
                (rt2.null || !rt1.null) && self.heaptype_sub.holds(rt1.ht, rt2.ht) == Some(true)
            }
            _ => t1 == t2,
        }
    }

    /// Whether a reference to a function that was defined at `dt` has the type `rt`, with the reason.
    pub fn func_ref(&self, dt: DefType, rt: RefType) -> Judged {
        func_ref_ok(self.context(), dt, rt)
    }

    /// The closed terms that defined types name.
    #[must_use]
    pub fn terms(&self) -> &Terms {
        &self.terms
    }

    /// The subtype relation on closed heap types.
    #[must_use]
    pub fn heaptype_sub(&self) -> &HeaptypeSub {
        &self.heaptype_sub
    }

    /// The context for closed types, which have no index to look up.
    fn context(&self) -> Context<'_> {
        Context { types: &[], terms: &self.terms, heaptype_sub: &self.heaptype_sub }
    }
}
