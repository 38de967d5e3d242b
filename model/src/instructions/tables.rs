//! Table and element instructions.

use super::typing::{I32, Typed, address, arrow};
use crate::context::Context;
use crate::judgment::lookup;
use crate::judgment::premise;
use crate::subtyping::reftype_sub;
use crate::syntax::{AddrType, ElemIdx, TableIdx, ValType};

/// `Instr_ok/table.get`
///
/// ```text
/// TABLE.GET x : at -> rt   if  C.TABLES[x] = at lim rt
/// ```
pub(super) fn table_get(c: &Context<'_>, x: TableIdx) -> Typed {
    let tt = lookup("C.TABLES[x] = at lim rt", c.table_at(x))?;
    arrow([address(tt.at)], [ValType::Ref(tt.rt)])
}

/// `Instr_ok/table.set`
///
/// ```text
/// TABLE.SET x : at rt -> eps   if  C.TABLES[x] = at lim rt
/// ```
pub(super) fn table_set(c: &Context<'_>, x: TableIdx) -> Typed {
    let tt = lookup("C.TABLES[x] = at lim rt", c.table_at(x))?;
    arrow([address(tt.at), ValType::Ref(tt.rt)], [])
}

/// `Instr_ok/table.size`
///
/// ```text
/// TABLE.SIZE x : eps -> at   if  C.TABLES[x] = at lim rt
/// ```
pub(super) fn table_size(c: &Context<'_>, x: TableIdx) -> Typed {
    let tt = lookup("C.TABLES[x] = at lim rt", c.table_at(x))?;
    arrow([], [address(tt.at)])
}

/// `Instr_ok/table.grow`
///
/// ```text
/// TABLE.GROW x : rt at -> at   if  C.TABLES[x] = at lim rt
/// ```
pub(super) fn table_grow(c: &Context<'_>, x: TableIdx) -> Typed {
    let tt = lookup("C.TABLES[x] = at lim rt", c.table_at(x))?;
    arrow([ValType::Ref(tt.rt), address(tt.at)], [address(tt.at)])
}

/// `Instr_ok/table.fill`
///
/// ```text
/// TABLE.FILL x : at rt at -> eps   if  C.TABLES[x] = at lim rt
/// ```
pub(super) fn table_fill(c: &Context<'_>, x: TableIdx) -> Typed {
    let tt = lookup("C.TABLES[x] = at lim rt", c.table_at(x))?;
    arrow([address(tt.at), ValType::Ref(tt.rt), address(tt.at)], [])
}

/// `Instr_ok/table.copy`: to the first table from the second.
///
/// ```text
/// TABLE.COPY x_1 x_2 : at_1 at_2 $minat(at_1, at_2) -> eps
///   if  C.TABLES[x_1] = at_1 lim_1 rt_1
///       C.TABLES[x_2] = at_2 lim_2 rt_2
///       rt_2 <: rt_1
/// ```
pub(super) fn table_copy(c: &Context<'_>, x1: TableIdx, x2: TableIdx) -> Typed {
    let tt1 = lookup("C.TABLES[x_1] = at_1 lim_1 rt_1", c.table_at(x1))?;
    let tt2 = lookup("C.TABLES[x_2] = at_2 lim_2 rt_2", c.table_at(x2))?;
    premise("rt_2 <: rt_1", reftype_sub(c, tt2.rt, tt1.rt))?;
    arrow([address(tt1.at), address(tt2.at), address(minat(tt1.at, tt2.at))], [])
}

/// `Instr_ok/table.init`
///
/// ```text
/// TABLE.INIT x y : at I32 I32 -> eps
///   if  C.TABLES[x] = at lim rt_1
///       C.ELEMS[y] = rt_2
///       rt_2 <: rt_1
/// ```
pub(super) fn table_init(c: &Context<'_>, x: TableIdx, y: ElemIdx) -> Typed {
    let tt = lookup("C.TABLES[x] = at lim rt_1", c.table_at(x))?;
    let rt2 = lookup("C.ELEMS[y] = rt_2", c.elem_at(y))?;
    premise("rt_2 <: rt_1", reftype_sub(c, rt2, tt.rt))?;
    arrow([address(tt.at), I32, I32], [])
}

/// `Instr_ok/elem.drop`
///
/// ```text
/// ELEM.DROP x : eps -> eps   if  C.ELEMS[x] = rt
/// ```
pub(super) fn elem_drop(c: &Context<'_>, x: ElemIdx) -> Typed {
    lookup("C.ELEMS[x] = rt", c.elem_at(x))?;
    arrow([], [])
}

/// `$minat(at_1, at_2)`: the narrower address type.
pub(super) fn minat(at1: AddrType, at2: AddrType) -> AddrType {
    if at1 == AddrType::I32 { at1 } else { at2 }
}
