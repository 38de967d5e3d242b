//! Asks everything about the live modules of a program: whole matrices, not samples.
//!
//! For each module `ValidTypes`, and `Valid` for those that are more than types; and, over all live modules
//! together,
//!
//! - `SameType`, every defined type against every defined type;
//! - `Subtype` between non-null references, over all defined and all abstract heap types;
//! - `Subtype` between some value types of mixed nullability, numeric types among them;
//! - `TypedFuncRef`, every defined function type against every defined function type.
//!
//! Matrices are bounded, and only by the constants below. A module that does not follow the binary
//! grammar, or whose reader meets a limit, has no types to ask about: it is asked `ValidTypes`.

use crate::choices::Choices;
use crate::program::{Program, Step};
use crate::question::{AbstractHeap, Batch, Heap, ModuleId, TypeRef, Value};
use crate::section::{Composite, HeapRef, TypeSection};
use crate::shape::for_each_reference;
use std::sync::Arc;

/// The most defined types that generated programs ask as rows of a matrix; of more, choices pick
/// this many. Columns are all types, up to [`TYPES_MAX`].
pub const ROWS_MAX: usize = 64;

/// The most function types on each side of `TypedFuncRef` in generated programs; of more, choices
/// pick this many.
pub const FUNCTIONS_MAX: usize = 16;

/// The most value types on each side of the batch of mixed value types in generated programs.
pub const MIXED_MAX: usize = 10;

/// The most defined types that any matrix has on a side, in order of definition: types past it are
/// not asked about. Only files from a user come near it.
pub const TYPES_MAX: usize = 1000;

/// The most function types on each side of `TypedFuncRef` in the questions about a user's files,
/// in order of definition.
pub const FIXED_FUNCTIONS_MAX: usize = 100;

/// The number of defined types, first ones first, in the fixed batch of mixed value types.
pub const FIXED_MIXED_MAX: usize = 8;

/// A live module as questions see it: its number, and for each type whether it is a function type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    module: ModuleId,
    functions: Vec<bool>,
}

impl Subject {
    /// Reads the types of a module; one that cannot be decoded has none.
    #[must_use]
    pub fn read(module: ModuleId, bytes: &[u8]) -> Self {
        let section = TypeSection::decode(bytes).unwrap_or_default();
        Self::new(module, &section)
    }

    /// The same as [`Subject::read`] of the encoded section, without reading it back.
    #[must_use]
    pub fn of(module: ModuleId, section: &TypeSection) -> Self {
        if section.types().all(is_readable) {
            Self::new(module, section)
        } else {
            let functions = Vec::new();
            Self { module, functions }
        }
    }

    fn new(module: ModuleId, section: &TypeSection) -> Self {
        let is_function = |composite: &Composite| matches!(composite, Composite::Func { .. });
        Self { module, functions: section.types().map(|ty| is_function(&ty.composite)).collect() }
    }
}

/// Whether the reader that [`TypeSection::decode`] uses can represent the type: indices of more
/// than 20 bits and more than five supertypes are beyond it.
fn is_readable(ty: &crate::section::SubType) -> bool {
    const INDICES_MAX: u32 = 1 << 20;
    let mut readable = ty.supertypes.len() <= 5;
    readable &= ty.supertypes.iter().all(|index| *index < INDICES_MAX);
    for_each_reference(&ty.composite, |_, heap| {
        if let HeapRef::Index(index) = heap {
            readable &= index < INDICES_MAX;
        }
    });
    readable
}

/// The questions about the live modules of a generated program.
#[must_use]
pub fn ask_everything(subjects: &[Subject], choices: &mut dyn Choices) -> Vec<Step> {
    let types: Arc<[TypeRef]> = defined(subjects, |_| true).into();
    let rows = sample(&types, ROWS_MAX, choices);
    let functions = defined(subjects, |is_function| is_function).into();
    let functions = sample(&functions, FUNCTIONS_MAX, choices);
    let mixed = mixed(&types, choices);
    ask(subjects, rows, types, mixed, functions)
}

/// A program that defines the modules and asks everything about them, with choices.
#[must_use]
pub fn program_about(modules: Vec<Arc<[u8]>>, choices: &mut dyn Choices) -> Program {
    let subjects = read_all(&modules);
    program(modules, ask_everything(&subjects, choices))
}

/// A program that defines the modules and asks everything about them, without choices: the
/// questions about a user's files.
#[must_use]
pub fn everything_about(modules: Vec<Arc<[u8]>>) -> Program {
    let subjects = read_all(&modules);
    program(modules, ask_without_choices(&subjects))
}

