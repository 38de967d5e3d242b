//! Which imports match, and what is known of sizes.

use super::report;
use subtly::script::{Judged, Outcome};

/// The types of every module here.
const TYPES: &str = "(type $a (sub (func))) (type $b (sub $a (func)))";

/// What a module exports as `x`, an import of it, and whether that matches.
const LINKS: &[(&str, &str, bool)] = &[
    (r#"(func (export "x") (type $b))"#, r#"(import "M" "x" (func (type $a)))"#, true),
    (r#"(func (export "x") (type $a))"#, r#"(import "M" "x" (func (type $b)))"#, false),
    (
        r#"(global (export "x") (mut eqref) (ref.null eq))"#,
        r#"(import "M" "x" (global (mut eqref)))"#,
        true,
    ),
    (
        r#"(global (export "x") (mut eqref) (ref.null eq))"#,
        r#"(import "M" "x" (global (mut anyref)))"#,
        false,
    ),
    (r#"(global (export "x") eqref (ref.null eq))"#, r#"(import "M" "x" (global anyref))"#, true),
    (r#"(table (export "x") 1 eqref)"#, r#"(import "M" "x" (table 1 eqref))"#, true),
    (r#"(table (export "x") 1 eqref)"#, r#"(import "M" "x" (table 1 anyref))"#, false),
    (r#"(table (export "x") 2 3 eqref)"#, r#"(import "M" "x" (table 1 4 eqref))"#, true),
    (r#"(table (export "x") 2 3 eqref)"#, r#"(import "M" "x" (table 3 eqref))"#, false),
    (r#"(table (export "x") 2 3 eqref)"#, r#"(import "M" "x" (table 2 2 eqref))"#, false),
    (r#"(table (export "x") i64 1 eqref)"#, r#"(import "M" "x" (table i64 1 eqref))"#, true),
    (r#"(table (export "x") i64 1 eqref)"#, r#"(import "M" "x" (table i32 1 eqref))"#, false),
    (r#"(memory (export "x") i64 1)"#, r#"(import "M" "x" (memory i64 1))"#, true),
    (r#"(memory (export "x") i64 1)"#, r#"(import "M" "x" (memory i32 1))"#, false),
    (r#"(memory (export "x") 1)"#, r#"(import "M" "x" (memory 1 2))"#, false),
    (r#"(tag (export "x") (type $b))"#, r#"(import "M" "x" (tag (type $b)))"#, true),
    (r#"(tag (export "x") (type $b))"#, r#"(import "M" "x" (tag (type $a)))"#, false),
    (r#"(func (export "x"))"#, r#"(import "M" "x" (tag))"#, false),
    (r#"(func (export "x"))"#, r#"(import "M" "y" (func))"#, false),
    (r#"(func (export "x"))"#, r#"(import "N" "x" (func))"#, false),
];

/// What comes of a module, asserted to link and asserted not to, behind these directives.
pub(super) fn links(before: &str, module: &str) -> [bool; 2] {
    let wrong = |last: String| {
        let report = report(&format!("{before}\n{last}"));
        let (last, first) = report.directives.split_last().expect("there are directives");
        assert!(!first.iter().any(Judged::is_wrong), "{before}");
        assert!(matches!(last.outcome, Outcome::Decided(_)), "{before}\n{module}: {last:?}");
        last.is_wrong()
    };
    [!wrong(module.into()), wrong(format!("(assert_unlinkable {module} \"\")"))]
}

#[test]
fn imports_match_as_they_should() {
    for (export, import, matches) in LINKS {
        let before = format!("(module {TYPES} {export}) (register \"M\")");
        let import = format!("(module {TYPES} {import})");
        assert_eq!(links(&before, &import), [*matches; 2], "{before}\n{import}");
    }
}

/// What is exported again is what it was, whatever it was imported as.
#[test]
fn what_is_exported_again_matches_as_before() {
    for (export, through, _) in LINKS.iter().filter(|(.., matches)| *matches) {
        let sort = through.split(['(', ' ']).nth(5).expect("an import says what is imported");
        let before = format!(
            "(module {TYPES} {export}) (register \"M\")
             (module {TYPES} {through} (export \"x\" ({sort} 0))) (register \"M\")"
        );
        let same = |(other, ..): &&(&str, &str, bool)| other == export;
        for (_, import, matches) in LINKS.iter().filter(same) {
            let import = format!("(module {TYPES} {import})");
            assert_eq!(links(&before, &import), [*matches; 2], "{before}\n{import}");
        }
    }
}

/// A function that was imported at a supertype and exported again is what it was defined as.
#[test]
fn what_is_exported_again_keeps_its_type() {
    let before = format!(
        r#"(module {TYPES} (func (export "b") (type $b))) (register "M")
           (module {TYPES} (import "M" "b" (func $b (type $a))) (export "b" (func $b)))
           (register "N")"#
    );
    let import = |ty: &str| format!(r#"(module {TYPES} (import "N" "b" (func (type {ty}))))"#);
    assert_eq!(links(&before, &import("$b")), [true; 2]);
    assert_eq!(links(&before, &import("$a")), [true; 2]);
}

#[test]
fn a_name_that_is_registered_again_is_the_new_instance() {
    let before = r#"(module (func (export "f"))) (register "M")
                    (module (memory (export "m") 1)) (register "M")"#;
    assert_eq!(links(before, r#"(module (import "M" "m" (memory 1)))"#), [true; 2]);
    assert_eq!(links(before, r#"(module (import "M" "f" (func)))"#), [false; 2]);
}
