//! The binary format of modules (5.4).

use super::externtypes::{externidx, externtype, globaltype, memtype, tabletype, tagtype};
use super::instructions::expr;
use super::segments::{Code, code, data, elem};
use super::types::rectype;
use super::values::Reader;
use super::{DecodeError, Types};
use crate::syntax::{Data, Elem, Export, Func, Global, Import, Instr, Mem, Module, Start, Table};
use crate::syntax::{Tag, TypeIdx, dataidx_funcs};

/// `Bsection_(N, grammar BX)`
///
/// ```text
/// N:Bbyte len:Bu32 en*:BX   => en*   if len = ||BX||
/// eps                       => eps
/// ```
fn section<'a, T: Default>(
    r: &mut Reader<'a>,
    n: u8,
    content: impl FnOnce(&mut Reader<'a>) -> Result<T, DecodeError>,
) -> Result<T, DecodeError> {
    if r.at_end() || r.peek()? != n {
        return Ok(T::default());
    }
    r.byte()?;
    let len = r.u32()?;
    let mut r = r.take(len as usize)?;
    let en = content(&mut r)?;
    r.end("section size mismatch")?;
    Ok(en)
}

/// `Bcustomsec*`
pub(super) fn customsecs(r: &mut Reader<'_>) -> Result<(), DecodeError> {
    while !r.at_end() && r.peek()? == 0 {
        section(r, 0, custom)?;
    }
    Ok(())
}

/// `Bcustom`: a name and any bytes.
fn custom(r: &mut Reader<'_>) -> Result<(), DecodeError> {
    r.name()?;
    r.skip_rest();
    Ok(())
}

/// `Btypesec`
pub(super) fn typesec(r: &mut Reader<'_>, types_max: usize) -> Result<Types, DecodeError> {
    section(r, 1, |r| {
        let mut offsets = Vec::new();
        let mut groups = 0;
        let rectypes = r.list(|r| {
            groups += 1;
            if groups > types_max {
                return Err(DecodeError::TooManyTypes);
            }
            rectype(r, &mut offsets, types_max)
        })?;
        Ok(Types { rectypes, offsets })
    })
}

/// `Bimport`
fn import(r: &mut Reader<'_>) -> Result<Import, DecodeError> {
    let offset = r.offset();
    let module = r.name()?.to_owned();
    let name = r.name()?.to_owned();
    Ok(Import { module, name, xt: externtype(r)?, offset })
}

/// `Bimportsec`
fn importsec(r: &mut Reader<'_>) -> Result<Vec<Import>, DecodeError> {
    section(r, 2, |r| r.list(import))
}

/// `Bfuncsec`
fn funcsec(r: &mut Reader<'_>) -> Result<Vec<TypeIdx>, DecodeError> {
    section(r, 3, |r| r.list(Reader::u32))
}

/// `Btable`
///
/// ```text
/// tt:Btabletype                     => TABLE tt (REF.NULL ht)   if tt = at lim (REF NULL? ht)
/// 0x40 0x00 tt:Btabletype e:Bexpr   => TABLE tt e
/// ```
fn table(r: &mut Reader<'_>) -> Result<Table, DecodeError> {
    let offset = r.offset();
    if r.peek()? != 0x40 {
        let tt = tabletype(r)?;
        return Ok(Table { tt, init: vec![Instr::RefNull(tt.rt.ht)], offset });
    }
    r.byte()?;
    if r.byte()? != 0x00 {
        return Err(r.malformed_at_last("malformed table"));
    }
    let tt = tabletype(r)?;
    Ok(Table { tt, init: expr(r)?, offset })
}

/// `Btablesec`
fn tablesec(r: &mut Reader<'_>) -> Result<Vec<Table>, DecodeError> {
    section(r, 4, |r| r.list(table))
}

/// `Bmem`
fn mem(r: &mut Reader<'_>) -> Result<Mem, DecodeError> {
    let offset = r.offset();
    Ok(Mem { mt: memtype(r)?, offset })
}

/// `Bmemsec`
fn memsec(r: &mut Reader<'_>) -> Result<Vec<Mem>, DecodeError> {
    section(r, 5, |r| r.list(mem))
}

/// `Bglobal`
fn global(r: &mut Reader<'_>) -> Result<Global, DecodeError> {
    let offset = r.offset();
    let gt = globaltype(r)?;
    Ok(Global { gt, init: expr(r)?, offset })
}

/// `Bglobalsec`
fn globalsec(r: &mut Reader<'_>) -> Result<Vec<Global>, DecodeError> {
    section(r, 6, |r| r.list(global))
}

/// `Bexport`
fn export(r: &mut Reader<'_>) -> Result<Export, DecodeError> {
    let offset = r.offset();
    let name = r.name()?.to_owned();
    Ok(Export { name, xx: externidx(r)?, offset })
}

