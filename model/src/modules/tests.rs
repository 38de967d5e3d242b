//! Whole modules, in bytes.

use crate::judgment::{Attempt, Cause, Definition, Judgment, Refutation};
use crate::rule::Rule;
use crate::{Model, ModuleVerdict};

/// A module of these sections: an id and a content each.
fn module(sections: &[(u8, &[u8])]) -> Vec<u8> {
    let mut bytes = b"\0asm\x01\0\0\0".to_vec();
    for (id, content) in sections {
        bytes.extend([*id, content.len() as u8]);
        bytes.extend_from_slice(content);
    }
    bytes
}

/// A module with one function, of the first of these types, without locals.
fn function(types: &[u8], body: &[u8]) -> Vec<u8> {
    let mut code = vec![1, body.len() as u8 + 2, 0];
    code.extend_from_slice(body);
    code.push(0x0b);
    module(&[(1, types), (3, &[1, 0]), (10, &code)])
}

/// The rule that refuses a module, where its refutation ends.
fn last(refutation: &Refutation) -> Option<(&Judgment, &Attempt)> {
    let attempt = refutation.attempts.first()?;
    match &attempt.failure.cause {
        Cause::Refuted(inner) => last(inner).or(Some((&refutation.goal, attempt))),
        Cause::Condition | Cause::Differ(_) => Some((&refutation.goal, attempt)),
    }
}

/// Checks that a module is refused there, by that rule and premise.
#[track_caller]
fn refused(
    bytes: &[u8],
    definition: Option<Definition>,
    ordinal: Option<u32>,
    expected: (Rule, &str),
) {
    let verdict = Model::new().define_module(bytes);
    let ModuleVerdict::Invalid { refutation, place, .. } = verdict else {
        panic!("{verdict:?}");
    };
    assert_eq!(place.definition, definition);
    assert_eq!(place.instr.map(|at| at.ordinal), ordinal);
    let (_, attempt) = last(&refutation).expect("a rule refuses it");
    assert_eq!((attempt.rule, attempt.failure.premise), expected);
}

/// `(type (func))`
const NO_TYPES: &[u8] = &[1, 0x60, 0, 0];

#[test]
fn a_valid_module_has_the_types_of_its_exports() {
    let bytes =
        module(&[(1, NO_TYPES), (3, &[1, 0]), (7, &[1, 1, b'f', 0, 0]), (10, &[1, 2, 0, 0x0b])]);
    let verdict = Model::new().define_module(&bytes);
    let ModuleVerdict::Valid { moduletype, derivation, concluded, .. } = verdict else {
        panic!("{verdict:?}");
    };
    assert_eq!(moduletype.exports.len(), 1);
    assert_eq!(derivation.rule, Rule::ModuleOk);
    assert!(concluded.counts().eq([(Rule::InstrsOkEmpty, 1)]));
}

#[test]
fn an_operand_of_another_type_is_refused_at_its_instruction() {
    // i64.const 0, i32.eqz, drop
    let bytes = function(NO_TYPES, &[0x42, 0, 0x45, 0x1a]);
    let expected = (Rule::ValtypeSubNum, "numtype_1 <: numtype_2");
    refused(&bytes, Some(Definition::Func(0)), Some(1), expected);
}

#[test]
fn a_missing_operand_is_refused() {
    let bytes = function(NO_TYPES, &[0x1a]);
    let expected = (Rule::ResulttypeSub, "|t_1*| = |t_2*|");
    refused(&bytes, Some(Definition::Func(0)), Some(0), expected);
}

#[test]
fn a_block_that_leaves_too_much_is_refused_at_its_beginning() {
    // nop, block, i32.const 0, end
    let bytes = function(NO_TYPES, &[0x01, 0x02, 0x40, 0x41, 0, 0x0b]);
    let expected = (Rule::ResulttypeSub, "|t_1*| = |t_2*|");
    refused(&bytes, Some(Definition::Func(0)), Some(1), expected);
}

#[test]
fn a_local_that_was_set_in_a_block_is_unset_behind_it() {
    // A local of type (ref func): block, ref.func 0, local.set 0, end, local.get 0, drop
    let code: &[u8] =
        &[1, 15, 1, 1, 0x64, 0x70, 0x02, 0x40, 0xd2, 0, 0x21, 0, 0x0b, 0x20, 0, 0x1a, 0x0b];
    let exports: &[u8] = &[1, 1, b'f', 0, 0];
    let bytes = module(&[(1, NO_TYPES), (3, &[1, 0]), (7, exports), (10, code)]);
    let expected = (Rule::InstrOkLocalGet, "C.LOCALS[x] = SET t");
    refused(&bytes, Some(Definition::Func(0)), Some(3), expected);
}

