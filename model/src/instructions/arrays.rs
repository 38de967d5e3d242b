//! Array instructions.

use super::structs::{defaultable, is_packtype, unpack};
use super::typing::{I32, Operands, Typed, arrow, index, nullable, reference};
use crate::context::Context;
use crate::judgment::{Cause, Stop, condition, lookup, premise, stop};
use crate::subtyping::{reftype_sub, storagetype_sub};
use crate::syntax::{
    AbsHeapType, CompType, DataIdx, ElemIdx, FieldType, HeapType, StorageType, Sx,
};
use crate::syntax::{TypeIdx, ValType};

/// `Instr_ok/array.new`
///
/// ```text
/// ARRAY.NEW x : $unpack(zt) I32 -> (REF (_IDX x))   if  C.TYPES[x] ~~ ARRAY (mut? zt)
/// ```
pub(super) fn array_new(c: &Context<'_>, x: TypeIdx) -> Typed {
    let zt = expand_array("C.TYPES[x] ~~ ARRAY (mut? zt)", c, x)?.zt;
    arrow([unpack(zt), I32], [reference(index(x))])
}

/// `Instr_ok/array.new_default`
///
/// ```text
/// ARRAY.NEW_DEFAULT x : I32 -> (REF (_IDX x))
///   if  C.TYPES[x] ~~ ARRAY (mut? zt)
///       $unpack(zt) DEFAULTABLE
/// ```
pub(super) fn array_new_default(c: &Context<'_>, x: TypeIdx) -> Typed {
    let zt = expand_array("C.TYPES[x] ~~ ARRAY (mut? zt)", c, x)?.zt;
    premise("$unpack(zt) DEFAULTABLE", defaultable(c, unpack(zt)))?;
    arrow([I32], [reference(index(x))])
}

/// `Instr_ok/array.new_fixed`
///
/// ```text
/// ARRAY.NEW_FIXED x n : $unpack(zt)^n -> (REF (_IDX x))   if  C.TYPES[x] ~~ ARRAY (mut? zt)
/// ```
///
/// Shortcut: of the `n` operands, at most one more is written down than are there. If there may be
/// any, the others match; if not, one that is missing is enough.
pub(super) fn array_new_fixed(c: &Context<'_>, s: Operands<'_>, x: TypeIdx, n: u32) -> Typed {
    let zt = expand_array("C.TYPES[x] ~~ ARRAY (mut? zt)", c, x)?.zt;
    let n = (n as usize).min(s.types.len() + 1);
    arrow(std::iter::repeat_n(unpack(zt), n), [reference(index(x))])
}

/// `Instr_ok/array.new_elem`
///
/// ```text
/// ARRAY.NEW_ELEM x y : I32 I32 -> (REF (_IDX x))
///   if  C.TYPES[x] ~~ ARRAY (mut? rt)
///       C.ELEMS[y] <: rt
/// ```
pub(super) fn array_new_elem(c: &Context<'_>, x: TypeIdx, y: ElemIdx) -> Typed {
    let zt = expand_array("C.TYPES[x] ~~ ARRAY (mut? rt)", c, x)?.zt;
    let StorageType::Val(ValType::Ref(rt)) = zt else {
        return Err(stop("C.TYPES[x] ~~ ARRAY (mut? rt)", None, Cause::Condition));
    };
    let elem = lookup("C.ELEMS[y] <: rt", c.elem_at(y))?;
    premise("C.ELEMS[y] <: rt", reftype_sub(c, elem, rt))?;
    arrow([I32, I32], [reference(index(x))])
}

/// `Instr_ok/array.new_data`
///
/// ```text
/// ARRAY.NEW_DATA x y : I32 I32 -> (REF (_IDX x))
///   if  C.TYPES[x] ~~ ARRAY (mut? zt)
///       $unpack(zt) = numtype \/ $unpack(zt) = vectype
///       C.DATAS[y] = OK
/// ```
pub(super) fn array_new_data(c: &Context<'_>, x: TypeIdx, y: DataIdx) -> Typed {
    let zt = expand_array("C.TYPES[x] ~~ ARRAY (mut? zt)", c, x)?.zt;
    numeric_or_vector(zt)?;
    condition("C.DATAS[y] = OK", c.has_data(y))?;
    arrow([I32, I32], [reference(index(x))])
}

/// `Instr_ok/array.get`
///
/// ```text
/// ARRAY.GET sx? x : (REF NULL (_IDX x)) I32 -> $unpack(zt)
///   if  C.TYPES[x] ~~ ARRAY (mut? zt)
///       sx? =/= eps <=> $is_packtype(zt)
/// ```
pub(super) fn array_get(c: &Context<'_>, sx: Option<Sx>, x: TypeIdx) -> Typed {
    let zt = expand_array("C.TYPES[x] ~~ ARRAY (mut? zt)", c, x)?.zt;
    condition("sx? =/= eps <=> $is_packtype(zt)", sx.is_some() == is_packtype(zt))?;
    arrow([nullable(index(x)), I32], [unpack(zt)])
}

