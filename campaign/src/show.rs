//! The model's judgments as text.

mod modules;

pub(crate) use modules::{definition, limits};

use crate::names::Names;
use crate::oracles::ModelSession;
use crate::question::{ModuleId, Question, TypeRef};
use std::collections::HashMap;
use subtly_model::difference::{Difference, Differing, Step};
use subtly_model::judgment::Judgment;
use subtly_model::runtime::Ref;
use subtly_model::syntax::{
    AbsHeapType, CompType, DefType, FieldType, HeapType, NumType, PackType, RefType, StorageType,
    SubType, TypeUse, ValType,
};

/// Shows judgments with the names of a program's types.
#[derive(Clone, Debug)]
pub struct Show {
    closed: HashMap<DefType, String>,
    /// The names of the module that is being validated: its indices are open in its own context.
    open: Vec<String>,
}

impl Show {
    /// Shows the types of a model session; a type of many names has the one the question uses, or
    /// else its first.
    #[must_use]
    pub fn new(session: &ModelSession, names: &Names, question: Question) -> Self {
        let mut closed = HashMap::new();
        let modules = 0..session.verdicts().len() as u32;
        let all = modules.map(ModuleId).flat_map(|module| {
            let count = session.known_types(module).len() as u32;
            (0..count).map(move |index| TypeRef { module, index })
        });
        for ty in question.types().chain(all) {
            if let Some(dt) = session.known_types(ty.module).get(ty.index as usize) {
                closed.entry(*dt).or_insert_with(|| names.of(ty));
            }
        }
        let open = question.module().map_or(&[][..], |module| names.of_module(module)).to_vec();
        Self { closed, open }
    }

    /// A judgment.
    #[must_use]
    pub fn judgment(&self, judgment: &Judgment) -> String {
        match judgment {
            Judgment::NumtypeOk(nt) => format!("{} : OK", numtype(*nt)),
            Judgment::VectypeOk(_) => "v128 : OK".into(),
            Judgment::HeaptypeOk(ht) => format!("{} : OK", self.heaptype(*ht)),
            Judgment::ReftypeOk(rt) => format!("{} : OK", self.reftype(*rt)),
            Judgment::ValtypeOk(t) => format!("{} : OK", self.valtype(*t)),
            Judgment::TypeuseOk(tu) => format!("{} : OK", self.typeuse(*tu)),
            Judgment::ResulttypeOk(ts) => format!("{} : OK", self.resulttype(ts)),
            Judgment::PacktypeOk(pt) => format!("{} : OK", packtype(*pt)),
            Judgment::StoragetypeOk(zt) => format!("{} : OK", self.storagetype(*zt)),
            Judgment::FieldtypeOk(ft) => format!("{} : OK", self.fieldtype(*ft)),
            Judgment::ComptypeOk(ct) => format!("{} : OK", self.comptype(ct)),
            Judgment::SubtypeOk(st, x) => {
                format!("{} {} : OK", self.typeuse(TypeUse::Idx(*x)), self.subtype(st))
            }
            Judgment::RectypeOk(n, x) => {
                format!("{} from {} on : OK", counted(*n, "type"), self.typeuse(TypeUse::Idx(*x)))
            }
            Judgment::TypeOk(x) => format!("group of {} : OK", self.typeuse(TypeUse::Idx(*x))),
            Judgment::TypesOk(n) => format!("{} : OK", counted(*n, "group")),
            Judgment::NumtypeSub(nt1, nt2) => format!("{} <: {}", numtype(*nt1), numtype(*nt2)),
            Judgment::VectypeSub(..) => "v128 <: v128".into(),
            Judgment::HeaptypeSub(ht1, ht2) => {
                format!("{} <: {}", self.heaptype(*ht1), self.heaptype(*ht2))
            }
            Judgment::ReftypeSub(rt1, rt2) => {
                format!("{} <: {}", self.reftype(*rt1), self.reftype(*rt2))
            }
            Judgment::ValtypeSub(t1, t2) => {
                format!("{} <: {}", self.valtype(*t1), self.valtype(*t2))
            }
            Judgment::ResulttypeSub(ts1, ts2) => {
                format!("{} <: {}", self.resulttype(ts1), self.resulttype(ts2))
            }
            Judgment::PacktypeSub(pt1, pt2) => format!("{} <: {}", packtype(*pt1), packtype(*pt2)),
            Judgment::StoragetypeSub(zt1, zt2) => {
                format!("{} <: {}", self.storagetype(*zt1), self.storagetype(*zt2))
            }
            Judgment::FieldtypeSub(ft1, ft2) => {
                format!("{} <: {}", self.fieldtype(*ft1), self.fieldtype(*ft2))
            }
            Judgment::ComptypeSub(ct1, ct2) => {
                format!("{} <: {}", self.comptype(ct1), self.comptype(ct2))
            }
            Judgment::DeftypeSub(dt1, dt2) => {
                format!("{} <: {}", self.deftype(*dt1), self.deftype(*dt2))
            }
            Judgment::SameType(dt1, dt2) => {
                format!("{} = {}", self.deftype(*dt1), self.deftype(*dt2))
            }
            Judgment::RefOk(r, rt) => format!("{} : {}", self.reference(r), self.reftype(*rt)),
            _ => self.module_judgment(judgment),
        }
    }

