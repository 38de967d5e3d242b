//! Asks everything about the live modules of a program: whole matrices, not samples.
//!
//! For each module `ValidTypes`, and `Valid` for those that are more than types; and, over all live modules
//! together,
//!
//! - `SameType`, every defined type against every defined type;
//! - `Subtype` between non-null references, over all defined and all abstract heap types;
//! - `Subtype` between some value types of mixed nullability, numeric types among them;
//! - `TypedFuncRef` and `CallIndirect`, every defined function type against every defined function type;
//! - `Cast`, some references of every kind against some reference types;
//! - `Link`, some external types against others, half of which are one edit away from one of the former.
//!
//! Matrices are bounded, and only by the constants below. A module that does not follow the binary
//! grammar, or whose reader meets a limit, has no types to ask about: it is asked `ValidTypes`.

mod casts;
mod links;
mod scope;
mod subject;
#[cfg(test)]
mod tests;
mod values;

pub use casts::{FIXED_OBJECTS_MAX, OBJECTS_MAX, TARGETS_MAX};
pub use links::{EXTERNS_MAX, FIXED_LINKED_MAX};
pub use subject::Subject;
pub use values::{FIXED_MIXED_MAX, MIXED_MAX};

use crate::choices::Choices;
use crate::program::{Program, Step};
use crate::question::{Batch, Dynamic, Extern, ModuleId, Reference, TypeRef, Value};
use crate::section::TypeSection;
use scope::Scope;
use std::sync::Arc;
use subject::Outline;

/// The most defined types that generated programs ask as rows of a matrix; of more, choices pick
/// this many. Columns are all types, up to [`TYPES_MAX`].
pub const ROWS_MAX: usize = 64;

/// The most function types on each side of `TypedFuncRef` and `CallIndirect` in generated programs; of
/// more, choices pick this many.
pub const FUNCTIONS_MAX: usize = 16;

/// The most defined types that any matrix has on a side, in order of definition: types past it are
/// not asked about. Only files from a user come near it.
pub const TYPES_MAX: usize = 1000;

/// The most function types on each side of `TypedFuncRef` and `CallIndirect` in the questions about a
/// user's files, in order of definition.
pub const FIXED_FUNCTIONS_MAX: usize = 100;

/// The operands of all matrices.
struct Operands {
    rows: Arc<[TypeRef]>,
    columns: Arc<[TypeRef]>,
    mixed: [Arc<[Value]>; 2],
    functions: Arc<[TypeRef]>,
    casts: (Arc<[Dynamic]>, Arc<[Reference]>),
    links: [Arc<[Extern]>; 2],
}

/// The questions about the live modules of a generated program.
#[must_use]
pub fn ask_everything(subjects: &[Subject], choices: &mut dyn Choices) -> Vec<Step> {
    ask_about(subjects, defined(subjects, |_| true).into(), choices)
}

/// The same about at most `most` of the defined types: for programs that ask again and again.
#[must_use]
pub fn ask_some(subjects: &[Subject], most: usize, choices: &mut dyn Choices) -> Vec<Step> {
    let types = defined(subjects, |_| true).into();
    let types = sample(&types, most, choices);
    ask_about(subjects, types, choices)
}

fn ask_about(subjects: &[Subject], types: Arc<[TypeRef]>, choices: &mut dyn Choices) -> Vec<Step> {
    let scope = Scope(subjects);
    let rows = sample(&types, ROWS_MAX, choices);
    let is_function = |ty: &TypeRef| scope.outline(*ty).is_some_and(|it| it.is_function);
    let functions = types.iter().copied().filter(is_function).collect();
    let functions = sample(&functions, FUNCTIONS_MAX, choices);
    let mixed = values::mixed(&types, choices);
    let casts = casts::chosen(scope, &types, choices);
    let links = links::chosen(scope, &types, &functions, choices);
    ask(subjects, Operands { rows, columns: types, mixed, functions, casts, links })
}

/// The questions about the live modules of a user's file.
#[must_use]
pub fn ask_without_choices(subjects: &[Subject]) -> Vec<Step> {
    let types: Arc<[TypeRef]> = defined(subjects, |_| true).into();
    let mut functions = defined(subjects, |ty| ty.is_function);
    functions.truncate(FIXED_FUNCTIONS_MAX);
    let values = values::fixed(&types);
    let externs = links::fixed(Scope(subjects), &types, &functions);
    let mut steps = ask(
        subjects,
        Operands {
            rows: types.clone(),
            columns: types.clone(),
            mixed: [values.clone(), values],
            functions: functions.into(),
            casts: casts::fixed(&types),
            links: [externs.clone(), externs],
        },
    );
    steps.extend(subjects.iter().map(|subject| ask_whole(subject.module)));
    steps
}

/// A program that defines one module and asks about its types as such: whether they are valid, which of
/// them are the same, and which are subtypes of which, abstract heap types among them.
#[must_use]
pub fn program_of_types(section: &TypeSection) -> Program {
    let subjects = [Subject::of(ModuleId(0), section)];
    let types: Arc<[TypeRef]> = defined(&subjects, |_| true).into();
    program(vec![section.encode().into()], ask_about_types(&subjects, types.clone(), types))
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

fn ask(subjects: &[Subject], operands: Operands) -> Vec<Step> {
    let Operands { rows, columns, mixed: [left, right], functions, casts, links } = operands;
    let mut steps = ask_about_types(subjects, rows, columns);
    steps.push(Step::Ask(Batch::Subtype(left, right)));
    if !functions.is_empty() {
        steps.push(Step::Ask(Batch::TypedFuncRef(functions.clone(), functions.clone())));
        steps.push(Step::Ask(Batch::CallIndirect(functions.clone(), functions)));
    }
    steps.push(Step::Ask(Batch::Cast(casts.0, casts.1)));
    let [exports, imports] = links;
    steps.push(Step::Ask(Batch::Link(exports, imports)));
    steps
}

fn ask_about_types(
    subjects: &[Subject],
    rows: Arc<[TypeRef]>,
    columns: Arc<[TypeRef]>,
) -> Vec<Step> {
    let mut steps = Vec::with_capacity(subjects.len() + 7);
    for subject in subjects {
        steps.push(Step::Ask(Batch::ValidTypes(subject.module)));
    }
    let below = values::non_null(&rows);
    let above =
        if rows.len() == columns.len() { below.clone() } else { values::non_null(&columns) };
    if !columns.is_empty() {
        steps.push(Step::Ask(Batch::SameType(rows, columns)));
    }
    steps.push(Step::Ask(Batch::Subtype(below, above)));
    steps
}

/// The defined types of all modules that are wanted, up to [`TYPES_MAX`].
fn defined(subjects: &[Subject], wanted: impl Fn(&Outline) -> bool) -> Vec<TypeRef> {
    let types = subjects.iter().flat_map(Subject::types);
    types.filter(|(_, outline)| wanted(outline)).map(|(ty, _)| ty).take(TYPES_MAX).collect()
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
