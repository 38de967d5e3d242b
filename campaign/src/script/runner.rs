//! Directives, judged one after the other.

use super::directive::{Directive, Form, Run, Says, Source};
use super::evaluator::Ended;
use super::link::{Linked, link};
use super::names::{Binding, Missing, Names};
use super::read::read;
use super::reason;
use super::report::{Decision, Judged, Outcome, Report};
use super::spectest::SPECTEST;
use super::start::start;
use super::store::{Address, Definition, Store};
use std::collections::HashMap;
use std::rc::Rc;
use subtly_model::{Model, ModuleVerdict, binary};

/// Judges every directive of a script.
///
/// The time is that of judging its modules, and of comparing their types: the limits of
/// [`Model::define_module`] hold for the types of all its valid modules together.
#[must_use]
pub fn run(directives: &[Directive]) -> Report {
    let mut runner = Runner::new();
    let judge = |directive: &Directive| Judged {
        line: directive.line,
        keyword: directive.says.keyword(),
        outcome: runner.judge(directive),
    };
    Report { directives: directives.iter().map(judge).collect() }
}

/// A script, as far as it was run.
pub(super) struct Runner {
    pub(super) model: Model,
    pub(super) store: Store,
    definitions: Names<Rc<Definition>>,
    pub(super) instances: Names<usize>,
    /// The instances that imports may name.
    registry: HashMap<String, Binding<usize>>,
}

