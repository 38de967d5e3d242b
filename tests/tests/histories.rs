//! Random histories of function references in the heap, held against the model: a legal program never meets the
//! error of the typed table, and an illegal read always does.
//!
//! A heap is a list of places, each with a static type, as `Tableinst_ok` and `Structinst_ok` of the
//! specification (7.1) have them: what stands in a place has the place's type. The implementation keeps the
//! references in a [`FuncRefTable`]; the model says with `Ref_ok` what may be stored and read. Modules come and
//! go, so that indices and slots are used again.

use subtly::choices::{Choices, RandomChoices};
use subtly::generator::Generator;
use subtly::generator::types::Types;
use subtly_impl::{
    CanonicalIndex, Config, FuncRef, FuncRefId, FuncRefTable, ModuleTypeIndex, ModuleTypes,
    Registry, TypedFuncRefError,
};
use subtly_model::roll::expand;
use subtly_model::runtime::Ref;
use subtly_model::syntax::{CompType, DefType, HeapType, RefType, TypeUse};
use subtly_model::{Model, TypesVerdict};

const SEED: u64 = 31;
const HISTORIES: u64 = 60;
const STEPS: u32 = 300;

/// A function type of a live module, on both sides.
#[derive(Clone, Copy)]
struct FuncType {
    model: DefType,
    implementation: CanonicalIndex,
}

struct Module {
    types: ModuleTypes,
    funcs: Vec<FuncType>,
}

/// A place in the heap with a reference in it.
struct Place {
    /// The modules whose types it needs: that of the function, and that of the static type.
    modules: [usize; 2],
    func: FuncType,
    static_type: FuncType,
    reference: FuncRef,
    id: FuncRefId,
}

#[derive(Default)]
struct Seen {
    stores: u32,
    proper: u32,
    loads: u32,
    refused: u32,
    stale: u32,
    reused: u32,
}

struct World {
    model: Model,
    registry: Registry,
    table: FuncRefTable,
    modules: Vec<Option<Module>>,
    heap: Vec<Place>,
    seen: Seen,
}

impl World {
    fn new() -> Self {
        Self {
            model: Model::new(),
            registry: Registry::new(Config::default()),
            table: FuncRefTable::new(),
            modules: Vec::new(),
            heap: Vec::new(),
            seen: Seen::default(),
        }
    }

    /// Defines a module, if it is valid and has function types.
    fn define(&mut self, bytes: &[u8]) {
        let TypesVerdict::Valid { types: closed, .. } = self.model.define(bytes) else { return };
        // A limit of the implementation is no disagreement.
        let Ok(types) = self.registry.register_module(bytes) else { return };
        let is_func = |dt: &DefType| matches!(expand(self.model.terms(), *dt), CompType::Func(..));
        let funcs: Vec<FuncType> = (0..)
            .zip(&closed)
            .filter(|(_, dt)| is_func(dt))
            .map(|(index, dt)| FuncType {
                model: *dt,
                implementation: types.get(ModuleTypeIndex::new(index)).expect("as many types"),
            })
            .collect();
        self.modules.push(Some(Module { types, funcs }));
    }

    /// `ref : (ref null expected)`
    fn may_be_read(&self, func: FuncType, expected: FuncType) -> bool {
        let ht = HeapType::Use(TypeUse::Def(expected.model));
        self.model.ref_ok(&Ref::Func(func.model), RefType { null: true, ht }).is_ok()
    }

    /// A function type of a live module.
    fn some_type(&self, choices: &mut dyn Choices) -> Option<(usize, FuncType)> {
        let live = (0..).zip(&self.modules);
        let all: Vec<(usize, FuncType)> = live
            .filter_map(|(number, module)| Some((number, module.as_ref()?)))
            .flat_map(|(number, module)| module.funcs.iter().map(move |ty| (number, *ty)))
            .collect();
        (!all.is_empty()).then(|| all[choices.index(all.len())])
    }

