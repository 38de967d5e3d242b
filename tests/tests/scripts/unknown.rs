//! What is not known is not decided: sizes that may have grown, and what code may have written.

use super::linking::links;
use super::report;
use subtly::script::Outcome;

/// The size of a memory is known until code that grows it may have run.
#[test]
fn a_size_that_may_have_grown_is_not_decided() {
    let grower = r#"(module (memory (export "m") 1 4)
      (func (export "grow") (result i32) (memory.grow (i32.const 1)))) (register "M")"#;
    let import = |lim: &str| format!(r#"(module (import "M" "m" (memory {lim})))"#);
    assert_eq!(links(grower, &import("1 4")), [true; 2]);
    assert_eq!(links(grower, &import("2 4")), [false; 2]);
    let grown = format!("{grower} (invoke \"grow\")");
    // More than the minimum may be there now, but never less, and never more than the maximum.
    assert_eq!(links(&grown, &import("1 4")), [true; 2]);
    assert_eq!(links(&grown, &import("5")), [false; 2]);
    assert_eq!(links(&grown, &import("1 3")), [false; 2]);
    for module in [import("2 4"), format!("(assert_unlinkable {} \"\")", import("2 4"))] {
        let report = report(&format!("{grown} {module}"));
        let last = report.directives.last().expect("there is one");
        assert!(matches!(last.outcome, Outcome::NeedsExecution(_)), "{module}: {last:?}");
    }
    // A function that is followed to its end does not grow what it does not grow.
    let other = grower.replace("(func (export \"grow\")", "(func (export \"no\")) (func");
    assert_eq!(links(&format!("{other} (invoke \"no\")"), &import("2 4")), [false; 2]);
}

/// What may have been written by code that was not followed is not known.
#[test]
fn what_may_have_been_written_is_not_decided() {
    let module = r#"(module (table $t (export "t") 2 funcref) (elem (i32.const 0) $f) (func $f)
      (global $g (mut i32) (i32.const 1))
      (func (export "opaque") (drop (i32.clz (i32.const 1)))
        (table.set $t (i32.const 0) (ref.null func)) (global.set $g (i32.const 2)))
      (func (export "null") (table.set $t (i32.const 0) (ref.null func)))
      (func (export "call") (call_indirect $t (i32.const 0)))
      (func (export "get") (result i32) (global.get $g)))"#;
    let last = |text: String| report(&text).directives.pop().expect("there is one");
    let right = |text: String| {
        let last = last(text);
        assert!(matches!(&last.outcome, Outcome::Decided(decision) if decision.right), "{last:?}");
    };
    let open = |text: String| {
        let last = last(text);
        assert!(matches!(last.outcome, Outcome::NeedsExecution(_)), "{last:?}");
    };
    right(format!(r#"{module} (assert_return (invoke "call"))"#));
    right(format!(r#"{module} (invoke "null") (assert_trap (invoke "call") "uninitialized")"#));
    open(format!(r#"{module} (invoke "opaque")"#));
    open(format!(r#"{module} (invoke "opaque") (assert_return (invoke "call"))"#));
    open(format!(r#"{module} (invoke "opaque") (assert_return (invoke "get") (i32.const 1))"#));
    // Every instruction that writes a table, in a function that is called without being followed.
    for write in [
        "(table.set $t (i32.const 0) (ref.null func))",
        "(table.fill $t (i32.const 0) (ref.null func) (i32.const 1))",
        "(table.copy $t $u (i32.const 0) (i32.const 0) (i32.const 1))",
        "(table.init $t $e (i32.const 0) (i32.const 0) (i32.const 1))",
        "(drop (table.grow $t (ref.null func) (i32.const 1)))",
        "",
    ] {
        let text = format!(
            r#"(module (table $t 2 funcref) (table $u 2 funcref) (elem $e func $f)
              (elem (table $t) (i32.const 0) func $f) (func $f)
              (func (export "opaque") (loop {write}))
              (func (export "call") (call_indirect $t (i32.const 0)))) (invoke "opaque")
              (assert_return (invoke "call"))"#
        );
        if write.is_empty() { right(text) } else { open(text) }
    }
    // A segment that may be out of bounds, and what is behind it.
    let doubt = r#"(module (table $t (export "t") 1 4 funcref) (table $u (export "u") 1 funcref)
        (func (export "grow") (result i32) (table.grow $t (ref.null func) (i32.const 1)))
        (func (export "call") (call_indirect $u (i32.const 0)))) (register "M")
      (invoke "grow")
      (module $n (import "M" "t" (table $t 1 funcref)) (import "M" "u" (table $u 1 funcref))
        (func $f) (elem (table $t) (i32.const OFFSET) func $f)
        (elem (table $u) (i32.const 0) func $f))
      (register "N" $n) (module (import "M" "call" (func $call)) (export "call" (func $call)))
      (assert_return (invoke "call"))"#;
    right(doubt.replace("OFFSET", "0"));
    open(doubt.replace("OFFSET", "1"));
    // Neither are loops, nor what nests too deep.
    open(r#"(module (func $f (export "f") (call $f))) (invoke "f")"#.into());
    open(r#"(module (func (export "f") (loop (br 0)))) (invoke "f")"#.into());
}
