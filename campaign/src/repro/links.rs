//! Linking: a module exports at one type, another imports at the other.
//!
//! The exporter has the size that the question says. A size beyond what an engine can allocate is written
//! all the same: the minimizer makes sizes small where they do not matter.

use super::Writer;
use super::values::Values;
use crate::question::{Extern, Value};
use crate::section::TypeSection;

impl Writer<'_> {
    pub(super) fn link(&mut self, export: Extern, import: Extern, holds: bool) {
        let [from, to] = [export, import].map(|external| external.defined().map(|ty| ty.module));
        let Some(exporter) = self.exporter(export) else {
            return self.statically(export, import, holds);
        };
        // If both types are of one module, it is written twice.
        let exporter_name = from.map_or("$export".into(), |module| format!("$m{}", module.0));
        let importer_name =
            to.filter(|to| from != Some(*to)).map_or("$import".into(), |to| format!("$m{}", to.0));
        self.named(&exporter_name, from, &exporter);
        self.register(&exporter_name);
        let import = format!("(import \"m\" \"x\" {})", self.names.external(import));
        self.links_if(holds, &importer_name, to, &[import]);
    }

    /// What the exporter defines; `None` if it cannot, because there is no value to begin with.
    fn exporter(&self, export: Extern) -> Option<Vec<String>> {
        let module = export.defined().map(|ty| ty.module);
        let names = module.map_or(&[][..], |module| self.names.of_module(module));
        let no_types = TypeSection::default();
        let section = module.map_or(&no_types, |module| self.section(module));
        let mut values = Values::new(section, names, true);
        let start = match export {
            Extern::Func(_) => " (unreachable)".into(),
            Extern::Tag(_) | Extern::Memory { .. } => String::new(),
            Extern::Global { content, .. } => format!(" {}", values.value(content)?),
            // The elements of a table are null unless it is said otherwise.
            Extern::Table { element, .. } if element.nullable => String::new(),
            Extern::Table { element, .. } => format!(" {}", values.value(element.into())?),
        };
        let text = self.names.external(export);
        let (keyword, rest) = text.strip_suffix(')')?.split_once(' ')?;
        let mut lines = values.definitions();
        lines.push(format!("{keyword} (export \"x\") {rest}{start})"));
        Some(lines)
    }

    /// The same for contents that no module can make: the relation of types that decides.
    fn statically(&mut self, export: Extern, import: Extern, holds: bool) {
        let decided = match (export, import) {
            (
                Extern::Global { mutable: left_mutable, content: left },
                Extern::Global { mutable: right_mutable, content: right },
            ) if left_mutable == right_mutable => Some((left, right, left_mutable)),
            (Extern::Table { element: left, .. }, Extern::Table { element: right, .. }) => {
                Some((left.into(), right.into(), true))
            }
            _ => None,
        };
        let says_it = |(left, right, invariant): &(Value, Value, bool)| {
            let there = self.is_subtype(*left, *right);
            holds == (there && (!invariant || self.is_subtype(*right, *left)))
        };
        let Some((left, right, invariant)) = decided.filter(says_it) else {
            // Not the types decide, but mutability, sizes, or the kind; and no export is there.
            self.mark();
            let question = self.names.external(export);
            return self.write(&format!(";; No module can export {question}."), &[], "");
        };
        let there = self.is_subtype(left, right);
        match (left.defined(), right.defined()) {
            (Some(from), Some(to)) if from.module != to.module => {
                if holds && invariant {
                    self.same_type_between(from, to, true);
                } else if !holds && there {
                    self.subtype_between(right, left, false);
                } else {
                    self.subtype_between(left, right, holds);
                }
            }
            (from, to) => {
                let module = from.or(to).map_or(self.without_types(), |ty| ty.module);
                self.mark();
                if invariant {
                    self.invariant_within(module, left, right, holds);
                } else {
                    self.subtype_within(module, left, right, holds);
                }
            }
        }
    }
}
