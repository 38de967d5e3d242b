//! One type matches another exactly if values of the one can be had where the other is expected.

use crate::case::Case;
use crate::judge::{Judge, Subject};
use subtly::section::TypeSection;
use subtly_model::roll::expand;
use subtly_model::runtime::Ref;
use subtly_model::syntax::{
    AbsHeapType, AddrType, CompType, DefType, ExternType, GlobalType, HeapType, Limits, NumType,
    RefType, TableType, TypeUse, ValType, VecType,
};

/// A way by which what has one type can be had at another.
struct Way {
    name: &'static str,
    /// Whether it can also be written that way, so that the types have to match in both directions.
    writes: bool,
    /// Whether it is open; `None` if it is not for these types.
    is_open: fn(&Judge, ValType, ValType) -> Option<bool>,
}

const WAYS: [Way; 7] = [
    Way { name: "every reference is cast", writes: false, is_open: cast_references },
    Way { name: "a function reference is read", writes: false, is_open: read_function },
    Way { name: "a function is imported", writes: false, is_open: import_function },
    Way { name: "a constant global is imported", writes: false, is_open: import_constant },
    Way { name: "a mutable global is imported", writes: true, is_open: import_variable },
    Way { name: "a table is imported", writes: true, is_open: import_table },
    Way { name: "a tag is imported", writes: true, is_open: import_tag },
];

pub(crate) fn check(subject: Subject, case: &Case) -> Result<(), String> {
    let strangers = strangers();
    let judge = Judge::of(subject, case.modules.iter().chain([&strangers]));
    // The strangers are not asked about: of what they are, they may be the only ones.
    let is_stranger = |ht: &HeapType| {
        judge.types(case.modules.len()).iter().any(|dt| *ht == HeapType::Use(TypeUse::Def(*dt)))
    };
    let mut heaptypes = judge.heaptypes();
    heaptypes.retain(|ht| !is_stranger(ht));
    let values = values(&heaptypes);
    for (n, t1) in values.iter().enumerate() {
        for t2 in &values[n..] {
            let matches = |t1, t2| judge.model().subtype(t1, t2).is_ok();
            let (up, down) = (matches(*t1, *t2), matches(*t2, *t1));
            compare(&judge, *t1, *t2, up, up && down)?;
            compare(&judge, *t2, *t1, down, up && down)?;
        }
    }
    Ok(())
}

/// Holds every way against whether `t1` matches `t2`, and whether both match each other.
fn compare(judge: &Judge, t1: ValType, t2: ValType, up: bool, both: bool) -> Result<(), String> {
    for Way { name, writes, is_open } in &WAYS {
        let expected = if *writes { both } else { up };
        if is_open(judge, t1, t2).is_some_and(|open| open != expected) {
            return Err(format!("{name} is {} from {t1:?} to {t2:?}", !expected));
        }
    }
    Ok(())
}

/// The value types that a module can write.
fn values(heaptypes: &[HeapType]) -> Vec<ValType> {
    let written = heaptypes.iter().filter(|ht| **ht != HeapType::Abs(AbsHeapType::Bot));
    let references =
        written.flat_map(|ht| [false, true].map(|null| ValType::Ref(RefType { null, ht: *ht })));
    let numbers = [ValType::Num(NumType::I32), ValType::Num(NumType::F64)];
    numbers.into_iter().chain([ValType::Vec(VecType::V128)]).chain(references).collect()
}

fn read_function(judge: &Judge, t1: ValType, t2: ValType) -> Option<bool> {
    Some(judge.ref_ok(&Ref::Func(functype(judge, t1)?), reftype(t2)?))
}

/// Every reference of the one type has the other. Not for bottoms: they have no reference but null, and
/// nothing can be told from what there is not.
fn cast_references(judge: &Judge, t1: ValType, t2: ValType) -> Option<bool> {
    const BOTTOMS: [AbsHeapType; 4] =
        [AbsHeapType::None, AbsHeapType::NoFunc, AbsHeapType::NoExn, AbsHeapType::NoExtern];
    let (rt1, rt2) = (reftype(t1)?, reftype(t2)?);
    if BOTTOMS.iter().any(|bottom| rt1.ht == HeapType::Abs(*bottom)) {
        return None;
    }
    let objects = judge.heaptypes().into_iter().filter_map(|ht| match ht {
        HeapType::Use(TypeUse::Def(dt)) => Some(match expand(judge.model().terms(), dt) {
            CompType::Struct(_) => Ref::Struct(dt),
            CompType::Array(_) => Ref::Array(dt),
            CompType::Func(..) => Ref::Func(dt),
        }),
        HeapType::Use(_) | HeapType::Abs(_) => None,
    });
    let others = [Ref::Null, Ref::I31, Ref::Exn, Ref::Host, Ref::Extern(Box::new(Ref::Host))];
    let mut references = objects.chain(others).filter(|r| judge.ref_ok(r, rt1));
    Some(references.all(|r| judge.ref_ok(&r, rt2)))
}

/// Types that no case has: without them a case with one structure type would have no structure of
/// another type.
fn strangers() -> TypeSection {
    let text = "(module (type (struct (field (mut v128) i8 (mut f64) v128 i16 (mut i8))))
                        (type (array (mut v128)))
                        (type (func (param v128 f64 v128 f32) (result v128 v128 i64))))";
    let bytes = wat::parse_str(text).expect("the module can be written");
    TypeSection::decode(&bytes).expect("and read")
}

fn import_function(judge: &Judge, t1: ValType, t2: ValType) -> Option<bool> {
    let xt = |t| Some(ExternType::Func(TypeUse::Def(functype(judge, t)?)));
    Some(judge.links(xt(t1)?, xt(t2)?))
}

fn import_constant(judge: &Judge, t1: ValType, t2: ValType) -> Option<bool> {
    let xt = |t| ExternType::Global(GlobalType { mutable: false, t });
    Some(judge.links(xt(t1), xt(t2)))
}

fn import_variable(judge: &Judge, t1: ValType, t2: ValType) -> Option<bool> {
    let xt = |t| ExternType::Global(GlobalType { mutable: true, t });
    Some(judge.links(xt(t1), xt(t2)))
}

fn import_table(judge: &Judge, t1: ValType, t2: ValType) -> Option<bool> {
    let lim = Limits { min: 1, max: None };
    let xt = |t| Some(ExternType::Table(TableType { at: AddrType::I32, lim, rt: reftype(t)? }));
    Some(judge.links(xt(t1)?, xt(t2)?))
}

/// For tags, which have no results.
fn import_tag(judge: &Judge, t1: ValType, t2: ValType) -> Option<bool> {
    let xt = |t| {
        let dt = functype(judge, t)?;
        let CompType::Func(_, results) = expand(judge.model().terms(), dt) else { return None };
        results.is_empty().then_some(ExternType::Tag(TypeUse::Def(dt)))
    };
    Some(judge.links(xt(t1)?, xt(t2)?))
}

fn reftype(t: ValType) -> Option<RefType> {
    match t {
        ValType::Ref(rt) => Some(rt),
        ValType::Num(_) | ValType::Vec(_) | ValType::Bot => None,
    }
}

/// The function type that this is a non-null reference to.
fn functype(judge: &Judge, t: ValType) -> Option<DefType> {
    let RefType { null: false, ht: HeapType::Use(TypeUse::Def(dt)) } = reftype(t)? else {
        return None;
    };
    matches!(expand(judge.model().terms(), dt), CompType::Func(..)).then_some(dt)
}