    /// Where and how two closed types differ.
    #[must_use]
    pub fn difference(&self, Difference { path, what }: &Difference) -> String {
        let mut places: Vec<String> = path.iter().map(|step| self.step(*step)).collect();
        let sides = |left: String, right: String| format!("{left} against {right}");
        let finality = |fin| String::from(if fin { "final" } else { "not final" });
        places.push(match what {
            Differing::Projection(i, j) => {
                format!("member {i} of its group against member {j}")
            }
            Differing::MemberCount(m, n) => format!("a group of {m} against a group of {n}"),
            Differing::Finality(fin1, fin2) => sides(finality(*fin1), finality(*fin2)),
            Differing::SuperCount(m, n) => format!("{m} declared supertypes against {n}"),
            Differing::Kind(ct1, ct2) => sides(self.comptype(ct1), self.comptype(ct2)),
            Differing::Arity(m, n) => format!("{m} against {n} of them"),
            Differing::Mutability(mut1, mut2) => {
                let text = |mutable| String::from(if mutable { "mutable" } else { "constant" });
                sides(text(*mut1), text(*mut2))
            }
            Differing::Storage(zt1, zt2) => sides(self.storagetype(*zt1), self.storagetype(*zt2)),
            Differing::Value(t1, t2) => sides(self.valtype(*t1), self.valtype(*t2)),
            Differing::Use(tu1, tu2) => sides(self.typeuse(*tu1), self.typeuse(*tu2)),
        });
        places.join(", ")
    }

    fn step(&self, step: Step) -> String {
        match step {
            Step::Member(i) => format!("member {i}"),
            Step::Super(_) => "supertype".into(),
            Step::Field(i) => format!("field {i}"),
            Step::Element => "element".into(),
            Step::Param(i) => format!("parameter {i}"),
            Step::Result(i) => format!("result {i}"),
            Step::Referenced(dt1, dt2) => {
                format!("{} against {}", self.deftype(dt1), self.deftype(dt2))
            }
        }
    }

    fn deftype(&self, dt: DefType) -> String {
        self.closed.get(&dt).cloned().unwrap_or_else(|| "a type without name".into())
    }

    fn reference(&self, r: &Ref) -> String {
        match r {
            Ref::Null => "null".into(),
            Ref::I31 => "an i31".into(),
            Ref::Struct(dt) => format!("structure of {}", self.deftype(*dt)),
            Ref::Array(dt) => format!("array of {}", self.deftype(*dt)),
            Ref::Func(dt) => format!("function of {}", self.deftype(*dt)),
            Ref::Exn => "an exception".into(),
            Ref::Host => "a host reference".into(),
            Ref::Extern(inner) => format!("{}, externalized", self.reference(inner)),
        }
    }

