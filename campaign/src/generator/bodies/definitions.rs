//! What a module imports, defines and exports, apart from types and bodies.

use super::constants;
use super::draw::Draw;
use super::matching::{abstract_reference, bottom};
use super::plan::{Data, Elem, Global, Items, Memory, Mode, Plan, Space, Table};
use crate::question::AbstractHeap;
use crate::section::Val;

/// Draws all definitions. The types are there.
pub(super) fn draw(plan: &mut Plan, draw: &mut Draw<'_>) {
    let imports = [draw.below(2), draw.below(2), draw.below(2), draw.below(3), draw.below(2)];
    let own =
        [1 + draw.below(3), 1 + draw.below(3), draw.below(3), 1 + draw.below(4), draw.below(3)];
    plan.imported = imports;
    functions(plan, imports[0] + own[0], draw);
    for _ in 0..imports[4] + own[4] {
        let without_results =
            |index: u32| plan.signature(index).is_some_and(|(_, results)| results.is_empty());
        let ty = draw.index(plan.types.len() as u32, without_results).unwrap_or(0);
        plan.tags.push(ty);
    }
    for n in 0..imports[2] + own[2] {
        // Without a memory most programs would have no address to check; with 64 bits, some.
        let is_64 = draw.chance(1, 4) && (n > 0 || draw.chance(1, 2));
        let limits = limits(4, if is_64 { 1 << 48 } else { 1 << 16 }, draw);
        plan.memories.push(Memory { is_64, limits });
    }
    globals(plan, imports[3], true, draw);
    // Their initial values may read imported globals only.
    for n in 0..imports[1] + own[1] {
        let table = table(plan, n < imports[1], draw);
        plan.tables.push(table);
    }
    globals(plan, own[3], false, draw);
    for _ in 0..draw.below(4) {
        let elem = elem(plan, draw);
        plan.elems.push(elem);
    }
    for _ in 0..draw.below(3) {
        let data = data(plan, draw);
        plan.datas.push(data);
    }
    plan.data_count = !draw.rare_slip();
    exports(plan, draw);
    if draw.chance(1, 4) {
        let empty = |index: u32| {
            let (params, results) = plan.func(index);
            params.is_empty() && results.is_empty()
        };
        plan.start = draw.index(plan.funcs.len() as u32, empty);
    }
}

fn globals(plan: &mut Plan, count: u32, imported: bool, draw: &mut Draw<'_>) {
    for _ in 0..count {
        let types = plan.types.len() as u32;
        let (mutable, content) = (draw.chance(1, 2), draw.val(types));
        let (content, init) = match imported {
            true => (content, None),
            false => initialized(plan, content, draw),
        };
        plan.globals.push(Global { mutable, content, init });
    }
}

fn functions(plan: &mut Plan, count: u32, draw: &mut Draw<'_>) {
    for _ in 0..count {
        let is_func = |index: u32| plan.signature(index).is_some();
        let ty = draw.index(plan.types.len() as u32, is_func).unwrap_or(0);
        plan.funcs.push(ty);
    }
    plan.declared = vec![false; plan.funcs.len()];
}

/// Limits below a range: mostly small ones.
fn limits(usual: u32, range: u64, draw: &mut Draw<'_>) -> (u64, Option<u64>) {
    let min = u64::from(draw.below(usual));
    if draw.rare_slip() {
        let beyond = [(min + 1, Some(min)), (range + 1, None), (min, Some(range + 1))];
        return draw.of(&beyond).unwrap_or_default();
    }
    match draw.weighted(&[3, 2, 1]) {
        0 => (min, None),
        1 => (min, Some(min + u64::from(draw.below(usual)))),
        _ => (min, Some(range)),
    }
}

/// A type with an initial value: the wanted one, or else a number.
fn initialized(
    plan: &mut Plan,
    content: Val,
    draw: &mut Draw<'_>,
) -> (Val, Option<wasm_encoder::ConstExpr>) {
    match constants::draw(plan, content, draw) {
        Some(init) => (content, Some(init)),
        None => (Val::I32, Some(wasm_encoder::ConstExpr::i32_const(0))),
    }
}

