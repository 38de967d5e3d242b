//! Structure instructions, and what they share with those of arrays.

use super::typing::{Typed, arrow, index, nullable, reference};
use crate::context::Context;
use crate::judgment::{Judged, Judgment, Stop, condition, judge, lookup, premises};
use crate::rule::Rule;
use crate::syntax::{CompType, FieldIdx, FieldType, NumType, StorageType, Sx, TypeIdx, ValType};

/// `Instr_ok/struct.new`
///
/// ```text
/// STRUCT.NEW x : $unpack(zt)* -> (REF (_IDX x))   if  C.TYPES[x] ~~ STRUCT (mut? zt)*
/// ```
pub(super) fn struct_new(c: &Context<'_>, x: TypeIdx) -> Typed {
    let fts = expand_struct("C.TYPES[x] ~~ STRUCT (mut? zt)*", c, x)?;
    arrow(fts.into_iter().map(|ft| unpack(ft.zt)), [reference(index(x))])
}

/// `Instr_ok/struct.new_default`
///
/// ```text
/// STRUCT.NEW_DEFAULT x : eps -> (REF (_IDX x))
///   if  C.TYPES[x] ~~ STRUCT (mut? zt)*
///       ($unpack(zt) DEFAULTABLE)*
/// ```
pub(super) fn struct_new_default(c: &Context<'_>, x: TypeIdx) -> Typed {
    let fts = expand_struct("C.TYPES[x] ~~ STRUCT (mut? zt)*", c, x)?;
    let zts = fts.into_iter().map(|ft| ft.zt);
    premises("($unpack(zt) DEFAULTABLE)*", zts.map(|zt| defaultable(c, unpack(zt))))?;
    arrow([], [reference(index(x))])
}

/// `Instr_ok/struct.get`
///
/// ```text
/// STRUCT.GET sx? x i : (REF NULL (_IDX x)) -> $unpack(zt)
///   if  C.TYPES[x] ~~ STRUCT ft*
///       ft*[i] = mut? zt
///       sx? =/= eps <=> $is_packtype(zt)
/// ```
pub(super) fn struct_get(c: &Context<'_>, sx: Option<Sx>, x: TypeIdx, i: FieldIdx) -> Typed {
    let fts = expand_struct("C.TYPES[x] ~~ STRUCT ft*", c, x)?;
    let ft = lookup("ft*[i] = mut? zt", fts.get(i as usize))?;
    condition("sx? =/= eps <=> $is_packtype(zt)", sx.is_some() == is_packtype(ft.zt))?;
    arrow([nullable(index(x))], [unpack(ft.zt)])
}

/// `Instr_ok/struct.set`
///
/// ```text
/// STRUCT.SET x i : (REF NULL (_IDX x)) $unpack(zt) -> eps
///   if  C.TYPES[x] ~~ STRUCT ft*
///       ft*[i] = MUT zt
/// ```
pub(super) fn struct_set(c: &Context<'_>, x: TypeIdx, i: FieldIdx) -> Typed {
    let fts = expand_struct("C.TYPES[x] ~~ STRUCT ft*", c, x)?;
    let ft = lookup("ft*[i] = MUT zt", fts.get(i as usize).filter(|ft| ft.mutable))?;
    arrow([nullable(index(x)), unpack(ft.zt)], [])
}

/// The premise `C.TYPES[x] ~~ STRUCT ft*`.
fn expand_struct(
    premise: &'static str,
    c: &Context<'_>,
    x: TypeIdx,
) -> Result<Vec<FieldType>, Stop> {
    lookup(
        premise,
        match c.expand_at(x) {
            Some(CompType::Struct(fts)) => Some(fts),
            Some(CompType::Array(_) | CompType::Func(..)) | None => None,
        },
    )
}

/// `$unpack(zt)`
pub(super) fn unpack(zt: StorageType) -> ValType {
    match zt {
        StorageType::Val(t) => t,
        StorageType::Pack(_) => ValType::Num(NumType::I32),
    }
}

/// `$is_packtype(zt) = zt =/= $unpack(zt)`
pub(super) fn is_packtype(zt: StorageType) -> bool {
    zt != StorageType::Val(unpack(zt))
}

/// `Defaultable`: there is a default value.
///
/// ```text
/// t DEFAULTABLE   if  $default_(t) =/= eps
/// ```
pub fn defaultable(c: &Context<'_>, t: ValType) -> Judged {
    let rule = || condition("$default_(t) =/= eps", has_default(t)).map(|()| Vec::new());
    judge(c, || Judgment::Defaultable(t), &[(Rule::Defaultable, &rule)])
}

/// `Nondefaultable`: there is no default value.
///
/// ```text
/// t NONDEFAULTABLE   if  $default_(t) = eps
/// ```
pub fn nondefaultable(c: &Context<'_>, t: ValType) -> Judged {
    let rule = || condition("$default_(t) = eps", !has_default(t)).map(|()| Vec::new());
    judge(c, || Judgment::Nondefaultable(t), &[(Rule::Nondefaultable, &rule)])
}

/// `$default_(t) =/= eps`: zero for numbers and vectors, null for references that may be null.
fn has_default(t: ValType) -> bool {
    match t {
        ValType::Num(_) | ValType::Vec(_) => true,
        ValType::Ref(rt) => rt.null,
        ValType::Bot => false,
    }
}
