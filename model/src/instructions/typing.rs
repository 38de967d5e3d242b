//! What a rule is given of the operands, and what it says of the instruction.

use crate::context::InstrType;
use crate::judgment::Stop;
use crate::syntax::{AbsHeapType, AddrType, HeapType, LocalIdx, NumType, RefType, TypeIdx};
use crate::syntax::{TypeUse, ValType};

/// The type of an instruction, by its rule.
#[derive(Clone, Debug)]
pub(crate) struct Typing {
    /// `t_1* ->_(x*) t_2*`
    pub(crate) it: InstrType,
    /// Whether the rule takes any further operands below `t_1*`, and gives any results: what
    /// follows the instruction is unreachable.
    pub(crate) any: bool,
}

/// The type of an instruction, or why its rule does not apply.
pub(crate) type Typed = Result<Typing, Stop>;

/// `t_1* -> t_2*`
pub(super) fn arrow(
    t1: impl IntoIterator<Item = ValType>,
    t2: impl IntoIterator<Item = ValType>,
) -> Typed {
    let (t1, t2) = (t1.into_iter().collect(), t2.into_iter().collect());
    Ok(Typing { it: InstrType { t1, xs: Vec::new(), t2 }, any: false })
}

/// `t_1* ->_(x) t_2*`
pub(super) fn arrow_set(
    t1: impl IntoIterator<Item = ValType>,
    x: LocalIdx,
    t2: impl IntoIterator<Item = ValType>,
) -> Typed {
    let mut typing = arrow(t1, t2)?;
    typing.it.xs.push(x);
    Ok(typing)
}

/// `t_1* t* -> t_2*`, for any `t_1*` and `t_2*` that are OK.
pub(super) fn arrow_any(t: impl IntoIterator<Item = ValType>) -> Typed {
    let typing = arrow(t, [])?;
    Ok(Typing { any: true, ..typing })
}

/// The operands that an instruction meets, for the rules that leave a type open.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Operands<'s> {
    /// Those above the innermost block's, the top last.
    pub(crate) types: &'s [ValType],
    /// Whether there are any further ones below.
    pub(crate) any: bool,
}

impl Operands<'_> {
    /// The type of the i-th operand from the top, or the least type if it may be any.
    pub(crate) fn peek(self, i: usize) -> ValType {
        let place = self.types.len().checked_sub(i + 1);
        place.and_then(|place| self.types.get(place)).copied().unwrap_or(ValType::Bot)
    }

    /// The heap type of the i-th operand from the top, or the least one if it may be any.
    ///
    /// An operand that is not a reference does not match the type that the rule then gives.
    pub(crate) fn heaptype(self, i: usize) -> HeapType {
        self.reftype(i).ht
    }

    /// The same for its reference type.
    pub(crate) fn reftype(self, i: usize) -> RefType {
        match self.peek(i) {
            ValType::Ref(rt) => rt,
            ValType::Num(_) | ValType::Vec(_) | ValType::Bot => {
                RefType { null: false, ht: HeapType::Abs(AbsHeapType::Bot) }
            }
        }
    }

    /// The `n` topmost of them, as far as they are there; the least type where they may be any.
    pub(crate) fn top(self, n: usize) -> Vec<ValType> {
        let there = n.min(self.types.len());
        let missing = if self.any { n - there } else { 0 };
        let mut top = vec![ValType::Bot; missing];
        top.extend_from_slice(&self.types[self.types.len() - there..]);
        top
    }
}

/// `I32`
pub(super) const I32: ValType = ValType::Num(NumType::I32);

/// An address type as the number type that it is.
pub(crate) fn address(at: AddrType) -> ValType {
    ValType::Num(match at {
        AddrType::I32 => NumType::I32,
        AddrType::I64 => NumType::I64,
    })
}

/// `REF ht`
pub(super) const fn reference(ht: HeapType) -> ValType {
    ValType::Ref(RefType { null: false, ht })
}

/// `REF NULL ht`
pub(super) fn nullable(ht: HeapType) -> ValType {
    ValType::Ref(RefType { null: true, ht })
}

/// `_IDX x`
pub(super) fn index(x: TypeIdx) -> HeapType {
    HeapType::Use(TypeUse::Idx(x))
}