/// `Bexportsec`
fn exportsec(r: &mut Reader<'_>) -> Result<Vec<Export>, DecodeError> {
    section(r, 7, |r| r.list(export))
}

/// `Bstart`
fn start(r: &mut Reader<'_>) -> Result<Start, DecodeError> {
    let offset = r.offset();
    Ok(Start { x: r.u32()?, offset })
}

/// `Bstartsec`
fn startsec(r: &mut Reader<'_>) -> Result<Option<Start>, DecodeError> {
    section(r, 8, |r| start(r).map(Some))
}

/// `Belemsec`
fn elemsec(r: &mut Reader<'_>) -> Result<Vec<Elem>, DecodeError> {
    section(r, 9, |r| r.list(elem))
}

/// `Bcodesec`
fn codesec(r: &mut Reader<'_>) -> Result<Vec<Code>, DecodeError> {
    section(r, 10, |r| r.list(code))
}

/// `Bdatasec`
fn datasec(r: &mut Reader<'_>) -> Result<Vec<Data>, DecodeError> {
    section(r, 11, |r| r.list(data))
}

/// `Bdatacntsec`
fn datacntsec(r: &mut Reader<'_>) -> Result<Option<u32>, DecodeError> {
    section(r, 12, |r| r.u32().map(Some))
}

/// `Btag`
fn tag(r: &mut Reader<'_>) -> Result<Tag, DecodeError> {
    let offset = r.offset();
    Ok(Tag { jt: tagtype(r)?, offset })
}

/// `Btagsec`
fn tagsec(r: &mut Reader<'_>) -> Result<Vec<Tag>, DecodeError> {
    section(r, 13, |r| r.list(tag))
}

/// `Bmodule`, behind `Bmagic Bversion`.
///
/// ```text
/// Bcustomsec* type*:Btypesec
/// Bcustomsec* import*:Bimportsec
/// Bcustomsec* typeidx*:Bfuncsec
/// Bcustomsec* table*:Btablesec
/// Bcustomsec* mem*:Bmemsec
/// Bcustomsec* tag*:Btagsec
/// Bcustomsec* global*:Bglobalsec
/// Bcustomsec* export*:Bexportsec
/// Bcustomsec* start?:Bstartsec
/// Bcustomsec* elem*:Belemsec
/// Bcustomsec* n?:Bdatacntsec
/// Bcustomsec* (local*, expr)*:Bcodesec
/// Bcustomsec* data*:Bdatasec
/// Bcustomsec*   => MODULE type* import* tag* global* mem* table* func* data* elem* start? export*
///   if  (n = |data*|)?
///       n? =/= eps  or  $dataidx_funcs(func*) = eps
///       (func = FUNC typeidx local* expr)*
/// ```
pub(super) fn sections(r: &mut Reader<'_>) -> Result<Module, DecodeError> {
    customsecs(r)?;
    let types = typesec(r, usize::MAX)?;
    customsecs(r)?;
    let imports = importsec(r)?;
    customsecs(r)?;
    let typeidxs = funcsec(r)?;
    customsecs(r)?;
    let tables = tablesec(r)?;
    customsecs(r)?;
    let mems = memsec(r)?;
    customsecs(r)?;
    let tags = tagsec(r)?;
    customsecs(r)?;
    let globals = globalsec(r)?;
    customsecs(r)?;
    let exports = exportsec(r)?;
    customsecs(r)?;
    let start = startsec(r)?;
    customsecs(r)?;
    let elems = elemsec(r)?;
    customsecs(r)?;
    let n = datacntsec(r)?;
    customsecs(r)?;
    let codes = codesec(r)?;
    customsecs(r)?;
    let datas = datasec(r)?;
    customsecs(r)?;
    r.end("unexpected content after last section")?;

    if n.is_some_and(|n| n as usize != datas.len()) {
        return Err(r.malformed_here("data count and data section have inconsistent lengths"));
    }
    let same_length = typeidxs.len() == codes.len();
    let funcs: Vec<Func> = typeidxs.into_iter().zip(codes).map(func).collect();
    if n.is_none() && !dataidx_funcs(&funcs).is_empty() {
        return Err(r.malformed_here("data count section required"));
    }
    if !same_length {
        return Err(r.malformed_here("function and code section have inconsistent lengths"));
    }
    let Types { rectypes: types, offsets: type_offsets } = types;
    Ok(Module {
        types,
        type_offsets,
        imports,
        tags,
        globals,
        mems,
        tables,
        funcs,
        datas,
        elems,
        start,
        exports,
    })
}

/// `FUNC typeidx local* expr`
fn func((x, code): (TypeIdx, Code)) -> Func {
    let Code { locals, body, offset } = code;
    Func { x, locals, body, offset }
}
