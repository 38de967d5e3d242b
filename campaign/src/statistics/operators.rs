//! The instructions in the bodies of a module, by wasmparser's names.

use std::fmt;
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

/// A set of operators: a bit for each that wasmparser lists.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct OperatorSet([u64; NAMES.len().div_ceil(64)]);

impl OperatorSet {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Their names, as wasmparser has them, in its order.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        let is_met = |place: &usize| self.0[place / 64] >> (place % 64) & 1 == 1;
        (0..NAMES.len()).filter(is_met).map(|place| NAMES[place])
    }

    /// The operators with these names; `None` if there is another name.
    pub(super) fn named<'a>(names: impl Iterator<Item = &'a str>) -> Option<Self> {
        let mut operators = Self::default();
        for name in names {
            operators.insert(NAMES.iter().position(|known| *known == name)?);
        }
        Some(operators)
    }

    /// Adds all operators of another set.
    pub fn add(&mut self, other: &Self) {
        self.0.iter_mut().zip(other.0).for_each(|(mine, theirs)| *mine |= theirs);
    }

    fn insert(&mut self, place: usize) {
        self.0[place / 64] |= 1 << (place % 64);
    }

    /// Adds the operators in the bodies of a module.
    ///
    /// # Errors
    ///
    /// Fails where wasmparser's raw reader does; the operators before that place are added.
    pub fn read(&mut self, bytes: &[u8]) -> Result<(), BinaryReaderError> {
        read_all(bytes, |operator| {
            if let Some(place) = place(operator) {
                self.insert(place);
            }
        })
    }
}

impl fmt::Debug for OperatorSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.names()).finish()
    }
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
