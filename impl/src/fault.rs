//! Deliberate faults, mirrors of bugs that engines had, which a campaign must find.
//!
//! A fault is chosen per registry. Without the cargo feature `faults` no fault can be chosen and
//! every question "is this fault on" is the constant `false`.

/// A deliberate fault; the identifiers are those of the project's fault taxonomy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(
    not(feature = "faults"),
    allow(
        dead_code,
        unreachable_pub,
        reason = "exported and chosen with the feature `faults` only"
    )
)]
#[allow(missing_docs, reason = "`Fault::summary` describes each")]
pub enum Fault {
    E1,
    E4,
    E11,
    N1,
    N10,
    V1,
    V2,
    V5,
    R1,
    R6,
    D1,
    D3,
    D5,
    D7,
    D9,
    T1,
    T2,
    L1,
    L2,
    L4,
    L5,
    L6,
    L7,
    L8,
    G1,
    G2,
    G4,
    G6,
}

#[cfg(feature = "faults")]
impl Fault {
    /// The faults of the lifetime of groups, most of which show only with several threads. The tests
    /// of this crate find them; a campaign cannot, so [`Self::ALL`] does not have them.
    pub const OF_LIFETIME: [Self; 4] = [Self::G1, Self::G2, Self::G4, Self::G6];

    /// Every fault that a campaign must find, in the order of the taxonomy.
    pub const ALL: [Self; 24] = [
        Self::E1,
        Self::E4,
        Self::E11,
        Self::N1,
        Self::N10,
        Self::V1,
        Self::V2,
        Self::V5,
        Self::R1,
        Self::R6,
        Self::D1,
        Self::D3,
        Self::D5,
        Self::D7,
        Self::D9,
        Self::T1,
        Self::T2,
        Self::L1,
        Self::L2,
        Self::L4,
        Self::L5,
        Self::L6,
        Self::L7,
        Self::L8,
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
        Self::ALL.into_iter().chain(Self::OF_LIFETIME).find(|fault| fault.name() == name)
    }

    const fn row(self) -> (&'static str, &'static str, &'static str, Option<&'static str>) {
        const EQUALITY: Option<&str> = Some("Deftype_sub/refl");
        match self {
            Self::E1 => (
                "E1",
                "equality of groups drops the nullability of a reference to a defined type",
                "CVE-2025-5959",
                EQUALITY,
            ),
            Self::E4 => (
                "E4",
                "finality is absent from the equality and the hash of groups",
                "Wizard 5a35af22, wasm-tools #1275",
                EQUALITY,
            ),
            Self::E11 => (
                "E11",
                "only the first member and the length of a group are its key",
                "WebKit 6713, gc #294, wasm-tools #1275",
                EQUALITY,
            ),
            Self::N1 => (
                "N1",
                "groups of more than one member are never deduplicated",
                "WAMR #3317",
                EQUALITY,
            ),
            Self::N10 => (
                "N10",
                "an empty group consumes a type index",
                "WAMR #4440, wasmtime #9374",
                Some("Rectype_ok/empty"),
            ),
            Self::V1 => (
                "V1",
                "the finality of a declared supertype is not checked",
                "Wizard 2cf561aa",
                Some("Subtype_ok"),
            ),
            Self::V2 => (
                "V2",
                "a supertype may stand anywhere in the group, not only before the type",
                "family of Binaryen #8611",
                Some("Subtype_ok"),
            ),
            Self::V5 => (
                "V5",
                "mutable fields are covariant",
                "wasm-tools #1934",
                Some("Fieldtype_sub/var"),
            ),
            Self::R1 => ("R1", "none <: i31 is missing", "Wizard #274", Some("Heaptype_sub/none")),
            Self::R6 => (
                "R6",
                "the walk up the supertypes stops after the direct supertype",
                "no single historical bug",
                Some("Deftype_sub/super"),
            ),
            Self::D1 => (
                "D1",
                "the length of the display is not checked before it is read",
                "SpiderMonkey's minimum length of the supertype vector",
                Some("Deftype_sub/super"),
            ),
            Self::D3 => (
                "D3",
                "the display is copied from the supertype without appending the type",
                "no single historical bug",
                Some("Deftype_sub/super"),
            ),
            Self::D5 => (
                "D5",
                "a cast of null succeeds at every type",
                "WasmEdge #4679",
                Some("Ref_ok/sub"),
            ),
            Self::D7 => (
                "D7",
                "a cast compares with the target alone, as if the target were final",
                "no single historical bug",
                Some("Deftype_sub/super"),
            ),
            Self::D9 => (
                "D9",
                "a cast to any succeeds for references of other hierarchies",
                "Binaryen #6741, WebKit 25599",
                None,
            ),
            Self::T1 => (
                "T1",
                "call_indirect compares types for equality only",
                "WebKit 23781, Wizard #259",
                Some("Deftype_sub/super"),
            ),
            Self::T2 => (
                "T2",
                "call_indirect asks whether the expected type is a subtype of the callee's",
                "gc 88463e82",
                Some("Deftype_sub/super"),
            ),
            Self::L1 => (
                "L1",
                "imported functions are compared for equality",
                "WebKit 21875, wasmtime #9446",
                Some("Deftype_sub/super"),
            ),
            Self::L2 => (
                "L2",
                "an imported function may be of a supertype, not of a subtype",
                "family of gc 88463e82",
                Some("Deftype_sub/super"),
            ),
            Self::L4 => (
                "L4",
                "an imported tag may be of a subtype",
                "idea of SpiderMonkey 1825094",
                Some("Tagtype_sub"),
            ),
            Self::L5 => (
                "L5",
                "imported constant globals are compared for equality",
                "wasmtime #10304",
                Some("Globaltype_sub/const"),
            ),
            Self::L6 => (
                "L6",
                "imported mutable globals are covariant",
                "no single historical bug",
                Some("Globaltype_sub/var"),
            ),
            Self::L7 => (
                "L7",
                "imported tables are covariant in their elements",
                "no single historical bug",
                Some("Tabletype_sub"),
            ),
            Self::L8 => (
                "L8",
                "an export without maximum matches an import with one",
                "no single historical bug",
                Some("Memtype_sub"),
            ),
            Self::G1 => (
                "G1",
                "a new group is not looked for again under the lock",
                "Binaryen #3852",
                EQUALITY,
            ),
            Self::G2 => (
                "G2",
                "a group is published before its displays can be seen",
                "Binaryen #3852",
                None,
            ),
            Self::G4 => {
                ("G4", "a group does not keep the groups it refers to", "WebKit 36128", None)
            }
            Self::G6 => (
                "G6",
                "whether a group is unreferenced is not asked again under the lock",
                "CVE-2024-47813, WebKit 36128",
                None,
            ),
        }
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
}
