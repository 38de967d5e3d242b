//! Every file of the corpus is a test: the oracles agree about it, the model answers what the file
//! expects, the rules that it cites decide, and any runner of specification scripts takes it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use subtly::answer::Answer;
use subtly::checked::check_file;
use subtly::explain::{Explanation, explain};
use subtly::input::{Input, read};
use subtly::names::Names;
use subtly::oracle::Oracle;
use subtly::oracles;
use subtly::program::{Program, Step};
use subtly::question::{ModuleId, Question};
use subtly_model::rule::Rule;
use wasmparser::{Validator, WasmFeatures};

const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../corpus");
const SNAPSHOTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots");

/// A file, and its name below the corpus without the extension, as in `seed/wasmtime-10435`.
struct File {
    path: PathBuf,
    name: String,
}

/// The folders of scripts about whole modules, which ask nothing about types: the tests of these names run
/// them.
const OF_MODULES: [&str; 2] = ["rules", "scripts"];

/// Every file with questions, folder by folder.
fn files() -> Vec<File> {
    let mut files = Vec::new();
    let folders = sorted(Path::new(CORPUS));
    let is_of_types = |path: &&PathBuf| path.is_dir() && !OF_MODULES.contains(&stem(path));
    for folder in folders.iter().filter(is_of_types) {
        let before = files.len();
        for path in sorted(folder).into_iter().filter(|path| !path.ends_with("README.md")) {
            let extension = path.extension().and_then(|extension| extension.to_str());
            assert!(
                matches!(extension, Some("wast" | "wat")),
                "{}: neither .wast nor .wat",
                path.display()
            );
            files.push(File { name: format!("{}/{}", stem(folder), stem(&path)), path });
        }
        assert!(files.len() > before, "{}: an empty folder tests nothing", folder.display());
    }
    assert!(!files.is_empty(), "{CORPUS}: no folder");
    files
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the corpus is readable");
    let mut paths: Vec<PathBuf> =
        entries.map(|entry| entry.expect("the corpus is readable").path()).collect();
    paths.sort();
    paths
}

fn stem(path: &Path) -> &str {
    path.file_stem().and_then(|stem| stem.to_str()).expect("names are UTF-8")
}

/// What the notes `;;! key: ...` of a file say.
fn notes(path: &Path, key: &str) -> Vec<String> {
    let text = fs::read_to_string(path).expect("the corpus is readable");
    let note = |line: &str| {
        let note = line.trim().strip_prefix(";;!")?.trim();
        Some(note.strip_prefix(key)?.strip_prefix(':')?.trim().to_string())
    };
    text.lines().filter_map(note).collect()
}

fn all_oracles() -> Vec<Box<dyn Oracle>> {
    let named = |name: &&str| oracles::by_name(name, None).expect("a listed oracle has a name");
    oracles::NAMES.iter().map(named).collect()
}

/// The explanations of a file's questions and refused modules, each with a headline.
fn explanations(input: &Input) -> Vec<(String, Explanation)> {
    let names = input.names();
    let mut all = Vec::new();
    for expected in &input.expected {
        let explanation = explain(&input.history, expected.question, &names);
        assert_eq!(explanation.answer, expected.answer, "line {}", expected.line);
        all.push((names.question(expected.question), explanation));
    }
    for (number, refused) in (1..).zip(&input.refused) {
        let program = Program { steps: vec![Step::Define(refused.bytes.clone())] };
        let question = Question::ValidTypes(ModuleId(0));
        let explanation = explain(&program, question, &Names::short(&program));
        assert_eq!(explanation.answer, Answer::No, "line {}: refused by a type rule", refused.line);
        all.push((format!("types of refused module {number} valid"), explanation));
    }
    all
}

#[test]
fn all_oracles_agree_with_each_other_and_with_the_file() {
    let oracles = all_oracles();
    for File { path, name } in files() {
        let checked = check_file(&path, &oracles).unwrap_or_else(|message| panic!("{message}"));
        assert!(!checked.disagrees(), "{name}:\n{}", checked.lines.join("\n"));
    }
}

#[test]
fn a_wrong_expectation_is_noticed() {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("wrong.wast");
    fs::write(&path, "(module (type $a (sub (struct))))\n;;! ask subtype $a struct = no\n")
        .expect("the folder for temporary files is writable");
    let checked = check_file(&path, &all_oracles()).expect("the file is readable");
    assert!(checked.unexpected);
    assert!(checked.lines[0].contains("wrong.wast:2:"), "{:?}", checked.lines);
}

#[test]
fn every_file_asks_something_and_says_where_it_is_from() {
    for File { path, name } in files() {
        let input = read(&path).unwrap_or_else(|message| panic!("{message}"));
        assert!(!input.expected.is_empty() || !input.refused.is_empty(), "{name}: asks nothing");
        let sources = notes(&path, "origin").len() + notes(&path, "rule").len();
        assert!(sources > 0, "{name}: neither `;;! origin: ...` nor `;;! rule: ...`");
        assert_eq!(notes(&path, "why").len(), 1, "{name}: one `;;! why: ...`");
    }
}

