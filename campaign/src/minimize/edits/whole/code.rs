//! Edits of function bodies: whole bodies, ranges of instructions, blocks, locals.

use super::super::super::draft::Draft;
use super::super::{Edit, ranges};
use super::{edit, labels, raw};
use crate::layout::{self, CODE, Code};
use crate::section::{Composite, TypeSection};
use std::ops::Range;
use wasm_encoder::Encode;
use wasmparser::{BinaryReader, Parser, Payload, ValType};

const UNREACHABLE: u8 = 0x00;
const ELSE: u8 = 0x05;
const END: u8 = 0x0b;

/// Up to this many instructions their immediates are made lower.
const LOWERED_MAX: usize = 16;

/// Up to this many instructions every range of up to six neighbours is tried.
const WINDOWS_MAX: usize = 64;

/// Empties bodies, many at once first; then cuts ranges of instructions of each, puts `unreachable` in
/// their place, takes blocks apart, and drops locals.
pub(in super::super::super) fn shorten_bodies(draft: &Draft) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    for (module, bytes) in raw(draft) {
        let bodies = bodies(bytes).unwrap_or_default();
        let params = params(bytes).unwrap_or_default();
        for range in ranges(bodies.len()) {
            for instructions in [vec![vec![END]], vec![vec![UNREACHABLE], vec![END]]] {
                let range = range.clone();
                edits.push(edit(module, move |bytes| {
                    let mut bodies = self::bodies(bytes)?;
                    for body in bodies.get_mut(range.clone())? {
                        *body = Code { locals: vec![0], instructions: instructions.clone() };
                    }
                    with_bodies(bytes, &bodies)
                }));
            }
        }
        for (at, body) in bodies.iter().enumerate() {
            for change in changes(body, params.get(at).copied()) {
                edits.push(edit(module, move |bytes| {
                    let mut bodies = self::bodies(bytes)?;
                    let body = bodies.get_mut(at)?;
                    change.apply(body)?;
                    with_bodies(bytes, &bodies)
                }));
            }
        }
    }
    edits
}

/// One change of a body.
#[derive(Clone, Debug)]
enum Change {
    /// Cuts a range of instructions.
    Cut(Range<usize>),
    /// Puts `unreachable` in place of a range of instructions.
    Replace(Range<usize>),
    /// Takes away two delimiters of a block, and what is between the second and the third.
    Unwrap(usize, usize, usize),
    /// Leaves out one handler of a `try_table`.
    NoHandler(usize, usize),
    /// Leaves a byte of an immediate out.
    Shorter(usize, usize),
    /// Puts a lower byte in an immediate.
    Lower(usize, usize, u8),
    /// Declares no locals.
    NoLocals,
    /// Takes the run of locals with this number away, which has these indices. What uses one of them
    /// becomes `unreachable`, and those behind move.
    LocalRun(usize, Range<u32>),
}

impl Change {
    fn apply(&self, body: &mut Code) -> Option<()> {
        let code = &mut body.instructions;
        match self.clone() {
            Self::Cut(range) => {
                code.get(range.clone())?;
                code.drain(range);
            }
            Self::Replace(range) => {
                code.get(range.clone())?;
                code.splice(range, [vec![UNREACHABLE]]);
            }
            Self::Unwrap(first, second, third) => {
                code.get(first..=third)?;
                code.drain(second..=third);
                labels::without_outermost(code.get_mut(first + 1..second)?)?;
                code.remove(first);
            }
            Self::NoHandler(at, handler) => {
                let instruction = code.get_mut(at)?;
                *instruction = labels::without_handler(instruction, handler)?;
            }
            Self::Shorter(at, byte) => drop(code.get_mut(at).map(|bytes| bytes.remove(byte))?),
            Self::Lower(at, byte, lower) => *code.get_mut(at)?.get_mut(byte)? = lower,
            Self::NoLocals => body.locals = vec![0],
            Self::LocalRun(at, gone) => {
                body.locals = without_run(&body.locals, at)?;
                code.iter_mut().for_each(|instruction| move_local(instruction, &gone));
            }
        }
        Some(())
    }
}

