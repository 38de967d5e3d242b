//! Every reproducer stands alone: a runner that knows nothing of subtly takes it and finds what it asserts.
//!
//! The runner below reads standard scripts with `wast` and decides with wasmparser's public interface:
//!
//! - a module is valid, and its imports are there, under registered names, with types that match;
//! - the modules of `assert_invalid` and `assert_malformed` are refused;
//! - the module of `assert_unlinkable` is valid, its imports are there, and one does not match.
//!
//! It runs no code: of `assert_return` and `assert_trap` it sees that the function is exported that is called,
//! or the global that is read.

mod matching;
mod programs;
mod runner;

use programs::PROGRAMS;
use runner::run;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use subtly::campaign::{self, Journaling, Settings, Shard, Turns};
use subtly::case::check;
use subtly::checked::check_file;
use subtly::explain::explain;
use subtly::fault::Fault;
use subtly::names::Names;
use subtly::oracles::{self, ModelSession};
use subtly::repro::{Verdict, script};
use subtly::{generator, input};

/// The scripts of all kinds of questions assert the specification's answer, and a runner agrees.
#[test]
fn scripts_of_all_questions() {
    let mut all = String::new();
    for (n, (what, program)) in PROGRAMS.into_iter().enumerate() {
        let text = write_script(program);
        run(&text).unwrap_or_else(|message| panic!("{what}: {message}\n{text}"));
        let path = scratch("scripts").join(format!("{n}.wast"));
        fs::write(&path, &text).expect("the folder can be written");
        assert!(agreed(&path, None), "{what}:\n{text}");
        all += &format!(";; {what}\n{text}\n");
    }
    insta::with_settings!({ snapshot_path => "../../snapshots", omit_expression => true }, {
        insta::assert_snapshot!("scripts", all);
    });
}

/// The reproducers of all findings about all faults: a runner agrees with each, subtly agrees with each
/// where there is no fault, and finds a disagreement again where there is.
#[test]
fn reproducers_of_all_faults() {
    for fault in Fault::ALL {
        let folder = scratch(fault.name());
        let settings = Settings {
            seed: 1,
            cases: 20_000,
            time: None,
            generators: generator::ALL.to_vec(),
            oracles: oracles_with(Some(fault)),
            fault: Some(fault.name()),
            findings: folder,
            fail_fast: true,
            turns: Turns::ALL,
            shard: Shard::WHOLE,
            journal: Journaling::Off,
        };
        let outcome = campaign::run(&settings, &AtomicBool::new(false), &|_, _| {}, &|_, _| {})
            .expect("findings are written");
        assert!(!outcome.findings.is_empty(), "{} is not found", fault.name());
        for (finding, folder) in &outcome.findings {
            let path = folder.join("repro.wast");
            let text = fs::read_to_string(&path).expect("a finding has a reproducer");
            let what = format!("fault {}, finding {}", fault.name(), finding.id);
            run(&text).unwrap_or_else(|message| panic!("{what}: {message}\n{text}"));
            assert!(agreed(&path, None), "{what}, without the fault:\n{text}");
            let program = finding.minimized.load().expect("a finding can be read");
            let again = check(&program, &oracles_with(Some(fault)));
            assert!(again.contradicted > 0, "{what}, replayed:\n{text}");
            // `subtly check` asks about refused modules apart, so what one leaves behind in a registry,
            // which is all that G7 needs, shows where the script or the finding is replayed as a history.
            if fault != Fault::G7 {
                assert!(!agreed(&path, Some(fault)), "{what}, with the fault:\n{text}");
            }
        }
    }
}

/// The runner is not blind: it refuses each of these.
#[test]
fn the_runner_refuses_wrong_scripts() {
    let wrong = [
        ("(module (type $a (sub $a (struct))))", "supertypes must be defined before subtypes"),
        (r#"(assert_invalid (module (type $a (struct))) "sub type")"#, "the module is valid"),
        (
            r#"(assert_malformed (module binary "\00asm\01\00\00\00") "malformed")"#,
            "the module is valid",
        ),
        (r#"(module (import "m" "x" (func)))"#, "'m' is not registered"),
        (
            r#"(module $m) (register "m" $m) (module (import "m" "x" (func)))"#,
            "'m' does not export 'x'",
        ),
        (
            r#"(module (func (export "x"))) (register "m")
               (module (import "m" "x" (func (param i32))))"#,
            "an import does not match",
        ),
        (
            r#"(module (type $a (sub (struct))) (type $b (sub $a (struct)))
                 (global (export "x") (mut (ref null $b)) (ref.null $b)))
               (register "m")
               (module (type $a (sub (struct))) (import "m" "x" (global (mut (ref null $a)))))"#,
            "an import does not match",
        ),
        (
            r#"(module (func (export "x"))) (register "m")
               (assert_unlinkable (module (import "m" "x" (func))) "incompatible import type")"#,
            "every import matches",
        ),
        (r#"(module $m) (register "m" $n)"#, "no module is called $n"),
        (r#"(module) (assert_return (invoke "test"))"#, "no function is exported as 'test'"),
        (
            r#"(module (func (export "x"))) (assert_return (get "x"))"#,
            "no global is exported as 'x'",
        ),
        (r#"(module) (assert_trap (invoke "test") "unreachable")"#, "no function is exported"),
        (
            r#"(module (table (export "x") 1 funcref)) (register "m")
               (module (import "m" "x" (table 1 (ref null nofunc))))"#,
            "an import does not match",
        ),
        (
            r#"(module (memory (export "x") 1)) (register "m")
               (module (import "m" "x" (memory 1 2)))"#,
            "an import does not match",
        ),
        (
            r#"(module (type $a (sub (func))) (type $b (sub $a (func))) (tag (export "x") (type $b)))
               (register "m")
               (module (type $a (sub (func))) (import "m" "x" (tag (type $a))))"#,
            "an import does not match",
        ),
        (
            r#"(module (global (export "x") anyref (ref.null any))) (register "m")
               (module (import "m" "x" (global eqref)))"#,
            "an import does not match",
        ),
    ];
    for (text, expected) in wrong {
        let message = run(text).expect_err(text);
        assert!(message.contains(expected), "{message}\n{text}");
    }
}

/// The script of a program with one question, whose answer the model must give.
fn write_script(program: &str) -> String {
    // Directives of subtly end their line; in the list above they share it with what they follow.
    let text = program.replace(";;!", "\n;;!");
    let input =
        input::parse(&text).unwrap_or_else(|(line, message)| panic!("{line}: {message}\n{text}"));
    let [expected] = input.expected.as_slice() else { panic!("{text} asks one question") };
    let (program, question) = (&input.history, expected.question);
    let names = Names::short(program);
    let explanation = explain(program, question, &names);
    assert_eq!(explanation.answer, expected.answer, "{text}");
    let verdict = Verdict::new(explanation.answer, explanation.rule);
    script(program, question, verdict, &names, &ModelSession::of(program)).text
}

/// Whether `subtly check` ends well.
fn agreed(path: &Path, fault: Option<Fault>) -> bool {
    let checked = check_file(path, &oracles_with(fault));
    !checked.unwrap_or_else(|message| panic!("{message}")).disagrees()
}

fn oracles_with(fault: Option<Fault>) -> Vec<Box<dyn subtly::oracle::Oracle>> {
    let oracle = |name: &&str| oracles::by_name(name, fault).expect("the name of an oracle");
    oracles::NAMES.iter().map(oracle).collect()
}

/// A folder of this test.
fn scratch(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("reproducers").join(name);
    fs::create_dir_all(&folder).expect("the folder can be made");
    folder
}