/// What is said of a module.
pub(super) enum Validated {
    Valid(Rc<Definition>),
    Refused(&'static str, Vec<String>),
    Unread(Vec<String>),
    Limit(&'static str),
}

/// What comes of an instantiation.
pub(super) enum Instantiated {
    /// It links, for this reason, and its start ends so.
    Done(usize, Ended, Vec<String>),
    /// An import is not found, or does not match.
    Unlinkable(Vec<String>),
    /// Whether it links is not known; the instance that there is if it does.
    Open(Option<usize>, Missing),
}

impl Runner {
    fn new() -> Self {
        let mut runner = Self {
            model: Model::new(),
            store: Store::default(),
            definitions: Names::default(),
            instances: Names::default(),
            registry: HashMap::new(),
        };
        runner.register_spectest();
        runner
    }

    fn judge(&mut self, Directive { line, says, .. }: &Directive) -> Outcome {
        match says {
            Says::Module { name, source } => {
                let name = name.as_deref();
                match self.define(source, name, *line) {
                    Ok(definition) => self.instantiate(&definition, name, *line),
                    Err(outcome) => {
                        self.instances.bind(name, Err(missing(&outcome, *line)));
                        outcome
                    }
                }
            }
            Says::Definition { name, source } => {
                match self.define(source, name.as_deref(), *line) {
                    Ok(_) => decided("valid", "valid", by_module_ok()),
                    Err(outcome) => outcome,
                }
            }
            Says::Instance { name, definition } => {
                match self.definitions.get(definition.as_deref()) {
                    Ok(definition) => self.instantiate(&definition, name.as_deref(), *line),
                    Err(missing) => {
                        self.instances.bind(name.as_deref(), Err(missing.at(*line)));
                        without(missing, "instantiated", "module definition")
                    }
                }
            }
            Says::Register { name, instance } => {
                let instance = self.instances.get(instance.as_deref());
                self.registry.insert(name.clone(), instance.map_err(|missing| missing.at(*line)));
                match instance {
                    Ok(_) => decided("registered", "registered", Vec::new()),
                    Err(missing) => without(missing, "registered", "instance"),
                }
            }
            Says::Invalid(source) => refused("invalid", source),
            Says::Malformed(source) => refused("malformed", source),
            Says::Unlinkable(source) => self.unlinkable(source),
            Says::Action(action) => self.action(action, None),
            Says::Ends(Run::Action(action), end) => self.action(action, Some(end)),
            Says::Ends(Run::Module(source), end) => self.instantiation(source, end),
            Says::Other(_) => {
                Outcome::NeedsExecution("it is no directive for Wasm 3.0 modules".into())
            }
        }
    }

    /// Judges a module in the model of the script.
    pub(super) fn validate(&mut self, source: &Source) -> Validated {
        validate(&mut self.model, source)
    }

    /// A module that must be valid, bound to its name.
    fn define(
        &mut self,
        source: &Source,
        name: Option<&str>,
        line: usize,
    ) -> Result<Rc<Definition>, Outcome> {
        let outcome = match self.validate(source) {
            Validated::Valid(definition) => {
                self.definitions.bind(name, Ok(definition.clone()));
                return Ok(definition);
            }
            other => other.against("valid"),
        };
        self.definitions.bind(name, Err(missing(&outcome, line)));
        Err(outcome)
    }

    /// Links and allocates a module, and binds the instance.
    fn instantiate(
        &mut self,
        definition: &Rc<Definition>,
        name: Option<&str>,
        line: usize,
    ) -> Outcome {
        match self.instance(definition) {
            Instantiated::Done(_, Ended::Trapped(why), _) => {
                self.instances.bind(name, Err(Missing::Refused(line)));
                decided("instantiated", "it traps", vec![why.into()])
            }
            // If its start takes an executor, the script says that it ends well.
            Instantiated::Done(instance, Ended::Returned(_) | Ended::Unknown(_), reason) => {
                self.instances.bind(name, Ok(instance));
                decided("instantiated", "instantiated", reason)
            }
            Instantiated::Unlinkable(reason) => {
                self.instances.bind(name, Err(Missing::Refused(line)));
                decided("instantiated", "unlinkable", reason)
            }
            Instantiated::Open(instance, missing) => {
                // The script says that it links; so it goes on as if.
                self.instances.bind(name, instance.ok_or(missing));
                without(missing, "instantiated", "instance")
            }
        }
    }

    /// Links, allocates and starts a module.
    pub(super) fn instance(&mut self, definition: &Rc<Definition>) -> Instantiated {
        match link(&self.model, &self.store, &self.registry, definition) {
            Linked::Matches(imports, reason) => {
                let (instance, ended) = self.start(definition, &imports);
                Instantiated::Done(instance, ended, reason)
            }
            Linked::Fails(reason) => Instantiated::Unlinkable(reason),
            Linked::Open(imports, missing) => {
                let instance = imports.map(|imports| self.start(definition, &imports).0);
                Instantiated::Open(instance, missing)
            }
        }
    }

    fn start(&mut self, definition: &Rc<Definition>, imports: &[Address]) -> (usize, Ended) {
        let instance = self.store.allocate(definition, imports);
        (instance, start(&self.model, &mut self.store, instance))
    }

    /// Makes the host module that scripts import from.
    fn register_spectest(&mut self) {
        for directive in read(SPECTEST).unwrap_or_default() {
            self.judge(&directive);
        }
        self.registry.insert("spectest".into(), self.instances.get(None));
        // It is not the script's own.
        self.definitions = Names::default();
        self.instances = Names::default();
    }

    /// `assert_unlinkable`: nothing is instantiated, whatever comes of it.
    fn unlinkable(&mut self, source: &Source) -> Outcome {
        match self.validate(source) {
            Validated::Valid(definition) => {
                match link(&self.model, &self.store, &self.registry, &definition) {
                    Linked::Fails(reason) => decided("unlinkable", "unlinkable", reason),
                    Linked::Matches(_, reason) => decided("unlinkable", "linkable", reason),
                    Linked::Open(_, missing) => without(missing, "unlinkable", "instance"),
                }
            }
            other => other.against("unlinkable"),
        }
    }
}

impl Validated {
    /// The outcome of a directive that asserts something of a valid module, if this one is not.
    pub(super) fn against(self, expected: &str) -> Outcome {
        match self {
            Self::Valid(_) => decided(expected, "valid", by_module_ok()),
            Self::Refused(verdict, reason) => decided(expected, verdict, reason),
            Self::Unread(reason) => Outcome::ByReader(decision(expected, "malformed", reason)),
            Self::Limit(what) => Outcome::Limit(what),
        }
    }
}

/// Judges a module.
fn validate(model: &mut Model, source: &Source) -> Validated {
    let bytes = match &source.bytes {
        Ok(bytes) => bytes,
        Err(refusal) => {
            return Validated::Unread(vec![format!("line {}: {}", refusal.line, refusal.message)]);
        }
    };
    match model.define_module(bytes) {
        ModuleVerdict::Valid { types, moduletype, .. } => match binary::module(bytes) {
            Ok(module) => {
                Validated::Valid(Rc::new(Definition { module, types, imports: moduletype.imports }))
            }
            // It was decoded a moment ago.
            Err(_) => Validated::Limit("the module cannot be decoded again"),
        },
        ModuleVerdict::Invalid { refutation, place, .. } => {
            Validated::Refused("invalid", reason::invalid(&refutation, &place))
        }
        ModuleVerdict::Malformed(malformed) => {
            let reason = format!("{} at offset {:#x}", malformed.what, malformed.offset);
            Validated::Refused("malformed", vec![reason])
        }
        ModuleVerdict::Limit(what) => Validated::Limit(what),
    }
}

/// `assert_invalid` and `assert_malformed`. A model of its own keeps the types of these modules away from
/// the others.
///
/// What the reader of the text format refuses is malformed; but it resolves names as well, and so it refuses
/// some text whose indices would be invalid. So for it the two are the same.
fn refused(expected: &str, source: &Source) -> Outcome {
    match validate(&mut Model::new(), source) {
        Validated::Unread(reason) if source.form != Form::Binary => {
            Outcome::ByReader(decision(expected, expected, reason))
        }
        other => other.against(expected),
    }
}

fn by_module_ok() -> Vec<String> {
    vec!["Module_ok concludes".into()]
}

pub(super) fn decided(expected: &str, verdict: &str, reason: Vec<String>) -> Outcome {
    Outcome::Decided(decision(expected, verdict, reason))
}

fn decision(expected: &str, verdict: &str, reason: Vec<String>) -> Decision {
    let right = expected == verdict;
    Decision { expected: expected.into(), verdict: verdict.into(), right, reason }
}

/// Why what a directive should have made is not there.
fn missing(outcome: &Outcome, line: usize) -> Missing {
    match outcome {
        Outcome::Limit(what) => Missing::Limit(what),
        _ => Missing::Refused(line),
    }
}

/// The outcome of a directive that needs something that is not there, or not known.
pub(super) fn without(missing: Missing, expected: &str, what: &str) -> Outcome {
    match missing {
        Missing::Never => decided(expected, "impossible", vec![format!("there is no such {what}")]),
        Missing::Refused(line) => {
            Outcome::NeedsExecution(format!("there is no {what}: line {line} is wrong"))
        }
        Missing::Limit(what) => Outcome::Limit(what),
        Missing::Size => {
            Outcome::NeedsExecution("a function may have grown what is imported".into())
        }
    }
}