/// The changes of a body, whose function has so many parameters, if that is known.
fn changes(body: &Code, params: Option<u32>) -> Vec<Change> {
    let count = body.instructions.len().saturating_sub(1);
    let mut changes = vec![Change::NoLocals];
    if let (Some(runs), Some(mut first)) = (runs(&body.locals), params) {
        for (at, run) in runs.iter().enumerate() {
            let end = first.saturating_add(run.count);
            changes.push(Change::LocalRun(at, first..end));
            first = end;
        }
    }
    let most = if count <= WINDOWS_MAX { 6 } else { 0 };
    let windows = (2..=most).rev().flat_map(|size| {
        (0..(count + 1).saturating_sub(size)).map(move |start| start..start + size)
    });
    let nested = blocks(&body.instructions);
    let whole = nested.iter().map(|(first, _, third)| *first..third + 1);
    for range in ranges(count).into_iter().chain(whole).chain(windows) {
        changes.push(Change::Cut(range.clone()));
        changes.push(Change::Replace(range));
    }
    changes.extend(
        nested.iter().map(|(first, second, third)| Change::Unwrap(*first, *second, *third)),
    );
    for (at, instruction) in body.instructions.iter().enumerate() {
        if let Some(handlers) = labels::handlers(instruction) {
            changes.extend((0..handlers.catches.len()).map(|n| Change::NoHandler(at, n)));
        }
    }
    if count <= LOWERED_MAX {
        for (at, bytes) in body.instructions.iter().enumerate() {
            for (byte, value) in bytes.iter().copied().enumerate().skip(1) {
                changes.push(Change::Shorter(at, byte));
                let lower = [0, value & 0x7f, value / 2, value.saturating_sub(1)];
                let lower = lower.into_iter().filter(|lower| *lower < value);
                changes.extend(lower.map(|lower| Change::Lower(at, byte, lower)));
            }
        }
    }
    changes
}

/// The blocks: where each begins, where its first part ends, and where it ends.
fn blocks(code: &[Vec<u8>]) -> Vec<(usize, usize, usize)> {
    let mut open: Vec<(usize, Option<usize>)> = Vec::new();
    let mut blocks = Vec::new();
    for (at, instruction) in code.iter().enumerate() {
        match instruction.first() {
            Some(0x02..=0x04 | 0x1f) => open.push((at, None)),
            Some(&ELSE) => {
                if let Some((_, middle)) = open.last_mut() {
                    *middle = Some(at);
                }
            }
            Some(&END) => {
                if let Some((first, middle)) = open.pop() {
                    blocks.push((first, middle.unwrap_or(at), at));
                }
            }
            _ => {}
        }
    }
    // The outermost first.
    blocks.sort_unstable();
    blocks
}

/// The bodies of a module.
fn bodies(bytes: &[u8]) -> Option<Vec<Code>> {
    let sections = layout::read(bytes);
    let code = sections.iter().find(|section| section.id == CODE)?;
    layout::entries(code)?.iter().map(|entry| Code::read(entry)).collect()
}

/// The module with these bodies.
fn with_bodies(bytes: &[u8], bodies: &[Code]) -> Option<Vec<u8>> {
    let mut sections = layout::read(bytes);
    let code = sections.iter_mut().find(|section| section.id == CODE)?;
    let entries: Vec<Vec<u8>> = bodies.iter().map(Code::write).collect();
    code.content = layout::list(&entries);
    Some(layout::write(&sections))
}

/// The number of parameters of each function that has a body.
fn params(bytes: &[u8]) -> Option<Vec<u32>> {
    let types = TypeSection::decode(bytes).ok()?;
    let of = |ty: u32| match &types.get(ty)?.composite {
        Composite::Func { params, .. } => Some(params.len() as u32),
        Composite::Struct(_) | Composite::Array(_) => None,
    };
    for payload in Parser::new(0).parse_all(bytes) {
        if let Payload::FunctionSection(section) = payload.ok()? {
            return section.into_iter().map(|ty| of(ty.ok()?)).collect();
        }
    }
    None
}

/// A run of locals of one type.
struct Run {
    count: u32,
    bytes: Vec<u8>,
}

/// The runs of locals.
fn runs(locals: &[u8]) -> Option<Vec<Run>> {
    let mut reader = BinaryReader::new(locals, 0);
    let mut runs = Vec::new();
    for _ in 0..reader.read_var_u32().ok()? {
        let start = reader.original_position() as usize;
        let count = reader.read_var_u32().ok()?;
        reader.read::<ValType>().ok()?;
        let bytes = locals.get(start..reader.original_position() as usize)?.to_vec();
        runs.push(Run { count, bytes });
    }
    Some(runs)
}

fn without_run(locals: &[u8], at: usize) -> Option<Vec<u8>> {
    let mut runs: Vec<Vec<u8>> = runs(locals)?.into_iter().map(|run| run.bytes).collect();
    (at < runs.len()).then(|| runs.remove(at))?;
    Some(layout::list(&runs))
}

/// Moves the local that an instruction names.
fn move_local(instruction: &mut Vec<u8>, gone: &Range<u32>) {
    let [opcode @ 0x20..=0x22, immediate @ ..] = instruction.as_slice() else { return };
    let Ok(local) = BinaryReader::new(immediate, 0).read_var_u32() else { return };
    if gone.contains(&local) {
        *instruction = vec![UNREACHABLE];
    } else if local >= gone.end {
        let mut moved = vec![*opcode];
        (local - gone.len() as u32).encode(&mut moved);
        *instruction = moved;
    }
}
