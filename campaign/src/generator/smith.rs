//! The modules of wasm-smith: everything of Wasm 3.0, valid only, tame in its types unless it is given ours.

use crate::asking::{ask_whole, program_about};
use crate::choices::Choices;
use crate::crash::caught;
use crate::generator::Generator;
use crate::program::Program;
use crate::question::ModuleId;
use arbitrary::Unstructured;
use wasm_smith::{Config, Module};

mod given;
#[cfg(test)]
mod tests;

/// The most types of a module, but for those that are in a group of a type that it was given.
pub const TYPES_MAX: usize = 30;

/// How many bytes wasm-smith is given; the second number is for the second try, and so on.
const BYTES: [usize; 3] = [2048, 8192, 32_768];

/// The same for a full module, whose bodies come last and are empty where the bytes end.
const BYTES_OF_FULL: [usize; 3] = [8192, 16_384, 32_768];

/// A module of the eight header bytes and nothing else.
const EMPTY: &[u8] = b"\0asm\x01\0\0\0";

/// Programs of one module each, made by wasm-smith with exactly the features of Wasm 3.0.
///
/// Half of them have a type section only, half are full modules, which are asked `Valid` as well. Half of the
/// full ones have a type section that begins with types of ours, and imports of these. If wasm-smith refuses
/// its bytes or panics, it is asked again with more, three times in all; then the program has an empty module.
#[derive(Clone, Copy, Debug)]
pub struct Smith;

impl Generator for Smith {
    fn name(&self) -> &'static str {
        "smith"
    }

    fn version(&self) -> u32 {
        3
    }

    fn generate(&self, choices: &mut dyn Choices) -> Program {
        let (bytes, full) = module(choices);
        let mut program = program_about(vec![bytes.into()], choices);
        if full {
            program.steps.push(ask_whole(ModuleId(0)));
        }
        program
    }
}

/// One module of wasm-smith, and whether it was to be a full one.
fn module(choices: &mut dyn Choices) -> (Vec<u8>, bool) {
    let full = choices.chance(1, 2);
    let bytes = if full { full_module(choices) } else { smith(&types_only(), BYTES, choices) };
    (bytes, full)
}

/// A full module.
pub(crate) fn full_module(choices: &mut dyn Choices) -> Vec<u8> {
    let available_imports = choices.chance(1, 2).then(|| given::module(choices));
    smith(&Config { available_imports, ..wasm_3() }, BYTES_OF_FULL, choices)
}

fn smith(config: &Config, lengths: [usize; 3], choices: &mut dyn Choices) -> Vec<u8> {
    for length in lengths {
        let mut bytes = vec![0; length];
        choices.fill(&mut bytes);
        let module = || Module::new(config.clone(), &mut Unstructured::new(&bytes));
        // It asserts what it expects of types that it is given, and a campaign is to outlive that.
        if let Ok(Ok(bytes)) = caught(|| module().map(|module| module.to_bytes())) {
            return bytes;
        }
    }
    EMPTY.to_vec()
}

/// A module of types only, from exactly these bytes.
#[cfg(test)]
pub(crate) fn types_only_module(bytes: &[u8]) -> Vec<u8> {
    let module = Module::new(types_only(), &mut Unstructured::new(bytes));
    module.map_or_else(|_| EMPTY.to_vec(), |module| module.to_bytes())
}

/// Every feature of Wasm 3.0 and no other.
fn wasm_3() -> Config {
    Config {
        // In Wasm 3.0.
        bulk_memory_enabled: true,
        exceptions_enabled: true,
        extended_const_enabled: true,
        gc_enabled: true,
        memory64_enabled: true,
        multi_value_enabled: true,
        reference_types_enabled: true,
        relaxed_simd_enabled: true,
        saturating_float_to_int_enabled: true,
        sign_extension_ops_enabled: true,
        simd_enabled: true,
        tail_call_enabled: true,
        max_memories: 3,
        max_tables: 3,
        // Not in Wasm 3.0.
        acquire_release_atomics_enabled: false,
        compact_imports_enabled: false,
        custom_descriptors_enabled: false,
        custom_page_sizes_enabled: false,
        multibyte_array_access_enabled: false,
        shared_everything_threads_enabled: false,
        threads_enabled: false,
        wide_arithmetic_enabled: false,
        // Small enough for whole matrices and for thousands of modules in a second.
        min_types: 1,
        max_types: TYPES_MAX,
        max_funcs: 8,
        max_imports: 8,
        max_exports: 8,
        max_globals: 8,
        max_tags: 4,
        max_element_segments: 4,
        max_data_segments: 4,
        max_instructions: 120,
        // Most instructions have their like: a table, a memory, segments.
        min_funcs: 2,
        min_globals: 1,
        min_tables: 1,
        min_memories: 1,
        min_tags: 1,
        min_element_segments: 1,
        min_data_segments: 1,
        ..Config::default()
    }
}

/// The same, with a type section only.
fn types_only() -> Config {
    Config {
        min_types: 8,
        min_funcs: 0,
        min_globals: 0,
        min_tables: 0,
        min_memories: 0,
        min_tags: 0,
        min_element_segments: 0,
        min_data_segments: 0,
        max_funcs: 0,
        max_imports: 0,
        max_exports: 0,
        max_globals: 0,
        max_tags: 0,
        max_tables: 0,
        max_memories: 0,
        max_element_segments: 0,
        max_data_segments: 0,
        ..wasm_3()
    }
}
