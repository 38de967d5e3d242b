//! Judgments about instructions and modules as text.

use super::Show;
use subtly_model::context::{Init, InstrType};
use subtly_model::judgment::{Definition, InstrAt, Judgment};
use subtly_model::syntax::{AddrType, BlockType, ExternIdx, ExternType, GlobalType, Limits};
use subtly_model::syntax::{MemType, TableType};

impl Show {
    /// A judgment that is not about types alone.
    pub(super) fn module_judgment(&self, judgment: &Judgment) -> String {
        let sub = |left: String, right: String| format!("{left} <: {right}");
        match judgment {
            Judgment::LocaltypeOk(lct) => {
                let init = if lct.init == Init::Set { "set" } else { "unset" };
                format!("{init} {} : OK", self.valtype(lct.t))
            }
            Judgment::InstrtypeOk(it) => format!("{} : OK", self.instrtype(it)),
            Judgment::LimitsOk(lim, k) => format!("{} : {k}", limits(*lim)),
            Judgment::TagtypeOk(jt) => format!("tag {} : OK", self.typeuse(*jt)),
            Judgment::GlobaltypeOk(gt) => format!("{} : OK", self.globaltype(*gt)),
            Judgment::MemtypeOk(mt) => format!("{} : OK", memtype(*mt)),
            Judgment::TabletypeOk(tt) => format!("{} : OK", self.tabletype(*tt)),
            Judgment::ExterntypeOk(xt) => format!("{} : OK", self.externtype(*xt)),
            Judgment::InstrtypeSub(it1, it2) => sub(self.instrtype(it1), self.instrtype(it2)),
            Judgment::LimitsSub(lim1, lim2) => sub(limits(*lim1), limits(*lim2)),
            Judgment::TagtypeSub(jt1, jt2) => sub(self.deftype(*jt1), self.deftype(*jt2)),
            Judgment::GlobaltypeSub(gt1, gt2) => sub(self.globaltype(*gt1), self.globaltype(*gt2)),
            Judgment::MemtypeSub(mt1, mt2) => sub(memtype(*mt1), memtype(*mt2)),
            Judgment::TabletypeSub(tt1, tt2) => sub(self.tabletype(*tt1), self.tabletype(*tt2)),
            Judgment::ExterntypeSub(xt1, xt2) => sub(self.externtype(*xt1), self.externtype(*xt2)),
            Judgment::Defaultable(t) => format!("{} has a default value", self.valtype(*t)),
            Judgment::Nondefaultable(t) => format!("{} has no default value", self.valtype(*t)),
            Judgment::BlocktypeOk(BlockType::Typeidx(x)) => format!("block type {x} : OK"),
            Judgment::BlocktypeOk(BlockType::Valtype(t)) => {
                let t: Vec<_> = t.iter().copied().collect();
                format!("block type {} : OK", self.resulttype(&t))
            }
            Judgment::CatchOk(_) => "catch : OK".into(),
            Judgment::MemargOk(memarg, at, size) => format!(
                "(align 2^{}, offset {}) : {} -> {size} bits",
                memarg.align,
                memarg.offset,
                addrtype(*at)
            ),
            Judgment::InstrOk(at) => format!("{} : OK", instr(*at)),
            Judgment::InstrsOk(it) => format!("instructions : {}", self.instrtype(it)),
            Judgment::ExprOk(ts) => format!("expression : {}", self.resulttype(ts)),
            Judgment::InstrConst(at) => format!("{} is constant", instr(*at)),
            Judgment::ExprConst => "expression is constant".into(),
            Judgment::ExprOkConst(t) => format!("constant expression : {}", self.valtype(*t)),
            Judgment::LocalOk(t) => format!("local {} : OK", self.valtype(*t)),
            Judgment::DatamodeOk => "data mode : OK".into(),
            Judgment::ElemmodeOk(rt) => format!("element mode : {}", self.reftype(*rt)),
            Judgment::ExternidxOk(xx) => format!("{} : OK", externidx(*xx)),
            Judgment::DefinitionOk(of) => format!("{} : OK", definition(*of)),
            Judgment::GlobalsOk(x) => format!("the globals from {x} on : OK"),
            Judgment::ModuleOk => "module : OK".into(),
            // What is said of types is shown by the caller, which passes on the rest.
            Judgment::NumtypeOk(_)
            | Judgment::VectypeOk(_)
            | Judgment::HeaptypeOk(_)
            | Judgment::ReftypeOk(_)
            | Judgment::ValtypeOk(_)
            | Judgment::TypeuseOk(_)
            | Judgment::ResulttypeOk(_)
            | Judgment::PacktypeOk(_)
            | Judgment::StoragetypeOk(_)
            | Judgment::FieldtypeOk(_)
            | Judgment::ComptypeOk(_)
            | Judgment::SubtypeOk(..)
            | Judgment::RectypeOk(..)
            | Judgment::TypeOk(_)
            | Judgment::TypesOk(_)
            | Judgment::NumtypeSub(..)
            | Judgment::VectypeSub(..)
            | Judgment::HeaptypeSub(..)
            | Judgment::ReftypeSub(..)
            | Judgment::ValtypeSub(..)
            | Judgment::ResulttypeSub(..)
            | Judgment::PacktypeSub(..)
            | Judgment::StoragetypeSub(..)
            | Judgment::FieldtypeSub(..)
            | Judgment::ComptypeSub(..)
            | Judgment::DeftypeSub(..)
            | Judgment::SameType(..)
            | Judgment::RefOk(..) => "types : OK".into(),
        }
    }

