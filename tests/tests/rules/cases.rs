//! The files of corpus/rules, read and judged: modules with notes that say which rules derive them and
//! which premises refute them.

use crate::ROOT;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::Path;
use std::sync::OnceLock;
use subtly::rules::RuleCounts;
use subtly_model::judgment::{Cause, Refutation};
use subtly_model::rule::Rule;
use subtly_model::syntax::ExternType;
use subtly_model::{Model, ModuleVerdict};
use wasmparser::{Parser, Payload, Validator, WasmFeatures};
use wast::parser::{self, ParseBuffer};
use wast::{QuoteWat, Wast, WastDirective};

/// What a directive says of its module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Says {
    Valid,
    Invalid,
    /// It is valid, but what it imports does not match what was registered.
    Unlinkable,
}

/// A rule, and a place among its premises.
pub(crate) type Premise = (Rule, usize);

/// A module of a file, with what is said of it and what is true of it.
pub(crate) struct Case {
    /// The file below the corpus and the line, as in `rules/structs.wast:12`.
    pub(crate) place: String,
    pub(crate) says: Says,
    pub(crate) derives: Vec<Rule>,
    pub(crate) refutes: Vec<Premise>,
    /// Whether other modules import from it: then it may be there for that alone.
    pub(crate) registered: bool,
    /// What the model says.
    pub(crate) judged: Says,
    pub(crate) counts: RuleCounts,
    /// The failed premises below which nothing failed.
    pub(crate) ends: BTreeSet<Premise>,
    /// What wasmparser says.
    pub(crate) wasmparser: Says,
}

/// Every case, by the name of its file below the corpus.
pub(crate) fn cases() -> &'static BTreeMap<String, Vec<Case>> {
    static CASES: OnceLock<BTreeMap<String, Vec<Case>>> = OnceLock::new();
    CASES.get_or_init(|| {
        let folder = Path::new(ROOT).join("corpus/rules");
        let files = fs::read_dir(&folder).expect("the corpus is readable").map(|entry| {
            let path = entry.expect("the corpus is readable").path();
            let name = path.file_name().and_then(|name| name.to_str()).expect("names are UTF-8");
            let name = format!("rules/{name}");
            let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
            let cases = read(&name, &text);
            (name, cases)
        });
        files.collect()
    })
}

/// A module that others may import from.
#[derive(Default)]
struct Exporting {
    bytes: Vec<u8>,
    exports: HashMap<String, ExternType>,
}

/// What is registered, by the names of modules.
type Registered = BTreeMap<String, Exporting>;

/// Reads and judges a file.
pub(crate) fn read(name: &str, text: &str) -> Vec<Case> {
    let buffer = ParseBuffer::new(text).unwrap_or_else(|error| panic!("{name}: {error}"));
    let script: Wast<'_> = parser::parse(&buffer).unwrap_or_else(|error| panic!("{name}: {error}"));
    let mut notes = notes(name, text).into_iter().peekable();
    let mut model = Model::new();
    let mut registered = Registered::new();
    let mut last = Exporting::default();
    let mut cases: Vec<Case> = Vec::new();
    for directive in script.directives {
        let line = directive.span().linecol_in(text).0 + 1;
        let place = format!("{name}:{line}");
        let (mut module, says) = match directive {
            WastDirective::Module(module) | WastDirective::ModuleDefinition(module) => {
                (module, Says::Valid)
            }
            WastDirective::AssertInvalid { module, .. } => (module, Says::Invalid),
            WastDirective::AssertUnlinkable { module, .. } => {
                (QuoteWat::Wat(module), Says::Unlinkable)
            }
            WastDirective::Register { name, module: None, .. } => {
                registered.insert(name.into(), std::mem::take(&mut last));
                cases.last_mut().unwrap_or_else(|| panic!("{place}: of no module")).registered =
                    true;
                continue;
            }
            _ => panic!("{place}: only modules, what is asserted of them, and `register`"),
        };
        let bytes = module.encode().unwrap_or_else(|error| panic!("{place}: {error}"));
        let mut case = Case {
            place,
            says,
            derives: Vec::new(),
            refutes: Vec::new(),
            registered: false,
            judged: Says::Invalid,
            counts: RuleCounts::default(),
            ends: BTreeSet::new(),
            wasmparser: Says::Invalid,
        };
        while let Some((_, note)) = notes.next_if(|(at, _)| *at < line) {
            match note {
                Note::Derives(rule) => case.derives.push(rule),
                Note::Refutes(premise) => case.refutes.push(premise),
            }
        }
        // A module that is refused leaves nothing in the model, but the other modules need not be asked.
        if let Says::Invalid = says {
            case.judge(&mut Model::new(), &bytes, &registered);
        } else {
            last = Exporting {
                exports: case.judge(&mut model, &bytes, &registered),
                bytes: bytes.clone(),
            };
        }
        case.wasmparser = wasmparser(&bytes, &registered);
        cases.push(case);
    }
    assert!(notes.next().is_none(), "{name}: a note after the last module");
    assert!(!cases.is_empty(), "{name}: no module");
    cases
}

enum Note {
    Derives(Rule),
    Refutes(Premise),
}

