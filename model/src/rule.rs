//! The rules that are transcribed, by the names that the specification gives them.

/// Defines [`Rule`] and its list of names in one table, so that neither can go stale.
macro_rules! rules {
    ($($variant:ident $name:literal),* $(,)?) => {
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
        }
    };
}

rules! {
    // 2.1 Validation of types.
    NumtypeOk "Numtype_ok",
    VectypeOk "Vectype_ok",
    HeaptypeOkAbs "Heaptype_ok/abs",
    HeaptypeOkTypeuse "Heaptype_ok/typeuse",
    HeaptypeOkBot "Heaptype_ok/bot",
    ReftypeOk "Reftype_ok",
    ValtypeOkNum "Valtype_ok/num",
    ValtypeOkVec "Valtype_ok/vec",
    ValtypeOkRef "Valtype_ok/ref",
    ValtypeOkBot "Valtype_ok/bot",
    ResulttypeOk "Resulttype_ok",
    TypeuseOkTypeidx "Typeuse_ok/typeidx",
    PacktypeOk "Packtype_ok",
    StoragetypeOkVal "Storagetype_ok/val",
    StoragetypeOkPack "Storagetype_ok/pack",
    FieldtypeOk "Fieldtype_ok",
    ComptypeOkStruct "Comptype_ok/struct",
    ComptypeOkArray "Comptype_ok/array",
    ComptypeOkFunc "Comptype_ok/func",
    SubtypeOk "Subtype_ok",
    RectypeOkEmpty "Rectype_ok/empty",
    RectypeOkCons "Rectype_ok/cons",
    // 2.2 Subtyping.
    NumtypeSub "Numtype_sub",
    VectypeSub "Vectype_sub",
    HeaptypeSubRefl "Heaptype_sub/refl",
    HeaptypeSubTrans "Heaptype_sub/trans",
    HeaptypeSubEqAny "Heaptype_sub/eq-any",
    HeaptypeSubI31Eq "Heaptype_sub/i31-eq",
    HeaptypeSubStructEq "Heaptype_sub/struct-eq",
    HeaptypeSubArrayEq "Heaptype_sub/array-eq",
    HeaptypeSubStruct "Heaptype_sub/struct",
    HeaptypeSubArray "Heaptype_sub/array",
    HeaptypeSubFunc "Heaptype_sub/func",
    HeaptypeSubDef "Heaptype_sub/def",
    HeaptypeSubTypeidxL "Heaptype_sub/typeidx-l",
    HeaptypeSubTypeidxR "Heaptype_sub/typeidx-r",
    HeaptypeSubNone "Heaptype_sub/none",
    HeaptypeSubNofunc "Heaptype_sub/nofunc",
    HeaptypeSubNoexn "Heaptype_sub/noexn",
    HeaptypeSubNoextern "Heaptype_sub/noextern",
    HeaptypeSubBot "Heaptype_sub/bot",
    ReftypeSubNonnull "Reftype_sub/nonnull",
    ReftypeSubNull "Reftype_sub/null",
    ValtypeSubNum "Valtype_sub/num",
    ValtypeSubVec "Valtype_sub/vec",
    ValtypeSubRef "Valtype_sub/ref",
    ValtypeSubBot "Valtype_sub/bot",
    ResulttypeSub "Resulttype_sub",
    PacktypeSub "Packtype_sub",
    StoragetypeSubVal "Storagetype_sub/val",
    StoragetypeSubPack "Storagetype_sub/pack",
    FieldtypeSubConst "Fieldtype_sub/const",
    FieldtypeSubVar "Fieldtype_sub/var",
    ComptypeSubStruct "Comptype_sub/struct",
    ComptypeSubArray "Comptype_sub/array",
    ComptypeSubFunc "Comptype_sub/func",
    DeftypeSubRefl "Deftype_sub/refl",
    DeftypeSubSuper "Deftype_sub/super",
    // 2.4 Validation of modules.
    TypeOk "Type_ok",
    TypesOkEmpty "Types_ok/empty",
    TypesOkCons "Types_ok/cons",
    // 4.1 Values at run time.
    RefOkFunc "Ref_ok/func",
    RefOkSub "Ref_ok/sub",
}

impl std::fmt::Display for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}
