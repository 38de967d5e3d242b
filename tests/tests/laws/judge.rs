//! Who judges: the model, or a mutant of it.

use subtly::section::TypeSection;
use subtly_model::binary::module_types;
use subtly_model::roll::rollrt;
use subtly_model::runtime::Ref;
use subtly_model::syntax::{
    AbsHeapType, DefType, ExternType, GlobalType, HeapType, RecType, RefType, TypeUse, ValType,
};
use subtly_model::{Model, TypesVerdict};

/// The model, and mutants of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    /// The model.
    Model,
    /// The rules for bottoms lack `ht =/= BOT`.
    WithoutBottomPremise,
    /// There is no `Deftype_sub/refl`.
    WithoutReflexivity,
    /// There is no `Heaptype_sub/trans`.
    WithoutTransitivity,
    /// The declarations of refused modules are kept.
    WithoutForgetting,
    /// `$rollrt` takes the last member of a group for a type outside.
    RollsOneMemberLess,
    /// `$unrolldt` leaves `REC i` as it is.
    UnrollsNothing,
    /// `$clos_deftypes` leaves the first index as it is.
    ClosesOneTypeLess,
    /// Types are the same if they are written with the same indices: rolled, but not closed.
    EqualAsWritten,
    /// A type is never below one that is written later, in its module or in another.
    LaterTypesUnseen,
    /// A function reference has the type it was defined at and no supertype.
    ReadsExactly,
    /// What can be written is imported as if it could not.
    LinksForgetMutability,
}

/// A defined type: the number of its module, and its index there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct At(pub(crate) usize, pub(crate) u32);

/// A heap type, by where it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Heap {
    Abs(AbsHeapType),
    Def(At),
}

/// A subject that was given some modules.
pub(crate) struct Judge {
    subject: Subject,
    model: Model,
    modules: Vec<Judged>,
}

/// A module: its closed types if they are valid, and its rolled ones.
struct Judged {
    types: Option<Vec<DefType>>,
    rolled: Vec<(RecType, usize)>,
}

impl Judge {
    pub(crate) fn of<'a>(
        subject: Subject,
        modules: impl IntoIterator<Item = &'a TypeSection>,
    ) -> Self {
        let model = match subject {
            Subject::WithoutBottomPremise => Model::without_bottom_premise(),
            Subject::WithoutReflexivity => Model::without_reflexivity(),
            Subject::WithoutTransitivity => Model::without_transitivity(),
            Subject::WithoutForgetting => Model::without_forgetting(),
            _ => Model::new(),
        };
        let mut judge = Self { subject, model, modules: Vec::new() };
        for section in modules {
            judge.define(&section.encode());
        }
        judge
    }

    fn define(&mut self, bytes: &[u8]) {
        let types = match self.model.define(bytes) {
            TypesVerdict::Valid { types, .. } => Some(types),
            TypesVerdict::Invalid { .. } => None,
            verdict => panic!("{verdict:?}"),
        };
        let rts = module_types(bytes, Model::TYPES_MAX).expect("the module was decoded").rectypes;
        let mut rolled = Vec::new();
        for rt in rts {
            let x = rolled.len() as u32;
            let group = rollrt(x, &rt);
            rolled.extend((0..rt.0.len()).map(|i| (group.clone(), i)));
        }
        self.modules.push(Judged { types, rolled });
    }

    pub(crate) fn model(&self) -> &Model {
        &self.model
    }

    pub(crate) fn is_valid(&self, module: usize) -> bool {
        self.modules[module].types.is_some()
    }

    /// The types of a module; none if they are not valid.
    pub(crate) fn types(&self, module: usize) -> &[DefType] {
        self.modules[module].types.as_deref().unwrap_or_default()
    }

    /// Where the types of a module are written; nowhere if they are not valid.
    pub(crate) fn places(&self, module: usize) -> Vec<At> {
        (0..self.types(module).len() as u32).map(|index| At(module, index)).collect()
    }

    /// Heap types, each once: the abstract ones, and those of valid modules.
    pub(crate) fn heaptypes(&self) -> Vec<HeapType> {
        let modules = 0..self.modules.len();
        let mut types: Vec<_> = modules.flat_map(|module| self.types(module)).copied().collect();
        types.sort_unstable();
        types.dedup();
        let defined = types.into_iter().map(|dt| HeapType::Use(TypeUse::Def(dt)));
        AbsHeapType::ALL.into_iter().map(HeapType::Abs).chain(defined).collect()
    }

    fn deftype(&self, At(module, index): At) -> DefType {
        self.types(module)[index as usize]
    }

    pub(crate) fn same_type(&self, at1: At, at2: At) -> bool {
        let rolled = |At(module, index): At| &self.modules[module].rolled[index as usize];
        match self.subject {
            Subject::EqualAsWritten => rolled(at1) == rolled(at2),
            _ => self.deftype(at1) == self.deftype(at2),
        }
    }

    pub(crate) fn heaptype_sub(&self, heap1: Heap, heap2: Heap) -> bool {
        let later = match (heap1, heap2) {
            (Heap::Def(at1), Heap::Def(at2)) => at1 < at2,
            _ => false,
        };
        let reference = |heap| {
            let ht = match heap {
                Heap::Abs(abs) => HeapType::Abs(abs),
                Heap::Def(at) => HeapType::Use(TypeUse::Def(self.deftype(at))),
            };
            ValType::Ref(RefType { null: false, ht })
        };
        !(later && self.subject == Subject::LaterTypesUnseen)
            && self.model.subtype_holds(reference(heap1), reference(heap2))
    }

    /// `ref : rt`
    pub(crate) fn ref_ok(&self, r: &Ref, rt: RefType) -> bool {
        match (self.subject, r) {
            (Subject::ReadsExactly, Ref::Func(dt)) => rt.ht == HeapType::Use(TypeUse::Def(*dt)),
            _ => self.model.ref_ok(r, rt).is_ok(),
        }
    }

    /// `xt1 <: xt2`: what is exported at one may be imported at the other.
    pub(crate) fn links(&self, xt1: ExternType, xt2: ExternType) -> bool {
        let read_only = |xt| match xt {
            ExternType::Global(gt) => ExternType::Global(GlobalType { mutable: false, ..gt }),
            other => other,
        };
        match self.subject {
            Subject::LinksForgetMutability => {
                self.model.extern_subtype(read_only(xt1), read_only(xt2)).is_ok()
            }
            _ => self.model.extern_subtype(xt1, xt2).is_ok(),
        }
    }
}
