//! Every instruction of Wasm 3.0, each with a way to draw its immediates.
//!
//! The list is wasmparser's: a macro over `for_each_operator!` makes an entry of each operator, so none
//! is forgotten. An immediate is drawn by the method of [`Body`] that has the name of its field; an
//! operator of a new version with a new kind of immediate does not compile until it can be drawn.

use super::body::Body;
use wasm_encoder::Instruction;

/// An instruction.
#[derive(Clone, Copy, Debug)]
pub(super) struct Operator {
    /// The proposal that brought it.
    #[cfg_attr(not(test), expect(dead_code, reason = "a test looks at the proposals"))]
    proposal: &'static str,
    /// Its name in wasmparser, such as `I32Add`.
    pub(super) name: &'static str,
    /// How many operands it takes and results it leaves, if its name says so.
    pub(super) arity: Option<(usize, usize)>,
    /// Draws its immediates. `None` for instructions that are not part of Wasm 3.0, and for those that
    /// bodies write by their structure: blocks, and what begins and ends their parts.
    make: Option<Make>,
}

/// Makes an instruction.
type Make = fn(&mut Body<'_, '_>) -> Instruction<'static>;

impl Operator {
    /// The instruction, with its immediates drawn. `None` if the module has nothing that fits them.
    pub(super) fn make(self, body: &mut Body<'_, '_>) -> Option<Instruction<'static>> {
        body.begin(self);
        let instruction = (self.make?)(body);
        body.fitting().then_some(instruction)
    }
}

macro_rules! operators {
    ($( @$proposal:ident $op:ident $({ $($arg:ident: $argty:ty),* })? => $visit:ident ($($ann:tt)*) )*) => {
        &[$( Operator {
            proposal: stringify!($proposal),
            name: stringify!($op),
            arity: arity!($($ann)*),
            make: make!(@$proposal $op $($($arg)*)?),
        } ),*]
    };
}

macro_rules! arity {
    (arity $operands:literal -> $results:literal) => {
        Some(($operands, $results))
    };
    (arity memarg $operands:literal -> $results:literal) => {
        Some(($operands, $results))
    };
    ($($other:tt)*) => {
        None
    };
}

/// How the immediates of an instruction are drawn. Where wasm-encoder shapes an instruction otherwise than
/// wasmparser, the shape is written out.
macro_rules! make {
    // Not of Wasm 3.0.
    (@threads $($rest:tt)*) => { None };
    (@shared_everything_threads $($rest:tt)*) => { None };
    (@acquire_release_atomics $($rest:tt)*) => { None };
    (@custom_descriptors $($rest:tt)*) => { None };
    (@legacy_exceptions $($rest:tt)*) => { None };
    (@memory_control $($rest:tt)*) => { None };
    (@stack_switching $($rest:tt)*) => { None };
    (@wide_arithmetic $($rest:tt)*) => { None };
    // Written by structure.
    (@mvp Block $($rest:tt)*) => { None };
    (@mvp Loop $($rest:tt)*) => { None };
    (@mvp If $($rest:tt)*) => { None };
    (@mvp Else) => { None };
    (@mvp End) => { None };
    (@exceptions TryTable $($rest:tt)*) => { None };
    (@$proposal:ident BrTable targets) => { Some(|body| {
        let (targets, default) = body.targets();
        Instruction::BrTable(targets.into(), default)
    }) };
    (@$proposal:ident TypedSelectMulti tys) => { Some(|body| {
        Instruction::TypedSelectMulti(body.tys().into())
    }) };
    (@$proposal:ident $op:ident) => { Some(|_| Instruction::$op) };
    (@$proposal:ident $op:ident $arg:ident) => { Some(|body| Instruction::$op(body.$arg())) };
    (@$proposal:ident $op:ident $($arg:ident)*) => { Some(|body| Instruction::$op {
        $($arg: body.$arg()),*
    }) };
}

/// Every operator that wasmparser knows.
static ALL: &[Operator] = wasmparser::for_each_operator!(operators);

/// Whether operands and results follow from the name: numeric, vector and memory instructions.
fn is_tabulated(operator: &Operator) -> bool {
    let name = operator.name;
    let scalar = ["I32", "I64", "F32", "F64", "V128", "I8x16", "I16x8"];
    scalar.iter().any(|prefix| name.starts_with(prefix)) && !name.starts_with("I31")
}

/// The instructions that bodies draw.
pub(super) struct Operators {
    /// Those whose types follow from their name.
    pub(super) tabulated: Vec<Operator>,
    /// All others.
    pub(super) structural: Vec<Operator>,
}

impl Operators {
    /// The instructions, in the order of wasmparser's list.
    pub(super) fn get() -> &'static Self {
        static OPERATORS: std::sync::OnceLock<Operators> = std::sync::OnceLock::new();
        OPERATORS.get_or_init(|| {
            let drawn = ALL.iter().filter(|operator| operator.make.is_some()).copied();
            let (tabulated, structural) = drawn.partition(is_tabulated);
            Self { tabulated, structural }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::ALL;
    use std::collections::BTreeSet;

    /// A new proposal is to be looked at: is it of Wasm 3.0?
    #[test]
    fn every_proposal_is_known() {
        let proposals = |drawn: bool| -> BTreeSet<&str> {
            let of = ALL.iter().filter(|operator| operator.make.is_some() == drawn);
            of.map(|operator| operator.proposal).collect()
        };
        let wasm_3 = [
            "bulk_memory",
            "exceptions",
            "function_references",
            "gc",
            "mvp",
            "reference_types",
            "relaxed_simd",
            "saturating_float_to_int",
            "sign_extension",
            "simd",
            "tail_call",
        ];
        assert_eq!(proposals(true), BTreeSet::from(wasm_3));
        let others = [
            "acquire_release_atomics",
            "custom_descriptors",
            "exceptions",
            "legacy_exceptions",
            "memory_control",
            "mvp",
            "shared_everything_threads",
            "stack_switching",
            "threads",
            "wide_arithmetic",
        ];
        assert_eq!(proposals(false), BTreeSet::from(others));
    }
}
