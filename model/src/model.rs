//! The model as it is asked: modules are defined, and questions about their types are judged.

use crate::binary::{self, DecodeError, Malformed, Types, module_types};
use crate::concluded::Concluded;
use crate::context::Context;
use crate::equality;
use crate::externtypes_sub::externtype_sub;
use crate::heaptype_sub::{HeaptypeSub, TooManySteps};
use crate::judgment::{Cause, Derivation, Judged, Proof, Reason, Refutation, stop};
use crate::modules::{ModuleType, RefusedTypes, module_ok, module_refuted};
use crate::modules::{types_ok, types_ok_again};
use crate::mutants::Omission;
use crate::place::Place;
use crate::rule::Rule;
use crate::runtime::{Ref, ref_ok};
use crate::subtyping::valtype_sub;
use crate::syntax::ValType;
use crate::syntax::{DefType, ExternType, Func, Module, RecType, RefType};
use crate::terms::Terms;
use crate::trail::Trail;

/// What the specification says of the types of a module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypesVerdict {
    /// They are well-formed and valid.
    Valid {
        /// The closed types, in the order of the type indices.
        types: Vec<DefType>,
        /// The recursive types as they are written.
        rectypes: Vec<RecType>,
        /// The rules by which they are valid, in the order in which they conclude: premises first.
        /// [`Model::types_derivation`] says what they conclude.
        concluded: Vec<Rule>,
    },
    /// The bytes do not follow the binary format.
    Malformed(Malformed),
    /// A type is not valid.
    Invalid {
        /// The rule that refuses it, and why.
        refutation: Box<Refutation>,
        /// The closed types that the refutation may name: those up to the recursive type that is refused.
        types: Vec<DefType>,
        /// The offset of each type in the module, in the order of the type indices.
        offsets: Vec<usize>,
    },
    /// The specification has an answer, but the model does not spend the time and space on it.
    Limit(&'static str),
}