#[test]
fn the_rules_that_a_file_cites_decide() {
    for File { path, name } in files() {
        let cited = notes(&path, "rule");
        let input = read(&path).unwrap_or_else(|message| panic!("{message}"));
        let explanations = explanations(&input);
        let decides = |rule: &str| explanations.iter().any(|(_, why)| why.rule == rule);
        let is_named = |rule: &str| {
            let mut lines = explanations.iter().flat_map(|(_, why)| &why.lines);
            lines.any(|line| line.split_whitespace().next_back() == Some(rule))
        };
        for rule in &cited {
            let is_rule = Rule::ALL.iter().any(|other| other.name() == rule);
            assert!(is_rule, "{name}: no rule is called {rule}");
            assert!(decides(rule) || is_named(rule), "{name}: {rule} is in no explanation");
        }
        let one_decides = cited.iter().any(|rule| decides(rule));
        assert!(cited.is_empty() || one_decides, "{name}: none of its rules decides");
    }
}

#[test]
fn a_standard_runner_takes_every_file() {
    let validate = |bytes: &[u8]| {
        let validated = Validator::new_with_features(WasmFeatures::WASM3).validate_all(bytes);
        validated.map(|_| ()).map_err(|error| error.to_string())
    };
    for File { path, name } in files() {
        let input = read(&path).unwrap_or_else(|message| panic!("{message}"));
        for (number, bytes) in input.history.modules().enumerate() {
            assert_eq!(validate(bytes), Ok(()), "{name}: module {number}");
        }
        for refused in &input.refused {
            assert!(validate(&refused.bytes).is_err(), "{name}:{}: accepted", refused.line);
        }
    }
}

/// The rows of the table below a header.
fn table(text: &str, header: &str) -> Vec<Vec<String>> {
    let rows = text.lines().skip_while(|line| *line != header).skip(2);
    let cells =
        |row: &str| row.trim_matches('|').split('|').map(|cell| cell.trim().into()).collect();
    rows.take_while(|row| row.starts_with('|')).map(cells).collect()
}

/// The bugs that a text names: the words that have a digit in them, `V8` apart.
fn bugs(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '#' && c != '-');
    words
        .filter(|word| word.len() > 2 && word.contains(|c: char| c.is_ascii_digit()))
        .map(Into::into)
        .collect()
}

/// The book of regressions names each file with its origins, and says of each other bug why it has none.
#[test]
fn the_book_of_regressions_is_true() {
    let folder = Path::new(CORPUS).join("regressions");
    let text = fs::read_to_string(folder.join("README.md")).expect("the book is readable");
    let rows: Vec<String> = files()
        .iter()
        .filter(|file| file.name.starts_with("regressions/"))
        .map(|File { path, .. }| {
            let name = path.file_name().and_then(|name| name.to_str()).expect("names are UTF-8");
            format!("| `{name}` | {} |", notes(path, "origin").join("; "))
        })
        .collect();
    let book = table(&text, "| file | bug |");
    let written: Vec<String> =
        book.iter().map(|row| format!("| {} | {} |", row[0], row[1])).collect();
    assert_eq!(written, rows, "the first table should be:\n{}", rows.join("\n"));

    let has_a_file: BTreeSet<_> = book.iter().flat_map(|row| bugs(&row[1])).collect();
    let reasons = table(&text, "| reason | why there is no file |");
    let reasons: BTreeSet<_> =
        reasons.iter().map(|row| row[0].trim_matches('`').to_string()).collect();
    let mut given = BTreeSet::new();
    for row in table(&text, "| bug | reason | note |") {
        let (bug, reason, note) = (&row[0], &row[1], &row[2]);
        assert!(reasons.contains(reason), "{bug}: {reason} is no reason");
        given.insert(reason.clone());
        assert!(!bugs(bug).is_empty() && bugs(bug).is_disjoint(&has_a_file), "{bug}: has a file");
        let cited: Vec<_> = note.split('`').filter(|word| word.ends_with(".wast")).collect();
        assert_eq!(
            reason == "elsewhere",
            !cited.is_empty() && reason != "rooting",
            "{bug}: {note}"
        );
        for file in cited {
            assert!(Path::new(CORPUS).join(file).exists(), "{bug}: there is no {file}");
        }
    }
    assert_eq!(given, reasons, "each reason is given");
}

#[test]
fn explanations_read_as_reviewed() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(SNAPSHOTS);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let mut kept = BTreeSet::new();
    for File { path, name } in files() {
        let input = read(&path).unwrap_or_else(|message| panic!("{message}"));
        let mut text = String::new();
        for (headline, why) in explanations(&input) {
            text += &format!("{headline}: {}, by {}\n", why.answer, why.rule);
            text.extend(why.lines.iter().map(|line| format!("  {line}\n")));
        }
        settings.bind(|| insta::assert_snapshot!(format!("corpus/{name}"), text));
        kept.insert(format!("corpus__{}.snap", name.replace('/', "__")));
    }
    let snapshots = sorted(Path::new(SNAPSHOTS)).into_iter().filter_map(|path| {
        let name = path.file_name()?.to_str()?.to_string();
        (name.starts_with("corpus__") && name.ends_with(".snap")).then_some(name)
    });
    assert_eq!(snapshots.collect::<BTreeSet<_>>(), kept, "snapshots of files that are gone");
}
