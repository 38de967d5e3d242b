//! The instructions in the bodies of a module, by wasmparser's names.

use std::collections::BTreeSet;
use wasmparser::{BinaryReaderError, Operator, Parser, Payload};

/// Adds the names of the operators in the bodies of a module, as wasmparser has them.
///
/// # Errors
///
/// Fails where wasmparser's raw reader does; the operators before that place are added.
pub fn read_operators(
    bytes: &[u8],
    seen: &mut BTreeSet<&'static str>,
) -> Result<(), BinaryReaderError> {
    for payload in Parser::new(0).parse_all(bytes) {
        if let Payload::CodeSectionEntry(body) = payload? {
            let mut operators = body.get_operators_reader()?;
            while !operators.eof() {
                seen.insert(name_of(&operators.read()?));
            }
        }
    }
    Ok(())
}

/// The name of an operator.
fn name_of(operator: &Operator<'_>) -> &'static str {
    macro_rules! names {
        ($( @$proposal:ident $op:ident $({ $($arg:ident: $argty:ty),* })? => $visit:ident ($($ann:tt)*) )*) => {
            match operator {
                $( Operator::$op { .. } => stringify!($op), )*
                // The enumeration is open for other crates; the list is complete.
                _ => "?",
            }
        };
    }
    wasmparser::for_each_operator!(names)
}

/// The instruction with this name, as [`read_operators`] names it.
pub(super) fn instruction(name: &str) -> Option<&'static str> {
    macro_rules! names {
        ($( @$proposal:ident $op:ident $({ $($arg:ident: $argty:ty),* })? => $visit:ident ($($ann:tt)*) )*) => {
            [$( stringify!($op), )* "?"].into_iter().find(|known| *known == name)
        };
    }
    wasmparser::for_each_operator!(names)
}
