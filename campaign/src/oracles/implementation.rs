//! The implementation under test as an oracle.

use super::matrix::{matrix, matrix_of};
use crate::answer::Answer;
use crate::fault::Fault;
use crate::oracle::{Identity, Oracle, Session};
use crate::question::{
    AbstractHeap, Batch, Dynamic, Extern, Heap, Kind, Limits, ModuleId, Reference, TypeRef, Value,
};
use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{BuildHasher, BuildHasherDefault};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use subtly_impl::{
    AbstractHeapType, CanonicalIndex, Config, ConstantHasher, Error, ExternType, FuncRef,
    FuncRefTable, GlobalType, HeapType, MemoryType, ModuleTypeIndex, ModuleTypes, RefType,
    Registry, SizeLimits, TableType, TypeKind, ValType,
};

/// How the registry hashes recursion groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hashing {
    /// A good hash with a fixed key, so that campaigns repeat.
    Fixed,
    /// Every group collides, so that equality alone decides. Casts to nullable types go through a side table.
    Constant,
}

/// The implementation.
#[derive(Debug)]
pub struct Implementation {
    hashing: Hashing,
    fault: Option<Fault>,
}

impl Implementation {
    /// The implementation with this hash function and, for a test of the campaign, a fault.
    #[must_use]
    pub fn new(hashing: Hashing, fault: Option<Fault>) -> Self {
        Self { hashing, fault }
    }

    fn config(&self) -> Config {
        // A registry serves one small program.
        let config = Config::default().with_reserved_types(256);
        match self.fault {
            None => config,
            #[cfg(feature = "faults")]
            Some(fault) => config.with_fault(fault),
            #[cfg(not(feature = "faults"))]
            Some(fault) => match fault {},
        }
    }
}

impl Oracle for Implementation {
    fn identity(&self) -> Identity {
        let (name, hash) = match self.hashing {
            Hashing::Fixed => ("impl", "fixed hash"),
            Hashing::Constant => ("impl-const", "constant hash"),
        };
        let fault = match self.fault {
            None => String::new(),
            Some(fault) => format!(", fault {}", crate::fault::name(fault)),
        };
        Identity {
            name,
            version: env!("CARGO_PKG_VERSION").into(),
            profile: format!("wasm-3.0, {hash}{fault}"),
        }
    }

    fn answers(&self, kind: Kind) -> bool {
        kind != Kind::Valid
    }

    fn session(&self) -> Box<dyn Session + '_> {
        match self.hashing {
            Hashing::Fixed => Box::new(RegistrySession::new(Registry::with_hasher(
                self.config(),
                BuildHasherDefault::<DefaultHasher>::default(),
            ))),
            Hashing::Constant => Box::new(RegistrySession::with_side_table(Registry::with_hasher(
                self.config(),
                ConstantHasher,
            ))),
        }
    }
}

/// A registry with the modules of a program, and what an engine keeps beside it.
struct RegistrySession<S> {
    registry: Registry<S>,
    /// The types of each module; `None` after it was dropped.
    modules: Vec<Option<Result<ModuleTypes, Error>>>,
    /// With a constant hash only: so casts to nullable types are asked of the registry as well, by the other oracle.
    runtime_types: Option<RuntimeTypes>,
}

/// What a cast looks at, by canonical index: for each type its supertypes and itself, made when a module with it is
/// defined. Engines have such side tables, which are right for as long as they hear of every type that is removed.
#[derive(Clone, Default)]
struct RuntimeTypes(Arc<Mutex<HashMap<CanonicalIndex, Vec<CanonicalIndex>>>>);

impl RuntimeTypes {
    /// A panic while the lock is held leaves whole entries.
    fn lock(&self) -> MutexGuard<'_, HashMap<CanonicalIndex, Vec<CanonicalIndex>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn add<S>(&self, registry: &Registry<S>, types: &ModuleTypes) {
        let mut all = self.lock();
        for ty in types.as_slice() {
            all.entry(*ty).or_insert_with(|| registry.display(*ty).collect());
        }
    }
}

impl<S: BuildHasher> RegistrySession<S> {
    fn new(registry: Registry<S>) -> Self {
        Self { registry, modules: Vec::new(), runtime_types: None }
    }

