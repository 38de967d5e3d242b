//! Where a module is refused, in one line.

use crate::names::Names;
use crate::printed::line_at;
use crate::question::ModuleId;
use crate::show::definition;
use subtly_model::judgment::{Cause, Definition, Judgment, Refutation};
use subtly_model::place::Place;
use wasmparser::{Operator, Parser, Payload, TypeRef};

/// The definition, the instruction, its offset and its text; `None` if a type is refused.
pub(super) fn line(place: &Place, bytes: &[u8], names: &Names, module: ModuleId) -> Option<String> {
    let mut line = format!("at {}", definition(place.definition?));
    let mut offset = place.offset;
    if let Some(at) = place.instr {
        line += &format!(", instruction {}", at.ordinal);
        if let Some(Definition::Func(x)) = place.definition {
            offset = instruction(bytes, x, at.ordinal).or(offset);
        }
    }
    if let Some(offset) = offset {
        line += &format!(", offset {offset:#x}");
        let text = place.instr.and_then(|_| line_at(bytes, names.of_module(module), offset));
        line.extend(text.map(|text| format!(": {text}")));
    }
    Some(line)
}

/// The part of a refutation from the innermost instruction on, or else from the innermost definition: what
/// is around it is said by the place.
pub(super) fn innermost(refutation: &Refutation) -> &Refutation {
    let mut chosen = refutation;
    let mut next = Some(refutation);
    while let Some(here) = next {
        if matches!(
            here.goal,
            Judgment::DefinitionOk(_) | Judgment::InstrOk(_) | Judgment::InstrConst(_)
        ) {
            chosen = here;
        }
        next = here.attempts.iter().find_map(|attempt| match &attempt.failure.cause {
            Cause::Refuted(refutation) => Some(&**refutation),
            Cause::Condition | Cause::Differ(_) => None,
        });
    }
    chosen
}

/// The offset of an instruction of a function; `else` and `end` are not counted.
fn instruction(bytes: &[u8], function: u32, ordinal: u32) -> Option<usize> {
    let mut next = 0;
    for payload in Parser::new(0).parse_all(bytes) {
        match payload.ok()? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    next += u32::from(matches!(import.ok()?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(_) if next < function => next += 1,
            Payload::CodeSectionEntry(body) => {
                let mut count = 0;
                for operator in body.get_operators_reader().ok()?.into_iter_with_offsets() {
                    let (operator, offset) = operator.ok()?;
                    if matches!(operator, Operator::Else | Operator::End) {
                        continue;
                    }
                    if count == ordinal {
                        return usize::try_from(offset).ok();
                    }
                    count += 1;
                }
                return None;
            }
            _ => {}
        }
    }
    None
}
