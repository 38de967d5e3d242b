//! What a type is does not depend on what else is written, nor where.

use crate::case::Case;
use crate::judge::{At, Heap, Judge, Subject};
use crate::rearranged::{self, Rearranged};
use subtly::choices::Choices;
use subtly::section::TypeSection;
use subtly_model::syntax::AbsHeapType;

/// The order of groups that do not refer to each other changes no verdict and no answer.
pub(crate) fn permuted(subject: Subject, case: &Case) -> Result<(), String> {
    rearranged(subject, case, &rearranged::permuted)
}

/// Groups may be written twice: the copies are the same types, and references may lead to either.
pub(crate) fn copied(subject: Subject, case: &Case) -> Result<(), String> {
    rearranged(subject, case, &rearranged::copied)
}

fn rearranged(
    subject: Subject,
    case: &Case,
    rearrange: &dyn Fn(&TypeSection, &mut dyn Choices) -> Option<Rearranged>,
) -> Result<(), String> {
    let mut choices = case.choices();
    for section in &case.modules {
        let Some(Rearranged { section: other, copies }) = rearrange(section, &mut choices) else {
            continue;
        };
        let (before, after) = (Judge::of(subject, [section]), Judge::of(subject, [&other]));
        if before.is_valid(0) != after.is_valid(0) {
            return Err(format!("valid is one of {section:?} and {other:?} only"));
        }
        let places = before.places(0).into_iter().map(|At(_, index)| {
            let moved = copies[index as usize].iter().map(|copy| At(0, *copy)).collect();
            (At(0, index), moved)
        });
        same_answers(&before, &after, &places.collect::<Vec<_>>())
            .map_err(|reason| format!("{reason}, rearranged as {other:?}"))?;
    }
    Ok(())
}

/// Modules may be defined in another order.
pub(crate) fn reversed(subject: Subject, case: &Case) -> Result<(), String> {
    let forwards = Judge::of(subject, &case.modules);
    let backwards = Judge::of(subject, case.modules.iter().rev());
    let last = case.modules.len() - 1;
    let mut places = Vec::new();
    for module in 0..case.modules.len() {
        if forwards.is_valid(module) != backwards.is_valid(last - module) {
            return Err(format!("module {module} is valid in one order only"));
        }
        let moved = |At(module, index)| (At(module, index), vec![At(last - module, index)]);
        places.extend(forwards.places(module).into_iter().map(moved));
    }
    same_answers(&forwards, &backwards, &places)
}

/// A module on its own is judged as among others, valid or refused.
pub(crate) fn in_company(subject: Subject, case: &Case) -> Result<(), String> {
    let together = Judge::of(subject, &case.modules);
    for (module, section) in case.modules.iter().enumerate() {
        let alone = Judge::of(subject, [section]);
        if alone.is_valid(0) != together.is_valid(module) {
            return Err(format!("module {module} is valid alone or among others only"));
        }
        let moved = |At(_, index)| (At(0, index), vec![At(module, index)]);
        let places: Vec<_> = alone.places(0).into_iter().map(moved).collect();
        same_answers(&alone, &together, &places)?;
    }
    Ok(())
}

/// Every question about types at their places before has one answer, and so it has about their copies.
fn same_answers(before: &Judge, after: &Judge, places: &[(At, Vec<At>)]) -> Result<(), String> {
    let abs = AbsHeapType::ALL.map(Heap::Abs).map(|heap| (heap, vec![heap]));
    let defined = places
        .iter()
        .map(|(at, copies)| (Heap::Def(*at), copies.iter().map(|copy| Heap::Def(*copy)).collect()));
    let heaps: Vec<(Heap, Vec<Heap>)> = abs.into_iter().chain(defined).collect();
    for (heap1, copies1) in &heaps {
        for (heap2, copies2) in &heaps {
            let holds = before.heaptype_sub(*heap1, *heap2);
            let same = same(before, *heap1, *heap2);
            for (copy1, copy2) in pairs(copies1, copies2) {
                if after.heaptype_sub(copy1, copy2) != holds {
                    return Err(format!("{heap1:?} <: {heap2:?} is {holds}, but not of copies"));
                }
                if self::same(after, copy1, copy2) != same {
                    return Err(format!("{heap1:?} = {heap2:?} is {same}, but not of copies"));
                }
            }
        }
    }
    Ok(())
}

fn same(judge: &Judge, heap1: Heap, heap2: Heap) -> bool {
    match (heap1, heap2) {
        (Heap::Def(at1), Heap::Def(at2)) => judge.same_type(at1, at2),
        _ => heap1 == heap2,
    }
}

fn pairs<'a>(left: &'a [Heap], right: &'a [Heap]) -> impl Iterator<Item = (Heap, Heap)> + 'a {
    left.iter().flat_map(move |l| right.iter().map(move |r| (*l, *r)))
}
