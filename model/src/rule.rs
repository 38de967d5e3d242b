//! The rules that are transcribed, by the names that the specification gives them, with their premises.

/// Defines [`Rule`], its names and its premises in one table, so that none can go stale.
macro_rules! rules {
    ($($variant:ident $name:literal [$($premise:literal),* $(,)?]),* $(,)?) => {
        /// A rule of the specification.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[allow(missing_docs)] // Each variant is documented by its name and by the function of that name.
        pub enum Rule { $($variant),* }

        impl Rule {
            /// Every rule, in the order of the specification.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The name, as the specification writes it.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            /// The premises in the rule's order, each in the notation of
            /// [`Failure::premise`](crate::judgment::Failure::premise); none for an axiom.
            ///
            /// They are the premises that the specification writes, and before the one that needs them three
            /// that its notation implies: `|t_1*| = |t_2*|`, `|ft_1*| = |ft_2*|` and `i < |typeuse*|`. SpecTec
            /// derives the same from joint iterations and from indexing.
            #[must_use]
            pub const fn premises(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &[$($premise),*]),* }
            }
        }
    };
}

mod table;

pub use table::Rule;

impl Rule {
    /// The rule with this name.
    #[must_use]
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|rule| rule.name() == name)
    }

    /// The place of a premise among those of the rule.
    #[must_use]
    pub fn premise_place(self, premise: &str) -> Option<usize> {
        self.premises().iter().position(|other| *other == premise)
    }
}

impl std::fmt::Display for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::Rule;
    use std::collections::HashSet;

    #[test]
    fn no_name_and_no_premise_of_a_rule_is_listed_twice() {
        let mut names = HashSet::new();
        for rule in Rule::ALL {
            assert!(names.insert(rule.name()), "{rule}");
            assert_eq!(Rule::by_name(rule.name()), Some(*rule));
            let premises: HashSet<_> = rule.premises().iter().collect();
            assert_eq!(premises.len(), rule.premises().len(), "{rule}: {:?}", rule.premises());
        }
        assert_eq!(Rule::by_name("Subtype_okay"), None);
        assert_eq!(Rule::SubtypeOk.premise_place("(x < x_0)*"), Some(1));
        assert_eq!(Rule::SubtypeOk.premise_place("x < x_0"), None);
    }
}