    fn typeuse(&self, tu: TypeUse) -> String {
        match tu {
            TypeUse::Idx(x) => {
                self.open.get(x as usize).cloned().unwrap_or_else(|| format!("index {x}"))
            }
            TypeUse::Rec(i) => format!("sibling {i}"),
            TypeUse::Def(dt) => self.deftype(dt),
        }
    }

    fn heaptype(&self, ht: HeapType) -> String {
        match ht {
            HeapType::Abs(abs) => absheaptype(abs).into(),
            HeapType::Use(tu) => self.typeuse(tu),
        }
    }

    fn reftype(&self, rt: RefType) -> String {
        format!("(ref {}{})", if rt.null { "null " } else { "" }, self.heaptype(rt.ht))
    }

    fn valtype(&self, t: ValType) -> String {
        match t {
            ValType::Num(nt) => numtype(nt).into(),
            ValType::Vec(_) => "v128".into(),
            ValType::Ref(rt) => self.reftype(rt),
            ValType::Bot => "bot".into(),
        }
    }

    fn resulttype(&self, ts: &[ValType]) -> String {
        let ts: Vec<_> = ts.iter().map(|t| self.valtype(*t)).collect();
        format!("[{}]", ts.join(" "))
    }

    fn storagetype(&self, zt: StorageType) -> String {
        match zt {
            StorageType::Val(t) => self.valtype(t),
            StorageType::Pack(pt) => packtype(pt).into(),
        }
    }

    fn fieldtype(&self, ft: FieldType) -> String {
        let zt = self.storagetype(ft.zt);
        if ft.mutable { format!("(mut {zt})") } else { zt }
    }

    fn comptype(&self, ct: &CompType) -> String {
        match ct {
            CompType::Struct(fts) => {
                let fields = fts.iter().map(|ft| format!(" {}", self.fieldtype(*ft)));
                format!("(struct{})", fields.collect::<String>())
            }
            CompType::Array(ft) => format!("(array {})", self.fieldtype(*ft)),
            CompType::Func(t1, t2) => {
                format!("(func {} -> {})", self.resulttype(t1), self.resulttype(t2))
            }
        }
    }

    fn subtype(&self, st: &SubType) -> String {
        let supers = st.supers.iter().map(|tu| self.typeuse(*tu) + " ").collect::<String>();
        let fin = if st.fin { "final " } else { "" };
        format!("(sub {fin}{supers}{})", self.comptype(&st.ct))
    }
}

/// A number of things.
fn counted(n: u32, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

fn numtype(nt: NumType) -> &'static str {
    match nt {
        NumType::I32 => "i32",
        NumType::I64 => "i64",
        NumType::F32 => "f32",
        NumType::F64 => "f64",
    }
}

fn packtype(pt: PackType) -> &'static str {
    match pt {
        PackType::I8 => "i8",
        PackType::I16 => "i16",
    }
}

/// The keyword of an abstract heap type.
pub(crate) fn absheaptype(abs: AbsHeapType) -> &'static str {
    match abs {
        AbsHeapType::Any => "any",
        AbsHeapType::Eq => "eq",
        AbsHeapType::I31 => "i31",
        AbsHeapType::Struct => "struct",
        AbsHeapType::Array => "array",
        AbsHeapType::None => "none",
        AbsHeapType::Func => "func",
        AbsHeapType::NoFunc => "nofunc",
        AbsHeapType::Exn => "exn",
        AbsHeapType::NoExn => "noexn",
        AbsHeapType::Extern => "extern",
        AbsHeapType::NoExtern => "noextern",
        AbsHeapType::Bot => "bot",
    }
}
