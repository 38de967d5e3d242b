//! The form of a program that edits work on.

use super::arrange::{Dangling, Plan, arrange};
use crate::program::{Program, Step};
use crate::question::{Batch, ModuleId, Question, TypeRef};
use crate::section::{SubType, TypeSection};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A program that asks one question, with its modules open for edits.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// The history.
    pub(super) parts: Vec<Part>,
    /// What [`Part::Ask`] asks.
    pub(super) question: Question,
}

/// A step of a draft.
#[derive(Clone, Debug)]
pub(super) enum Part {
    /// Defines the next module.
    Define(Form),
    /// Drops a module.
    Drop(ModuleId),
    /// Asks the question; there is exactly one such part.
    Ask,
}

/// What is known of a module.
#[derive(Clone, Debug)]
pub(super) enum Form {
    /// Its types; it has nothing else.
    Types(TypeSection),
    /// Its bytes only.
    Raw(Arc<[u8]>),
}

/// A module header: the shortest module, without any section.
const HEADER: [u8; 8] = *b"\0asm\x01\0\0\0";

impl Draft {
    /// The draft of a program, with every module as bytes; `None` unless it asks one question.
    pub(super) fn read(program: &Program) -> Option<Self> {
        if program.question_count() != 1 {
            return None;
        }
        let parts = program.steps.iter().filter_map(|step| match step {
            Step::Define(bytes) => Some(Part::Define(Form::Raw(bytes.clone()))),
            Step::Drop(module) => Some(Part::Drop(*module)),
            Step::Ask(batch) => (batch.count() == 1).then_some(Part::Ask),
        });
        Some(Self { parts: parts.collect(), question: program.question(0) })
    }

    /// The program that the draft stands for.
    pub(super) fn program(&self) -> Program {
        let steps = self.parts.iter().map(|part| match part {
            Part::Define(form) => Step::Define(form.bytes()),
            Part::Drop(module) => Step::Drop(*module),
            Part::Ask => Step::Ask(Batch::one(self.question)),
        });
        Program { steps: steps.collect() }
    }

    /// Every module, with what is known of it.
    pub(super) fn forms(&self) -> impl Iterator<Item = (ModuleId, &Form)> {
        let forms = self.parts.iter().filter_map(|part| match part {
            Part::Define(form) => Some(form),
            Part::Drop(_) | Part::Ask => None,
        });
        (0..).map(ModuleId).zip(forms)
    }

    /// Every module whose types are known.
    pub(super) fn sections(&self) -> impl Iterator<Item = (ModuleId, &TypeSection)> {
        self.forms().filter_map(|(module, form)| match form {
            Form::Types(section) => Some((module, section)),
            Form::Raw(_) => None,
        })
    }

    /// The types of a module, if they are known.
    pub(super) fn section(&self, module: ModuleId) -> Option<&TypeSection> {
        self.sections().find_map(|(at, section)| (at == module).then_some(section))
    }

    /// Every known type, in the order of modules and indices.
    pub(super) fn types(&self) -> impl Iterator<Item = (TypeRef, &SubType)> {
        self.sections().flat_map(|(module, section)| {
            (0..).map(move |index| TypeRef { module, index }).zip(section.types())
        })
    }

    /// The types that the question names.
    pub(super) fn named(&self) -> Vec<TypeRef> {
        self.question.types().collect()
    }

    /// The modules that the question names.
    pub(super) fn named_modules(&self) -> Vec<ModuleId> {
        self.question.modules().collect()
    }

    /// The draft with one module replaced.
    pub(super) fn with_form(&self, module: ModuleId, form: Form) -> Self {
        let mut next = self.clone();
        let forms = next.parts.iter_mut().filter_map(|part| match part {
            Part::Define(form) => Some(form),
            Part::Drop(_) | Part::Ask => None,
        });
        if let Some((_, place)) = (0..).map(ModuleId).zip(forms).find(|(at, _)| *at == module) {
            *place = form;
        }
        next
    }

