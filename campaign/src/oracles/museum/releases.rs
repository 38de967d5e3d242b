//! The releases, and what of their interfaces the museum uses: it is the same in all of them, but each is a
//! crate of its own, so a macro writes it down once.

/// What the museum asks of a release.
#[derive(Clone, Copy, Debug)]
pub(super) struct Release {
    /// Validates a module or component, and gives the message of a refusal.
    pub(super) validate: fn(&[u8]) -> Result<(), String>,
    /// Validates each function of a module by itself; `None` if anything around them is refused.
    pub(super) functions: fn(&[u8]) -> Option<Vec<bool>>,
    /// Whether the raw reader can read a module to its end, as far as it can be read lazily.
    pub(super) reads: fn(&[u8]) -> bool,
}

macro_rules! release {
    ($name:ident, $wasmparser:ident, $features:expr) => {
        pub(super) const $name: Release = {
            use $wasmparser::{
                FromReader, Parser, Payload, Result, SectionLimited, ValidPayload, Validator,
                WasmFeatures,
            };

            fn validate(bytes: &[u8]) -> std::result::Result<(), String> {
                let validated = Validator::new_with_features($features).validate_all(bytes);
                validated.map(|_| ()).map_err(|error| error.message().into())
            }

            fn functions(bytes: &[u8]) -> Option<Vec<bool>> {
                let mut validator = Validator::new_with_features($features);
                let mut valid = Vec::new();
                for payload in Parser::new(0).parse_all(bytes) {
                    if let ValidPayload::Func(function, body) =
                        validator.payload(&payload.ok()?).ok()?
                    {
                        let mut function = function.into_validator(Default::default());
                        valid.push(function.validate(&body).is_ok());
                    }
                }
                Some(valid)
            }

            fn reads(bytes: &[u8]) -> bool {
                Parser::new(0).parse_all(bytes).all(|payload| {
                    payload.is_ok_and(|payload| match payload {
                        Payload::TypeSection(section) => all(section),
                        Payload::ImportSection(section) => all(section),
                        Payload::TableSection(section) => all(section),
                        Payload::MemorySection(section) => all(section),
                        Payload::TagSection(section) => all(section),
                        Payload::GlobalSection(section) => all(section),
                        Payload::ElementSection(section) => all(section),
                        Payload::CodeSectionEntry(body) => {
                            body.get_operators_reader().is_ok_and(|operators| {
                                operators.into_iter().all(|operator| operator.is_ok())
                            })
                        }
                        _ => true,
                    })
                })
            }

            fn all<'a, T: FromReader<'a>>(section: SectionLimited<'a, T>) -> bool {
                section.into_iter().all(|entry: Result<T>| entry.is_ok())
            }

            Release { validate, functions, reads }
        };
    };
}

// Up to 0.200 features are a struct; all but those that no module of Wasm 3.0 may use.
release!(
    V0_116_1,
    wasmparser_0_116,
    WasmFeatures { threads: false, memory_control: false, ..WasmFeatures::all() }
);
release!(
    V0_119_0,
    wasmparser_0_119,
    WasmFeatures { threads: false, memory_control: false, ..WasmFeatures::all() }
);
// From 0.207 on they are a set of flags; 0.207 has no name for those of Wasm 3.0.
release!(
    V0_207_0,
    wasmparser_0_207,
    WasmFeatures::default()
        .union(WasmFeatures::EXCEPTIONS)
        .union(WasmFeatures::MEMORY64)
        .union(WasmFeatures::FUNCTION_REFERENCES)
        .union(WasmFeatures::GC)
        .difference(WasmFeatures::THREADS)
);
release!(V0_221_2, wasmparser_0_221, WasmFeatures::WASM3.difference(WasmFeatures::THREADS));
release!(
    V0_222_0,
    wasmparser_0_222,
    WasmFeatures::WASM3.difference(WasmFeatures::THREADS).union(WasmFeatures::COMPONENT_MODEL)
);
// The current release, for a second opinion about what a proposal is.
release!(CURRENT, wasmparser, WasmFeatures::all());
release!(WASM_3, wasmparser, WasmFeatures::WASM3.difference(WasmFeatures::THREADS));
