//! The registry: modules come in as bytes, questions are asked by canonical index, modules go
//! again.

use crate::decode::Decoder;
use crate::store::{Info, Store};
use crate::sync::{Mutex, lock};
use crate::table::GroupTable;
use crate::writer::Writer;
use crate::{CanonicalIndex, Config, Error, HeapType, ModuleTypeIndex, RefType, TypeKind, ValType};
use crate::{Counts, ExternType, LinkError, Reference, casts, display, externs, subtype};
use std::fmt;
use std::hash::BuildHasher;

/// The hasher of a registry that is made without one: fast, and seeded differently in each process,
/// so that no module can be made whose groups collide.
pub type DefaultHashBuilder = hashbrown::DefaultHashBuilder;

/// The types of any number of modules, each distinct recursion group kept once.
///
/// Two types are the same type exactly when their canonical indices are equal, within one module or
/// across modules (rule `Deftype_sub/refl`). Questions about an index that names no live type are
/// answered "no", except that every index is a subtype of itself.
///
/// All methods take `&self`. Questions take no lock and never wait. Registering a group that the
/// registry has takes no lock, either; new groups and groups that go wait for each other.
pub struct Registry<S = DefaultHashBuilder> {
    pub(crate) config: Config,
    pub(crate) hasher: S,
    /// Finds a group by the hash of its bytes.
    pub(crate) table: GroupTable,
    pub(crate) store: Store,
    pub(crate) writer: Mutex<Writer>,
    /// Called for each type that is removed.
    pub(crate) removed: Option<Box<Removed>>,
}

/// What is done for each type that is removed.
pub(crate) type Removed = dyn Fn(CanonicalIndex) + Send + Sync;

/// The types of a registered module, to be given back with [`Registry::release`].
///
/// Dropping it instead keeps the module's types in the registry for as long as the registry lives.
#[derive(Debug, Default)]
#[must_use = "the types stay in the registry until they are released"]
pub struct ModuleTypes {
    /// The canonical index of each type of the module. For each group of the module, as often as it
    /// occurs, one reference is held.
    pub(crate) types: Vec<CanonicalIndex>,
}

impl ModuleTypes {
    /// The canonical index of a type of the module, if the module has the type.
    pub fn get(&self, index: ModuleTypeIndex) -> Option<CanonicalIndex> {
        self.types.get(index.get() as usize).copied()
    }

    /// The canonical indices of all types of the module, in the order of the module's type indices.
    pub fn as_slice(&self) -> &[CanonicalIndex] {
        &self.types
    }

    /// The number of types of the module.
    pub fn len(&self) -> usize {
        self.types.len()
    }

    /// Whether the module has no types.
    pub fn is_empty(&self) -> bool {
        self.types.is_empty()
    }
}

impl Registry {
    /// An empty registry.
    pub fn new(config: Config) -> Self {
        Self::with_hasher(config, DefaultHashBuilder::default())
    }
}

impl Default for Registry {
    fn default() -> Self {
        Self::new(Config::default())
    }
}

impl<S: BuildHasher> Registry<S> {
    /// An empty registry that finds groups with this hasher.
    pub fn with_hasher(config: Config, hasher: S) -> Self {
        let store = Store::new(config.faults, config.reserved_types);
        let writer = Mutex::new(Writer::new());
        Self { config, hasher, table: GroupTable::new(), store, writer, removed: None }
    }

    /// Decodes, validates and registers the types of a module.
    ///
    /// After an error the registry holds what it held before. Expected linear in the bytes up to
    /// the end of the type section; what is kept is bounded by them times the limit on supertype
    /// depth. Waits for other threads only where a group is new.
    ///
    /// # Errors
    ///
    /// [`Error::Malformed`] if the preamble or the bytes up to the end of the type section do not
    /// follow the grammar, [`Error::Invalid`] if they do but a type is not valid (rules
    /// `Rectype_ok` and `Subtype_ok`), [`Error::Limit`] if a configured limit was met.
    pub fn register_module(&self, bytes: &[u8]) -> Result<ModuleTypes, Error> {
        let mut decoder = Decoder::new(&self.config.limits, self.store.faults);
        let result = decoder.module(bytes, |draft, types| self.intern_group(draft, types));
        match result {
            Ok(()) => Ok(ModuleTypes { types: decoder.types }),
            Err(error) => {
                self.release_types(&decoder.types);
                Err(error)
            }
        }
    }
}