    /// Stores a function where validation allows it.
    fn store(&mut self, choices: &mut dyn Choices) {
        let Some((of_func, func)) = self.some_type(choices) else { return };
        // Most types are unrelated: take a supertype if a few tries find one.
        let mut place = (of_func, func);
        for _ in 0..20 {
            let other = self.some_type(choices).expect("there is one");
            if other.1.model != func.model && self.may_be_read(func, other.1) {
                place = other;
                self.seen.proper += 1;
                break;
            }
        }
        let function = choices.choose(4);
        let reference = FuncRef { ty: func.implementation, function };
        let slots = self.table.slots();
        let known = self.heap.iter().find(|place| place.reference == reference).map(|p| p.id);
        let id = self.table.intern(reference).expect("the table has room");
        assert!(known.is_none_or(|known| known == id), "an equal reference has another id");
        self.seen.reused += u32::from(known.is_none() && self.table.slots() == slots);
        self.seen.stores += 1;
        let modules = [of_func, place.0];
        self.heap.push(Place { modules, func, static_type: place.1, reference, id });
    }

    /// Reads a place at some type: legally, if the type is above the static one.
    fn load(&mut self, choices: &mut dyn Choices) {
        if self.heap.is_empty() {
            return;
        }
        let place = &self.heap[choices.index(self.heap.len())];
        let expected = match choices.choose(2) {
            0 => place.static_type,
            _ => self.some_type(choices).expect("there is one").1,
        };
        let legal = self.may_be_read(place.func, expected);
        let read = self.table.get_typed(&self.registry, place.id, expected.implementation);
        match read {
            Ok(reference) => {
                assert!(legal, "an illegal read succeeds");
                assert_eq!(reference, place.reference);
                self.seen.loads += 1;
            }
            Err(error) => {
                assert!(!legal, "a legal program meets: {error}");
                let (id, found) = (place.id, place.func.implementation);
                let expected = expected.implementation;
                assert_eq!(error, TypedFuncRefError::Mismatch { id, found, expected });
                self.seen.refused += 1;
            }
        }
    }

    /// Drops a module with all places that need it, as a collector does before types go.
    fn drop_module(&mut self, number: usize) {
        let Some(module) = self.modules[number].take() else { return };
        let (gone, kept): (Vec<Place>, Vec<Place>) = std::mem::take(&mut self.heap)
            .into_iter()
            .partition(|place| place.modules.contains(&number));
        self.heap = kept;
        let is_stored = |id| self.heap.iter().any(|place| place.id == id);
        self.table.retain(|id, _| is_stored(id));
        for place in gone.iter().filter(|place| !is_stored(place.id)) {
            let read = self.table.get_untyped(place.id);
            assert!(matches!(read, Err(TypedFuncRefError::StaleId { .. })), "{read:?}");
            self.seen.stale += 1;
        }
        self.registry.release(module.types);
    }
}

#[test]
fn a_legal_program_never_meets_the_error() {
    let mut sum = Seen::default();
    for history in 0..HISTORIES {
        let mut choices = RandomChoices::for_case(SEED, history);
        let mut world = World::new();
        for step in 0..STEPS {
            match choices.weighted(&[2, 8, 16, 1]) {
                0 => {
                    let program = Types.generate(&mut RandomChoices::for_case(
                        SEED + 1,
                        history * u64::from(STEPS) + u64::from(step),
                    ));
                    program.modules().for_each(|bytes| world.define(bytes));
                }
                1 => world.store(&mut choices),
                2 => world.load(&mut choices),
                _ if !world.modules.is_empty() => {
                    world.drop_module(choices.index(world.modules.len()));
                }
                _ => {}
            }
        }
        for number in 0..world.modules.len() {
            world.drop_module(number);
        }
        assert!(world.table.is_empty() && world.heap.is_empty());
        let counts = world.registry.counts();
        assert_eq!((counts.groups_live, counts.types_live), (0, 0));
        assert_eq!(counts.group_slots, counts.group_slots_free);
        let Seen { stores, proper, loads, refused, stale, reused } = world.seen;
        sum.stores += stores;
        sum.proper += proper;
        sum.loads += loads;
        sum.refused += refused;
        sum.stale += stale;
        sum.reused += reused;
    }
    // A history that never stores at a supertype, or never reads what it may not, says little.
    let Seen { stores, proper, loads, refused, stale, reused } = sum;
    println!("{stores} stores, {proper} at a proper supertype, {loads} loads, {refused} refused");
    println!("{stale} stale ids, {reused} slots used again");
    assert!(proper > 200 && loads > 1_000 && refused > 1_000, "{proper} {loads} {refused}");
    assert!(stale > 200 && reused > 100, "{stale} {reused}");
}