/// The notes of a file with their lines.
fn notes(name: &str, text: &str) -> Vec<(usize, Note)> {
    let mut notes = Vec::new();
    for (line, content) in (1..).zip(text.lines()) {
        let Some(note) = content.trim().strip_prefix(";;!") else {
            continue;
        };
        let place = format!("{name}:{line}");
        let (key, value) = note.split_once(": ").unwrap_or_else(|| panic!("{place}: no note"));
        let rule =
            |name: &str| Rule::by_name(name).unwrap_or_else(|| panic!("{place}: no rule {name}"));
        match key.trim() {
            "why" => {}
            "derives" => notes.push((line, Note::Derives(rule(value)))),
            "refutes" => {
                let (name, premise) =
                    value.split_once(": ").unwrap_or_else(|| panic!("{place}: no premise"));
                let rule = rule(name);
                let premise = rule
                    .premise_place(premise)
                    .unwrap_or_else(|| panic!("{place}: {rule} has no premise {premise}"));
                notes.push((line, Note::Refutes((rule, premise))));
            }
            key => panic!("{place}: '{key}' is no note"),
        }
    }
    notes
}

impl Case {
    /// Judges the module and its imports; gives its exports by name.
    fn judge(
        &mut self,
        model: &mut Model,
        bytes: &[u8],
        registered: &Registered,
    ) -> HashMap<String, ExternType> {
        let moduletype = match model.define_module(bytes) {
            ModuleVerdict::Valid { moduletype, derivation, concluded, .. } => {
                self.counts.add_derivation(&derivation);
                concluded.counts().for_each(|(rule, _)| self.counts.conclude(rule));
                moduletype
            }
            ModuleVerdict::Invalid { refutation, .. } => {
                self.refuted(&refutation);
                return HashMap::new();
            }
            verdict => panic!("{}: {verdict:?}", self.place),
        };
        self.judged = Says::Valid;
        let (imports, exports) = names(bytes);
        for ((module, name), expected) in imports.into_iter().zip(moduletype.imports) {
            let Some(exports) = registered.get(&module) else {
                continue;
            };
            let found = *exports
                .exports
                .get(&name)
                .unwrap_or_else(|| panic!("{}: {module} exports no {name}", self.place));
            match model.extern_subtype(found, expected) {
                Ok(derivation) => self.counts.add_derivation(&derivation),
                Err(refutation) => {
                    self.judged = Says::Unlinkable;
                    self.refuted(&refutation);
                }
            }
        }
        exports.into_iter().zip(moduletype.exports).collect()
    }

    fn refuted(&mut self, refutation: &Refutation) {
        self.counts.add_refutation(refutation);
        add_ends(refutation, &mut self.ends);
    }
}

fn add_ends(refutation: &Refutation, ends: &mut BTreeSet<Premise>) {
    for attempt in &refutation.attempts {
        match &attempt.failure.cause {
            Cause::Refuted(inner) if !inner.attempts.is_empty() => add_ends(inner, ends),
            _ => {
                let place = attempt.rule.premise_place(attempt.failure.premise);
                ends.insert((attempt.rule, place.expect("a premise of the rule")));
            }
        }
    }
}

/// The names of the imports, with those of their modules, and of the exports.
fn names(bytes: &[u8]) -> (Vec<(String, String)>, Vec<String>) {
    let (mut imports, mut exports) = (Vec::new(), Vec::new());
    for payload in Parser::new(0).parse_all(bytes) {
        match payload.expect("the module is well-formed") {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    let import = import.expect("the module is well-formed");
                    imports.push((import.module.to_string(), import.name.to_string()));
                }
            }
            Payload::ExportSection(section) => {
                for export in section {
                    exports.push(export.expect("the module is well-formed").name.to_string());
                }
            }
            _ => {}
        }
    }
    (imports, exports)
}

/// What wasmparser says of a module and of its imports from the registered ones. Imports are matched where a
/// component instantiates modules, so one is made of these.
fn wasmparser(bytes: &[u8], registered: &Registered) -> Says {
    let features = WasmFeatures::WASM3.difference(WasmFeatures::THREADS);
    if Validator::new_with_features(features).validate_all(bytes).is_err() {
        return Says::Invalid;
    }
    if registered.is_empty() {
        return Says::Valid;
    }
    const CORE_MODULE: u8 = 1;
    const CORE_INSTANCE: u8 = 2;
    let mut component = b"\0asm\x0d\0\x01\0".to_vec();
    let mut arguments = vec![registered.len() as u8];
    for (instance, (name, exporting)) in (0..).zip(registered) {
        section(&mut component, CORE_MODULE, &exporting.bytes);
        // One instance, of this module, without arguments.
        section(&mut component, CORE_INSTANCE, &[1, 0, instance, 0]);
        arguments.push(name.len() as u8);
        arguments.extend_from_slice(name.as_bytes());
        arguments.extend([0x12, instance]);
    }
    section(&mut component, CORE_MODULE, bytes);
    let own = [&[1, 0, registered.len() as u8], arguments.as_slice()].concat();
    section(&mut component, CORE_INSTANCE, &own);
    let features = features.union(WasmFeatures::COMPONENT_MODEL);
    match Validator::new_with_features(features).validate_all(&component) {
        Ok(_) => Says::Valid,
        Err(_) => Says::Unlinkable,
    }
}

/// Appends a section of a module or component.
fn section(bytes: &mut Vec<u8>, id: u8, content: &[u8]) {
    bytes.push(id);
    let mut size = content.len();
    while size > 0x7f {
        bytes.push(size as u8 | 0x80);
        size >>= 7;
    }
    bytes.push(size as u8);
    bytes.extend_from_slice(content);
}
