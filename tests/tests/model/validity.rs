//! What no module can write: the bottom types, and the type uses of closed and rolled types.

use crate::{def, valid};
use subtly_model::Model;
use subtly_model::context::Context;
use subtly_model::judgment::Judged;
use subtly_model::rule::Rule;
use subtly_model::syntax::{AbsHeapType, HeapType, TypeUse, ValType};
use subtly_model::validity::{heaptype_ok, valtype_ok};

fn concluded_by(judged: Judged) -> Option<Rule> {
    judged.ok().map(|derivation| derivation.rule)
}

#[test]
fn bottom_types_are_well_formed() {
    let model = Model::new();
    let c = Context::of_types(&[], model.terms(), model.heaptype_sub());
    let bot = HeapType::Abs(AbsHeapType::Bot);
    assert_eq!(concluded_by(heaptype_ok(c, bot)), Some(Rule::HeaptypeOkBot));
    assert_eq!(concluded_by(valtype_ok(c, ValType::Bot)), Some(Rule::ValtypeOkBot));
}

#[test]
fn of_type_uses_only_known_indices_are_well_formed() {
    let mut model = Model::new();
    let types = valid(&mut model, "(module (type $a (struct)))");
    let c = Context::of_types(&types, model.terms(), model.heaptype_sub());
    let used = |tu| concluded_by(heaptype_ok(c, HeapType::Use(tu)));
    assert_eq!(used(TypeUse::Idx(0)), Some(Rule::HeaptypeOkTypeuse));
    assert_eq!(used(TypeUse::Idx(1)), None);
    // The rules for these two are of the metatheory.
    assert_eq!(used(TypeUse::Rec(0)), None);
    assert_eq!(concluded_by(heaptype_ok(c, def(types[0]))), None);
}