    /// The draft without some modules; `None` if the question names one of them.
    pub(super) fn without_modules(&self, gone: &[ModuleId]) -> Option<Self> {
        let place = |module: ModuleId| {
            let before = gone.iter().filter(|other| **other < module).count() as u32;
            (!gone.contains(&module)).then_some(ModuleId(module.0 - before))
        };
        let question = self.question.renumbered(place)?;
        let mut modules = (0..).map(ModuleId);
        let parts = self.parts.iter().filter_map(|part| match part {
            Part::Define(_) => {
                modules.next().filter(|module| place(*module).is_some()).map(|_| part.clone())
            }
            Part::Drop(module) => place(*module).map(Part::Drop),
            Part::Ask => Some(Part::Ask),
        });
        Some(Self { parts: parts.collect(), question })
    }

    /// The draft with its groups arranged as `replan` says, and indices and question moved along.
    ///
    /// `None` if nothing changes or a type that the question names would go.
    pub(super) fn arranged(
        &self,
        dangling: Dangling,
        mut replan: impl FnMut(ModuleId, &mut Plan),
    ) -> Option<Self> {
        let mut next = self.clone();
        let mut places = BTreeMap::new();
        for (module, section) in self.sections() {
            let plan = Plan::of(section);
            let mut wanted = plan.clone();
            replan(module, &mut wanted);
            if wanted != plan {
                let (section, place) = arrange(section, &wanted, dangling);
                next = next.with_form(module, Form::Types(section));
                places.insert(module, place);
            }
        }
        if places.is_empty() {
            return None;
        }
        next.question = self.question.moved(|ty| match places.get(&ty.module) {
            None => Some(ty),
            Some(place) => Some(TypeRef {
                module: ty.module,
                index: place.get(ty.index as usize).copied().flatten()?,
            }),
        })?;
        Some(next)
    }

    /// The draft without some types, which are sorted.
    pub(super) fn without_types(&self, gone: &[TypeRef], dangling: Dangling) -> Option<Self> {
        self.arranged(dangling, |module, plan| {
            plan.retain(|index| gone.binary_search(&TypeRef { module, index }).is_err());
        })
    }

    /// The draft with each of the `targets`, which are sorted, replaced by what `edit` makes of it.
    ///
    /// `edit` sees the types of the module before the edit; `None` if it changes no target.
    pub(super) fn edited(
        &self,
        targets: &[TypeRef],
        edit: impl Fn(&[&SubType], u32, &SubType) -> Option<SubType>,
    ) -> Option<Self> {
        let mut next = None;
        for (module, section) in self.sections() {
            let types: Vec<_> = section.types().collect();
            let mut changed = None;
            let first = targets.partition_point(|ty| ty.module < module);
            for target in targets[first..].iter().take_while(|ty| ty.module == module) {
                let after = types
                    .get(target.index as usize)
                    .and_then(|before| edit(&types, target.index, before));
                if let Some(after) = after {
                    let section = changed.get_or_insert_with(|| section.clone());
                    set(section, target.index, after);
                }
            }
            if let Some(section) = changed {
                let base = next.as_ref().unwrap_or(self);
                next = Some(base.with_form(module, Form::Types(section)));
            }
        }
        next
    }
}

impl Form {
    /// The bytes of the module; without any group there is no section either.
    pub(super) fn bytes(&self) -> Arc<[u8]> {
        match self {
            Self::Raw(bytes) => bytes.clone(),
            Self::Types(section) if section.groups.is_empty() => Arc::new(HEADER),
            Self::Types(section) => section.encode().into(),
        }
    }
}

/// Replaces the type with this index.
fn set(section: &mut TypeSection, index: u32, after: SubType) {
    let mut types = section.groups.iter_mut().flat_map(|group| &mut group.types);
    if let Some(ty) = types.nth(index as usize) {
        *ty = after;
    }
}
