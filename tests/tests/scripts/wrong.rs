//! Directives that are asserted wrongly, and what is said of them; who decides what.

use super::{complaints, report};
use std::collections::BTreeSet;
use subtly::script::Counts;

/// Wrong directives, each the last of its script: a part of what is said of it.
const WRONG: &[(&str, &str)] = &[
    // Modules.
    (r#"(module (func (result i32)))"#, "module, but the model says invalid\nin function 0"),
    (r#"(module (memory 65537))"#, "Limits_ok needs n <= k for [65537 ..] : 65536"),
    (r#"(module binary "\00asm\02\00\00\00")"#, "malformed\nunknown binary version at offset 0x4"),
    (r#"(module quote "(func (unknown))")"#, "module, but the reader of the text format says"),
    (r#"(module definition (func (result i32)))"#, "module definition, but the model says invalid"),
    (
        r#"(module (import "M" "f" (func)))"#,
        r#"unlinkable
import 0: nothing is registered as "M""#,
    ),
    (r#"(module (memory 0) (data (i32.const 0) "a"))"#, "it traps\nout of bounds memory access"),
    (r#"(module (table 1 funcref) (elem (i32.const 1) $f) (func $f))"#, "it traps"),
    (r#"(module (func $f (unreachable)) (start $f))"#, "it traps\nunreachable"),
    (r#"(module instance $i $m)"#, "there is no such module definition"),
    (r#"(register "M")"#, "register, but the model says impossible\nthere is no such instance"),
    (r#"(module $m) (register "M" $n)"#, "there is no such instance"),
    // Assertions about modules.
    (r#"(assert_invalid (module) "")"#, "assert_invalid, but the model says valid"),
    (r#"(assert_invalid (module binary "\00asm") "")"#, "the model says malformed"),
    (r#"(assert_malformed (module quote "(func)") "")"#, "the model says valid"),
    (r#"(assert_malformed (module quote "(func (result i32))") "")"#, "the model says invalid"),
    (r#"(assert_malformed (module binary "\00asm\01\00\00\00") "")"#, "the model says valid"),
    (r#"(assert_unlinkable (module) "")"#, "assert_unlinkable, but the model says linkable"),
    (r#"(assert_unlinkable (module (func (result i32))) "")"#, "the model says invalid"),
    (
        r#"(assert_unlinkable (module (import "spectest" "memory" (memory 1 3))) "")"#,
        r#"linkable
"spectest" "memory" matches, by Externtype_sub/mem"#,
    ),
    // Actions. Those that are followed must return.
    (
        r#"(module (func (export "f") (unreachable))) (invoke "f")"#,
        "invoke, but the model says traps",
    ),
    (r#"(module) (invoke "f")"#, r#"there is no exported function "f""#),
    (r#"(module (memory (export "f") 1)) (invoke "f")"#, "there is no exported function"),
    (r#"(module (func (export "f") (param i32))) (invoke "f")"#, "does not take arguments"),
    (
        r#"(module (func (export "f") (param (ref any)))) (invoke "f" (ref.null any))"#,
        "does not take arguments",
    ),
    (
        r#"(module (func (export "f") (result i32) (i32.const 1)))
           (assert_return (invoke "f") (i32.const 2))"#,
        "assert_return returns (i32.const 2), but the model says returns (i32.const 1)",
    ),
    (
        r#"(module (func (export "f") (result i32) (i32.const 1))) (assert_return (invoke "f"))"#,
        "assert_return returns, but the model says returns (i32.const 1)",
    ),
    (
        r#"(module (global (export "g") i64 (i64.const 3)))
           (assert_return (get "g") (i64.const 4))"#,
        "the model says returns (i64.const 3)",
    ),
    (
        r#"(module (type $s (struct))
             (func (export "f") (result i32) (ref.test (ref $s) (struct.new_default $s))))
           (assert_return (invoke "f") (i32.const 0))"#,
        "the model says returns (i32.const 1)",
    ),
    (
        r#"(module (func (export "f") (result anyref) (ref.i31 (i32.const 1))))
           (assert_return (invoke "f") (ref.struct))"#,
        "assert_return returns (ref.struct), but the model says returns (ref.i31)",
    ),
    (
        r#"(module (func (export "f"))) (assert_trap (invoke "f") "")"#,
        "assert_trap, but the model says returns",
    ),
    (r#"(module (func (export "f"))) (assert_exhaustion (invoke "f") "")"#, "says returns"),
    (r#"(module (func (export "f"))) (assert_exception (invoke "f"))"#, "says returns"),
    (r#"(assert_trap (module (memory 1) (data (i32.const 0) "a")) "")"#, "says returns"),
    (r#"(assert_trap (module (import "M" "f" (func))) "")"#, "says unlinkable"),
];

#[test]
fn a_wrong_directive_is_reported() {
    for (text, expected) in WRONG {
        let complaints = complaints(text);
        let [(line, said)] = complaints.as_slice() else { panic!("{text}: {complaints:?}") };
        assert_eq!(*line, text.lines().count(), "{text}");
        assert!(said.contains(expected), "{text}\nsays\n{said}");
    }
    // Each kind of directive is among them.
    let wrong = |text: &str| report(text).directives.last().map(|judged| judged.keyword);
    let kinds: BTreeSet<_> = WRONG.iter().filter_map(|(text, _)| wrong(text)).collect();
    assert_eq!(kinds.len(), 12, "{kinds:?}");
}

/// Of what a wrong directive would have made, nothing more is said.
#[test]
fn what_a_wrong_directive_makes_is_reported_once() {
    for text in [
        r#"(module $m (func (export "f") (result i32))) (register "M" $m)
           (assert_return (invoke $m "f") (i32.const 1)) (module (import "M" "f" (func)))
           (assert_unlinkable (module (import "M" "f" (func))) "") (invoke $m "f")"#,
        r#"(register "M") (module (import "M" "f" (func)))
           (assert_unlinkable (module (import "M" "f" (func))) "")"#,
        r#"(module instance $i $m) (invoke $i "f") (register "I" $i)"#,
    ] {
        assert_eq!(complaints(text).len(), 1, "{text}: {:?}", complaints(text));
    }
}

/// A module that the model does not take on is reported as that, and so is what needs it.
#[test]
fn a_limit_is_no_verdict() {
    let types = "(type (func))".repeat(1_001);
    let text = format!(
        r#"(module {types}) (register "M") (module (import "M" "f" (func)))
           (assert_invalid (module {types}) "") (assert_unlinkable (module {types}) "")
           (assert_unlinkable (module (import "M" "f" (func)) (import "N" "f" (func))) "")"#
    );
    let report = report(&text);
    let counts = report.counts();
    assert_eq!((counts.limits, counts.unlinkable, counts.wrong), (5, 1, 0), "{report:?}");
}

#[test]
fn who_decides_is_counted() {
    let text = r#"(module) (module definition $d) (module instance $i $d) (register "I" $i)
      (assert_malformed (module quote "(func") "") (assert_malformed (module binary "") "")
      (assert_malformed (module quote "(memory 1) (func (i32.load align=3 (i32.const 0)))") "")
      (assert_invalid (module (func $f (result i32))) "")
      (assert_invalid (module (func (call $nobody))) "")
      (assert_unlinkable (module (import "I" "f" (func))) "")
      (module (func (export "f") (loop))) (invoke "f")"#;
    let expected = Counts {
        modules: 4,
        invalid: 1,
        malformed: 1,
        by_reader: 3,
        unlinkable: 1,
        register: 1,
        needs_execution: 1,
        ..Counts::default()
    };
    assert_eq!(report(text).counts(), expected);
}
