//! Findings about whole modules: an oracle with a wrong rule is found out, and what is found is made small,
//! explained at its place, and written as a script that any runner takes.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use subtly::answer::Answer;
use subtly::campaign::{Journaling, Settings, Shard, Turns, run};
use subtly::checked::check_file;
use subtly::explain::explain;
use subtly::finding::Finding;
use subtly::generator;
use subtly::names::Names;
use subtly::oracle::{Identity, Oracle, Session};
use subtly::oracles::{self, ModelOracle};
use subtly::program::{Program, Step};
use subtly::question::{Batch, Kind, ModuleId, Question};
use subtly::statistics::OperatorSet;
use wasmparser::{Parser, Payload};
use wast::parser::{self, ParseBuffer};
use wast::{Wast, WastDirective};

/// An oracle that answers as the model does, but for one thing.
#[derive(Clone, Copy)]
enum Wrong {
    /// It does not check this rule.
    Without(&'static str),
    /// It refuses bodies with this instruction.
    Refuses(&'static str),
}

impl Oracle for Wrong {
    fn identity(&self) -> Identity {
        let profile = match self {
            Self::Without(rule) => format!("without {rule}"),
            Self::Refuses(instruction) => format!("without {instruction}"),
        };
        Identity { name: "wrong", version: "0".into(), profile }
    }

    fn answers(&self, kind: Kind) -> bool {
        kind == Kind::Valid
    }

    fn session(&self) -> Box<dyn Session + '_> {
        Box::new(WrongSession { wrong: *self, modules: Vec::new() })
    }
}

struct WrongSession {
    wrong: Wrong,
    modules: Vec<Box<[u8]>>,
}

impl Session for WrongSession {
    fn define(&mut self, bytes: &[u8]) {
        self.modules.push(bytes.into());
    }

    fn drop_module(&mut self, _: ModuleId) {}

