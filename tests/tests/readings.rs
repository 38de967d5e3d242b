//! The other readings of validity, equality and subtyping: the goal-directed one against the saturation,
//! what both say where writing terms out would not end, and why types differ.
//!
//! That partition refinement agrees with the model is held by `agreement.rs`.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};
use subtly::choices::RandomChoices;
use subtly::generator::{Generator, types::Types};
use subtly::program::Step;
use subtly_model::binary::module_types;
use subtly_model::readings::goal_directed::{GoalDirected, Verdict};
use subtly_model::readings::refinement::{Refinement, Split};
use subtly_model::readings::{Place, Written};
use subtly_model::syntax::{
    AbsHeapType, CompType, DefType, FieldType, HeapType, NumType, PackType, RecType, RefType,
    StorageType, SubType, TypeIdx, TypeUse, ValType,
};
use subtly_model::{Model, TypesVerdict};

const LENGTH: u32 = 1_000;

fn field(mutable: bool, t: ValType) -> FieldType {
    FieldType { mutable, zt: StorageType::Val(t) }
}

fn to(x: u32) -> ValType {
    ValType::Ref(RefType { null: false, ht: HeapType::Use(TypeUse::Idx(x)) })
}

fn group(supers: Vec<u32>, fts: Vec<FieldType>) -> RecType {
    let supers = supers.into_iter().map(TypeUse::Idx).collect();
    RecType(vec![SubType { fin: false, supers, ct: CompType::Struct(fts) }])
}

/// Structs of which each has two references to the one before: the last one, written out, has 2^999
/// parts. `first` is the field of the first.
fn doubling(first: FieldType) -> Vec<RecType> {
    let later = (1..LENGTH).map(|x| group(vec![], vec![field(false, to(x - 1)); 2]));
    std::iter::once(group(vec![], vec![first])).chain(later).collect()
}

fn place(module: u32, index: u32) -> Place {
    Place { module, index }
}

fn modules(all: &[Vec<RecType>]) -> Written {
    let mut written = Written::default();
    for rectypes in all {
        written.define(rectypes);
    }
    written
}

/// The types of a program, in the terms of both readings.
#[derive(Default)]
struct Both {
    model: Model,
    goal: GoalDirected,
    types: Vec<(DefType, TypeIdx)>,
    modules: u32,
}

impl Both {
    /// Defines a module in both, whose verdicts must be the same; true if it is valid.
    fn define(&mut self, bytes: &[u8]) -> bool {
        let rectypes = module_types(bytes, Model::TYPES_MAX).expect("the module is well-formed");
        let verdict = self.goal.define(rectypes.rectypes);
        let module = self.modules;
        self.modules += 1;
        match self.model.define(bytes) {
            TypesVerdict::Valid { types, .. } => {
                assert_eq!(verdict, Verdict::Valid);
                for (index, dt) in (0..).zip(types) {
                    let x = self.goal.type_at(place(module, index));
                    self.types.push((dt, x.expect("the types are valid")));
                }
                true
            }
            TypesVerdict::Invalid { .. } => {
                assert_eq!(verdict, Verdict::Invalid);
                assert_eq!(self.goal.type_at(place(module, 0)), None);
                false
            }
            other => panic!("{other:?}"),
        }
    }

    /// Holds both equal on every pair of heap types, by every pair of nullabilities; counts what holds, and
    /// what does not.
    fn compare(&self, counts: &mut [usize; 2]) {
        let abs = AbsHeapType::ALL.map(|abs| (HeapType::Abs(abs), HeapType::Abs(abs)));
        let defined = self
            .types
            .iter()
            .map(|(dt, x)| (HeapType::Use(TypeUse::Def(*dt)), HeapType::Use(TypeUse::Idx(*x))));
        let heaptypes: Vec<(HeapType, HeapType)> = abs.into_iter().chain(defined).collect();
        for (n, (ht1, own1)) in heaptypes.iter().enumerate() {
            for (m, (ht2, own2)) in heaptypes.iter().enumerate() {
                let (null1, null2) = ((n + m) % 3 == 1, (n + m) % 4 < 2);
                for (null1, null2) in [(false, false), (null1, null2)] {
                    let reference = |null, ht| ValType::Ref(RefType { null, ht });
                    let holds =
                        self.model.subtype_holds(reference(null1, *ht1), reference(null2, *ht2));
                    let own = self.goal.subtype(reference(null1, *own1), reference(null2, *own2));
                    assert_eq!(own, Some(holds), "{null1} {ht1:?} <: {null2} {ht2:?}");
                    counts[usize::from(holds)] += 1;
                }
            }
        }
        for (dt1, x1) in &self.types {
            for (dt2, x2) in &self.types {
                assert_eq!(self.goal.same_type(*x1, *x2), Some(dt1 == dt2), "{dt1:?} = {dt2:?}");
            }
        }
    }
}

const SEED: u64 = 40;
const CASES: u64 = 400;