fn table(plan: &mut Plan, imported: bool, draw: &mut Draw<'_>) -> Table {
    let is_64 = draw.chance(1, 4);
    let limits = limits(10, if is_64 { u64::MAX - 1 } else { (1 << 32) - 1 }, draw);
    let element = match draw.weighted(&[3, 5]) {
        0 => abstract_reference(true, AbstractHeap::Func),
        _ => draw.reference(plan.types.len() as u32),
    };
    if imported {
        return Table { is_64, limits, element, init: None };
    }
    let needed = plan.has_default(element) == draw.rare_slip();
    let init = match needed || draw.chance(1, 5) {
        true => constants::draw(plan, element, draw),
        false => None,
    };
    // A type without any constant keeps its table out: null is one of any nullable type.
    let element = match (element, &init) {
        (Val::Ref { nullable: false, heap }, None) if needed => Val::Ref { nullable: true, heap },
        _ => element,
    };
    Table { is_64, limits, element, init }
}

fn elem(plan: &mut Plan, draw: &mut Draw<'_>) -> Elem {
    let mode = draw.weighted(&[2, 1, 3]);
    let table = draw.index(plan.tables.len() as u32, |_| true).filter(|_| mode == 2);
    let element = match table.and_then(|table| plan.tables.get(table as usize)) {
        Some(table) => table.element,
        None => draw.reference(plan.types.len() as u32),
    };
    let mode = match table {
        Some(table) => {
            let address = plan.table_address(table);
            let offset = constants::draw(plan, address, draw);
            Mode::Active(table, offset.unwrap_or_else(wasm_encoder::ConstExpr::empty))
        }
        None if mode == 1 => Mode::Declared,
        None => Mode::Passive,
    };
    let functions = abstract_reference(false, AbstractHeap::Func);
    if plan.fits(functions, element) && draw.chance(1, 2) {
        let count = plan.funcs.len() as u32;
        let mut items = Vec::new();
        for _ in 0..draw.below(4) {
            items.extend(draw.index(count, |_| true));
        }
        for item in &items {
            if let Some(declared) = plan.declared.get_mut(*item as usize) {
                *declared = true;
            }
        }
        return Elem { element: functions, mode, items: Items::Functions(items) };
    }
    let element = match element {
        // A subtype of the table's type does as well.
        Val::Ref { nullable, heap } if draw.chance(1, 4) => {
            abstract_reference(nullable, bottom(plan.top(heap)))
        }
        element => element,
    };
    let count = draw.below(3);
    let items = (0..count).filter_map(|_| constants::draw(plan, element, draw)).collect();
    Elem { element, mode, items: Items::Expressions(items) }
}

fn data(plan: &mut Plan, draw: &mut Draw<'_>) -> Data {
    let memory = match draw.chance(1, 2) {
        true => draw.index(plan.memories.len() as u32, |_| true),
        false => None,
    };
    let mode = match memory {
        Some(memory) => {
            let address = plan.memory_address(memory);
            let offset = constants::draw(plan, address, draw);
            Mode::Active(memory, offset.unwrap_or_else(wasm_encoder::ConstExpr::empty))
        }
        None => Mode::Passive,
    };
    let bytes = (0..draw.below(4)).map(|_| draw.below(256) as u8).collect();
    Data { mode, bytes }
}

fn exports(plan: &mut Plan, draw: &mut Draw<'_>) {
    for n in 0..draw.below(5) {
        let space = Space::ALL[draw.weighted(&[4, 1, 1, 2, 1])];
        let Some(index) = draw.index(plan.count(space), |_| true) else { continue };
        let name = if draw.rare_slip() { 0 } else { n };
        if space == Space::Func
            && let Some(declared) = plan.declared.get_mut(index as usize)
        {
            *declared = true;
        }
        plan.exports.push((format!("e{name}"), space, index));
    }
}