/// `Instr_ok/array.set`
///
/// ```text
/// ARRAY.SET x : (REF NULL (_IDX x)) I32 $unpack(zt) -> eps   if  C.TYPES[x] ~~ ARRAY (MUT zt)
/// ```
pub(super) fn array_set(c: &Context<'_>, x: TypeIdx) -> Typed {
    let zt = expand_mutable("C.TYPES[x] ~~ ARRAY (MUT zt)", c, x)?;
    arrow([nullable(index(x)), I32, unpack(zt)], [])
}

/// `Instr_ok/array.len`
///
/// ```text
/// ARRAY.LEN : (REF NULL ARRAY) -> I32
/// ```
pub(super) fn array_len() -> Typed {
    arrow([nullable(HeapType::Abs(AbsHeapType::Array))], [I32])
}

/// `Instr_ok/array.fill`
///
/// ```text
/// ARRAY.FILL x : (REF NULL (_IDX x)) I32 $unpack(zt) I32 -> eps
///   if  C.TYPES[x] ~~ ARRAY (MUT zt)
/// ```
pub(super) fn array_fill(c: &Context<'_>, x: TypeIdx) -> Typed {
    let zt = expand_mutable("C.TYPES[x] ~~ ARRAY (MUT zt)", c, x)?;
    arrow([nullable(index(x)), I32, unpack(zt), I32], [])
}

/// `Instr_ok/array.copy`: packed elements can be copied to the same packed type only.
///
/// ```text
/// ARRAY.COPY x_1 x_2 : (REF NULL (_IDX x_1)) I32 (REF NULL (_IDX x_2)) I32 I32 -> eps
///   if  C.TYPES[x_1] ~~ ARRAY (MUT zt_1)
///       C.TYPES[x_2] ~~ ARRAY (mut? zt_2)
///       zt_2 <: zt_1
/// ```
pub(super) fn array_copy(c: &Context<'_>, x1: TypeIdx, x2: TypeIdx) -> Typed {
    let zt1 = expand_mutable("C.TYPES[x_1] ~~ ARRAY (MUT zt_1)", c, x1)?;
    let zt2 = expand_array("C.TYPES[x_2] ~~ ARRAY (mut? zt_2)", c, x2)?.zt;
    premise("zt_2 <: zt_1", storagetype_sub(c, zt2, zt1))?;
    arrow([nullable(index(x1)), I32, nullable(index(x2)), I32, I32], [])
}

/// `Instr_ok/array.init_elem`
///
/// ```text
/// ARRAY.INIT_ELEM x y : (REF NULL (_IDX x)) I32 I32 I32 -> eps
///   if  C.TYPES[x] ~~ ARRAY (MUT zt)
///       C.ELEMS[y] <: zt
/// ```
pub(super) fn array_init_elem(c: &Context<'_>, x: TypeIdx, y: ElemIdx) -> Typed {
    let zt = expand_mutable("C.TYPES[x] ~~ ARRAY (MUT zt)", c, x)?;
    let elem = StorageType::Val(ValType::Ref(lookup("C.ELEMS[y] <: zt", c.elem_at(y))?));
    premise("C.ELEMS[y] <: zt", storagetype_sub(c, elem, zt))?;
    arrow([nullable(index(x)), I32, I32, I32], [])
}

/// `Instr_ok/array.init_data`
///
/// ```text
/// ARRAY.INIT_DATA x y : (REF NULL (_IDX x)) I32 I32 I32 -> eps
///   if  C.TYPES[x] ~~ ARRAY (MUT zt)
///       $unpack(zt) = numtype \/ $unpack(zt) = vectype
///       C.DATAS[y] = OK
/// ```
pub(super) fn array_init_data(c: &Context<'_>, x: TypeIdx, y: DataIdx) -> Typed {
    let zt = expand_mutable("C.TYPES[x] ~~ ARRAY (MUT zt)", c, x)?;
    numeric_or_vector(zt)?;
    condition("C.DATAS[y] = OK", c.has_data(y))?;
    arrow([nullable(index(x)), I32, I32, I32], [])
}

/// The premise `C.TYPES[x] ~~ ARRAY ft`.
fn expand_array(premise: &'static str, c: &Context<'_>, x: TypeIdx) -> Result<FieldType, Stop> {
    lookup(
        premise,
        match c.expand_at(x) {
            Some(CompType::Array(ft)) => Some(ft),
            Some(CompType::Struct(_) | CompType::Func(..)) | None => None,
        },
    )
}

/// The premise `C.TYPES[x] ~~ ARRAY (MUT zt)`.
fn expand_mutable(premise: &'static str, c: &Context<'_>, x: TypeIdx) -> Result<StorageType, Stop> {
    let ft = expand_array(premise, c, x)?;
    condition(premise, ft.mutable)?;
    Ok(ft.zt)
}

/// The premise `$unpack(zt) = numtype \/ $unpack(zt) = vectype`.
fn numeric_or_vector(zt: StorageType) -> Result<(), Stop> {
    condition(
        "$unpack(zt) = numtype \\/ $unpack(zt) = vectype",
        matches!(unpack(zt), ValType::Num(_) | ValType::Vec(_)),
    )
}
