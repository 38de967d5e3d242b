//! The rest of `$instantiate` (4.4), after linking: values at the start, active segments, the start function.

use super::evaluator::{Ended, constant, invoke, unsigned};
use super::store::{Growth, Store};
use super::value::{Ref, Value};
use subtly_model::Model;
use subtly_model::syntax::{DataMode, ElemMode, Expr, Limits};

/// What is done to an instance that was just allocated.
///
/// A segment that is out of bounds traps; what the segments before it wrote stays.
pub(super) fn start(model: &Model, store: &mut Store, instance: usize) -> Ended {
    let definition = store.instances[instance].definition.clone();
    let module = &definition.module;
    let value = |store: &mut Store, expr: &Expr| constant(model, store, instance, expr);
    let reference = |store: &mut Store, expr: &Expr| match value(store, expr) {
        Some(Value::Ref(r)) => Some(r),
        _ => None,
    };

    let imported = store.instances[instance].globals.len() - module.globals.len();
    for (n, global) in module.globals.iter().enumerate() {
        let value = value(store, &global.init);
        let at = store.instances[instance].globals[imported + n];
        store.globals[at].value = value;
    }
    let imported = store.instances[instance].tables.len() - module.tables.len();
    for (n, table) in module.tables.iter().enumerate() {
        let element = reference(store, &table.init);
        let at = store.instances[instance].tables[imported + n];
        store.tables[at].fill(element);
    }

    // Whether a segment traps may not be known; then nobody knows whether what follows is done.
    let mut doubt = None;
    for elem in &module.elems {
        let ElemMode::Active(x, offset) = &elem.mode else {
            continue;
        };
        let offset = value(store, offset).and_then(|value| unsigned(&value));
        let elements: Vec<Option<Ref>> =
            elem.init.iter().map(|expr| reference(store, expr)).collect();
        let at = store.instances[instance].tables[*x as usize];
        let table = &mut store.tables[at];
        match (fits(offset, elements.len() as u64, table.tt.lim, table.growth), offset, doubt) {
            (Some(true), Some(offset), None) => {
                for (index, element) in (offset..).zip(elements) {
                    table.set(index, element);
                }
            }
            (Some(false), _, None) => return Ended::Trapped("out of bounds table access"),
            _ => {
                table.forget();
                doubt = Some("where an element segment goes is not known");
            }
        }
    }
    for data in &module.datas {
        let DataMode::Active(x, offset) = &data.mode else {
            continue;
        };
        let offset = value(store, offset).and_then(|value| unsigned(&value));
        let mem = &store.mems[store.instances[instance].mems[*x as usize]];
        let lim = Limits { min: mem.mt.lim.min.saturating_mul(PAGE), ..mem.mt.lim };
        match (fits(offset, data.size_bytes.into(), lim, mem.growth), doubt) {
            (Some(true), _) => {}
            (Some(false), None) => return Ended::Trapped("out of bounds memory access"),
            _ => doubt = Some("where a data segment goes is not known"),
        }
    }
    match (module.start, doubt) {
        (None, None) => Ended::Returned(Vec::new()),
        (None, Some(why)) => Ended::Unknown(why),
        (Some(start), None) => {
            let func = store.instances[instance].funcs[start.x as usize];
            invoke(model, store, func, Vec::new())
        }
        (Some(_), Some(why)) => {
            store.forget_written();
            Ended::Unknown(why)
        }
    }
}

/// The bytes of a page.
const PAGE: u64 = 1 << 16;

/// Whether a segment is in bounds; none if that is not known. A size is never less than the minimum.
fn fits(offset: Option<u64>, length: u64, lim: Limits, growth: Growth) -> Option<bool> {
    let fits = offset?.checked_add(length).is_some_and(|end| end <= lim.min);
    if fits || growth != Growth::Maybe { Some(fits) } else { None }
}