/// The questions about the live modules of a user's file.
#[must_use]
pub fn ask_without_choices(subjects: &[Subject]) -> Vec<Step> {
    let types: Arc<[TypeRef]> = defined(subjects, |_| true).into();
    let mut functions = defined(subjects, |is_function| is_function);
    functions.truncate(FIXED_FUNCTIONS_MAX);
    let values = fixed_values(&types);
    let mixed = (values.clone(), values);
    let mut steps = ask(subjects, types.clone(), types, mixed, functions.into());
    steps.extend(subjects.iter().map(|subject| ask_whole(subject.module)));
    steps
}

/// A program that defines a module and asks whether its types are valid and whether all of it is.
#[must_use]
pub fn program_of_validity(module: Arc<[u8]>) -> Program {
    let id = ModuleId(0);
    let types = Step::Ask(Batch::ValidTypes(id));
    Program { steps: vec![Step::Define(module), types, ask_whole(id)] }
}

/// Asks whether a module is valid as a whole.
#[must_use]
pub fn ask_whole(module: ModuleId) -> Step {
    Step::Ask(Batch::Valid(module))
}

fn read_all(modules: &[Arc<[u8]>]) -> Vec<Subject> {
    (0..).zip(modules).map(|(number, bytes)| Subject::read(ModuleId(number), bytes)).collect()
}

fn program(modules: Vec<Arc<[u8]>>, questions: Vec<Step>) -> Program {
    let mut steps: Vec<Step> = modules.into_iter().map(Step::Define).collect();
    steps.extend(questions);
    Program { steps }
}

fn ask(
    subjects: &[Subject],
    rows: Arc<[TypeRef]>,
    columns: Arc<[TypeRef]>,
    (left, right): (Arc<[Value]>, Arc<[Value]>),
    functions: Arc<[TypeRef]>,
) -> Vec<Step> {
    let mut steps = Vec::with_capacity(subjects.len() + 4);
    for subject in subjects {
        steps.push(Step::Ask(Batch::ValidTypes(subject.module)));
    }
    let below = non_null(&rows);
    let above = if rows.len() == columns.len() { below.clone() } else { non_null(&columns) };
    if !columns.is_empty() {
        steps.push(Step::Ask(Batch::SameType(rows, columns)));
    }
    steps.push(Step::Ask(Batch::Subtype(below, above)));
    steps.push(Step::Ask(Batch::Subtype(left, right)));
    if !functions.is_empty() {
        steps.push(Step::Ask(Batch::TypedFuncRef(functions.clone(), functions)));
    }
    steps
}

/// The defined types of all modules, up to [`TYPES_MAX`], by whether they are function types.
fn defined(subjects: &[Subject], wanted: impl Fn(bool) -> bool) -> Vec<TypeRef> {
    let mut types = Vec::new();
    for subject in subjects {
        let module = subject.module;
        for (index, is_function) in (0..).zip(&subject.functions) {
            if wanted(*is_function) && types.len() < TYPES_MAX {
                types.push(TypeRef { module, index });
            }
        }
    }
    types
}

/// All types if they are no more than `most`, otherwise that many chosen ones.
fn sample(types: &Arc<[TypeRef]>, most: usize, choices: &mut dyn Choices) -> Arc<[TypeRef]> {
    if types.len() <= most {
        return types.clone();
    }
    let mut shuffled = types.to_vec();
    for place in 0..most {
        let chosen = place + choices.index(shuffled.len() - place);
        shuffled.swap(place, chosen);
    }
    shuffled.truncate(most);
    shuffled.sort_unstable();
    shuffled.into()
}

fn reference(nullable: bool, heap: Heap) -> Value {
    Value::Ref { nullable, heap }
}

/// Non-null references to the defined types and to all abstract heap types.
fn non_null(types: &[TypeRef]) -> Arc<[Value]> {
    let mut values = Vec::with_capacity(types.len() + AbstractHeap::ALL.len());
    values.extend(types.iter().map(|ty| reference(false, Heap::Defined(*ty))));
    values.extend(AbstractHeap::ALL.map(|heap| reference(false, Heap::Abstract(heap))));
    values.into()
}

const NUMERIC: [Value; 5] = [Value::I32, Value::I64, Value::F32, Value::F64, Value::V128];

/// Rows and columns of mixed nullability, numeric types among them.
///
/// Half of the columns name the heap type of their row, so that matching pairs are frequent. The
/// first four rows and columns are references in all four pairs of nullability.
fn mixed(types: &[TypeRef], choices: &mut dyn Choices) -> (Arc<[Value]>, Arc<[Value]>) {
    let mut rows = Vec::with_capacity(MIXED_MAX);
    let mut columns = Vec::with_capacity(MIXED_MAX);
    for place in 0..MIXED_MAX {
        if place >= 4 && choices.chance(1, 3) {
            rows.push(NUMERIC[choices.index(NUMERIC.len())]);
            columns.push(NUMERIC[choices.index(NUMERIC.len())]);
            continue;
        }
        let row = some_heap(types, choices);
        let other = choices.chance(1, 2);
        let column = if other { some_heap(types, choices) } else { row };
        rows.push(reference(place & 1 == 1, row));
        columns.push(reference(place & 2 == 2, column));
    }
    (rows.into(), columns.into())
}

