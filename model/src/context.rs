//! The context `C` of validation, and the types of locals and of instructions (2.0).

use crate::heaptype_sub::HeaptypeSub;
use crate::roll::expand;
use crate::syntax::{
    CompType, DataIdx, DefType, ElemIdx, FuncIdx, GlobalIdx, GlobalType, LabelIdx, LocalIdx,
    MemIdx, MemType, RefType, ResultType, TableIdx, TableType, TagIdx, TypeIdx, ValType,
};
use crate::terms::Terms;
use crate::trail::Trail;

/// `C`, with what is known of the types in it.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// `C.TYPES`: the closed types of the module, in the order of their indices.
    pub types: &'a [DefType],
    /// `C.TAGS`: tag types are closed.
    pub tags: &'a [DefType],
    /// `C.GLOBALS`
    pub globals: &'a [GlobalType],
    /// `C.MEMS`
    pub mems: &'a [MemType],
    /// `C.TABLES`
    pub tables: &'a [TableType],
    /// `C.FUNCS`
    pub funcs: &'a [DefType],
    /// `C.DATAS`: how many, for each is `OK`.
    pub datas: u32,
    /// `C.ELEMS`
    pub elems: &'a [RefType],
    /// `C.LOCALS`
    pub locals: &'a [LocalType],
    /// `C.LABELS`, the innermost last.
    pub labels: &'a [ResultType],
    /// `C.RETURN`
    pub returns: Option<&'a [ValType]>,
    /// `C.REFS`, sorted.
    pub refs: &'a [FuncIdx],
    /// The closed recursive types that defined types name.
    pub terms: &'a Terms,
    /// The subtype relation on closed heap types.
    pub heaptype_sub: &'a HeaptypeSub,
    /// Notes the rules of what is concluded; without it, derivations are kept.
    pub trail: Option<&'a Trail>,
}

impl<'a> Context<'a> {
    /// `{TYPES dt*}`, and derivations are kept.
    #[must_use]
    pub fn of_types(types: &'a [DefType], terms: &'a Terms, heaptype_sub: &'a HeaptypeSub) -> Self {
        Self {
            types,
            tags: &[],
            globals: &[],
            mems: &[],
            tables: &[],
            funcs: &[],
            datas: 0,
            elems: &[],
            locals: &[],
            labels: &[],
            returns: None,
            refs: &[],
            terms,
            heaptype_sub,
            trail: None,
        }
    }

    /// `C.TYPES[x]`
    #[must_use]
    pub fn type_at(&self, x: TypeIdx) -> Option<DefType> {
        self.types.get(x as usize).copied()
    }

    /// The composite type that `C.TYPES[x]` expands to.
    #[must_use]
    pub fn expand_at(&self, x: TypeIdx) -> Option<CompType> {
        self.type_at(x).map(|dt| expand(self.terms, dt))
    }

    /// `C.TAGS[x]`
    #[must_use]
    pub fn tag_at(&self, x: TagIdx) -> Option<DefType> {
        self.tags.get(x as usize).copied()
    }

    /// `C.GLOBALS[x]`
    #[must_use]
    pub fn global_at(&self, x: GlobalIdx) -> Option<GlobalType> {
        self.globals.get(x as usize).copied()
    }

    /// `C.MEMS[x]`
    #[must_use]
    pub fn mem_at(&self, x: MemIdx) -> Option<MemType> {
        self.mems.get(x as usize).copied()
    }

    /// `C.TABLES[x]`
    #[must_use]
    pub fn table_at(&self, x: TableIdx) -> Option<TableType> {
        self.tables.get(x as usize).copied()
    }

    /// `C.FUNCS[x]`
    #[must_use]
    pub fn func_at(&self, x: FuncIdx) -> Option<DefType> {
        self.funcs.get(x as usize).copied()
    }

    /// `C.DATAS[x] = OK`
    #[must_use]
    pub fn has_data(&self, x: DataIdx) -> bool {
        x < self.datas
    }

    /// `C.ELEMS[x]`
    #[must_use]
    pub fn elem_at(&self, x: ElemIdx) -> Option<RefType> {
        self.elems.get(x as usize).copied()
    }

    /// `C.LOCALS[x]`
    #[must_use]
    pub fn local_at(&self, x: LocalIdx) -> Option<LocalType> {
        self.locals.get(x as usize).copied()
    }

    /// `C.LABELS[l]`: label 0 is the innermost.
    #[must_use]
    pub fn label_at(&self, l: LabelIdx) -> Option<&'a [ValType]> {
        let outermost = self.labels.len().checked_sub(1)?.checked_sub(l as usize)?;
        self.labels.get(outermost).map(Vec::as_slice)
    }

    /// `x <- C.REFS`
    #[must_use]
    pub fn has_ref(&self, x: FuncIdx) -> bool {
        self.refs.binary_search(&x).is_ok()
    }
}

/// `init`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Init {
    /// `SET`
    Set,
    /// `UNSET`
    Unset,
}

/// `localtype`: `init valtype`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LocalType {
    /// Whether the local has a value.
    pub init: Init,
    /// The type of its values.
    pub t: ValType,
}

/// `instrtype`: `t_1* ->_(x*) t_2*`
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct InstrType {
    /// The operands.
    pub t1: ResultType,
    /// The locals that have a value afterwards.
    pub xs: Vec<LocalIdx>,
    /// The results.
    pub t2: ResultType,
}
