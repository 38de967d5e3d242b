//! What a release cannot know, decided by what a module contains and by the current release.

use super::releases::{CURRENT, Release, WASM_3};
use wasmparser::{ConstExpr, ElementItems, Operator, Parser, Payload, TableInit};

/// Whether the current release takes a module with all proposals only: what accepts it has one of them.
pub(super) fn is_of_a_proposal(module: &[u8]) -> bool {
    (WASM_3.validate)(module).is_err() && (CURRENT.validate)(module).is_ok()
}

/// Whether a module has what came after a release: something that its reader cannot read, or a conversion
/// between hierarchies in a constant expression, which the specification added last.
pub(super) fn is_too_new(module: &[u8], release: &Release) -> bool {
    let unreadable = !(release.reads)(module) && (CURRENT.reads)(module);
    unreadable || converts_in_constants(module).unwrap_or(false)
}

fn converts_in_constants(module: &[u8]) -> wasmparser::Result<bool> {
    for payload in Parser::new(0).parse_all(module) {
        let found = match payload? {
            Payload::GlobalSection(section) => {
                any(section.into_iter().map(|global| Ok(Some(global?.init_expr))))?
            }
            Payload::TableSection(section) => any(section.into_iter().map(|table| {
                Ok(match table?.init {
                    TableInit::Expr(init) => Some(init),
                    TableInit::RefNull => None,
                })
            }))?,
            Payload::ElementSection(section) => {
                let mut found = false;
                for element in section {
                    if let ElementItems::Expressions(_, items) = element?.items {
                        found |= any(items.into_iter().map(|item| item.map(Some)))?;
                    }
                }
                found
            }
            _ => false,
        };
        if found {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether one of the expressions has a conversion.
fn any<'a>(
    mut expressions: impl Iterator<Item = wasmparser::Result<Option<ConstExpr<'a>>>>,
) -> wasmparser::Result<bool> {
    expressions.try_fold(false, |found, expression| {
        let Some(expression) = expression? else { return Ok(found) };
        let mut operators = expression.get_operators_reader().into_iter();
        let converts = |operator: Operator<'_>| {
            matches!(operator, Operator::ExternConvertAny | Operator::AnyConvertExtern)
        };
        operators.try_fold(found, |found, operator| Ok(found || converts(operator?)))
    })
}