impl<S> Registry<S> {
    /// The same registry, which calls back with the index of each type that is removed: what is kept
    /// under it, such as trampolines, layouts, or answers of casts, must go with it.
    ///
    /// The index is given to no other type before the call returns. The call comes from inside the
    /// lock, from whichever thread let the last reference go: it must not register or release anything
    /// in this registry, nor ask for its counts.
    #[must_use]
    pub fn on_removal(mut self, removed: impl Fn(CanonicalIndex) + Send + Sync + 'static) -> Self {
        self.removed = Some(Box::new(removed));
        self
    }

    /// How the registry is set up.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Whether `sub` is `sup` or declares it, directly or not, as its supertype (`Deftype_sub`).
    /// Constant time.
    #[inline]
    pub fn is_subtype(&self, sub: CanonicalIndex, sup: CanonicalIndex) -> bool {
        subtype::is_subtype(&self.store, sub, sup)
    }

    /// Whether `sub` matches `sup` (`Heaptype_sub`). Constant time.
    #[inline]
    pub fn heap_is_subtype(&self, sub: HeapType, sup: HeapType) -> bool {
        subtype::heap_is_subtype(&self.store, sub, sup)
    }

    /// Whether `sub` matches `sup` (`Reftype_sub`). Constant time.
    #[inline]
    pub fn ref_is_subtype(&self, sub: RefType, sup: RefType) -> bool {
        subtype::ref_is_subtype(&self.store, sub, sup)
    }

    /// Whether `sub` matches `sup` (`Valtype_sub`). Constant time.
    #[inline]
    pub fn val_is_subtype(&self, sub: ValType, sup: ValType) -> bool {
        subtype::val_is_subtype(&self.store, sub, sup)
    }

    /// Whether `ref.test` of the reference against `target` says yes, so that `ref.cast` does not
    /// trap (`Ref_ok`). Constant time.
    ///
    /// Operand and target may be of different hierarchies, which no valid module asks: the answer
    /// is no, but for null, which belongs to every nullable type.
    #[inline]
    pub fn ref_test(&self, reference: Reference, target: RefType) -> bool {
        casts::ref_test(&self.store, reference, target)
    }

    /// Whether `call_indirect` at the type `expected` may call a function of the type `callee`,
    /// which may be a subtype. Constant time.
    #[inline]
    pub fn signature_matches(&self, callee: CanonicalIndex, expected: CanonicalIndex) -> bool {
        casts::signature_matches(&self.store, callee, expected)
    }

    /// Whether what is exported at one type may be imported at the other (`Externtype_sub`).
    /// Constant time.
    ///
    /// Both are taken to be valid; the minimum of an exported memory or table is the size that it
    /// has.
    ///
    /// # Errors
    ///
    /// What differs, if the import cannot be given the export.
    pub fn match_import(&self, export: ExternType, import: ExternType) -> Result<(), LinkError> {
        externs::match_import(&self.store, export, import)
    }

    /// The kind of a live type.
    pub fn kind(&self, index: CanonicalIndex) -> Option<TypeKind> {
        self.store.info(index).map(Info::kind)
    }

    /// Whether a live type is final.
    pub fn is_final(&self, index: CanonicalIndex) -> Option<bool> {
        self.store.info(index).map(Info::is_final)
    }

    /// The supertypes of a live type from the root down to the type itself; empty if it is not
    /// live.
    pub fn display(&self, index: CanonicalIndex) -> impl ExactSizeIterator<Item = CanonicalIndex> {
        display::display(&self.store, index)
    }

    /// What the registry holds, in numbers. Waits for the threads that change it.
    pub fn counts(&self) -> Counts {
        Counts::of(self, &lock(&self.writer))
    }
}

impl<S> fmt::Debug for Registry<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (config, counts) = (&self.config, self.counts());
        f.debug_struct("Registry").field("config", config).field("counts", &counts).finish()
    }
}