    fn with_side_table(registry: Registry<S>) -> Self {
        let runtime_types = RuntimeTypes::default();
        let side_table = runtime_types.clone();
        let registry = registry.on_removal(move |index| drop(side_table.lock().remove(&index)));
        Self { registry, modules: Vec::new(), runtime_types: Some(runtime_types) }
    }

    fn canonical(&self, ty: TypeRef) -> Option<CanonicalIndex> {
        match self.modules.get(ty.module.0 as usize) {
            Some(Some(Ok(types))) => types.get(ModuleTypeIndex::new(ty.index)),
            _ => None,
        }
    }

    fn valtype(&self, value: Value) -> Option<ValType> {
        Some(match value {
            Value::I32 => ValType::I32,
            Value::I64 => ValType::I64,
            Value::F32 => ValType::F32,
            Value::F64 => ValType::F64,
            Value::V128 => ValType::V128,
            Value::Ref { nullable, heap } => {
                ValType::Ref(self.reftype(Reference { nullable, heap })?)
            }
        })
    }

    fn reftype(&self, Reference { nullable, heap }: Reference) -> Option<RefType> {
        let heap = match heap {
            Heap::Abstract(heap) => HeapType::Abstract(abstract_heap(heap)),
            Heap::Defined(ty) => HeapType::Concrete(self.canonical(ty)?),
        };
        Some(RefType { nullable, heap })
    }

    /// A defined type that is a function type.
    fn func(&self, ty: TypeRef) -> Option<CanonicalIndex> {
        let is_func = |ty: &CanonicalIndex| self.registry.kind(*ty) == Some(TypeKind::Func);
        self.canonical(ty).filter(is_func)
    }

    fn dynamic(&self, dynamic: Dynamic) -> Option<subtly_impl::Reference> {
        Some(match dynamic {
            Dynamic::Null => subtly_impl::Reference::Null,
            Dynamic::I31 => subtly_impl::Reference::I31,
            Dynamic::Object(ty) => subtly_impl::Reference::Object(self.canonical(ty)?),
            Dynamic::Exn => subtly_impl::Reference::Exn,
            Dynamic::Host => subtly_impl::Reference::Host,
            Dynamic::Extern => subtly_impl::Reference::Extern,
        })
    }

    fn extern_type(&self, external: Extern) -> Option<ExternType> {
        let limits = |Limits { min, max }| SizeLimits { minimum: min, maximum: max };
        Some(match external {
            Extern::Func(ty) => ExternType::Func(self.func(ty)?),
            Extern::Tag(ty) => ExternType::Tag(self.func(ty)?),
            Extern::Global { mutable, content } => {
                ExternType::Global(GlobalType { mutable, content: self.valtype(content)? })
            }
            Extern::Memory { memory64, limits: size } => {
                ExternType::Memory(MemoryType { memory64, limits: limits(size) })
            }
            Extern::Table { table64, limits: size, element } => ExternType::Table(TableType {
                table64,
                limits: limits(size),
                element: self.reftype(element)?,
            }),
        })
    }

    /// Where there is a side table, objects are cast to nullable types by it; everything else is asked of the
    /// registry.
    fn casts(&self, rows: &[Dynamic], columns: &[Reference], answers: &mut Vec<Answer>) {
        let runtime_types = self.runtime_types.as_ref().map(RuntimeTypes::lock);
        let value = |dynamic| {
            let value = self.dynamic(dynamic)?;
            let above = match value {
                subtly_impl::Reference::Object(ty) => {
                    runtime_types.as_ref().and_then(|all| all.get(&ty))
                }
                _ => None,
            };
            Some((value, above))
        };
        let test = |(value, above): &(_, Option<&Vec<CanonicalIndex>>), target: &RefType| match (
            *value, *above, *target,
        ) {
            (
                subtly_impl::Reference::Object(ty),
                Some(above),
                RefType { nullable: true, heap: HeapType::Concrete(heap) },
            ) => {
                // A final type is compared by identity.
                ty == heap || self.registry.is_final(heap) == Some(false) && above.contains(&heap)
            }
            _ => self.registry.ref_test(*value, *target),
        };
        matrix_of((rows, columns), value, |target| self.reftype(target), test, answers);
    }

