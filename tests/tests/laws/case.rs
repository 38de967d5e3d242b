//! What laws are tried on.

use crate::choices::Replayed;
use std::fmt;
use std::str::FromStr;
use subtly::choices::Choices;
use subtly::generator::Generator;
use subtly::generator::types::{Types, section};
use subtly::section::TypeSection;
use subtly::wat::type_lines;

/// The choices behind a case: those of a program, those of one more module, and those that a law makes. They
/// are apart so that each can be shrunk without a change of the others.
pub(crate) type Lists = [Vec<u32>; 3];

/// Two or three modules, valid or not, and choices that a law makes.
#[derive(Clone)]
pub(crate) struct Case {
    lists: Lists,
    /// The modules' types.
    pub(crate) modules: Vec<TypeSection>,
}

impl Case {
    pub(crate) fn new(lists: Lists) -> Self {
        let [program, other, _] = &lists;
        let modules = Self::modules_of(&mut Replayed(program), &mut Replayed(other));
        Self { lists, modules }
    }

    /// The modules of a program of the generator `types`, and another one if that has only one. In every
    /// second case that one has a declaration of any supertype: it is seldom valid.
    pub(crate) fn modules_of(
        program: &mut dyn Choices,
        other: &mut dyn Choices,
    ) -> Vec<TypeSection> {
        // Careless modules that the reader refuses, for lists of more than five supertypes, are empty here.
        let decode = |bytes| TypeSection::decode(bytes).unwrap_or_default();
        let program = Types.generate(program);
        let mut modules: Vec<_> = program.modules().map(|bytes| decode(bytes)).collect();
        if modules.len() == 1 {
            let declaration = (other.chance(1, 2), other.choose(64), other.choose(64));
            let mut module = section(other);
            if let (true, sub, sup) = declaration {
                declare(&mut module, sub, sup);
            }
            modules.push(module);
        }
        modules
    }

    /// The choices that a law makes.
    pub(crate) fn choices(&self) -> Replayed<'_> {
        Replayed(&self.lists[2])
    }

    /// The number of types.
    pub(crate) fn types(&self) -> u32 {
        self.modules.iter().map(TypeSection::len).sum()
    }

    /// The modules in the text format.
    pub(crate) fn text(&self) -> String {
        let module = |(n, section): (usize, &TypeSection)| {
            let names: Vec<_> = (0..section.len()).map(|index| format!("$m{n}t{index}")).collect();
            format!("(module $m{n}\n  {})\n", type_lines(section, &names).join("\n  "))
        };
        self.modules.iter().enumerate().map(module).collect()
    }
}

/// Has one type declare an earlier one as its supertype.
fn declare(section: &mut TypeSection, sub: u32, sup: u32) {
    let types = section.groups.iter_mut().flat_map(|group| &mut group.types);
    let mut types: Vec<_> = types.collect();
    if types.len() > 1 {
        let sub = 1 + sub as usize % (types.len() - 1);
        types[sub].supertypes = vec![sup % sub as u32];
    }
}

/// For proptest, which prints cases on request.
impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}\n{}", self.text())
    }
}

/// Its choices, from which it can be made again.
impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list =
            |choices: &Vec<u32>| choices.iter().map(u32::to_string).collect::<Vec<_>>().join(",");
        write!(f, "{}", self.lists.each_ref().map(list).join(";"))
    }
}

impl FromStr for Case {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut lists = Lists::default();
        for (list, text) in lists.iter_mut().zip(text.split(';')) {
            let choices = text.split(',').filter(|choice| !choice.is_empty());
            *list = choices.map(str::parse).collect::<Result<_, _>>()?;
        }
        Ok(Self::new(lists))
    }
}
