//! Edits of the types of whole modules.
//!
//! They are those of modules that are types only, with the bytes behind the type section moved along where
//! types move.

use super::super::super::arrange::{Dangling, Plan, arrange};
use super::super::super::draft::{Draft, Form, Part};
use super::super::super::slots;
use super::super::{Edit, Family, bodies, components, grouping, ranges};
use super::rewrite::Rewriter;
use super::{edit, raw};
use crate::layout;
use crate::question::{ModuleId, Question};
use crate::section::{Composite, TypeSection};

/// The edits of types that leave every type at its index.
const IN_PLACE: [Family; 3] = [bodies::simplify, components::simplify, grouping::regroup];

/// Drops types, many at once first. What names them becomes `unreachable`, or a reference to any type.
pub(in super::super::super) fn drop_types(draft: &Draft) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (module, bytes) in raw(draft) {
        let Ok(section) = TypeSection::decode(bytes) else { continue };
        for range in ranges(section.len() as usize) {
            for dangling in [Dangling::Super, Dangling::Remove] {
                let range = range.clone();
                edits.push(edit(module, move |bytes| {
                    let section = TypeSection::decode(bytes).ok()?;
                    let mut plan = Plan::of(&section);
                    plan.retain(|index| !range.contains(&(index as usize)));
                    let (section, places) = arrange(&section, &plan, dangling);
                    with_section(&Rewriter::with_types(places).write(bytes)?, &section)
                }));
            }
        }
    }
    edits
}

/// Makes types simpler and leaves each at its index; fields go with the accesses to those behind them.
pub(in super::super::super) fn simplify_types(draft: &Draft) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    for (module, bytes) in raw(draft) {
        let Ok(section) = TypeSection::decode(bytes) else { continue };
        for (structure, ty) in (0..).zip(section.types()) {
            let fields = match &ty.composite {
                Composite::Struct(fields) => fields.len() as u32,
                Composite::Array(_) | Composite::Func { .. } => 0,
            };
            for field in 0..fields {
                edits.push(edit(module, move |bytes| {
                    let mut section = TypeSection::decode(bytes).ok()?;
                    let mut types = section.groups.iter_mut().flat_map(|group| &mut group.types);
                    let ty = types.nth(structure as usize)?;
                    slots::remove(&mut ty.composite, field as usize);
                    let bytes = Rewriter::without_field(structure, field).write(bytes)?;
                    with_section(&bytes, &section)
                }));
            }
        }
        let alone = alone(section);
        for family in IN_PLACE {
            for change in family(&alone) {
                edits.push(edit(module, move |bytes| {
                    let alone = self::alone(TypeSection::decode(bytes).ok()?);
                    let changed = change(&alone)?;
                    with_section(bytes, changed.section(ModuleId(0))?)
                }));
            }
        }
    }
    edits
}

/// A draft of the types alone.
fn alone(section: TypeSection) -> Draft {
    let module = ModuleId(0);
    let parts = vec![Part::Define(Form::Types(section)), Part::Ask];
    Draft { parts, question: Question::ValidTypes(module) }
}

/// The module with another type section in place of its own.
fn with_section(bytes: &[u8], section: &TypeSection) -> Option<Vec<u8>> {
    let mut sections = layout::read(bytes);
    let types = sections.iter_mut().find(|section| section.id == 1)?;
    types.content = section.encode_content();
    Some(layout::write(&sections))
}
