//! The context `C` of validation (2.0), as far as types need it.

use crate::heaptype_sub::HeaptypeSub;
use crate::syntax::{DefType, TypeIdx};
use crate::terms::Terms;

/// `C`, with what is known of the types in it.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// `C.TYPES`: the closed types of the module, in the order of their indices.
    pub types: &'a [DefType],
    /// The closed recursive types that defined types name.
    pub terms: &'a Terms,
    /// The subtype relation on closed heap types.
    pub heaptype_sub: &'a HeaptypeSub,
}

impl Context<'_> {
    /// `C.TYPES[x]`
    #[must_use]
    pub fn type_at(self, x: TypeIdx) -> Option<DefType> {
        self.types.get(x as usize).copied()
    }
}
