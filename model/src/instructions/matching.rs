//! Whether operands match, without a reason.
//!
//! Shortcut: reads `Resulttype_sub`, `Valtype_sub`, `Reftype_sub` and the relation on heap types
//! without building a derivation, for every instruction has operands; a test holds it equal to
//! [`resulttype_sub`](crate::subtyping::resulttype_sub), which is asked for the reason if they do not.

use crate::context::Context;
use crate::syntax::{HeapType, TypeUse, ValType};

/// Whether `ts1 <: ts2`, for types that are OK.
pub(super) fn results_match(c: &Context<'_>, ts1: &[ValType], ts2: &[ValType]) -> bool {
    ts1.len() == ts2.len() && ts1.iter().zip(ts2).all(|(t1, t2)| value_matches(c, *t1, *t2))
}

fn value_matches(c: &Context<'_>, t1: ValType, t2: ValType) -> bool {
    match (t1, t2) {
        (ValType::Bot, _) => true,
        (ValType::Ref(rt1), ValType::Ref(rt2)) => {
            let (ht1, ht2) = (closed(c, rt1.ht), closed(c, rt2.ht));
            (rt2.null || !rt1.null) && c.heaptype_sub.holds(ht1, ht2) == Some(true)
        }
        _ => t1 == t2,
    }
}

/// The heap type, looked up if it is an index.
fn closed(c: &Context<'_>, ht: HeapType) -> HeapType {
    match ht {
        HeapType::Use(TypeUse::Idx(x)) => {
            c.type_at(x).map_or(ht, |dt| HeapType::Use(TypeUse::Def(dt)))
        }
        _ => ht,
    }
}

#[cfg(test)]
mod tests {
    use super::results_match;
    use crate::context::Context;
    use crate::heaptype_sub::HeaptypeSub;
    use crate::modules::types_ok;
    use crate::subtyping::resulttype_sub;
    use crate::syntax::{AbsHeapType, CompType, HeapType, NumType, RecType, RefType, SubType};
    use crate::syntax::{TypeUse, ValType, VecType};
    use crate::terms::Terms;

    #[test]
    fn the_shortcut_gives_the_answers_of_the_long_way() {
        let (mut terms, mut relation) = (Terms::default(), HeaptypeSub::new());
        let sub = |fin, supers: &[u32], ct| {
            let supers = supers.iter().map(|x| TypeUse::Idx(*x)).collect();
            RecType(vec![SubType { fin, supers, ct }])
        };
        let rts = [
            sub(false, &[], CompType::Struct(Vec::new())),
            sub(true, &[0], CompType::Struct(Vec::new())),
            sub(true, &[], CompType::Func(Vec::new(), Vec::new())),
        ];
        let judged = types_ok(&mut terms, &mut relation, &rts, None).expect("few types");
        let (types, _) = judged.expect("they are valid");
        let c = &Context::of_types(&types, &terms, &relation);

        let mut ts = vec![ValType::Bot, ValType::Vec(VecType::V128)];
        ts.extend([NumType::I32, NumType::F64].map(ValType::Num));
        let indices = (0..3).map(|x| HeapType::Use(TypeUse::Idx(x)));
        let closed = types.iter().map(|dt| HeapType::Use(TypeUse::Def(*dt)));
        let hts = AbsHeapType::ALL.into_iter().map(HeapType::Abs).chain(indices).chain(closed);
        ts.extend(hts.flat_map(|ht| [true, false].map(|null| ValType::Ref(RefType { null, ht }))));
        for t1 in &ts {
            for t2 in &ts {
                let long = resulttype_sub(c, &[*t1], &[*t2]).is_ok();
                assert_eq!(results_match(c, &[*t1], &[*t2]), long, "{t1:?} <: {t2:?}");
            }
        }
        assert!(!results_match(c, &[], &ts[..1]));
    }
}
