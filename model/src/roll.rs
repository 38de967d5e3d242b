//! Substitution, rolling, unrolling, expansion and closing of types (1.2, 2.0, 2.1).

use crate::syntax::{CompType, DefType, FieldType, HeapType, RecType, RefType, StorageType};
use crate::syntax::{SubType, TypeIdx, TypeUse, ValType};
use crate::terms::Terms;

/// `$subst_subtype(st, tv*, tu*)`: replaces every type variable by what `by` says.
///
/// `by` is given the type uses of the syntax, `_IDX x` and `REC i`; closed types have no variables.
#[must_use]
pub fn subst_subtype(st: &SubType, by: &impl Fn(TypeUse) -> TypeUse) -> SubType {
    SubType {
        fin: st.fin,
        supers: st.supers.iter().map(|tu| by(*tu)).collect(),
        ct: subst_comptype(&st.ct, by),
    }
}

fn subst_comptype(ct: &CompType, by: &impl Fn(TypeUse) -> TypeUse) -> CompType {
    match ct {
        CompType::Struct(fts) => {
            CompType::Struct(fts.iter().map(|ft| subst_fieldtype(*ft, by)).collect())
        }
        CompType::Array(ft) => CompType::Array(subst_fieldtype(*ft, by)),
        CompType::Func(t1, t2) => CompType::Func(
            t1.iter().map(|t| subst_valtype(*t, by)).collect(),
            t2.iter().map(|t| subst_valtype(*t, by)).collect(),
        ),
    }
}

fn subst_fieldtype(ft: FieldType, by: &impl Fn(TypeUse) -> TypeUse) -> FieldType {
    let zt = match ft.zt {
        StorageType::Val(t) => StorageType::Val(subst_valtype(t, by)),
        StorageType::Pack(pt) => StorageType::Pack(pt),
    };
    FieldType { mutable: ft.mutable, zt }
}

fn subst_valtype(t: ValType, by: &impl Fn(TypeUse) -> TypeUse) -> ValType {
    match t {
        ValType::Ref(RefType { null, ht: HeapType::Use(tu) }) => {
            ValType::Ref(RefType { null, ht: HeapType::Use(by(tu)) })
        }
        _ => t,
    }
}

/// `$rollrt(x, REC st^n) = REC (st[_IDX (x+i) := REC i]^(i<n))^n`
#[must_use]
pub fn rollrt(x: TypeIdx, rt: &RecType) -> RecType {
    let n = rt.0.len() as u32;
    RecType(rt.0.iter().map(|st| subst_subtype(st, &|tu| roll_typeuse(x, n, tu))).collect())
}

/// `tu[_IDX (x+i) := REC i]^(i<n)`
fn roll_typeuse(x: TypeIdx, n: u32, tu: TypeUse) -> TypeUse {
    match tu {
        TypeUse::Idx(y) if x <= y && y - x < n => TypeUse::Rec(y - x),
        _ => tu,
    }
}

/// `$clos_deftypes`, one recursive type at a time: replaces `_IDX y` by the y-th of `types`.
///
/// An index past the end of `types` stays as it is; `Typeuse_ok/typeidx` refuses it later.
#[must_use]
pub fn close_rectype(types: &[DefType], rt: &RecType) -> RecType {
    let by = |tu| close_typeuse(types, tu);
    RecType(rt.0.iter().map(|st| subst_subtype(st, &by)).collect())
}

/// The same for a value type.
#[must_use]
pub fn close_valtype(types: &[DefType], t: ValType) -> ValType {
    subst_valtype(t, &|tu| close_typeuse(types, tu))
}

/// The same for a reference type.
#[must_use]
pub fn close_reftype(types: &[DefType], rt: RefType) -> RefType {
    match rt.ht {
        HeapType::Use(tu) => RefType { ht: HeapType::Use(close_typeuse(types, tu)), ..rt },
        HeapType::Abs(_) => rt,
    }
}

/// The same for a type use.
#[must_use]
pub fn close_typeuse(types: &[DefType], tu: TypeUse) -> TypeUse {
    match tu {
        TypeUse::Idx(y) => types.get(y as usize).map_or(tu, |dt| TypeUse::Def(*dt)),
        TypeUse::Rec(_) | TypeUse::Def(_) => tu,
    }
}

/// `$rolldt(x, rt) = (_DEF ($rollrt(x, rt)) i)^(i<n)`, closed by the types before it.
///
/// The specification keeps rolled types open in the context and closes them where they are compared
/// (`Deftype_sub/refl`); closing them here, once, left to right, is `$clos_deftypes`. Both substitutions are
/// done in one pass, for neither replaces what the other puts in.
pub fn rolldt(terms: &mut Terms, types: &[DefType], x: TypeIdx, rt: &RecType) -> Vec<DefType> {
    let n = rt.0.len() as u32;
    let by = |tu| close_typeuse(types, roll_typeuse(x, n, tu));
    let closed = RecType(rt.0.iter().map(|st| subst_subtype(st, &by)).collect());
    let rectype = terms.place(closed);
    (0..n).map(|i| DefType { rectype, i }).collect()
}

/// `$unrolldt(_DEF rt i)`: the i-th member with each `REC j` replaced by `_DEF rt j`.
///
/// # Panics
///
/// Panics if the recursive type has no such member; `rolldt` makes no such defined type.
#[must_use]
pub fn unrolldt(terms: &Terms, dt: DefType) -> SubType {
    let st = terms.member(dt).expect("a defined type projects a member");
    let by = |tu| match tu {
        TypeUse::Rec(j) => TypeUse::Def(DefType { rectype: dt.rectype, i: j }),
        _ => tu,
    };
    subst_subtype(st, &by)
}

/// `Expand: dt ~~ ct` if `$unrolldt(dt) = SUB final? tu* ct`
#[must_use]
pub fn expand(terms: &Terms, dt: DefType) -> CompType {
    unrolldt(terms, dt).ct
}
