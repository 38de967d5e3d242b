//! How far an enumeration goes, as data: every alphabet, and how often it may be used.

use crate::question::AbstractHeap;
use std::fmt;

/// A set of type sections: all that can be written within these bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bound {
    /// The name by which the command line selects it.
    pub name: &'static str,
    /// The most types. They are grouped in every way.
    pub types_max: u32,
    /// The most groups without a type. They stand at every place between other groups.
    pub empty_groups_max: u32,
    /// The most fields of a struct.
    pub fields_max: u32,
    /// Whether fields may be mutable.
    pub mutable: bool,
    /// Whether fields may be `i8`.
    pub packed: bool,
    /// Whether there are arrays.
    pub arrays: bool,
    /// The most parameters, and the most results, of a function; `None` if there are no functions.
    pub values_max: Option<u32>,
    /// How many of `i32`, `i64`, `f32` and `f64` there are, in this order.
    pub numbers: u32,
    /// The abstract heap types that are referred to, nullable and not.
    pub heaps: &'static [AbstractHeap],
    /// The type indices that are referred to, nullable and not.
    pub references: Reach,
    /// The type indices that are declared as supertypes. A type declares none or one.
    pub supertypes: Reach,
}

/// Which type indices may stand at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Those of earlier groups and of the own one, later members included.
    Scope,
    /// Those of all types of the section, and the first one that no type has.
    Anywhere,
}

impl Bound {
    /// The bounds that have a name.
    pub const NAMED: [Self; 4] = [SMALL, WIDE, DEEP, LARGE];

    /// The most types of any bound: sections multiply by thousands with each.
    pub const TYPES_MAX: u32 = 4;

    /// The most fields of any bound.
    pub const FIELDS_MAX: u32 = 4;

    /// The bound with this name.
    #[must_use]
    pub fn by_name(name: &str) -> Option<Self> {
        Self::NAMED.into_iter().find(|bound| bound.name == name)
    }
}

/// Some seconds: what a change of code can be tried with.
const SMALL: Bound = Bound {
    name: "small",
    types_max: 2,
    empty_groups_max: 1,
    fields_max: 1,
    mutable: true,
    packed: false,
    arrays: false,
    values_max: None,
    numbers: 1,
    heaps: &[],
    references: Reach::Scope,
    supertypes: Reach::Anywhere,
};

/// Two types, with something of everything that a type can be made of.
const WIDE: Bound = Bound {
    name: "wide",
    packed: true,
    arrays: true,
    values_max: Some(1),
    heaps: &[AbstractHeap::Any],
    ..SMALL
};

/// Three types, which can be chains, cycles and copies, made of little.
const DEEP: Bound = Bound {
    name: "deep",
    types_max: 3,
    empty_groups_max: 0,
    mutable: false,
    values_max: Some(0),
    supertypes: Reach::Scope,
    ..SMALL
};

/// Three types with something of everything: for many cores and days.
const LARGE: Bound = Bound { name: "large", types_max: 3, ..WIDE };

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let many = |n: u32, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
        let constant = if self.mutable { "" } else { "constant " };
        write!(
            f,
            "{}, {}, structs of {}",
            many(self.types_max, "type"),
            many(self.empty_groups_max, "empty group"),
            many(self.fields_max, &format!("{constant}field")),
        )?;
        if self.arrays {
            f.write_str(", arrays")?;
        }
        if let Some(most) = self.values_max {
            write!(f, ", functions of {} and as many results", many(most, "parameter"))?;
        }
        let numbers = ["i32", "i64", "f32", "f64"].into_iter().take(self.numbers as usize);
        let mut contents: Vec<&str> = self.packed.then_some("i8").into_iter().collect();
        contents.extend(numbers);
        contents.extend(self.heaps.iter().map(|heap| heap.keyword()));
        contents.push(match self.references {
            Reach::Scope => "types in scope",
            Reach::Anywhere => "types in scope or not",
        });
        write!(f, ", made of {}, ", contents.join(", "))?;
        f.write_str(match self.supertypes {
            Reach::Scope => "supertypes in scope",
            Reach::Anywhere => "supertypes in scope or not",
        })
    }
}