/// What the specification says of a whole module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ModuleVerdict {
    /// It is well-formed and valid.
    Valid {
        /// The closed types, in the order of the type indices.
        types: Vec<DefType>,
        /// The types of its imports and exports.
        moduletype: ModuleType,
        /// Why it is valid, down to its expressions.
        derivation: Box<Derivation>,
        /// How often each rule concluded something inside the expressions.
        concluded: Box<Concluded>,
    },
    /// The bytes do not follow the binary format.
    Malformed(Malformed),
    /// It is not valid.
    Invalid {
        /// The rule that refuses it, and why.
        refutation: Box<Refutation>,
        /// Where.
        place: Place,
        /// The closed types that the refutation may name: all, or if a type is refused, those up to its
        /// recursive type.
        types: Vec<DefType>,
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

    /// The model takes on this many locals a function.
    pub const LOCALS_MAX: u64 = 50_000;

    /// A model that knows no module.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A model with this relation on abstract heap types.
    #[cfg(feature = "mutants")]
    pub(crate) fn on(heaptype_sub: HeaptypeSub) -> Self {
        Self { heaptype_sub, ..Self::default() }
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
                return TypesVerdict::Limit(TOO_MANY_TYPES);
            }
            Err(DecodeError::Limit(what)) => return TypesVerdict::Limit(what),
        };
        let Types { rectypes, offsets } = types;
        let trail = Trail::for_types(offsets.len());
        match types_ok(&mut self.terms, &mut self.heaptype_sub, &rectypes, Some(&trail)) {
            Ok(Ok((types, _))) => {
                self.valid.extend(&types);
                TypesVerdict::Valid { types, rectypes, concluded: trail.into_rules() }
            }
            Ok(Err(RefusedTypes { refutation, types })) => {
                self.forget_invalid();
                TypesVerdict::Invalid { refutation, types, offsets }
            }
            Err(TooManySteps) => {
                self.forget_invalid();
                TypesVerdict::Limit(TOO_MANY_STEPS)
            }
        }
    }

    /// Why the types of a module are valid; `None` if they are not.
    ///
    /// [`Model::define`] only notes the rules, since few derivations are ever read. Here the types are judged
    /// once more, and the derivation is kept; its rules are those that were noted. Takes time and space in
    /// proportion to it.
    ///
    /// The verdict has to be one of this model's: it names types by their places there.
    #[must_use]
    pub fn types_derivation(&self, verdict: &TypesVerdict) -> Option<Derivation> {
        let TypesVerdict::Valid { types, rectypes, .. } = verdict else {
            return None;
        };
        let c = Context::of_types(types, &self.terms, &self.heaptype_sub);
        types_ok_again(&c, rectypes).ok()?.into_derivation()
    }

    /// Decodes and validates a module, by `Module_ok`.
    ///
    /// Beside the time and space of [`Model::define`], takes time in proportion to the instructions,
    /// and answers [`ModuleVerdict::Limit`] beyond [`Self::LOCALS_MAX`] locals of a function, too.
    pub fn define_module(&mut self, bytes: &[u8]) -> ModuleVerdict {
        let module = match binary::module(bytes) {
            Ok(module) => module,
            Err(DecodeError::Malformed(malformed)) => return ModuleVerdict::Malformed(malformed),
            Err(DecodeError::TooManyTypes) => return ModuleVerdict::Limit(TOO_MANY_TYPES),
            Err(DecodeError::Limit(what)) => return ModuleVerdict::Limit(what),
        };
        if module.type_offsets.len().max(module.types.len()) > Self::TYPES_MAX {
            return ModuleVerdict::Limit(TOO_MANY_TYPES);
        }
        let locals = |func: &Func| func.locals.iter().map(|run| u64::from(run.n)).sum::<u64>();
        if module.funcs.iter().any(|func| locals(func) > Self::LOCALS_MAX) {
            return ModuleVerdict::Limit("the model takes on 50,000 locals a function");
        }
        match types_ok(&mut self.terms, &mut self.heaptype_sub, &module.types, None) {
            Ok(Ok((types, proof))) => {
                // They are valid even if the rest of the module is not.
                self.valid.extend(&types);
                self.module(module, types, proof)
            }
            Ok(Err(RefusedTypes { refutation, types })) => {
                self.forget_invalid();
                let why = stop("{} |- type* : dt'*", None, Cause::Refuted(refutation));
                invalid(module_refuted(why), types, module)
            }
            Err(TooManySteps) => {
                self.forget_invalid();
                ModuleVerdict::Limit(TOO_MANY_STEPS)
            }
        }
    }

    /// Validates a module whose types are valid.
    fn module(&self, module: Module, types: Vec<DefType>, proof: Proof) -> ModuleVerdict {
        let concluded = Box::<Concluded>::default();
        let c = &Context::of_types(&types, &self.terms, &self.heaptype_sub);
        match module_ok(c, proof, &module, &concluded) {
            Ok((moduletype, derivation)) => {
                let derivation = Box::new(derivation);
                ModuleVerdict::Valid { types, moduletype, derivation, concluded }
            }
            Err(refutation) => invalid(refutation, types, module),
        }
    }

    /// Computes the relation again without the types of a module that was refused.
    ///
    /// A context with an invalid declaration is inconsistent: if a function type may declare a struct
    /// type as its supertype, `NONE <: FUNC` follows. So nothing of it may stay.
    fn forget_invalid(&mut self) {
        if self.heaptype_sub.omitted().is(Omission::Forgetting) {
            return;
        }
        self.heaptype_sub = HeaptypeSub::leaving_out(self.heaptype_sub.omitted());
        for dt in &self.valid {
            // Each of these was added before, among more types.
            let _ = self.heaptype_sub.extend(&self.terms, dt.rectype);
        }
    }

    /// Whether two defined types are the same type, with the reason.
    pub fn same_type(&self, dt1: DefType, dt2: DefType) -> Reason {
        reason(equality::same_type(&self.context(), dt1, dt2))
    }

    /// Whether `t1 <: t2`, for closed value types, with the reason.
    pub fn subtype(&self, t1: ValType, t2: ValType) -> Reason {
        reason(valtype_sub(&self.context(), t1, t2))
    }

    /// Whether a reference has a closed type, so that a cast to it succeeds, with the reason.
    pub fn ref_ok(&self, r: &Ref, rt: RefType) -> Reason {
        reason(ref_ok(&self.context(), r, rt))
    }

    /// Whether what has the external type `xt1` may be imported at `xt2`, for closed external types,
    /// with the reason.
    pub fn extern_subtype(&self, xt1: ExternType, xt2: ExternType) -> Reason {
        reason(externtype_sub(&self.context(), xt1, xt2))
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
        Context::of_types(&[], &self.terms, &self.heaptype_sub)
    }
}

const TOO_MANY_TYPES: &str = "the model takes on 1,000 types and 1,000 groups a module";
const TOO_MANY_STEPS: &str = "the model does not take on so many subtype pairs";

/// The outcome of a judgment in a context that keeps derivations.
fn reason(judged: Judged) -> Reason {
    judged.map(|proof| proof.into_derivation().expect("the context keeps derivations"))
}

/// The verdict on a module that is refused.
fn invalid(refutation: Box<Refutation>, types: Vec<DefType>, module: Module) -> ModuleVerdict {
    let place = Place::of(&refutation, &module);
    ModuleVerdict::Invalid { refutation, place, types, offsets: module.type_offsets }
}
