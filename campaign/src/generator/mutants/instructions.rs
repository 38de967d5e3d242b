//! Edits of the instructions of one body.

use super::bytes::changed;
use crate::choices::Choices;
use crate::layout::{self, CODE, Code, Section};

/// Instructions without immediates, by their opcodes: numeric ones, and some that stop or test.
const PLAIN: [(u8, u8); 6] =
    [(0x45, 0xc4), (0x00, 0x01), (0x0f, 0x0f), (0x1a, 0x1b), (0xd1, 0xd1), (0xd3, 0xd4)];

/// Edits one body, whose size stays right.
pub(super) fn edit(sections: &mut [Section], choices: &mut dyn Choices) -> Option<()> {
    let section = sections.iter_mut().find(|section| section.id == CODE)?;
    let mut entries = layout::entries(section)?;
    let at = choices.index(entries.len());
    let others = entries.get(choices.index(entries.len())).and_then(|entry| Code::read(entry));
    let mut code = Code::read(entries.get(at)?)?;
    edit_code(&mut code.instructions, &others?.instructions, choices)?;
    entries[at] = code.write();
    section.content = layout::list(&entries);
    Some(())
}

/// One edit. `others` are the instructions of some body of the module, maybe of the same.
fn edit_code(code: &mut Vec<Vec<u8>>, others: &[Vec<u8>], choices: &mut dyn Choices) -> Option<()> {
    if code.is_empty() {
        return None;
    }
    let at = choices.index(code.len());
    let other = others.get(choices.index(others.len()))?.clone();
    match choices.weighted(&[4, 4, 3, 3, 2, 6, 3, 2]) {
        0 => drop(code.remove(at)),
        1 => code[at] = other,
        2 => code.insert(at, other),
        3 => code[at] = vec![plain(choices)],
        4 => code.insert(at, vec![plain(choices)]),
        5 => edit_immediate(code, choices)?,
        // Two runs of instructions change places: mostly the producers of two operands.
        6 => {
            let middle = at + 1 + choices.index(2);
            let end = middle + 1 + choices.index(2);
            code.get_mut(at..end)?.rotate_left(middle - at);
        }
        _ => {
            let end = (at + 2 + choices.index(4)).min(code.len());
            code.drain(at..end);
        }
    }
    Some(())
}

fn plain(choices: &mut dyn Choices) -> u8 {
    let (first, last) = PLAIN[choices.weighted(&[6, 1, 1, 2, 1, 2])];
    choices.between(first.into(), last.into()) as u8
}

/// Changes one byte behind the opcode of an instruction that has more bytes than that.
fn edit_immediate(code: &mut [Vec<u8>], choices: &mut dyn Choices) -> Option<()> {
    let with_immediates: Vec<usize> = (0..code.len()).filter(|at| code[*at].len() > 1).collect();
    let instruction = &mut code[*with_immediates.get(choices.index(with_immediates.len()))?];
    let at = 1 + choices.index(instruction.len() - 1);
    let any = choices.choose(16) as u8;
    instruction[at] = changed(instruction[at], any, choices);
    Some(())
}
