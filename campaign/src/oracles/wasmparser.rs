//! The current release of wasmparser as an oracle, through its public interface.
//!
//! One validator sees all modules of a program, so that its type ids can be compared. It never
//! forgets a type, so dropping a module changes nothing. Its subtype check is public where it serves
//! the validation of function bodies: so a probe, a module with one function, is validated behind the
//! program's modules, and the resources of its function answer for all types known by then.
//!
//! It does not answer what happens at run time. wasmparser runs nothing, so it has no references to cast
//! and no calls; and it matches imports with exports for components only, privately, where the types of
//! core modules are those of the component. What `Cast` and `CallIndirect` come to, the subtyping of types,
//! it is asked as `Subtype`.

use super::matrix::matrix;
use crate::answer::Answer;
use crate::oracle::{Identity, Oracle, Session};
use crate::question::{AbstractHeap, Batch, Heap, Kind, ModuleId, TypeRef, Value};
use crate::section_reader::up_to_types;
use wasmparser::types::CoreTypeId;
use wasmparser::{
    AbstractHeapType, BinaryReaderError, HeapType, Parser, RefType, UnpackedIndex, ValType,
    ValidPayload, Validator, ValidatorResources, WasmFeatures, WasmModuleResources,
};

/// The features of Wasm 3.0: what wasmparser calls so contains threads, which are not of it.
const FEATURES: WasmFeatures = WasmFeatures::WASM3.difference(WasmFeatures::THREADS);

/// wasmparser.
#[derive(Debug)]
pub struct Wasmparser;

impl Oracle for Wasmparser {
    fn identity(&self) -> Identity {
        Identity {
            name: "wasmparser",
            // Pinned in Cargo.toml; a test compares the two.
            version: "0.263.0".into(),
            profile: "WasmFeatures::WASM3 without THREADS".into(),
        }
    }

    fn answers(&self, kind: Kind) -> bool {
        match kind {
            Kind::ValidTypes | Kind::SameType | Kind::Subtype | Kind::Valid => true,
            Kind::TypedFuncRef | Kind::Cast | Kind::CallIndirect | Kind::Link => false,
        }
    }

    fn session(&self) -> Box<dyn Session + '_> {
        Box::new(ValidatorSession {
            validator: Validator::new_with_features(FEATURES),
            resources: None,
            modules: Vec::new(),
            bytes: Vec::new(),
        })
    }
}

struct ValidatorSession {
    validator: Validator,
    /// What knows all types since the last definition.
    resources: Option<ValidatorResources>,
    /// The type ids of each module, or why it was refused.
    modules: Vec<Result<Vec<CoreTypeId>, Answer>>,
    bytes: Vec<Box<[u8]>>,
}

impl ValidatorSession {
    fn id(&self, ty: TypeRef) -> Option<CoreTypeId> {
        let ids = self.modules.get(ty.module.0 as usize)?.as_ref().ok()?;
        ids.get(ty.index as usize).copied()
    }

    fn valtype(&self, value: Value) -> Option<ValType> {
        Some(match value {
            Value::I32 => ValType::I32,
            Value::I64 => ValType::I64,
            Value::F32 => ValType::F32,
            Value::F64 => ValType::F64,
            Value::V128 => ValType::V128,
            Value::Ref { nullable, heap } => {
                let heap = match heap {
                    Heap::Abstract(heap) => {
                        HeapType::Abstract { shared: false, ty: abstract_heap(heap) }
                    }
                    Heap::Defined(ty) => HeapType::Concrete(UnpackedIndex::Id(self.id(ty)?)),
                };
                ValType::Ref(RefType::new(nullable, heap)?)
            }
        })
    }

    fn validate(&mut self, bytes: &[u8]) -> Result<Vec<CoreTypeId>, BinaryReaderError> {
        let types = self.validator.validate_all(up_to_types(bytes)?)?;
        self.validator.reset();
        let count = types.as_ref().core_type_count_in_module();
        Ok((0..count).map(|n| types.as_ref().core_type_at_in_module(n)).collect())
    }

    /// A validator that refused a module cannot be used again: a fresh one sees the modules that were
    /// accepted before, in the same order.
    fn start_over(&mut self) {
        self.validator = Validator::new_with_features(FEATURES);
        for n in 0..self.modules.len() {
            if self.modules[n].is_ok() {
                let bytes = std::mem::take(&mut self.bytes[n]);
                self.modules[n] = self.validate(&bytes).map_err(|error| refusal(&error));
                self.bytes[n] = bytes;
            }
        }
    }

    /// The resources of a function that comes after all modules.
    fn probe(&mut self) -> Option<ValidatorResources> {
        /// `(module (func))`
        const PROBE: &[u8] =
            b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x03\x02\x01\0\x0a\x04\x01\x02\0\x0b";
        let mut resources = None;
        for payload in Parser::new(0).parse_all(PROBE) {
            if let Ok(ValidPayload::Func(func, _)) = self.validator.payload(&payload.ok()?) {
                resources = Some(func.resources);
            }
        }
        self.validator.reset();
        resources
    }
}

impl Session for ValidatorSession {
    fn define(&mut self, bytes: &[u8]) {
        let validated = self.validate(bytes).map_err(|error| refusal(&error));
        if validated.is_err() {
            self.start_over();
        }
        self.modules.push(validated);
        self.bytes.push(bytes.into());
        self.resources = None;
    }

    fn drop_module(&mut self, _: ModuleId) {}