/// Programs of up to three modules, one in four careless; and each pair is asked again when a module was
/// added, as what was found before has to stay true.
#[test]
fn the_goal_directed_reading_is_the_least_relation() {
    let (mut counts, mut lengths, mut invalid) = ([0; 2], BTreeSet::new(), 0);
    for case in 0..CASES {
        let program = Types.generate(&mut RandomChoices::for_case(SEED, case));
        let mut both = Both::default();
        let modules: Vec<Arc<[u8]>> = program.modules().cloned().collect();
        for (n, bytes) in modules.iter().enumerate() {
            invalid += usize::from(!both.define(bytes));
            if n + 1 == modules.len() || case % 4 == 0 {
                both.compare(&mut counts);
            }
        }
        let dropped = program.steps.iter().any(|step| matches!(step, Step::Drop(_)));
        lengths.insert((modules.len(), dropped));
    }
    assert_eq!(lengths, [(1, false), (2, false), (3, true)].into());
    assert!(invalid > 50, "{invalid} invalid modules");
    assert!(counts[0] > 1_000_000 && counts[1] > 100_000, "no {}, yes {}", counts[0], counts[1]);
}

/// A refused module leaves nothing behind, and the next one finds nothing of it: neither types, nor what was
/// found about types that stood at the same places.
#[test]
fn a_refused_module_is_forgotten() {
    let mut goal = GoalDirected::default();
    let number = || group(vec![], vec![field(false, ValType::Num(NumType::I32))]);
    let empty = || group(vec![], vec![]);
    let below = |x| group(vec![x], vec![]);
    let in_one_group = |all: [RecType; 4]| vec![RecType(all.map(|RecType(sts)| sts).concat())];
    assert_eq!(goal.define(vec![empty()]), Verdict::Valid);
    // For the first field, 1 has to be below 0: it is. The second field does not match.
    let reference_to = |x| field(false, to(x));
    let above = || group(vec![], vec![reference_to(0); 2]);
    let last = |second| group(vec![2], vec![reference_to(1), second]);
    let wrong = field(false, ValType::Num(NumType::I64));
    let refused = in_one_group([empty(), below(0), above(), last(wrong)]);
    assert_eq!(goal.define(refused), Verdict::Invalid);
    assert_eq!(goal.type_at(place(1, 0)), None);
    // Here both fields would match, if 1 were still below 0.
    let other = in_one_group([empty(), number(), above(), last(reference_to(1))]);
    assert_eq!(goal.define(other), Verdict::Invalid);
    assert_eq!(goal.define(vec![empty(), number(), below(0)]), Verdict::Valid);
    let at = |module, index| goal.type_at(place(module, index)).expect("the types are valid");
    let reference = |x| ValType::Ref(RefType { null: false, ht: HeapType::Use(TypeUse::Idx(x)) });
    for (index, same, below) in [(0, true, true), (1, false, false), (2, false, true)] {
        let (x, first) = (at(3, index), at(0, 0));
        assert_eq!(goal.same_type(x, first), Some(same));
        assert_eq!(goal.subtype(reference(x), reference(first)), Some(below));
    }
}

#[test]
fn more_types_than_the_memory_has_cells_for_are_a_limit() {
    let mut goal = GoalDirected::default();
    let types = |count| vec![group(vec![], vec![]); count];
    assert_eq!(goal.define(types(GoalDirected::TYPES_MAX + 1)), Verdict::Limit);
    assert_eq!(goal.define(types(1_000)), Verdict::Valid);
    assert_eq!(goal.define(types(GoalDirected::TYPES_MAX - 999)), Verdict::Limit);
    assert_eq!(goal.type_at(place(2, 0)), None);
    assert_eq!(goal.define(types(1)), Verdict::Valid);
    assert!(goal.type_at(place(3, 0)).is_some());
}

const STACK_BYTES: usize = 2 << 20;

/// With a stack as worker threads have it: an overflow ends the process.
#[test]
fn a_doubling_chain_is_decided() {
    let thread = std::thread::Builder::new().stack_size(STACK_BYTES).spawn(doubling_chains);
    thread.expect("the thread starts").join().expect("the chains are decided");
}

fn doubling_chains() {
    let number = field(false, ValType::Num(NumType::I32));
    let all = [number, number, field(true, ValType::Num(NumType::I32))].map(doubling);
    let written = modules(&all);
    let last = LENGTH - 1;
    let others = [(1, true), (2, false)];
    let start = Instant::now();
    let mut goal = GoalDirected::default();
    for rectypes in all {
        assert_eq!(goal.define(rectypes), Verdict::Valid);
    }
    let at = |place| goal.type_at(place).expect("the types are valid");
    for (module, same) in others {
        let (left, right) = (at(place(0, last)), at(place(module, last)));
        assert_eq!(goal.same_type(left, right), Some(same));
        assert_eq!(goal.subtype(to(left), to(right)), Some(same));
    }
    // Without optimizations some tenths of a second, nearly all of it to make room for what is found
    // about pairs (the bench has the figure with them); a method that writes out would not end.
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
    let refinement = Refinement::new(&written);
    for (module, same) in others {
        assert_eq!(refinement.same_type(place(0, last), place(module, last)), Some(same));
    }
    assert_eq!(refinement.split(place(0, last), place(1, last)), None);
    // The way to the difference goes through the first reference of each struct.
    let split = refinement.split(place(0, last), place(2, last));
    assert_eq!(split, Some(Split { round: last, path: vec![0; last as usize] }));
}

