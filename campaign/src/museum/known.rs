//! What the releases are known for, and how a program shows it.

use crate::answer::Answer;
use crate::asking::program_of_validity;
use crate::layout::{self, Code};
use crate::oracle::{Oracle, answer};
use crate::oracles::ModelOracle;
use crate::program::Program;
use crate::question::Question;
use crate::section::{Composite, TypeSection};

/// A bug of the past.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// #1275: groups and finality are no part of a type's identity.
    NoCanonicalization,
    /// #1354: a cast to a nullable type refuses an operand that cannot be null.
    CastOfNullable,
    /// #1558: there may be more than 63 supertypes above a type. A limit, and no bug.
    NoLimitOfDepth,
    /// #1934: mutable fields are covariant, and interchangeable with constant ones.
    MutableFields,
    /// #1968: a panic about declared supertypes of a module in a component with a resource type.
    PanicInComponent,
}

impl Known {
    const ALL: [Self; 5] = [
        Self::NoCanonicalization,
        Self::CastOfNullable,
        Self::NoLimitOfDepth,
        Self::MutableFields,
        Self::PanicInComponent,
    ];

    /// The issue or pull request of wasm-tools that mends it.
    #[must_use]
    pub const fn issue(self) -> &'static str {
        match self {
            Self::NoCanonicalization => "#1275",
            Self::CastOfNullable => "#1354",
            Self::NoLimitOfDepth => "#1558",
            Self::MutableFields => "#1934",
            Self::PanicInComponent => "#1968",
        }
    }

    /// The bug in a few words.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::NoCanonicalization => "no canonicalization of types",
            Self::CastOfNullable => "a cast to a nullable type refuses what is not null",
            Self::NoLimitOfDepth => "no limit of 63 supertypes",
            Self::MutableFields => "mutable fields are covariant",
            Self::PanicInComponent => "a panic about supertypes in a component",
        }
    }

    /// What a program shows by its question, given the defendant, and what the model, the current release and
    /// the defendant answer.
    #[must_use]
    pub fn of(
        program: &Program,
        question: Question,
        defendant: &dyn Oracle,
        answers: &[Answer],
    ) -> Option<Self> {
        let shown = |known: &Self| known.is_shown(program, question, defendant, answers);
        Self::ALL.into_iter().find(shown)
    }

    fn is_shown(
        self,
        program: &Program,
        question: Question,
        oracle: &dyn Oracle,
        answers: &[Answer],
    ) -> bool {
        let at = question.modules().next().map_or(0, |module| module.0 as usize);
        let (Some(module), [model, current, defendant]) = (program.modules().nth(at), answers)
        else {
            return false;
        };
        match self {
            // Types that are written alike, and yet are not the same.
            Self::NoCanonicalization => {
                let Question::Subtype(left, right) = question else { return false };
                let section = TypeSection::decode(module).unwrap_or_default();
                let types = [left, right].map(|value| section.get(value.defined()?.index));
                let [Some(left), Some(right)] = types else { return false };
                *defendant == Answer::Yes && left.composite == right.composite
            }
            // The same module is accepted if null does not pass its casts.
            Self::CastOfNullable => {
                *defendant == Answer::No
                    && matches!(question, Question::Valid(_))
                    && with_strict_casts(module).is_some_and(|changed| {
                        let answers = answer(oracle, &program_of_validity(changed.into()));
                        answers == [Answer::Yes, Answer::Yes]
                    })
            }
            Self::NoLimitOfDepth => {
                let section = TypeSection::decode(module).unwrap_or_default();
                *current == Answer::Limit && model == defendant && depth(&section) > 63
            }
            // The same module would be valid if none of its fields were mutable.
            Self::MutableFields => {
                let Ok(mut section) = TypeSection::decode(module) else { return false };
                let was = section.clone();
                make_fields_constant(&mut section);
                *defendant == Answer::Yes
                    && matches!(question, Question::ValidTypes(_))
                    && section != was
                    && answer(&ModelOracle, &program_of_validity(section.encode().into()))[0]
                        == Answer::Yes
            }
            Self::PanicInComponent => *defendant == Answer::Crashed,
        }
    }
}

/// The most supertypes above any type of a section whose supertypes come first.
fn depth(section: &TypeSection) -> u32 {
    let mut depths: Vec<u32> = Vec::new();
    for ty in section.types() {
        let above = ty.supertypes.iter().filter_map(|index| depths.get(*index as usize));
        depths.push(above.max().map_or(0, |depth| depth + 1));
    }
    depths.into_iter().max().unwrap_or(0)
}

/// The module with each `ref.test` and `ref.cast` of a nullable type made one of a type without null; `None`
/// if there is none.
fn with_strict_casts(module: &[u8]) -> Option<Vec<u8>> {
    let mut sections = layout::read(module);
    let code = sections.iter_mut().find(|section| section.id == layout::CODE)?;
    let mut bodies: Vec<Code> =
        layout::entries(code)?.iter().map(|entry| Code::read(entry)).collect::<Option<_>>()?;
    let mut changed = false;
    for instruction in bodies.iter_mut().flat_map(|body| &mut body.instructions) {
        // The opcodes come in pairs, the nullable one second.
        if let [0xfb, opcode @ (0x15 | 0x17), ..] = instruction.as_mut_slice() {
            *opcode -= 1;
            changed = true;
        }
    }
    code.content = layout::list(&bodies.iter().map(Code::write).collect::<Vec<_>>());
    changed.then(|| layout::write(&sections))
}

fn make_fields_constant(section: &mut TypeSection) {
    for ty in section.groups.iter_mut().flat_map(|group| &mut group.types) {
        match &mut ty.composite {
            Composite::Struct(fields) => {
                fields.iter_mut().for_each(|field| field.mutable = false);
            }
            Composite::Array(element) => element.mutable = false,
            Composite::Func { .. } => {}
        }
    }
}