    fn instrtype(&self, it: &InstrType) -> String {
        format!("{} -> {}", self.resulttype(&it.t1), self.resulttype(&it.t2))
    }

    fn globaltype(&self, gt: GlobalType) -> String {
        let t = self.valtype(gt.t);
        if gt.mutable { format!("global (mut {t})") } else { format!("global {t}") }
    }

    fn tabletype(&self, tt: TableType) -> String {
        format!("table {} {} {}", addrtype(tt.at), limits(tt.lim), self.reftype(tt.rt))
    }

    fn externtype(&self, xt: ExternType) -> String {
        match xt {
            ExternType::Tag(jt) => format!("tag {}", self.typeuse(jt)),
            ExternType::Global(gt) => self.globaltype(gt),
            ExternType::Mem(mt) => memtype(mt),
            ExternType::Table(tt) => self.tabletype(tt),
            ExternType::Func(tu) => format!("func {}", self.typeuse(tu)),
        }
    }
}

fn addrtype(at: AddrType) -> &'static str {
    match at {
        AddrType::I32 => "i32",
        AddrType::I64 => "i64",
    }
}

/// The limits of a memory or table.
pub(crate) fn limits(lim: Limits) -> String {
    match lim.max {
        Some(max) => format!("[{} .. {max}]", lim.min),
        None => format!("[{} ..]", lim.min),
    }
}

fn memtype(mt: MemType) -> String {
    format!("memory {} {}", addrtype(mt.at), limits(mt.lim))
}

/// The rules for instructions have their names: `Instr_ok/br_if`.
fn instr(at: InstrAt) -> String {
    let name = at.rule.name();
    let name = name.split_once('/').map_or(name, |(_, name)| name);
    format!("{name} (instruction {})", at.ordinal)
}

fn externidx(xx: ExternIdx) -> String {
    match xx {
        ExternIdx::Func(x) => format!("func {x}"),
        ExternIdx::Global(x) => format!("global {x}"),
        ExternIdx::Table(x) => format!("table {x}"),
        ExternIdx::Mem(x) => format!("memory {x}"),
        ExternIdx::Tag(x) => format!("tag {x}"),
    }
}

/// The name of a definition.
pub(crate) fn definition(of: Definition) -> String {
    match of {
        Definition::Import(n) => format!("import {n}"),
        Definition::Tag(x) => format!("tag {x}"),
        Definition::Global(x) => format!("global {x}"),
        Definition::Mem(x) => format!("memory {x}"),
        Definition::Table(x) => format!("table {x}"),
        Definition::Func(x) => format!("function {x}"),
        Definition::Data(x) => format!("data segment {x}"),
        Definition::Elem(x) => format!("element segment {x}"),
        Definition::Start => "start".into(),
        Definition::Export(n) => format!("export {n}"),
    }
}