    /// A function of each stored type is interned once and read at every expected type: fresh, and
    /// again after it was read at the root of its chain, which must not change what it is.
    fn typed_func_refs(&self, rows: &[TypeRef], columns: &[TypeRef], answers: &mut Vec<Answer>) {
        let mut table = FuncRefTable::new();
        let columns: Vec<_> = columns.iter().map(|ty| self.func(*ty)).collect();
        for (function, stored) in (0..).zip(rows) {
            let stored = self.func(*stored).map(|ty| FuncRef { ty, function });
            let root = stored.and_then(|func_ref| self.registry.display(func_ref.ty).next());
            let id = stored.and_then(|func_ref| table.intern(func_ref).ok());
            let read = |id, expected| table.get_typed(&self.registry, id, expected).is_ok();
            answers.extend(columns.iter().map(|expected| match (id, root, *expected) {
                (Some(id), Some(root), Some(expected)) => {
                    (read(id, expected) && read(id, root) && read(id, expected)).into()
                }
                _ => Answer::Unsupported,
            }));
        }
    }
}

impl<S: BuildHasher> Session for RegistrySession<S> {
    fn define(&mut self, bytes: &[u8]) {
        let types = self.registry.register_module(bytes);
        if let (Ok(types), Some(runtime_types)) = (&types, &self.runtime_types) {
            runtime_types.add(&self.registry, types);
        }
        self.modules.push(Some(types));
    }

    fn drop_module(&mut self, module: ModuleId) {
        if let Some(Ok(types)) = self.modules.get_mut(module.0 as usize).and_then(Option::take) {
            self.registry.release(types);
        }
    }

    fn ask(&mut self, batch: &Batch, answers: &mut Vec<Answer>) {
        match batch {
            Batch::ValidTypes(module) => answers.push(match &self.modules[module.0 as usize] {
                Some(Ok(_)) => Answer::Yes,
                Some(Err(Error::Malformed { .. } | Error::Invalid { .. })) => Answer::No,
                Some(Err(Error::Limit { .. })) => Answer::Limit,
                None => Answer::Unsupported,
            }),
            Batch::SameType(rows, columns) => {
                matrix([rows, columns], |ty| self.canonical(ty), |a, b| a == b, answers);
            }
            Batch::Subtype(rows, columns) => matrix(
                [rows, columns],
                |value| self.valtype(value),
                |sub, sup| self.registry.val_is_subtype(*sub, *sup),
                answers,
            ),
            Batch::TypedFuncRef(rows, columns) => self.typed_func_refs(rows, columns, answers),
            Batch::Cast(rows, columns) => self.casts(rows, columns, answers),
            Batch::CallIndirect(rows, columns) => matrix(
                [rows, columns],
                |ty| self.func(ty),
                |callee, expected| self.registry.signature_matches(*callee, *expected),
                answers,
            ),
            Batch::Link(rows, columns) => matrix(
                [rows, columns],
                |external| self.extern_type(external),
                |export, import| self.registry.match_import(*export, *import).is_ok(),
                answers,
            ),
            Batch::Valid(_) => answers.push(Answer::Unsupported),
        }
    }
}

fn abstract_heap(heap: AbstractHeap) -> AbstractHeapType {
    match heap {
        AbstractHeap::Exn => AbstractHeapType::Exn,
        AbstractHeap::Array => AbstractHeapType::Array,
        AbstractHeap::Struct => AbstractHeapType::Struct,
        AbstractHeap::I31 => AbstractHeapType::I31,
        AbstractHeap::Eq => AbstractHeapType::Eq,
        AbstractHeap::Any => AbstractHeapType::Any,
        AbstractHeap::Extern => AbstractHeapType::Extern,
        AbstractHeap::Func => AbstractHeapType::Func,
        AbstractHeap::None => AbstractHeapType::None,
        AbstractHeap::NoExtern => AbstractHeapType::NoExtern,
        AbstractHeap::NoFunc => AbstractHeapType::NoFunc,
        AbstractHeap::NoExn => AbstractHeapType::NoExn,
    }
}
