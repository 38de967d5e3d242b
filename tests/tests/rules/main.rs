//! RULES.md says where each rule is, what derives it and what refutes each of its premises: so that it stays
//! true.

mod book;
mod cases;

use book::{BY_REASONS, IN_RELATION, Row, UNREACHABLE, never_failing, table, text};
use cases::{Case, Premise, Says, cases};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::OnceLock;
use subtly::case::generate;
use subtly::generator;
use subtly::input::{Input, read};
use subtly::oracle::ask;
use subtly::oracles::{ModelOracle, ModelSession};
use subtly::program::{Program, Step};
use subtly::rules::RuleCounts;
use subtly_model::TypesVerdict;
use subtly_model::rule::Rule;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// The seed and the number of the generated cases.
const SEED: u64 = 1;
const CASES: u64 = 5_250;

/// The steps of the derivations and refutations of a file: of its modules, of its questions, and of the
/// modules that it presents as invalid.
fn in_reasons(input: &Input) -> RuleCounts {
    let mut counts = RuleCounts::default();
    let mut verdicts = |session: &ModelSession| {
        for verdict in session.verdicts() {
            match verdict {
                TypesVerdict::Valid { concluded, .. } => {
                    concluded.iter().for_each(|rule| counts.conclude(*rule));
                }
                TypesVerdict::Invalid { refutation, .. } => counts.add_refutation(refutation),
                TypesVerdict::Malformed(_) | TypesVerdict::Limit(_) => {}
            }
        }
    };
    let session = ModelSession::of(&input.history);
    verdicts(&session);
    for refused in &input.refused {
        let steps = vec![Step::Define(refused.bytes.clone())];
        verdicts(&ModelSession::of(&Program { steps }));
    }
    for expected in &input.expected {
        match session.judge(expected.question) {
            Some(Ok(derivation)) => counts.add_derivation(&derivation),
            Some(Err(refutation)) => counts.add_refutation(&refutation),
            None => {}
        }
    }
    counts
}

/// The files of the corpus whose questions are about types, by their names below it.
fn inputs() -> BTreeMap<String, Input> {
    let mut inputs = BTreeMap::new();
    for folder in ["edge", "seed"] {
        let entries = fs::read_dir(Path::new(ROOT).join("corpus").join(folder));
        for entry in entries.expect("the corpus is readable") {
            let path = entry.expect("the corpus is readable").path();
            let input = read(&path).unwrap_or_else(|message| panic!("{message}"));
            let file = path.file_name().and_then(|name| name.to_str()).expect("names are UTF-8");
            inputs.insert(format!("{folder}/{file}"), input);
        }
    }
    inputs
}

/// The counts of every file of the corpus, by its name below the corpus.
fn files() -> &'static BTreeMap<String, RuleCounts> {
    static FILES: OnceLock<BTreeMap<String, RuleCounts>> = OnceLock::new();
    FILES.get_or_init(|| {
        let of_types = inputs().into_iter().map(|(name, input)| (name, in_reasons(&input)));
        let of_modules = cases().iter().map(|(name, cases)| {
            let mut counts = RuleCounts::default();
            cases.iter().for_each(|case| counts.add(&case.counts));
            (name.clone(), counts)
        });
        of_types.chain(of_modules).collect()
    })
}

fn of_file(rule: Rule, name: &str) -> &'static RuleCounts {
    files().get(name).unwrap_or_else(|| panic!("{rule}: no file corpus/{name}"))
}

/// What the model counts when it is asked, over the corpus and the generated cases.
fn when_asked() -> &'static RuleCounts {
    static COUNTS: OnceLock<RuleCounts> = OnceLock::new();
    COUNTS.get_or_init(|| {
        let mut all = RuleCounts::default();
        // Of the questions only a sample is counted, and modules alone take less time.
        let mut add = |program: Program| {
            let modules = program.modules().cloned();
            let steps = modules.map(Step::Define).collect();
            all.add(&ask(&ModelOracle, &Program { steps }).rules);
        };
        for input in inputs().into_values() {
            add(input.history);
            for refused in input.refused {
                add(Program { steps: vec![Step::Define(refused.bytes)] });
            }
        }
        for case in 0..CASES {
            add(generate(SEED, case, &generator::ALL).1);
        }
        all
    })
}

