//! The table of the faults: what each is, what it repeats, what it breaks.

/// Makes the enumeration and its rows: name, what is wrong, the historical bug or family of bugs, and
/// the rule of the specification that is broken, where one rule is to blame.
macro_rules! faults {
    ($($name:ident $summary:literal, $mirrors:literal, $rule:expr;)*) => {
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
        pub enum Fault { $($name,)* }

        #[cfg(feature = "faults")]
        impl Fault {
            pub(super) const fn row(
                self,
            ) -> (&'static str, &'static str, &'static str, Option<&'static str>) {
                match self {
                    $(Self::$name => (stringify!($name), $summary, $mirrors, $rule),)*
                }
            }
        }
    };
}

faults! {
    E1 "equality of groups drops the nullability of a reference to a defined type",
        "CVE-2025-5959", Some("Deftype_sub/refl");
    E2 "equality of heap types is true where the left one is abstract",
        "CVE-2024-12381", Some("Deftype_sub/refl");
    E4 "finality is absent from the equality and the hash of groups",
        "Wizard 5a35af22, wasm-tools #1275", Some("Deftype_sub/refl");
    E5 "the supertype is absent from the equality and the hash of groups",
        "WebKit 24106, Wizard 37a120b5", Some("Deftype_sub/refl");
    E6 "a reference to member i of the own group equals one to the registry's type i",
        "V8 380397544", Some("Deftype_sub/refl");
    E8 "packed types are unpacked before they are compared: i8 = i16 = i32",
        "gc b42a47d4", Some("Deftype_sub/refl");
    E10 "fields are compared up to the end of the shorter struct",
        "WebKit 6713, spec a017fdf75", Some("Deftype_sub/refl");
    E11 "only the first member and the length of a group are its key",
        "WebKit 6713, gc #294, wasm-tools #1275", Some("Deftype_sub/refl");
    N1 "groups of more than one member are never deduplicated",
        "WAMR #3317", Some("Deftype_sub/refl");
    N2 "supertypes are left as type indices of the module in the key of a group",
        "Binaryen #4506, Wizard 37a120b5", Some("Deftype_sub/refl");
    N4 "references to earlier members are replaced while the later members are hashed",
        "Binaryen #3761", Some("Deftype_sub/refl");
    N6 "a module keeps the provisional numbers of a group that turns out to be there",
        "V8 400086889", Some("Deftype_sub/refl");
    N8 "the numbers of types that a group refers to are truncated to 4 bits",
        "CVE-2024-6100, CVE-2024-8194", Some("Deftype_sub/refl");
    N9 "the limit on types is tested for groups written with rec only",
        "CVE-2024-2887", None;
    N10 "an empty group consumes a type index",
        "WAMR #4440, wasmtime #9374", Some("Rectype_ok/empty");
    V1 "the finality of a declared supertype is not checked",
        "Wizard 2cf561aa", Some("Subtype_ok");
    V2 "a supertype may stand anywhere in the group, not only before the type",
        "family of Binaryen #8611", Some("Subtype_ok");
    V4 "the declared supertype of a type that is alone in its group is not checked",
        "JavaScriptCore sub.js", Some("Subtype_ok");
    V5 "mutable fields are covariant",
        "wasm-tools #1934", Some("Fieldtype_sub/var");
    V6 "constant and mutable fields match each other",
        "wasm-tools #1934", Some("Fieldtype_sub/var");
    V7 "parameters are covariant",
        "Binaryen #5420", Some("Comptype_sub/func");
    V9 "the limit on supertype depth is off by one",
        "WasmEdge #4134, wasm-tools #1558", None;
    R1 "none <: i31 is missing",
        "Wizard #274", Some("Heaptype_sub/none");
    R3 "every defined type is below any, functions included",
        "WebKit 21143, WasmEdge #4920", Some("Heaptype_sub/trans");
    R4 "the nullability of references is not compared",
        "V8 374790906, WasmEdge #4679", Some("Reftype_sub/nonnull");
    R5 "noexn <: exn is missing",
        "spec #1873, WasmEdge 13a9b91e4", Some("Heaptype_sub/noexn");
    R6 "the walk up the supertypes stops after the direct supertype",
        "no single historical bug", Some("Deftype_sub/super");
    R7 "what could be declared as a subtype is one, declared or not",
        "no single historical bug", Some("Deftype_sub/super");
    D1 "the length of the display is not checked before it is read",
        "SpiderMonkey's minimum length of the supertype vector", Some("Deftype_sub/super");
    D3 "the display is copied from the supertype without appending the type",
        "no single historical bug", Some("Deftype_sub/super");
    D4 "the direct supertype stands in the display as a type index of the module",
        "family of V8 371565065", Some("Deftype_sub/super");
    D5 "a cast of null succeeds at every type",
        "WasmEdge #4679", Some("Reftype_sub/nonnull");
    D7 "a cast compares with the target alone, as if the target were final",
        "no single historical bug", Some("Deftype_sub/super");
    D9 "a cast to any succeeds for references of other hierarchies",
        "Binaryen #6741, WebKit 25599", Some("Heaptype_sub/trans");
    T1 "call_indirect compares types for equality only",
        "WebKit 23781, Wizard #259", Some("Deftype_sub/super");
    T2 "call_indirect asks whether the expected type is a subtype of the callee's",
        "gc 88463e82", Some("Deftype_sub/super");
    T3 "a stored function is taken to be of the type that its entry was last read at",
        "symptom of wasmtime #10398, not its cause", Some("Deftype_sub/refl");
    T5 "the first typed read of an entry asserts that its type is the expected one",
        "symptom of wasmtime #10376, not its cause", Some("Deftype_sub/super");
    T8 "a typed read is not checked, as if whoever stored the function had checked it",
        "WebKit 33408", Some("Deftype_sub/super");
    L1 "imported functions are compared for equality",
        "WebKit 21875, wasmtime #9446", Some("Deftype_sub/super");
    L2 "an imported function may be of a supertype, not of a subtype",
        "family of gc 88463e82", Some("Deftype_sub/super");
    L4 "an imported tag may be of a subtype",
        "idea of SpiderMonkey 1825094", Some("Tagtype_sub");
    L5 "imported constant globals are compared for equality",
        "wasmtime #10304", Some("Globaltype_sub/const");
    L6 "imported mutable globals are covariant",
        "no single historical bug", Some("Globaltype_sub/var");
    L7 "imported tables are covariant in their elements",
        "no single historical bug", Some("Tabletype_sub");
    L8 "an export without maximum matches an import with one",
        "no single historical bug", Some("Limits_sub/max");
    G1 "a new group is not looked for again under the lock",
        "Binaryen #3852", Some("Deftype_sub/refl");
    G2 "a group is published before its displays can be seen",
        "Binaryen #3852", None;
    G4 "a group does not keep the groups it refers to",
        "WebKit 36128", None;
    G5 "removals are not announced, so what is kept under an index outlives its type",
        "WebKit 36128", Some("Deftype_sub/super");
    G6 "whether a group is unreferenced is not asked again under the lock",
        "CVE-2024-47813, WebKit 36128", None;
    G7 "the members of a group are taken to stand side by side behind all others",
        "wasmtime #10435", Some("Deftype_sub/super");
}