fn some_heap(types: &[TypeRef], choices: &mut dyn Choices) -> Heap {
    if types.is_empty() || choices.chance(1, 3) {
        Heap::Abstract(AbstractHeap::ALL[choices.index(AbstractHeap::ALL.len())])
    } else {
        Heap::Defined(types[choices.index(types.len())])
    }
}

/// The numeric types, and both nullabilities of every abstract heap type and of the first types.
fn fixed_values(types: &[TypeRef]) -> Arc<[Value]> {
    let first = types.iter().take(FIXED_MIXED_MAX).copied();
    let heaps = AbstractHeap::ALL.map(Heap::Abstract).into_iter().chain(first.map(Heap::Defined));
    let references = heaps.flat_map(|heap| [false, true].map(|null| reference(null, heap)));
    NUMERIC.into_iter().chain(references).collect()
}

#[cfg(test)]
mod tests {
    use super::{ROWS_MAX, Subject, TYPES_MAX, ask_everything, everything_about, program_about};
    use crate::choices::RandomChoices;
    use crate::program::{Program, Step};
    use crate::question::{Batch, Kind, ModuleId, Value};
    use crate::section::{Composite, Group, SubType, TypeSection};
    use std::collections::BTreeSet;

    fn functions(count: usize) -> TypeSection {
        let ty = SubType::bare(Composite::Func { params: vec![], results: vec![] });
        TypeSection { groups: vec![Group::new(vec![ty]); count] }
    }

    fn counts(program: &Program) -> Vec<(Kind, usize)> {
        let count = |batch: &Batch| (batch.kind(), batch.count());
        program.batches().map(count).collect()
    }

    #[test]
    fn a_module_is_asked_whole_matrices() {
        let module = functions(3).encode().into();
        let program = program_about(vec![module], &mut RandomChoices::for_case(1, 0));
        let expected = [
            (Kind::ValidTypes, 1),
            (Kind::SameType, 9),
            (Kind::Subtype, 15 * 15),
            (Kind::Subtype, 100),
            (Kind::TypedFuncRef, 9),
        ];
        assert_eq!(counts(&program), expected);
    }

    #[test]
    fn two_modules_share_their_matrices() {
        let modules = vec![functions(2).encode().into(), functions(3).encode().into()];
        let program = everything_about(modules);
        let expected = [
            (Kind::ValidTypes, 1),
            (Kind::ValidTypes, 1),
            (Kind::SameType, 25),
            (Kind::Subtype, 17 * 17),
            (Kind::Subtype, 39 * 39),
            (Kind::TypedFuncRef, 25),
            (Kind::Valid, 1),
            (Kind::Valid, 1),
        ];
        assert_eq!(counts(&program), expected);
    }

    #[test]
    fn a_file_that_is_no_module_is_asked_validity() {
        let program = everything_about(vec![b"no module".as_slice().into()]);
        assert!(program.batches().any(|batch| batch.kind() == Kind::ValidTypes));
        assert!(program.batches().all(|batch| batch.kind() != Kind::SameType));
    }

    #[test]
    fn large_modules_meet_the_stated_bounds() {
        let subject = Subject::of(ModuleId(0), &functions(200));
        let steps = ask_everything(&[subject], &mut RandomChoices::for_case(1, 0));
        let Some(Step::Ask(Batch::SameType(rows, columns))) = steps.get(1) else {
            panic!("the second batch asks SameType");
        };
        assert_eq!(rows.len(), ROWS_MAX);
        assert_eq!(columns.len(), 200);
        assert_eq!(rows.iter().collect::<BTreeSet<_>>().len(), ROWS_MAX);
        let program = everything_about(vec![functions(TYPES_MAX + 5).encode().into()]);
        assert!(counts(&program).contains(&(Kind::SameType, TYPES_MAX * TYPES_MAX)));
    }

    #[test]
    fn all_pairs_of_nullability_come_up() {
        let nullable = |value: Value| match value {
            Value::Ref { nullable, .. } => Some(nullable),
            _ => None,
        };
        for case in 0..100 {
            let subject = Subject::of(ModuleId(0), &functions(1));
            let steps = ask_everything(&[subject], &mut RandomChoices::for_case(2, case));
            let mut pairs = BTreeSet::new();
            for step in &steps {
                if let Step::Ask(Batch::Subtype(rows, columns)) = step {
                    for row in rows.iter().filter_map(|value| nullable(*value)) {
                        for column in columns.iter().filter_map(|value| nullable(*value)) {
                            pairs.insert((row, column));
                        }
                    }
                }
            }
            assert_eq!(pairs.len(), 4);
        }
    }
}