/// The places of the premises that failed.
fn failed(counts: &RuleCounts, rule: Rule) -> BTreeSet<Premise> {
    let failed = counts.of(rule).failed.iter().enumerate();
    failed.filter(|(_, count)| **count > 0).map(|(place, _)| (rule, place)).collect()
}

/// The premises of a rule that can fail.
fn can_fail(rule: Rule) -> BTreeSet<Premise> {
    let (never, _) = never_failing();
    (0..rule.premises().len())
        .map(|n| (rule, n))
        .filter(|premise| !never.contains(premise))
        .collect()
}

fn shown(premises: impl IntoIterator<Item = Premise>) -> Vec<String> {
    let show = |(rule, place): Premise| format!("{rule}: {}", rule.premises()[place]);
    premises.into_iter().map(show).collect()
}

#[test]
fn the_tables_have_every_rule_in_order() {
    let in_order = |rows: &[Row]| {
        let rules: Vec<Rule> = rows.iter().map(|row| row.rule).collect();
        assert!(rules.is_sorted(), "the order of the specification is another");
        rules
    };
    let (of_types, of_modules) = (book::of_types(), book::of_modules());
    let all = [in_order(&of_types), in_order(&of_modules)].concat();
    let missing: Vec<&Rule> = Rule::ALL.iter().filter(|rule| !all.contains(rule)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    assert_eq!(all.len(), Rule::ALL.len(), "a rule has two rows");
}

#[test]
fn the_functions_are_where_the_tables_say() {
    for row in book::of_types().into_iter().chain(book::of_modules()) {
        let source = text(&format!("model/src/{}", row.file));
        let definition = [format!("fn {}(", row.function), format!("fn {}<", row.function)];
        let defines = definition.iter().any(|definition| source.contains(definition));
        assert!(defines, "{}: no function {} in {}", row.rule, row.function, row.file);
    }
    // The functions for modules are given their rule by `instructions/names.rs`.
    for row in book::of_types() {
        let source = text(&format!("model/src/{}", row.file));
        let names_it = source.contains(&format!("Rule::{:?}", row.rule));
        assert!(names_it, "{}: {} does not conclude by it", row.rule, row.file);
    }
}

/// A premise is written where it is checked. One that is written nowhere cannot fail, and is listed with the
/// reason.
#[test]
fn every_premise_is_checked_or_never_fails() {
    // Where the premises of blocks and of the relation are checked, and the first one of modules.
    let shared = ["instructions/sequence.rs", "heaptype_sub/reasons.rs", "model.rs"]
        .map(|file| text(&format!("model/src/{file}")));
    for row in book::of_types().into_iter().chain(book::of_modules()) {
        let own = text(&format!("model/src/{}", row.file));
        for premise in can_fail(row.rule) {
            let literal = format!("{:?}", row.rule.premises()[premise.1]);
            let checked =
                own.contains(&literal) || shared.iter().any(|text| text.contains(&literal));
            assert!(checked, "{:?}: not in {}", shown([premise]), row.file);
        }
    }
}

#[test]
fn the_files_derive_and_refute_what_the_tables_say() {
    for row in book::of_types().into_iter().chain(book::of_modules()) {
        let rule = row.rule;
        for file in row.derived_in() {
            assert!(of_file(rule, &file).of(rule).concluded > 0, "{rule}: not derived in {file}");
        }
        if row.derived.starts_with(UNREACHABLE) {
            assert_named_test(&row.derived);
        }
        assert_eq!(row.refuted == "-: an axiom", rule.premises().is_empty(), "{rule}");
        let mut expected = can_fail(rule);
        for file in row.refuted_in() {
            let (before, failed) = (expected.len(), failed(of_file(rule, &file), rule));
            expected = expected.difference(&failed).copied().collect();
            assert!(expected.len() < before, "{rule}: nothing more is refuted in {file}");
        }
        assert!(expected.is_empty(), "refuted in no file of the table: {:?}", shown(expected));
    }
}

/// A cell that says which test does what no file can names one that there is.
fn assert_named_test(cell: &str) {
    let name = cell.split("test `").nth(1).and_then(|rest| rest.split('`').next());
    let definition = format!("fn {}()", name.unwrap_or_else(|| panic!("{cell}: no test")));
    let sources = ["tests/tests/model", "model/src"].map(|folder| Path::new(ROOT).join(folder));
    let mut modules = sources.iter().flat_map(|folder| fs::read_dir(folder).expect("it is there"));
    let found = modules.any(|entry| {
        let path = entry.expect("the tests are readable").path();
        fs::read_to_string(path).is_ok_and(|text| text.contains(&definition))
    });
    assert!(found, "{cell}: no test {definition}");
}

/// The tables name the files that say so in their notes, and no others.
#[test]
fn the_table_for_modules_lists_the_notes() {
    let mut derived: BTreeMap<Rule, BTreeSet<String>> = BTreeMap::new();
    let mut refuted: BTreeMap<Rule, BTreeSet<String>> = BTreeMap::new();
    let mut noted: BTreeSet<Premise> = BTreeSet::new();
    for (name, cases) in cases() {
        for case in cases {
            for rule in &case.derives {
                derived.entry(*rule).or_default().insert(name.clone());
            }
            for (rule, place) in &case.refutes {
                refuted.entry(*rule).or_default().insert(name.clone());
                noted.insert((*rule, *place));
            }
        }
    }
    for row in book::of_modules() {
        let rule = row.rule;
        assert_eq!(row.derived_in(), derived.remove(&rule).unwrap_or_default(), "{rule}");
        let refuted_in: BTreeSet<String> = row.refuted_in().into_iter().collect();
        let notes = refuted.remove(&rule).unwrap_or_default();
        assert!(refuted_in.is_subset(&notes), "{rule}: no notes: {refuted_in:?}");
        let missing: Vec<Premise> = can_fail(rule).difference(&noted).copied().collect();
        assert!(missing.is_empty(), "no case has a note: {:?}", shown(missing));
    }
}

/// Over the whole corpus every rule concludes and every premise fails, but for what RULES.md lists; and
/// nothing is listed that does.
#[test]
fn the_exceptions_are_the_listed_ones() {
    let mut counts = RuleCounts::default();
    files().values().for_each(|file| counts.add(file));
    let mut idle = BTreeSet::new();
    for row in book::of_types().into_iter().chain(book::of_modules()) {
        idle.extend(row.derived.starts_with(UNREACHABLE).then_some(row.rule));
    }
    let concluded = |rule: &&Rule| counts.of(**rule).concluded == 0;
    assert_eq!(Rule::ALL.iter().filter(concluded).copied().collect::<BTreeSet<_>>(), idle);
    let (never, reasons) = never_failing();
    let mut wrong = Vec::new();
    for rule in Rule::ALL {
        let failed: BTreeSet<Premise> =
            failed(&counts, *rule).union(&failed(when_asked(), *rule)).copied().collect();
        let listed = shown(failed.intersection(&never).copied());
        wrong.extend(listed.into_iter().map(|it| format!("fails, but is listed: {it}")));
        let missing = shown(can_fail(*rule).difference(&failed).copied());
        wrong.extend(missing.into_iter().map(|it| format!("never fails: {it}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for reason in reasons.iter().filter(|reason| reason.contains("test `")) {
        assert_named_test(reason);
    }
}

/// A long campaign meets every rule and every premise, but for what RULES.md lists. Continuous integration
/// runs one and hands its report to this test; so may anybody:
///
/// ```sh
/// cargo run --release -- verify --cases 160000 --json report.json
/// SUBTLY_REPORT=$PWD/report.json cargo test -p subtly-tests --test rules -- --ignored
/// ```
#[test]
#[ignore = "reads the report of a long campaign, named by SUBTLY_REPORT"]
fn a_long_campaign_misses_the_listed_exceptions_only() {
    let path = std::env::var("SUBTLY_REPORT").expect("SUBTLY_REPORT names a report");
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let report: serde_json::Value = serde_json::from_str(&text).expect("a report is JSON");
    let mut unreachable = BTreeSet::new();
    for row in book::of_types().into_iter().chain(book::of_modules()) {
        unreachable.extend(row.derived.starts_with(UNREACHABLE).then_some(row.rule));
    }
    let mut missed = Vec::new();
    for rule in Rule::ALL {
        let counts = &report["rules"][rule.name()];
        if counts["concluded"] == 0 && !unreachable.contains(rule) {
            missed.push(rule.to_string());
        }
        let idle = |premise: &Premise| counts["premises"][rule.premises()[premise.1]] == 0;
        missed.extend(shown(can_fail(*rule).into_iter().filter(idle)));
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn every_rule_that_can_conclude_concludes() {
    for row in book::of_types() {
        let concluded = when_asked().of(row.rule).concluded;
        let unreachable = row.derived.starts_with(UNREACHABLE);
        let exempt = (unreachable && !row.derived.contains(IN_RELATION))
            || row.derived.ends_with(BY_REASONS);
        assert_eq!(concluded == 0, exempt, "{}: concluded {concluded} times", row.rule);
    }
}

#[test]
fn what_is_transcribed_is_not_listed_as_missing() {
    let missing: Vec<String> = table("## Of sections 2.1 and 2.2, not transcribed")
        .iter()
        .flat_map(|row| row[0].split_whitespace().map(|rule| rule.trim_matches('`').to_string()))
        .collect();
    assert!(missing.len() > 12, "{missing:?}");
    for rule in Rule::ALL {
        assert!(missing.iter().all(|other| other != rule.name()), "{rule} is transcribed");
    }
}

/// What is wrong about a case: the model's verdict, wasmparser's, or a note.
fn faults(case: &Case) -> Vec<String> {
    let mut faults = Vec::new();
    let mut fault = |what: String| faults.push(format!("{}: {what}", case.place));
    if case.judged != case.says {
        fault(format!("{:?}, says the model", case.judged));
    }
    if case.wasmparser != case.says {
        fault(format!("{:?}, says wasmparser", case.wasmparser));
    }
    for rule in &case.derives {
        if case.counts.of(*rule).concluded == 0 {
            fault(format!("nothing is derived by {rule}"));
        }
    }
    for (rule, place) in &case.refutes {
        if case.counts.of(*rule).failed[*place] == 0 {
            fault(format!("{:?} does not fail", shown([(*rule, *place)])));
        }
    }
    match case.says {
        Says::Valid if case.derives.is_empty() && !case.registered => {
            fault("it derives no rule".into());
        }
        Says::Valid if !case.refutes.is_empty() => fault("it refutes something".into()),
        Says::Invalid | Says::Unlinkable if !case.derives.is_empty() => {
            fault("it derives something".into());
        }
        // Otherwise it may be refused for another reason than the note says.
        Says::Invalid | Says::Unlinkable
            if case.refutes.iter().all(|premise| !case.ends.contains(premise)) =>
        {
            fault(format!("no note says where it ends: {:?}", shown(case.ends.clone())));
        }
        _ => {}
    }
    faults
}

#[test]
fn every_case_is_judged_as_it_says_by_model_and_wasmparser() {
    let faults: Vec<String> = cases().values().flatten().flat_map(faults).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn wrong_cases_are_noticed() {
    for (text, expected) in [
        (";;! derives: Module_ok\n(module)", ""),
        (";;! derives: Start_ok\n(module)", "t:2: nothing is derived by Start_ok"),
        ("(module)", "t:1: it derives no rule"),
        (";;! derives: Module_ok\n(module (start 7))", "t:2: Invalid, says the model"),
        (
            ";;! refutes: Start_ok: C.FUNCS[x] ~~ FUNC eps -> eps\n(assert_invalid (module) \"\")",
            "t:2: Valid, says the model",
        ),
        (
            ";;! refutes: Module_ok: (C |- start : OK)?\n(assert_invalid (module (start 7)) \"\")",
            "t:2: no note says where it ends",
        ),
        (
            ";;! refutes: Func_ok: (local : lct)*\n(assert_invalid (module (start 7)) \"\")",
            "t:2: [\"Func_ok: (local : lct)*\"] does not fail",
        ),
        (
            "(module) (register \"m\")\n;;! refutes: Memtype_sub: limits_1 <: limits_2\n\
             (assert_unlinkable (module) \"\")",
            "t:3: Valid, says wasmparser",
        ),
    ] {
        let faults: Vec<String> = cases::read("t", text).iter().flat_map(faults).collect();
        let noticed = match expected {
            "" => faults.is_empty(),
            expected => faults.iter().any(|fault| fault.starts_with(expected)),
        };
        assert!(noticed, "{text}\n{faults:?}");
    }
}