    fn ask(&mut self, batch: &Batch, answers: &mut Vec<Answer>) {
        let Batch::Valid(module) = batch else { panic!("only Valid is answered") };
        let question = Question::Valid(ModuleId(0));
        let bytes = self.modules[module.0 as usize].clone();
        let mut operators = OperatorSet::default();
        // What cannot be read is refused anyway.
        let _ = operators.read(&bytes);
        let steps = vec![Step::Define(bytes.into()), Step::Ask(Batch::one(question))];
        let explanation = explain(&Program { steps }, question, &Names::default());
        answers.push(match self.wrong {
            Wrong::Without(rule) if rule == explanation.rule => Answer::Yes,
            Wrong::Refuses(instruction) if operators.names().any(|name| name == instruction) => {
                Answer::No
            }
            _ => explanation.answer,
        });
    }
}

/// The first finding about a wrong oracle.
fn found(wrong: Wrong, generators: &[&str], folder: &str) -> (Finding, PathBuf) {
    let findings = Path::new(env!("CARGO_TARGET_TMPDIR")).join("whole").join(folder);
    let _ = fs::remove_dir_all(&findings);
    let named = |name: &&str| generator::by_name(name).expect("the name of a generator");
    let settings = Settings {
        seed: 1,
        cases: 40_000,
        time: None,
        generators: generators.iter().map(named).collect(),
        oracles: vec![Box::new(ModelOracle), Box::new(wrong)],
        fault: None,
        findings,
        fail_fast: true,
        turns: Turns::ALL,
        shard: Shard::WHOLE,
        journal: Journaling::Off,
    };
    let outcome =
        run(&settings, &AtomicBool::new(false), &|_, _| {}, &|_, _| {}).expect("it is written");
    outcome.findings.into_iter().next().unwrap_or_else(|| panic!("{folder}: nothing is found"))
}

/// The generators of whole modules.
const ALL: [&str; 3] = ["smith", "bodies", "mutants"];

/// The number of types, functions and instructions of the minimized module; `end` is one.
fn size(finding: &Finding) -> (u32, usize, usize) {
    let program = finding.minimized.load().expect("a finding has a program");
    let bytes = program.modules().next().expect("a program has a module").clone();
    let (mut functions, mut instructions) = (0, 0);
    for payload in Parser::new(0).parse_all(&bytes) {
        if let Payload::CodeSectionEntry(body) = payload.expect("an invalid module is well-formed")
        {
            functions += 1;
            let operators = body.get_operators_reader().expect("locals are readable");
            instructions += operators.into_iter().count();
        }
    }
    (finding.types_after, functions, instructions)
}

/// A rule, and what a finding about an oracle without it comes to at most: types, functions, instructions.
const RULES: [(&str, (u32, usize, usize)); 12] = [
    ("Instr_ok/struct.get", (3, 1, 4)),
    ("Instr_ok/struct.set", (3, 1, 4)),
    ("Instr_ok/array.copy", (3, 1, 5)),
    ("Instr_ok/call", (3, 1, 4)),
    ("Instr_ok/ref.func", (3, 2, 4)),
    ("Instr_ok/local.get", (3, 1, 4)),
    ("Instr_ok/br_on_cast", (3, 1, 5)),
    ("Instr_ok/global.set", (3, 1, 4)),
    ("Instr_ok/table.init", (3, 1, 4)),
    ("Limits_ok", (0, 0, 0)),
    ("Start_ok", (2, 1, 2)),
    ("Catch_ok/catch", (3, 1, 5)),
];

#[test]
fn findings_are_small_and_their_scripts_stand_alone() {
    let mut all = String::new();
    for (rule, (types_max, functions_max, instructions_max)) in RULES {
        let (finding, folder) = found(Wrong::Without(rule), &ALL, &rule.replace('/', "-"));
        let script = finding.script.as_ref().expect("a finding has a reproducer");
        let (types, functions, instructions) = size(&finding);
        println!(
            "{rule}: {} to {} bytes, {types} types, {functions} functions, {instructions} instructions",
            finding.bytes_before, finding.bytes_after
        );
        assert_eq!((finding.kind, finding.rule.as_str()), (Kind::Valid, rule));
        assert!(types <= types_max, "{rule}: {types} types\n{}", script.text);
        assert!(functions <= functions_max, "{rule}: {functions} functions\n{}", script.text);
        assert!(instructions <= instructions_max, "{rule}: {instructions}\n{}", script.text);
        stands_alone(&script.text, &folder);
        all += &format!("{}\n\n{}\n", finding.summary(), script.text);
    }
    insta::with_settings!({ snapshot_path => "../snapshots", omit_expression => true }, {
        insta::assert_snapshot!("whole", all);
    });
}

/// An instruction that is wrongly refused is left in one function, with what it needs to be valid.
#[test]
fn a_valid_module_is_made_small() {
    // With the most instructions that are left: a branch needs its block, and both their values dropped.
    let instructions = [
        ("StructSet", 3),
        ("BrOnCast", 7),
        ("TryTable", 5),
        ("I8x16Shuffle", 5),
        ("TableCopy", 3),
        ("ReturnCallRef", 3),
    ];
    let mut all = String::new();
    for (instruction, most) in instructions {
        for generator in ["smith", "bodies"] {
            let wrong = Wrong::Refuses(instruction);
            let folder = format!("{instruction}-{generator}");
            let (finding, folder) = found(wrong, &[generator], &folder);
            let script = finding.script.as_ref().expect("a finding has a reproducer");
            let (types, functions, instructions) = size(&finding);
            println!(
                "{instruction}, {generator}: {} to {} bytes, {types} types, {instructions} instructions",
                finding.bytes_before, finding.bytes_after
            );
            assert!(types <= 3, "{types} types\n{}", script.text);
            assert_eq!(functions, 1, "{}", script.text);
            assert!(instructions <= most, "{instructions} instructions\n{}", script.text);
            stands_alone(&script.text, &folder);
            all += &format!("{}\n", script.text);
        }
    }
    insta::with_settings!({ snapshot_path => "../snapshots", omit_expression => true }, {
        insta::assert_snapshot!("whole-valid", all);
    });
}

/// A runner that knows nothing of subtly finds what the script asserts, and so does subtly.
fn stands_alone(text: &str, folder: &Path) {
    let buffer = ParseBuffer::new(text).expect("a script is text");
    let script: Wast<'_> = parser::parse(&buffer).expect("a script can be parsed");
    assert_eq!(script.directives.len(), 1, "{text}");
    for directive in script.directives {
        let (mut module, valid) = match directive {
            WastDirective::Module(module) | WastDirective::ModuleDefinition(module) => {
                (module, true)
            }
            WastDirective::AssertInvalid { module, .. }
            | WastDirective::AssertMalformed { module, .. } => (module, false),
            _ => panic!("another directive:\n{text}"),
        };
        let bytes = module.encode().expect("a module can be encoded");
        for name in ["model", "wasmparser"] {
            let oracle = oracles::by_name(name, None).expect("the name of an oracle");
            let program = subtly::asking::program_of_validity(bytes.clone().into());
            let answers = subtly::oracle::answer(&*oracle, &program);
            assert_eq!(answers[1], Answer::from(valid), "{name}:\n{text}");
        }
    }
    let all: Vec<Box<dyn Oracle>> = oracles::NAMES
        .iter()
        .map(|name| oracles::by_name(name, None).expect("the name of an oracle"))
        .collect();
    let checked = check_file(&folder.join("repro.wast"), &all).expect("a reproducer can be read");
    assert!(!checked.disagrees(), "{text}");
}

/// A finding about the types of a module that is malformed behind them has a script of bytes.
#[test]
fn malformed_modules_are_bytes() {
    let (finding, folder) = found(Wrong::Without("binary grammar"), &ALL, "malformed");
    let script = finding.script.as_ref().expect("a finding has a reproducer");
    assert!(script.text.starts_with("(assert_malformed (module $m0 binary"), "{}", script.text);
    assert!(finding.bytes_after <= 16, "{}", script.text);
    stands_alone(&script.text, &folder);
}
