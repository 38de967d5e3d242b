//! Models that are wrong on purpose: a law that a rule upholds has to fail without the rule.
//!
//! For tests of the tests only. The feature `mutants` makes the constructors; without it no model can leave
//! anything out, and the compiler knows.

/// What a model leaves out.
#[cfg_attr(not(feature = "mutants"), allow(dead_code, reason = "nothing can be left out"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Omission {
    /// The premise `ht =/= BOT` of `Heaptype_sub/none`, `/nofunc`, `/noexn` and `/noextern`.
    BottomPremise,
    /// The rule `Deftype_sub/refl`.
    Reflexivity,
    /// The rule `Heaptype_sub/trans`.
    Transitivity,
    /// To compute the relation again without the types of a refused module.
    Forgetting,
}

/// The one thing that is left out, if anything.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Omitted {
    #[cfg(feature = "mutants")]
    omission: Option<Omission>,
}

impl Omitted {
    /// Whether this is left out.
    #[cfg(feature = "mutants")]
    pub(crate) fn is(self, omission: Omission) -> bool {
        self.omission == Some(omission)
    }

    /// Whether this is left out: never.
    #[cfg(not(feature = "mutants"))]
    #[allow(clippy::unused_self, reason = "with the feature it is used")]
    pub(crate) const fn is(self, _: Omission) -> bool {
        false
    }
}

#[cfg(feature = "mutants")]
mod constructors {
    use super::{Omission, Omitted};
    use crate::Model;
    use crate::heaptype_sub::HeaptypeSub;

    impl Model {
        /// A model whose rules for the bottoms of hierarchies lack the premise `ht =/= BOT`, as those of
        /// the specification did until March 2026: `NONE <: BOT`, hence `NONE <: FUNC`.
        #[must_use]
        pub fn without_bottom_premise() -> Self {
            Self::without(Omission::BottomPremise)
        }

        /// A model without `Deftype_sub/refl`: no defined type is below itself.
        #[must_use]
        pub fn without_reflexivity() -> Self {
            Self::without(Omission::Reflexivity)
        }

        /// A model without `Heaptype_sub/trans`.
        #[must_use]
        pub fn without_transitivity() -> Self {
            Self::without(Omission::Transitivity)
        }

        /// A model whose relation keeps the declarations of refused modules: if a function type declares a
        /// struct type as its supertype, `NONE <: FUNC`.
        #[must_use]
        pub fn without_forgetting() -> Self {
            Self::without(Omission::Forgetting)
        }

        fn without(omission: Omission) -> Self {
            let omitted = Omitted { omission: Some(omission) };
            Self::on(HeaptypeSub::leaving_out(omitted))
        }
    }
}