    fn ask(&mut self, batch: &Batch, answers: &mut Vec<Answer>) {
        match batch {
            Batch::ValidTypes(module) => answers.push(match &self.modules[module.0 as usize] {
                Ok(_) => Answer::Yes,
                Err(answer) => *answer,
            }),
            Batch::SameType(rows, columns) => {
                matrix([rows, columns], |ty| self.id(ty), |left, right| left == right, answers);
            }
            Batch::Subtype(rows, columns) => {
                if self.resources.is_none() {
                    self.resources = self.probe();
                }
                let translate = |value| Some((self.resources.as_ref()?, self.valtype(value)?));
                let holds = |(resources, sub): &(&ValidatorResources, ValType),
                             (_, sup): &(_, ValType)| {
                    resources.is_subtype(*sub, *sup)
                };
                matrix([rows, columns], translate, holds, answers);
            }
            Batch::Valid(module) => {
                let bytes = &self.bytes[module.0 as usize];
                answers.push(match Validator::new_with_features(FEATURES).validate_all(bytes) {
                    Ok(_) => Answer::Yes,
                    Err(error) => refusal(&error),
                });
            }
            Batch::TypedFuncRef(..)
            | Batch::Cast(..)
            | Batch::CallIndirect(..)
            | Batch::Link(..) => {
                answers.extend(std::iter::repeat_n(Answer::Unsupported, batch.count()));
            }
        }
    }
}

/// Whether wasmparser refuses a module for a rule or for one of its limits.
fn refusal(error: &BinaryReaderError) -> Answer {
    answer_of_message(error.message())
}

/// What a message of wasmparser amounts to.
///
/// The error carries nothing but a message and an offset, so the message must serve; each pattern is
/// the fixed part of a limit message of the pinned version, with the place in its source.
pub(super) fn answer_of_message(message: &str) -> Answer {
    const LIMITS: [&str; 8] = [
        // Indices of types, and how many there are: readers/core/types.rs, validator/operators.rs,
        // validator/types.rs and validator/core/canonical.rs.
        "implementation limit",
        // Definitions of any kind, and the size of a body: `check_max` in validator.rs.
        "count exceeds limit",
        // Counts inside a type or instruction: `BinaryReader::read_size` in binary_reader.rs.
        "size is out of bounds",
        // The size of a type with all that it contains: validator.rs.
        "exceeds the limit",
        // The number of supertypes above a type: validator/core/canonical.rs.
        "sub type hierarchy too deep",
        // Locals of a function: `define_locals` in validator/operators.rs. The bound of the binary
        // grammar, "too many locals" in readers/core/code.rs, comes after this one.
        "too many locals: locals exceed maximum",
        // Bytes of a name: `BinaryReader::read_string` in binary_reader.rs.
        "string size out of bounds",
        // Elements of a segment: `element_segment` in validator/core.rs.
        "number of elements is out of bounds",
    ];
    if LIMITS.iter().any(|limit| message.contains(limit)) { Answer::Limit } else { Answer::No }
}

fn abstract_heap(heap: AbstractHeap) -> AbstractHeapType {
    match heap {
        AbstractHeap::Exn => AbstractHeapType::Exn,
        AbstractHeap::Array => AbstractHeapType::Array,
        AbstractHeap::Struct => AbstractHeapType::Struct,
        AbstractHeap::I31 => AbstractHeapType::I31,
        AbstractHeap::Eq => AbstractHeapType::Eq,
        AbstractHeap::Any => AbstractHeapType::Any,
        AbstractHeap::Extern => AbstractHeapType::Extern,
        AbstractHeap::Func => AbstractHeapType::Func,
        AbstractHeap::None => AbstractHeapType::None,
        AbstractHeap::NoExtern => AbstractHeapType::NoExtern,
        AbstractHeap::NoFunc => AbstractHeapType::NoFunc,
        AbstractHeap::NoExn => AbstractHeapType::NoExn,
    }
}

#[cfg(test)]
mod tests {
    use super::Wasmparser;
    use crate::answer::Answer;
    use crate::asking::program_of_validity;
    use crate::oracle::answer;

    fn whole(text: &str) -> Answer {
        let bytes = wat::parse_str(text).expect("the text is well-formed");
        answer(&Wasmparser, &program_of_validity(bytes.into()))[1]
    }

    /// On either side of a limit: what is beyond is never refused for it.
    #[test]
    fn limits_are_not_refusals() {
        let locals = |count: usize| format!("(module (func (local{})))", " i32".repeat(count));
        assert_eq!([50_000, 50_001].map(|n| whole(&locals(n))), [Answer::Yes, Answer::Limit]);
        let params = |count: usize| format!("(module (func (param{})))", " i32".repeat(count));
        assert_eq!([1_000, 1_001].map(|n| whole(&params(n))), [Answer::Yes, Answer::Limit]);
        let name = |count: usize| format!("(module (func (export \"{}\")))", "e".repeat(count));
        assert_eq!([100_000, 100_001].map(|n| whole(&name(n))), [Answer::Yes, Answer::Limit]);
        let memories = |count: usize| format!("(module {})", "(memory 0)".repeat(count));
        assert_eq!([100, 101].map(|n| whole(&memories(n))), [Answer::Yes, Answer::Limit]);
        let tower = |height: usize| {
            let above = (0..height).map(|n| format!("(type (sub {n} (struct)))"));
            format!("(module (type (sub (struct))) {})", above.collect::<String>())
        };
        assert_eq!([63, 64].map(|n| whole(&tower(n))), [Answer::Yes, Answer::Limit]);
    }

    /// Where a rule and a limit have like words, the rule refuses.
    #[test]
    fn rules_are_not_limits() {
        assert_eq!(whole("(module (memory 65537))"), Answer::No);
        assert_eq!(whole("(module (func (result i32) (call 1)))"), Answer::No);
    }
}
