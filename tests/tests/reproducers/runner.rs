//! A runner of standard scripts that knows nothing of subtly.

use crate::matching::matches;
use std::collections::HashMap;
use wasmparser::types::{EntityType, Types};
use wasmparser::{Validator, WasmFeatures};
use wast::parser::{self, ParseBuffer};
use wast::{QuoteWat, Wast, WastDirective, WastExecute};

/// Runs a script; the first directive that does not hold ends it.
pub(crate) fn run(text: &str) -> Result<(), String> {
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
            WastDirective::AssertReturn { exec, .. } | WastDirective::AssertTrap { exec, .. } => {
                self.executes(&exec)
            }
            _ => Err("a directive that no reproducer has".into()),
        }
    }

    /// Whether what is called, or read, is there.
    fn executes(&self, exec: &WastExecute<'_>) -> Result<(), String> {
        let (module, name, what) = match exec {
            WastExecute::Invoke(call) => (call.module, call.name, "function"),
            WastExecute::Get { module, global, .. } => (*module, *global, "global"),
            WastExecute::Wat(_) => return Err("a module is no action of a reproducer".into()),
        };
        let module = self.module(module.map(|id| id.name()))?;
        match (what, export(&self.modules[module], name)) {
            ("function", Some(EntityType::Func(_))) | ("global", Some(EntityType::Global(_))) => {
                Ok(())
            }
            _ => Err(format!("no {what} is exported as '{name}'")),
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
            links &= matches(types, export, import);
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