#[test]
fn operands_are_any_where_nothing_is_reached() {
    // unreachable, i32.const 0, select, ref.is_null, drop: the operand of ref.is_null is any.
    let bytes = function(NO_TYPES, &[0x00, 0x41, 0, 0x1b, 0xd1, 0x1a]);
    let verdict = Model::new().define_module(&bytes);
    assert!(matches!(verdict, ModuleVerdict::Valid { .. }), "{verdict:?}");
}

#[test]
fn a_function_that_nothing_declares_cannot_be_referred_to() {
    let bytes = function(NO_TYPES, &[0xd2, 0, 0x1a]);
    let expected = (Rule::InstrOkRefFunc, "x <- C.REFS");
    refused(&bytes, Some(Definition::Func(0)), Some(0), expected);
}

#[test]
fn an_initial_value_is_constant() {
    // (global i32 (i32.and (i32.const 0) (i32.const 0)))
    let bytes = module(&[(6, &[1, 0x7f, 0, 0x41, 0, 0x41, 0, 0x71, 0x0b])]);
    let expected = (Rule::InstrConstBinop, "binop <- ADD SUB MUL");
    refused(&bytes, Some(Definition::Global(0)), Some(2), expected);
    // (global i32 (i32.ctz (i32.const 0))): no rule has the form of an UNOP.
    let bytes = module(&[(6, &[1, 0x7f, 0, 0x41, 0, 0x68, 0x0b])]);
    let expected = (Rule::ExprConst, "(instr CONST)*");
    refused(&bytes, Some(Definition::Global(0)), Some(1), expected);
}

#[test]
fn exports_have_different_names() {
    let exports: &[u8] = &[2, 1, b'f', 0, 0, 1, b'f', 0, 0];
    let code: &[u8] = &[1, 2, 0, 0x0b];
    let bytes = module(&[(1, NO_TYPES), (3, &[1, 0]), (7, exports), (10, code)]);
    refused(&bytes, None, None, (Rule::ModuleOk, "$disjoint_(name, nm*)"));
}

#[test]
fn an_array_may_be_announced_long() {
    // (type (func)) (type (array i32)): unreachable, array.new_fixed 1 4294967295, drop
    let types: &[u8] = &[2, 0x60, 0, 0, 0x5e, 0x7f, 0];
    let body = [0x00, 0xfb, 0x08, 1, 0xff, 0xff, 0xff, 0xff, 0x0f, 0x1a];
    let verdict = Model::new().define_module(&function(types, &body));
    assert!(matches!(verdict, ModuleVerdict::Valid { .. }), "{verdict:?}");
    // The same where it is reached.
    let expected = (Rule::ResulttypeSub, "|t_1*| = |t_2*|");
    refused(&function(types, &body[1..]), Some(Definition::Func(0)), Some(0), expected);
}

#[test]
fn exports_match_the_imports_that_ask_for_no_more() {
    // (type (func)) (memory 1 2) (table 1 2 funcref) (global (mut i32)), all exported
    let exports: &[u8] = &[3, 1, b'm', 2, 0, 1, b't', 1, 0, 1, b'g', 3, 0];
    let exporting = module(&[
        (1, NO_TYPES),
        (4, &[1, 0x70, 1, 1, 2]),
        (5, &[1, 1, 1, 2]),
        (6, &[1, 0x7f, 1, 0x41, 0, 0x0b]),
        (7, exports),
    ]);
    // What imports the same with smaller, no or other limits.
    let importing = |memory: &[u8], table: &[u8]| {
        let mut imports = vec![3, 0, 1, b'm', 2];
        imports.extend_from_slice(memory);
        imports.extend([0, 1, b't', 1, 0x70]);
        imports.extend_from_slice(table);
        imports.extend([0, 1, b'g', 3, 0x7f, 1]);
        module(&[(2, &imports)])
    };
    let mut model = Model::new();
    let mut moduletype = |bytes: &[u8]| match model.define_module(bytes) {
        ModuleVerdict::Valid { moduletype, .. } => moduletype,
        verdict => panic!("{verdict:?}"),
    };
    let exports = moduletype(&exporting).exports;
    let asked = [
        (importing(&[0, 0], &[1, 1, 3]), [true; 3]),
        (importing(&[1, 2, 3], &[1, 0, 1]), [false, false, true]),
    ];
    for (bytes, expected) in asked {
        let imports = moduletype(&bytes).imports;
        let pairs = exports.iter().zip(imports);
        let matched: Vec<_> =
            pairs.map(|(xt1, xt2)| Model::new().extern_subtype(*xt1, xt2).is_ok()).collect();
        assert_eq!(matched, expected);
    }
}
