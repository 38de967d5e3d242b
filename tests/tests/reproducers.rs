//! Every reproducer stands alone: a runner that knows nothing of subtly takes it and finds what it asserts.
//!
//! The runner below reads standard scripts with `wast` and decides with wasmparser's public interface:
//!
//! - a module is valid, and its imports are there, under registered names, with types that match;
//! - the modules of `assert_invalid` and `assert_malformed` are refused;
//! - the module of `assert_unlinkable` is valid, its imports are there, and one does not match.
//!
//! It runs no code: of `assert_return` it sees that the function is exported that is called.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use subtly::campaign::{self, Settings};
use subtly::checked::check_file;
use subtly::explain::explain;
use subtly::fault::Fault;
use subtly::names::Names;
use subtly::oracles::{self, ModelSession};
use subtly::repro::{Verdict, script};
use subtly::{generator, input};
use wasmparser::types::{CoreTypeId, EntityType, Types};
use wasmparser::{HeapType, RefType, UnpackedIndex, ValType, Validator, WasmFeatures};
use wast::parser::{self, ParseBuffer};
use wast::{QuoteWat, Wast, WastDirective, WastExecute};

/// Programs, each with a question and the specification's answer, in the campaign's notation.
const PROGRAMS: [(&str, &str); 25] = [
    ("valid types", "(module $m (rec) (rec (type $a (sub (func (result (ref $a))))))) ;;! ask valid $m = yes"),
    (
        "invalid types",
        "(module $m (type $a (struct)) (type $b (sub $a (struct)))) ;;! ask valid $m = no",
    ),
    (
        "invalid types after a valid module",
        "(module (type (func))) (module $m (type $a (sub $a (array i8)))) ;;! ask valid $m = no",
    ),
    (
        "an unknown type",
        r#"(module $m binary "\00asm\01\00\00\00" "\01\05\01\5e\63\07\00") ;;! ask valid $m = no"#,
    ),
    (
        "a malformed module",
        r#"(module $m binary "\00asm\01\00\00\00" "\01\03\01\5e\78") ;;! ask valid $m = no"#,
    ),
    (
        "bytes that text cannot say",
        r#"(module $m binary "\00asm\01\00\00\00" "\01\84\00\01\60\00\00") ;;! ask valid $m = yes"#,
    ),
    (
        "a declared subtype",
        "(module (type $a (sub (struct))) (type $b (sub $a (struct)))) ;;! ask subtype $b $a = yes",
    ),
    (
        "a supertype",
        "(module (type $a (sub (struct))) (type $b (sub $a (struct)))) ;;! ask subtype $a $b = no",
    ),
    ("a nullable type", "(module (type $a (array i8))) ;;! ask subtype null:$a $a = no"),
    ("a function type", "(module (type $a (func))) ;;! ask subtype $a null:func = yes"),
    ("abstract types", "(module) ;;! ask subtype i31 eq = yes"),
    ("abstract types the other way", "(module) ;;! ask subtype eq i31 = no"),
    (
        "equal types",
        "(module (type $a (struct (field i8))) (type $b (struct (field i8)))) ;;! ask same $a $b = yes",
    ),
    (
        "different types",
        "(module (type $a (struct (field i8))) (type $b (struct (field i16)))) ;;! ask same $a $b = no",
    ),
    (
        "a type that is not its subtype",
        "(module (type $a (sub (struct))) (type $b (sub $a (struct)))) ;;! ask same $b $a = no",
    ),
    (
        "a function read at a supertype",
        "(module (type $f (sub (func))) (type $g (sub $f (func)))) ;;! ask funcref $g $f = yes",
    ),
    (
        "a function read at a subtype",
        "(module (type $f (sub (func))) (type $g (sub $f (func)))) ;;! ask funcref $f $g = no",
    ),
    (
        "a subtype of another module's type",
        "(module $m (type $a (sub (struct))) (type $b (sub $a (struct))))
         (module $n (type (func)) (type $c (sub (struct)))) ;;! ask subtype $m.$b $n.$c = yes",
    ),
    (
        "a function type of another module",
        "(module $m (type $f (func (param i32)))) (module $n (type $g (func))) ;;! ask subtype $m.$f $n.$g = no",
    ),
    (
        "a nullable function type of another module",
        "(module $m (type $f (func))) (module $n (type $g (func))) ;;! ask subtype null:$m.$f $n.$g = no",
    ),
    (
        "a nullable type of another module",
        "(module $m (type $a (struct))) (module $n (type $b (struct))) ;;! ask subtype null:$m.$a $n.$b = no",
    ),
    (
        "equal types of two modules",
        "(module $m (type (func)) (type $a (sub (array i8)))) (module $n (type $b (sub (array i8))))
         ;;! ask same $n.$b $m.$a = yes",
    ),
    (
        "different types of two modules",
        "(module $m (type $a (sub (func)))) (module $n (type $b (func))) ;;! ask same $m.$a $n.$b = no",
    ),
    (
        "a function of another module",
        "(module $m (type $f (sub (func))) (type $g (sub $f (func))))
         (module $n (type $h (sub (func)))) ;;! ask funcref $m.$g $n.$h = yes",
    ),
    (
        "a dropped module",
        "(module $l (type (struct))) (module $m (type $a (sub (struct))))
         ;;! drop $l
         (module $n (type $b (sub (array i8))) (type $c (sub (struct)))) ;;! ask subtype $n.$c $m.$a = yes",
    ),
];

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
    insta::with_settings!({ snapshot_path => "../snapshots", omit_expression => true }, {
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
            assert!(!agreed(&path, Some(fault)), "{what}, with the fault:\n{text}");
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

/// Runs a script; the first directive that does not hold ends it.
fn run(text: &str) -> Result<(), String> {
    let buffer = ParseBuffer::new(text).map_err(|error| error.to_string())?;
    let script: Wast<'_> = parser::parse(&buffer).map_err(|error| error.to_string())?;
    let mut runner = Runner::default();
    for directive in script.directives {
        let line = directive.span().linecol_in(text).0 + 1;
        runner.directive(directive).map_err(|message| format!("line {line}: {message}"))?;
    }
    Ok(())
}

/// The modules that were defined, and the names they have and are registered under.
struct Runner {
    /// One validator sees all modules, so that the identities of their types can be compared.
    validator: Validator,
    modules: Vec<Types>,
    names: HashMap<String, usize>,
    registered: HashMap<String, usize>,
}

impl Default for Runner {
    fn default() -> Self {
        Self {
            validator: Validator::new_with_features(WasmFeatures::WASM3),
            modules: Vec::new(),
            names: HashMap::new(),
            registered: HashMap::new(),
        }
    }
}

impl Runner {
    fn directive(&mut self, directive: WastDirective<'_>) -> Result<(), String> {
        match directive {
            WastDirective::Module(mut module) => {
                let name = module.name().map(|id| id.name().to_string());
                let types = self.validate(&encode(&mut module)?)?;
                if !self.links(&types)? {
                    return Err("an import does not match".into());
                }
                self.modules.push(types);
                self.names.extend(name.map(|name| (name, self.modules.len() - 1)));
                Ok(())
            }
            WastDirective::Register { name, module, .. } => {
                let module = self.module(module.map(|id| id.name()))?;
                self.registered.insert(name.into(), module);
                Ok(())
            }
            WastDirective::AssertInvalid { mut module, .. } => refused(&encode(&mut module)?),
            WastDirective::AssertMalformed { mut module, .. } => match module.encode() {
                Ok(bytes) => refused(&bytes),
                Err(_) => Ok(()),
            },
            WastDirective::AssertUnlinkable { module, .. } => {
                let types = self.validate(&encode(&mut QuoteWat::Wat(module))?)?;
                match self.links(&types)? {
                    true => Err("every import matches".into()),
                    false => Ok(()),
                }
            }
            WastDirective::AssertReturn { exec: WastExecute::Invoke(call), .. } => {
                let module = self.module(call.module.map(|id| id.name()))?;
                match export(&self.modules[module], call.name) {
                    Some(EntityType::Func(_)) => Ok(()),
                    _ => Err(format!("no function is exported as '{}'", call.name)),
                }
            }
            _ => Err("a directive that no reproducer has".into()),
        }
    }

    /// The module with this name, or the last one.
    fn module(&self, name: Option<&str>) -> Result<usize, String> {
        match name {
            Some(name) => {
                self.names.get(name).copied().ok_or_else(|| format!("no module is called ${name}"))
            }
            None => self.modules.len().checked_sub(1).ok_or_else(|| "there is no module".into()),
        }
    }

    fn validate(&mut self, bytes: &[u8]) -> Result<Types, String> {
        let types = self.validator.validate_all(bytes).map_err(|error| error.to_string())?;
        self.validator.reset();
        Ok(types)
    }

    /// Whether every import of a module matches; that one is not there is an error.
    fn links(&self, types: &Types) -> Result<bool, String> {
        let mut links = true;
        for (from, name, import) in types.as_ref().core_imports().into_iter().flatten() {
            let module = self.registered.get(from).ok_or(format!("'{from}' is not registered"))?;
            let export = export(&self.modules[*module], name);
            let export = export.ok_or(format!("'{from}' does not export '{name}'"))?;
            links &= matches(types, export, import).ok_or("an import of an unexpected kind")?;
        }
        Ok(links)
    }
}

fn encode(module: &mut QuoteWat<'_>) -> Result<Vec<u8>, String> {
    module.encode().map_err(|error| error.to_string())
}

/// A module that is to be refused is seen by a validator of its own.
fn refused(bytes: &[u8]) -> Result<(), String> {
    match Validator::new_with_features(WasmFeatures::WASM3).validate_all(bytes) {
        Ok(_) => Err("the module is valid".into()),
        Err(_) => Ok(()),
    }
}

fn export(types: &Types, name: &str) -> Option<EntityType> {
    let mut exports = types.as_ref().core_exports().into_iter().flatten();
    exports.find(|(other, _)| *other == name).map(|(_, ty)| ty)
}

/// `Externtype_sub`, for functions and for globals of concrete reference types; `types` knows them all.
fn matches(types: &Types, export: EntityType, import: EntityType) -> Option<bool> {
    match (export, import) {
        (EntityType::Func(sub), EntityType::Func(sup)) => Some(is_subtype(types, sub, sup)),
        (EntityType::Global(sub), EntityType::Global(sup)) => {
            let there = value_matches(types, sub.content_type, sup.content_type)?;
            let back = value_matches(types, sup.content_type, sub.content_type)?;
            Some(sub.mutable == sup.mutable && there && (back || !sub.mutable))
        }
        _ => None,
    }
}

fn value_matches(types: &Types, sub: ValType, sup: ValType) -> Option<bool> {
    let (ValType::Ref(sub), ValType::Ref(sup)) = (sub, sup) else { return None };
    let concrete = |ty: RefType| match ty.heap_type() {
        HeapType::Concrete(UnpackedIndex::Id(id)) => Some(id),
        _ => None,
    };
    let heap = is_subtype(types, concrete(sub)?, concrete(sup)?);
    Some(heap && (sup.is_nullable() || !sub.is_nullable()))
}

/// `Deftype_sub`: the walk up the declared supertypes.
fn is_subtype(types: &Types, sub: CoreTypeId, sup: CoreTypeId) -> bool {
    let above = |id: &CoreTypeId| types.as_ref().supertype_of(*id);
    std::iter::successors(Some(sub), above).any(|id| id == sup)
}
