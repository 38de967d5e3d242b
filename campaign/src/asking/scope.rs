//! The types of all live modules, and how they are related as written.

use super::Subject;
use super::subject::Outline;
use crate::choices::Choices;
use crate::question::TypeRef;

/// The live modules.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a>(pub(super) &'a [Subject]);

impl Scope<'_> {
    pub(super) fn outline(self, ty: TypeRef) -> Option<Outline> {
        let subject = self.0.iter().find(|subject| subject.module == ty.module)?;
        subject.types.get(ty.index as usize).copied()
    }

    /// The declared supertype.
    pub(super) fn above(self, ty: TypeRef) -> Option<TypeRef> {
        let index = self.outline(ty)?.supertype?;
        self.outline(TypeRef { index, ..ty }).map(|_| TypeRef { index, ..ty })
    }

    /// A type that declares it as its supertype.
    pub(super) fn below(self, ty: TypeRef, choices: &mut dyn Choices) -> Option<TypeRef> {
        let subject = self.0.iter().find(|subject| subject.module == ty.module)?;
        let declares = |_, outline: &Outline| outline.supertype == Some(ty.index);
        Scope(std::slice::from_ref(subject)).one_of(choices, declares)
    }

    /// Another type that looks like it, which is often an equal one.
    pub(super) fn look_alike(self, ty: TypeRef, choices: &mut dyn Choices) -> Option<TypeRef> {
        let look = self.outline(ty)?.look;
        self.one_of(choices, |other, outline| other != ty && outline.look == look)
    }

    /// One of the types that are `wanted`.
    fn one_of(
        self,
        choices: &mut dyn Choices,
        wanted: impl Fn(TypeRef, &Outline) -> bool,
    ) -> Option<TypeRef> {
        let all = self.0.iter().flat_map(Subject::types);
        let found: Vec<TypeRef> =
            all.filter(|(ty, outline)| wanted(*ty, outline)).map(|(ty, _)| ty).collect();
        found.get(choices.index(found.len())).copied()
    }

    /// A type that is declared next to it, or looks like it; itself where there is none.
    pub(super) fn neighbour(self, ty: TypeRef, choices: &mut dyn Choices) -> TypeRef {
        let found = match choices.choose(4) {
            0 | 1 => self.above(ty),
            2 => self.below(ty, choices),
            _ => self.look_alike(ty, choices),
        };
        found.unwrap_or(ty)
    }
}