/// A chain of declarations, asked from its end: the deepest stack that subtyping can need.
#[test]
fn a_long_chain_of_declarations_is_decided() {
    let chain = || {
        let mut goal = GoalDirected::default();
        let below = (1..LENGTH).map(|x| group(vec![x - 1], vec![]));
        let rectypes = std::iter::once(group(vec![], vec![])).chain(below).collect();
        assert_eq!(goal.define(rectypes), Verdict::Valid);
        assert_eq!(goal.subtype(to(LENGTH - 1), to(0)), Some(true));
        assert_eq!(goal.subtype(to(0), to(LENGTH - 1)), Some(false));
    };
    let thread = std::thread::Builder::new().stack_size(STACK_BYTES).spawn(chain);
    thread.expect("the thread starts").join().expect("the chain is decided");
}

#[test]
fn a_split_leads_to_the_reference_that_differs() {
    let number = group(vec![], vec![field(false, ValType::Num(NumType::I32))]);
    let packed =
        group(vec![], vec![FieldType { mutable: false, zt: StorageType::Pack(PackType::I8) }]);
    let pair = |left, right| group(vec![], vec![field(false, to(left)), field(false, to(right))]);
    let written = modules(&[vec![number, packed, pair(0, 0), pair(0, 1)]]);
    let refinement = Refinement::new(&written);
    let split = |left, right| refinement.split(place(0, left), place(0, right));
    assert_eq!(split(0, 1), Some(Split { round: 0, path: vec![] }));
    assert_eq!(split(2, 3), Some(Split { round: 1, path: vec![1] }));
    assert_eq!(split(2, 0), Some(Split { round: 0, path: vec![] }));
}

#[test]
fn what_is_not_there_has_no_answer() {
    let rectypes = vec![group(vec![], vec![])];
    let written = modules(std::slice::from_ref(&rectypes));
    let refinement = Refinement::new(&written);
    let mut goal = GoalDirected::default();
    assert_eq!(goal.define(rectypes), Verdict::Valid);
    for missing in [place(0, 1), place(1, 0), place(0, u32::MAX)] {
        assert_eq!(refinement.same_type(place(0, 0), missing), None);
        assert_eq!(goal.type_at(missing), None);
    }
    let any = ValType::Ref(RefType { null: false, ht: HeapType::Abs(AbsHeapType::Any) });
    for missing in [1, u32::MAX] {
        assert_eq!(goal.same_type(missing, 0), None);
        assert_eq!(goal.same_type(0, missing), None);
        assert_eq!(goal.subtype(to(missing), any), None);
        assert_eq!(goal.subtype(any, to(missing)), None);
    }
}

/// A declaration in a circle is invalid, and must not keep a reading from answering.
#[test]
fn a_circle_of_declarations_ends() {
    let member =
        |sup| SubType { fin: false, supers: vec![TypeUse::Idx(sup)], ct: CompType::Struct(vec![]) };
    let circle = vec![RecType(vec![member(1), member(0)])];
    let written = modules(std::slice::from_ref(&circle));
    assert_eq!(Refinement::new(&written).same_type(place(0, 0), place(0, 1)), Some(false));
    assert_eq!(GoalDirected::default().define(circle), Verdict::Invalid);
}

/// Each premise of `Subtype_ok` has a group that only it refuses.
#[test]
fn each_premise_of_a_declaration_is_asked() {
    let st = |fin, supers: Vec<u32>, ct| SubType {
        fin,
        supers: supers.into_iter().map(TypeUse::Idx).collect(),
        ct,
    };
    let holds = |t| CompType::Struct(vec![field(false, t)]);
    let nothing = || CompType::Struct(vec![]);
    let verdict = |sts| GoalDirected::default().define(vec![RecType(sts)]);
    let open = || st(false, vec![], nothing());
    for (premise, refused, accepted) in [
        (
            "|x*| <= 1",
            vec![open(), open(), st(true, vec![0, 1], nothing())],
            vec![open(), open(), st(true, vec![1], nothing())],
        ),
        (
            "(x < x_0)*",
            vec![open(), st(false, vec![1], nothing())],
            vec![open(), st(false, vec![0], nothing())],
        ),
        (
            "the supertype is not final",
            vec![st(true, vec![], nothing()), st(true, vec![0], nothing())],
            vec![open(), st(true, vec![0], nothing())],
        ),
        (
            "comptype : OK",
            vec![st(true, vec![], holds(to(1)))],
            vec![st(true, vec![], holds(to(0)))],
        ),
        (
            "(comptype <: comptype')*",
            vec![st(false, vec![], holds(to(0))), st(true, vec![0], nothing())],
            vec![st(false, vec![], holds(to(0))), st(true, vec![0], holds(to(1)))],
        ),
    ] {
        assert_eq!(verdict(refused), Verdict::Invalid, "{premise}");
        assert_eq!(verdict(accepted), Verdict::Valid, "{premise}");
    }
}
