//! Deliberate faults, mirrors of bugs that engines had, which a campaign must find.
//!
//! A fault is chosen per registry. Without the cargo feature `faults` no fault can be chosen and
//! every question "is this fault on" is the constant `false`.

mod table;

#[cfg(feature = "faults")]
pub use table::Fault;
#[cfg(not(feature = "faults"))]
pub(crate) use table::Fault;

#[cfg(feature = "faults")]
impl Fault {
    /// Every fault that a campaign must find, in the order of the taxonomy.
    pub const ALL: [Self; 46] = [
        Self::E1,
        Self::E2,
        Self::E4,
        Self::E5,
        Self::E6,
        Self::E8,
        Self::E10,
        Self::E11,
        Self::N1,
        Self::N2,
        Self::N4,
        Self::N6,
        Self::N8,
        Self::N10,
        Self::V1,
        Self::V2,
        Self::V4,
        Self::V5,
        Self::V6,
        Self::V7,
        Self::R1,
        Self::R3,
        Self::R4,
        Self::R5,
        Self::R6,
        Self::R7,
        Self::D1,
        Self::D3,
        Self::D4,
        Self::D5,
        Self::D7,
        Self::D9,
        Self::T1,
        Self::T2,
        Self::T3,
        Self::T5,
        Self::T8,
        Self::L1,
        Self::L2,
        Self::L4,
        Self::L5,
        Self::L6,
        Self::L7,
        Self::L8,
        Self::G5,
        Self::G7,
    ];

    /// The faults that no campaign can find, each with the test that does: limits are never counted as
    /// disagreement, and the rest shows only with several threads, in the schedule with the number that is named.
    pub const IN_TESTS: [(Self, &'static str); 6] = [
        (Self::N9, "impl/tests/it/limits.rs"),
        (Self::V9, "impl/tests/it/limits.rs"),
        (Self::G1, "impl/tests/schedules.rs, random schedule 7, few preemptions 13"),
        (Self::G2, "impl/tests/memory_orders.rs, execution 532"),
        (Self::G4, "impl/tests/schedules.rs, random schedule -, few preemptions 219"),
        (Self::G6, "impl/tests/schedules.rs, random schedule 3, few preemptions 209"),
    ];

    /// The faults of the taxonomy that have no place in this implementation: name, what would be wrong,
    /// and why it cannot be.
    pub const WITHOUT_PLACE: [(&'static str, &'static str, &'static str); 3] = [
        (
            "R8",
            "a bound of two types has the wrong nullability",
            "nothing here computes the bounds of types",
        ),
        (
            "D8",
            "the difference type of br_on_cast keeps null wrongly",
            "instructions are not read, so no difference type is formed",
        ),
        (
            "T6",
            "the kind of the table is not checked at call_indirect",
            "instructions and tables are not read, only types",
        ),
    ];

    /// The identifier, for example `E1`.
    pub const fn name(self) -> &'static str {
        self.row().0
    }

    /// What is wrong, in one line.
    pub const fn summary(self) -> &'static str {
        self.row().1
    }

    /// The historical bug, or the family of bugs, that the fault repeats.
    pub const fn mirrors(self) -> &'static str {
        self.row().2
    }

    /// The rule of the specification that the fault breaks, where one rule is to blame.
    pub const fn rule(self) -> Option<&'static str> {
        self.row().3
    }

    /// The fault with this identifier.
    pub fn from_name(name: &str) -> Option<Self> {
        let in_tests = Self::IN_TESTS.into_iter().map(|(fault, _)| fault);
        Self::ALL.into_iter().chain(in_tests).find(|fault| fault.name() == name)
    }
}

/// Which fault a registry has; of size zero without the feature `faults`.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Faults {
    #[cfg(feature = "faults")]
    pub(crate) chosen: Option<Fault>,
}

impl Faults {
    /// Whether `fault` is on.
    #[cfg(feature = "faults")]
    #[inline]
    pub(crate) fn has(self, fault: Fault) -> bool {
        self.chosen == Some(fault)
    }

    /// Whether `fault` is on: never, in this build.
    #[cfg(not(feature = "faults"))]
    #[inline(always)]
    pub(crate) const fn has(self, _: Fault) -> bool {
        false
    }

    /// Whether one of the faults is on.
    #[inline]
    pub(crate) fn has_any(self, faults: &[Fault]) -> bool {
        faults.iter().any(|fault| self.has(*fault))
    }

    /// Whether a fault is on under which indices may name no type, or one that is kept for others: what
    /// holds without it is then not asserted.
    #[inline]
    pub(crate) fn loses_types(self) -> bool {
        self.has_any(&[Fault::N6, Fault::N10, Fault::G4])
    }
}
