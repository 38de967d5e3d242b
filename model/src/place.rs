//! Where in a module a judgment does not hold.

use crate::judgment::{Cause, Definition, InstrAt, Judgment, Refutation};
use crate::syntax::{ExternType, Module};

/// A place in a module, as far as a refutation leads to one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The definition, import or export; none if a type is refused.
    pub definition: Option<Definition>,
    /// The offset of its first byte in the module; for a function, of its code.
    pub offset: Option<usize>,
    /// The instruction in its expressions; none if the definition itself is refused, or what an
    /// expression leaves at its end.
    pub instr: Option<InstrAt>,
}

impl Place {
    /// The place to which the refutation of a module leads.
    #[must_use]
    pub fn of(refutation: &Refutation, module: &Module) -> Self {
        let mut place = Self::default();
        let mut next = Some(refutation);
        while let Some(Refutation { goal, attempts }) = next {
            match goal {
                Judgment::DefinitionOk(definition) => place.definition = Some(*definition),
                Judgment::InstrOk(at) | Judgment::InstrConst(at) => place.instr = Some(*at),
                _ => {}
            }
            next = attempts.iter().find_map(|attempt| match &attempt.failure.cause {
                Cause::Refuted(refutation) => Some(&**refutation),
                Cause::Condition | Cause::Differ(_) => None,
            });
        }
        place.offset = place.definition.and_then(|definition| offset(module, definition));
        place
    }
}

/// The offset of a definition.
fn offset(module: &Module, definition: Definition) -> Option<usize> {
    let own = |x: u32, is_one: fn(&ExternType) -> bool| {
        let imported = module.imports.iter().filter(|import| is_one(&import.xt)).count();
        (x as usize).checked_sub(imported)
    };
    match definition {
        Definition::Import(n) => module.imports.get(n as usize).map(|import| import.offset),
        Definition::Tag(x) => {
            let n = own(x, |xt| matches!(xt, ExternType::Tag(_)))?;
            module.tags.get(n).map(|tag| tag.offset)
        }
        Definition::Global(x) => {
            let n = own(x, |xt| matches!(xt, ExternType::Global(_)))?;
            module.globals.get(n).map(|global| global.offset)
        }
        Definition::Mem(x) => {
            let n = own(x, |xt| matches!(xt, ExternType::Mem(_)))?;
            module.mems.get(n).map(|mem| mem.offset)
        }
        Definition::Table(x) => {
            let n = own(x, |xt| matches!(xt, ExternType::Table(_)))?;
            module.tables.get(n).map(|table| table.offset)
        }
        Definition::Func(x) => {
            let n = own(x, |xt| matches!(xt, ExternType::Func(_)))?;
            module.funcs.get(n).map(|func| func.offset)
        }
        Definition::Data(n) => module.datas.get(n as usize).map(|data| data.offset),
        Definition::Elem(n) => module.elems.get(n as usize).map(|elem| elem.offset),
        Definition::Start => module.start.map(|start| start.offset),
        Definition::Export(n) => module.exports.get(n as usize).map(|export| export.offset),
    }
}
