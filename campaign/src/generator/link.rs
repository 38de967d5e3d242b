//! Modules that import from each other: the same groups at shifted indices, and imports near the exports.
//!
//! Two to four modules have all groups of one pool, in another order and company each. Every module exports
//! functions, tags, globals, tables and memories, and imports at the type of an earlier module's export or
//! near it: at a supertype or subtype, at an equal type that is written elsewhere, or one edit apart. What
//! it imports it exports again. So programs ask `Link` about pairs near the border, and `Valid` about whole
//! modules that import them.

use crate::asking::{Subject, ask_some, ask_whole};
use crate::choices::Choices;
use crate::generator::Generator;
use crate::generator::company::{self, Placed, Pool};
use crate::program::{Program, Step};
use crate::question::{Batch, Extern, ModuleId, Question, TypeRef};
use nearby::Material;
use std::sync::Arc;

mod nearby;
#[cfg(test)]
mod tests;
mod whole;

/// The most modules of a program.
pub const MODULES_MAX: u32 = 4;

/// The number of exports of each module besides what it imports and exports again.
pub const EXPORTS: usize = 4;

/// The number of imports that each export is asked about, for each of the other modules.
pub const IMPORTS: usize = 5;

/// The most types that the questions are about which name types alone.
pub const ASKED_MAX: usize = 8;

/// How likely each size of a group is, from 1 on.
const SIZES: [u32; 3] = [4, 3, 1];

/// The generator `link`.
#[derive(Clone, Copy, Debug)]
pub struct Link;

impl Generator for Link {
    fn name(&self) -> &'static str {
        "link"
    }

    fn version(&self) -> u32 {
        1
    }

    fn generate(&self, choices: &mut dyn Choices) -> Program {
        let types = choices.between(4, 10);
        let sketch = company::sketch(types, &SIZES, choices);
        let pool = Pool::of(sketch.clone().into_section());
        let material = Material::of(&sketch);
        let count = choices.between(2, MODULES_MAX);
        let modules: Vec<Placed> = (0..count).map(|_| pool.place(|_, _| true, choices)).collect();
        let all: Vec<Vec<Extern>> =
            (0..count).map(|module| material.exports(ModuleId(module), choices)).collect();
        let mut program = Program::default();
        let mut subjects = Vec::new();
        for (module, placed) in (0..).map(ModuleId).zip(&modules) {
            let imports = imports(&material, module, &all, choices);
            let bytes =
                whole::module(placed, &imports, &all[module.0 as usize], &material, choices);
            program.steps.push(Step::Define(bytes.into()));
            subjects.push(Subject::of(module, &placed.section));
        }
        let general = ask_some(&subjects, ASKED_MAX, choices).into_iter();
        // The links of this generator take the place of those that know nothing of its modules.
        program.steps.extend(general.filter(|step| !matches!(step, Step::Ask(Batch::Link(..)))));
        program.steps.extend(subjects.iter().map(|subject| ask_whole(subject.module)));
        program.steps.extend(links(&material, &modules, &all, choices));
        program
    }
}

/// What a module imports: for some exports of the modules before it, a type near that of the export.
fn imports(
    material: &Material<'_>,
    module: ModuleId,
    all: &[Vec<Extern>],
    choices: &mut dyn Choices,
) -> Vec<Extern> {
    let mut imports = Vec::new();
    for export in all.iter().take(module.0 as usize).flatten() {
        if choices.chance(1, 2) {
            imports.push(material.near(*export, module, choices));
        }
    }
    imports
}

/// Every export against imports of every other module near it.
fn links(
    material: &Material<'_>,
    modules: &[Placed],
    all: &[Vec<Extern>],
    choices: &mut dyn Choices,
) -> Vec<Step> {
    let mut steps = Vec::new();
    for (exporter, export) in
        all.iter().enumerate().flat_map(|(n, exports)| exports.iter().map(move |it| (n, *it)))
    {
        for importer in (0..modules.len()).filter(|importer| *importer != exporter) {
            let module = ModuleId(importer as u32);
            let mut near = Vec::with_capacity(IMPORTS);
            let mut placed = export;
            for _ in 0..IMPORTS {
                let import = material.near(export, module, choices);
                let question = Question::Link { export, import };
                if let Some(Question::Link { export, import }) =
                    question.moved(|ty| place(modules, ty))
                {
                    placed = export;
                    near.push(import);
                }
            }
            steps.push(Step::Ask(Batch::Link(Arc::new([placed]), near.into())));
        }
    }
    steps
}

/// Where a type of the pool stands in the module that is meant.
fn place(modules: &[Placed], ty: TypeRef) -> Option<TypeRef> {
    let index = *modules.get(ty.module.0 as usize)?.places.get(ty.index as usize)?;
    Some(TypeRef { index: index?, ..ty })
}
