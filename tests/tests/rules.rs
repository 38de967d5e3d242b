//! RULES.md says where each rule is, what derives it and what refutes it: so that it stays true.

use std::collections::BTreeMap;
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
const CASES: u64 = 3_000;

const UNREACHABLE: &str = "unreachable from bytes";
const IN_RELATION: &str = ", in the relation";
const BY_REASONS: &str = ", by reasons only";

/// A row of the table of transcribed rules.
struct Row {
    rule: String,
    file: String,
    function: String,
    derived: String,
    refuted: String,
}

fn text(path: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The rows of the table under a heading, without its head, each as its cells.
fn table(heading: &str) -> Vec<Vec<String>> {
    let text = text("RULES.md");
    let (_, section) = text.split_once(heading).unwrap_or_else(|| panic!("no {heading:?}"));
    let rows = section.lines().skip_while(|line| !line.starts_with('|'));
    let rows = rows.take_while(|line| line.starts_with('|')).skip(2);
    let cells = |line: &str| {
        let line = line.trim_matches('|');
        line.split('|').map(|cell| cell.trim().to_string()).collect()
    };
    rows.map(cells).collect()
}

fn transcribed() -> Vec<Row> {
    let row = |cells: Vec<String>| {
        let code = |cell: &str| cell.trim_matches('`').to_string();
        match cells.as_slice() {
            [rule, file, function, derived, refuted] => Row {
                rule: code(rule),
                file: code(file),
                function: code(function),
                derived: derived.clone(),
                refuted: refuted.clone(),
            },
            cells => panic!("{cells:?}: not five cells"),
        }
    };
    table("## Transcribed\n").into_iter().map(row).collect()
}

/// Rule, file and function of the rules that only whole modules meet.
fn for_modules() -> Vec<(String, String, String)> {
    let row = |cells: Vec<String>| {
        let code = |cell: &str| cell.trim_matches('`').to_string();
        match cells.as_slice() {
            [rule, file, function] => (code(rule), code(file), code(function)),
            cells => panic!("{cells:?}: not three cells"),
        }
    };
    table("## Transcribed for whole modules").into_iter().map(row).collect()
}

/// For each rule: how often it concludes something, and how often a premise of it fails.
type Counts = BTreeMap<&'static str, (u64, u64)>;

fn counts(counts: &RuleCounts) -> Counts {
    counts.iter().map(|count| (count.rule.name(), (count.concluded, count.refuted()))).collect()
}

/// The steps of the derivations and refutations of a file: of its modules, of its questions, and of the
/// modules that it presents as invalid.
fn in_reasons(input: &Input) -> RuleCounts {
    let mut counts = RuleCounts::default();
    let mut verdicts = |session: &ModelSession| {
        for verdict in session.verdicts() {
            match verdict {
                TypesVerdict::Valid { derivation, .. } => counts.add_derivation(derivation),
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

/// The counts of every file of the corpus, by its name below the corpus.
fn corpus() -> BTreeMap<String, (Input, Counts)> {
    let mut corpus = BTreeMap::new();
    let folders = fs::read_dir(Path::new(ROOT).join("corpus")).expect("the corpus is readable");
    for folder in folders.map(|entry| entry.expect("the corpus is readable").path()) {
        if !folder.is_dir() {
            continue;
        }
        for entry in fs::read_dir(&folder).expect("the corpus is readable") {
            let path = entry.expect("the corpus is readable").path();
            let input = read(&path).unwrap_or_else(|message| panic!("{message}"));
            let below = path.strip_prefix(Path::new(ROOT).join("corpus")).expect("it is below");
            let name = below.to_str().expect("names are UTF-8").replace('\\', "/");
            let in_reasons = counts(&in_reasons(&input));
            corpus.insert(name, (input, in_reasons));
        }
    }
    corpus
}

/// What the model counts when it is asked, over the corpus and the generated cases.
fn when_asked() -> &'static Counts {
    static COUNTS: OnceLock<Counts> = OnceLock::new();
    COUNTS.get_or_init(|| {
        let mut all = RuleCounts::default();
        // Of the questions only a sample is counted, and modules alone take less time.
        let mut add = |program: Program| {
            let modules = program.modules().cloned();
            let steps = modules.map(Step::Define).collect();
            all.add(&ask(&ModelOracle, &Program { steps }).rules);
        };
        for (input, _) in corpus().into_values() {
            add(input.history);
            for refused in input.refused {
                add(Program { steps: vec![Step::Define(refused.bytes)] });
            }
        }
        for case in 0..CASES {
            add(generate(SEED, case, &generator::ALL).1);
        }
        counts(&all)
    })
}

#[test]
fn the_table_has_every_rule_in_order() {
    let of_types: Vec<String> = transcribed().into_iter().map(|row| row.rule).collect();
    let of_modules: Vec<String> = for_modules().into_iter().map(|(rule, ..)| rule).collect();
    let in_order = |rows: &[String]| -> Vec<&str> {
        let names = Rule::ALL.iter().map(|rule| rule.name());
        names.filter(|name| rows.iter().any(|row| row == name)).collect()
    };
    assert_eq!(of_types, in_order(&of_types));
    assert_eq!(of_modules, in_order(&of_modules));
    assert_eq!(of_types.len() + of_modules.len(), Rule::ALL.len());
}

#[test]
fn the_functions_for_modules_are_where_the_table_says() {
    for (rule, file, function) in for_modules() {
        let source = text(&format!("model/src/{file}"));
        let definition = [format!("fn {function}("), format!("fn {function}<")];
        let defines = definition.iter().any(|definition| source.contains(definition));
        assert!(defines, "{rule}: no function {function} in {file}");
    }
}

#[test]
fn the_functions_are_where_the_table_says() {
    for row in transcribed() {
        let source = text(&format!("model/src/{}", row.file));
        let definition = format!("fn {}(", row.function);
        assert!(source.contains(&definition), "{}: no {definition} in {}", row.rule, row.file);
        let variant: String = row.rule.split(['_', '/', '-']).map(capitalized).collect();
        let names_it = source.contains(&format!("Rule::{variant}"));
        assert!(names_it, "{}: {} does not conclude by it", row.rule, row.file);
    }
}

/// `Heaptype_sub/i31-eq` is the variant `HeaptypeSubI31Eq`.
fn capitalized(word: &str) -> String {
    let (first, rest) = word.split_at(1);
    first.to_uppercase() + rest
}

#[test]
fn the_files_derive_and_refute_what_the_table_says() {
    let corpus = corpus();
    let of_file = |row: &Row, name: &str| {
        let (_, counts) =
            corpus.get(name).unwrap_or_else(|| panic!("{}: no file corpus/{name}", row.rule));
        counts[row.rule.as_str()]
    };
    for row in transcribed() {
        let rule = row.rule.as_str();
        if row.derived.starts_with(UNREACHABLE) {
            let test = row.derived.split('`').nth(1).expect("a test derives it instead");
            let definition = format!("fn {test}()");
            let modules = fs::read_dir(Path::new(ROOT).join("tests/tests/model"));
            let found = modules.expect("the tests are readable").any(|entry| {
                let path = entry.expect("the tests are readable").path();
                fs::read_to_string(path).is_ok_and(|text| text.contains(&definition))
            });
            assert!(found, "{rule}: no test {definition}");
            let derives = corpus.iter().find(|(_, (_, counts))| counts[rule].0 > 0);
            assert!(derives.is_none(), "{rule}: derived in {}", derives.expect("it is there").0);
        } else {
            let file = row.derived.strip_suffix(BY_REASONS).unwrap_or(&row.derived);
            assert!(of_file(&row, file).0 > 0, "{rule}: not derived in {file}");
        }
        if row.refuted.starts_with("-: ") {
            let refutes = corpus.iter().find(|(_, (_, counts))| counts[rule].1 > 0);
            assert!(refutes.is_none(), "{rule}: refuted in {}", refutes.expect("it is there").0);
            assert_eq!(when_asked()[rule].1, 0, "{rule}: refuted in a generated case");
        } else {
            let file = &row.refuted;
            assert!(of_file(&row, file).1 > 0, "{rule}: not refuted in {file}");
        }
    }
}

#[test]
fn every_rule_that_can_conclude_concludes() {
    for row in transcribed() {
        let rule = row.rule.as_str();
        let (concluded, _) = when_asked()[rule];
        let unreachable = row.derived.starts_with(UNREACHABLE);
        let exempt = (unreachable && !row.derived.contains(IN_RELATION))
            || row.derived.ends_with(BY_REASONS);
        assert_eq!(concluded == 0, exempt, "{rule}: concluded {concluded} times");
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
