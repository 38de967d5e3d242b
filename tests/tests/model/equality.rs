//! Equality by place against equality of the terms written out.

use crate::{deftypes, programs};
use std::collections::HashMap;
use subtly::oracles::ModelSession;
use subtly::question::ModuleId;
use subtly_model::roll::subst_subtype;
use subtly_model::syntax::{DefType, RecTypeId, TypeUse};
use subtly_model::terms::Terms;

const CASES: u64 = 300;

/// Terms of more symbols than this are not written out.
const SYMBOLS_MAX: u64 = 2_000;

/// The number of type uses in a closed recursive type that is written out, and one.
fn symbols(terms: &Terms, id: RecTypeId, known: &mut HashMap<RecTypeId, u64>) -> u64 {
    if let Some(count) = known.get(&id) {
        return *count;
    }
    let inner = std::cell::RefCell::new(Vec::new());
    for st in &terms.rectype(id).0 {
        let _ = subst_subtype(st, &|tu| {
            inner.borrow_mut().push(tu);
            tu
        });
    }
    let mut count: u64 = 1;
    for tu in inner.into_inner() {
        let more = match tu {
            TypeUse::Def(dt) => symbols(terms, dt.rectype, known),
            TypeUse::Idx(_) | TypeUse::Rec(_) => 1,
        };
        count = count.saturating_add(more);
    }
    known.insert(id, count);
    count
}

#[test]
fn places_are_equal_exactly_where_terms_are_identical() {
    let (mut compared, mut left_out) = (0, 0);
    for program in programs(CASES) {
        let session = ModelSession::of(&program);
        let terms = session.model().terms();
        let mut known = HashMap::new();
        let types = deftypes(&session);
        let (small, large): (Vec<DefType>, Vec<DefType>) =
            types.into_iter().partition(|dt| symbols(terms, dt.rectype, &mut known) <= SYMBOLS_MAX);
        left_out += large.len();
        for dt1 in &small {
            for dt2 in &small {
                assert_eq!(dt1 == dt2, terms.identical_written_out(*dt1, *dt2));
                let judged = session.model().same_type(*dt1, *dt2);
                assert_eq!(dt1 == dt2, judged.is_ok());
                compared += 1;
            }
        }
    }
    assert!(compared > 100_000, "{compared} pairs");
    assert!(left_out < 100, "{left_out} types");
}

#[test]
fn types_that_are_written_twice_are_found() {
    let mut twice = 0;
    for program in programs(CASES) {
        let session = ModelSession::of(&program);
        let modules = 0..session.verdicts().len() as u32;
        let written: usize =
            modules.filter_map(|module| session.types(ModuleId(module))).map(<[_]>::len).sum();
        twice += written - deftypes(&session).len();
    }
    assert!(twice > 500, "{twice} indices name a type that an earlier one names");
}
