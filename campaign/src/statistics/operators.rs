//! The instructions in the bodies of a module, by wasmparser's names.

use std::collections::BTreeSet;
use wasmparser::{BinaryReaderError, Operator, Parser, Payload};

macro_rules! numbered {
    ($( @$proposal:ident $op:ident $({ $($arg:ident: $argty:ty),* })? => $visit:ident ($($ann:tt)*) )*) => {
        /// The operators, each with its name.
        #[derive(Clone, Copy)]
        enum Name { $($op,)* }

        const NAMES: &[&str] = &[$(stringify!($op)),*];

        /// The place of an operator's name; `None` for one that wasmparser does not list.
        fn place(operator: &Operator<'_>) -> Option<usize> {
            match operator {
                $( Operator::$op { .. } => Some(Name::$op as usize), )*
                // The enumeration is open for other crates; the list is complete.
                _ => None,
            }
        }
    };
}
wasmparser::for_each_operator!(numbered);

/// Adds the names of the operators in the bodies of a module, as wasmparser has them.
///
/// # Errors
///
/// Fails where wasmparser's raw reader does; the operators before that place are added.
pub fn read_operators(
    bytes: &[u8],
    seen: &mut BTreeSet<&'static str>,
) -> Result<(), BinaryReaderError> {
    let mut met = [false; NAMES.len()];
    let read = read_all(bytes, |operator| {
        if let Some(place) = place(operator) {
            met[place] = true;
        }
    });
    seen.extend(NAMES.iter().zip(met).filter(|(_, met)| *met).map(|(name, _)| name));
    read
}

fn read_all(bytes: &[u8], mut each: impl FnMut(&Operator<'_>)) -> Result<(), BinaryReaderError> {
    for payload in Parser::new(0).parse_all(bytes) {
        if let Payload::CodeSectionEntry(body) = payload? {
            let mut operators = body.get_operators_reader()?;
            while !operators.eof() {
                each(&operators.read()?);
            }
        }
    }
    Ok(())
}

/// The instruction with this name, as [`read_operators`] names it.
pub(super) fn instruction(name: &str) -> Option<&'static str> {
    NAMES.iter().find(|known| **known == name).copied()
}
