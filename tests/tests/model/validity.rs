//! What no module can write: the bottom types, and the type uses of closed and rolled types; and what no
//! judgment of a module asks for.

use crate::{def, reference, valid};
use subtly_model::Model;
use subtly_model::context::{Context, Init, InstrType, LocalType};
use subtly_model::instrtypes::{instrtype_ok, instrtype_sub, localtype_ok};
use subtly_model::judgment::Judged;
use subtly_model::rule::Rule;
use subtly_model::subtyping::heaptype_sub;
use subtly_model::syntax::{AbsHeapType, HeapType, NumType, TypeUse, ValType};
use subtly_model::validity::{heaptype_ok, valtype_ok};

fn concluded_by(judged: Judged) -> Option<Rule> {
    judged.ok()?.into_derivation().map(|derivation| derivation.rule)
}

/// The rules that could have concluded it, each with the premise that failed.
fn refuted_by(judged: Judged) -> Vec<(Rule, &'static str)> {
    let refutation = judged.expect_err("it does not hold");
    let attempts = refutation.attempts.iter();
    attempts.map(|attempt| (attempt.rule, attempt.failure.premise)).collect()
}

#[test]
fn bottom_types_are_well_formed() {
    let model = Model::new();
    let c = &Context::of_types(&[], model.terms(), model.heaptype_sub());
    let bot = HeapType::Abs(AbsHeapType::Bot);
    assert_eq!(concluded_by(heaptype_ok(c, bot)), Some(Rule::HeaptypeOkBot));
    assert_eq!(concluded_by(valtype_ok(c, ValType::Bot)), Some(Rule::ValtypeOkBot));
}

#[test]
fn of_type_uses_only_known_indices_are_well_formed() {
    let mut model = Model::new();
    let types = valid(&mut model, "(module (type $a (struct)))");
    let c = &Context::of_types(&types, model.terms(), model.heaptype_sub());
    let used = |tu| concluded_by(heaptype_ok(c, HeapType::Use(tu)));
    assert_eq!(used(TypeUse::Idx(0)), Some(Rule::HeaptypeOkTypeuse));
    assert_eq!(used(TypeUse::Idx(1)), None);
    // The rules for these two are of the metatheory.
    assert_eq!(used(TypeUse::Rec(0)), None);
    assert_eq!(concluded_by(heaptype_ok(c, def(types[0]))), None);
}

#[test]
fn bottoms_are_not_below_bot() {
    let model = Model::new();
    let c = &Context::of_types(&[], model.terms(), model.heaptype_sub());
    for (bottom, rule) in [
        (AbsHeapType::None, Rule::HeaptypeSubNone),
        (AbsHeapType::NoFunc, Rule::HeaptypeSubNofunc),
        (AbsHeapType::NoExn, Rule::HeaptypeSubNoexn),
        (AbsHeapType::NoExtern, Rule::HeaptypeSubNoextern),
    ] {
        let (bottom, bot) = (HeapType::Abs(bottom), HeapType::Abs(AbsHeapType::Bot));
        assert_eq!(refuted_by(heaptype_sub(c, bottom, bot)), [(rule, "heaptype =/= BOT")]);
    }
}

const I32: ValType = ValType::Num(NumType::I32);
const UNKNOWN: ValType = reference(false, HeapType::Use(TypeUse::Idx(7)));

#[test]
fn types_of_locals_and_instructions_are_valid() {
    let model = Model::new();
    let locals = [LocalType { init: Init::Set, t: I32 }];
    let c = &Context::of_types(&[], model.terms(), model.heaptype_sub());
    let c = &Context { locals: &locals, ..*c };
    let of_local = |t| localtype_ok(c, LocalType { init: Init::Unset, t });
    assert_eq!(concluded_by(of_local(I32)), Some(Rule::LocaltypeOk));
    assert_eq!(refuted_by(of_local(UNKNOWN)), [(Rule::LocaltypeOk, "t : OK")]);

    let of_instr = |t1: ValType, x, t2: ValType| {
        instrtype_ok(c, &InstrType { t1: vec![t1], xs: vec![x], t2: vec![t2] })
    };
    assert_eq!(concluded_by(of_instr(I32, 0, I32)), Some(Rule::InstrtypeOk));
    for (judged, premise) in [
        (of_instr(UNKNOWN, 0, I32), "t_1* : OK"),
        (of_instr(I32, 0, UNKNOWN), "t_2* : OK"),
        (of_instr(I32, 1, I32), "(C.LOCALS[x] = lct)*"),
    ] {
        assert_eq!(refuted_by(judged), [(Rule::InstrtypeOk, premise)]);
    }
}

#[test]
fn what_is_said_to_be_set_is_set() {
    let model = Model::new();
    let locals = [Init::Set, Init::Unset].map(|init| LocalType { init, t: I32 });
    let c = &Context::of_types(&[], model.terms(), model.heaptype_sub());
    let c = &Context { locals: &locals, ..*c };
    let setting = |xs: &[u32]| InstrType { t1: Vec::new(), xs: xs.to_vec(), t2: Vec::new() };
    // Local 0 is set before, and local 1 by the instruction.
    for xs in [&[0][..], &[1], &[0, 1], &[]] {
        let judged = instrtype_sub(c, &setting(&[1]), &setting(xs));
        assert_eq!(concluded_by(judged), Some(Rule::InstrtypeSub), "{xs:?}");
    }
    for xs in [&[1][..], &[2]] {
        let judged = instrtype_sub(c, &setting(&[]), &setting(xs));
        assert_eq!(refuted_by(judged), [(Rule::InstrtypeSub, "(C.LOCALS[x] = SET t)*")], "{xs:?}");
    }
}
