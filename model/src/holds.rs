//! Answers without reasons, for whole matrices of questions.
//!
//! Shortcut: these read the rules of matching and the relation without building a derivation or refutation;
//! tests hold them equal to the answers with reasons (`tests/tests/model/`). What is asked about again and again is found in
//! the relation once, as an [`Operand`].

use crate::Model;
use crate::heaptype_sub::Node;
use crate::runtime::{Ref, least};
use crate::syntax::{
    AbsHeapType, ExternType, HeapType, Limits, NumType, RefType, ValType, VecType,
};

/// A closed value type, found in the relation.
#[derive(Clone, Copy, Debug)]
pub struct Operand(Kind);

/// Small, for a matrix has a pair of these for every answer.
#[derive(Clone, Copy, Debug)]
enum Kind {
    /// A reference type of the universe.
    Ref {
        null: bool,
        ht: Node,
    },
    /// A reference type that no valid module has: nothing is known of it.
    Unknown,
    Num(NumType),
    Vec(VecType),
    Bot,
}

impl Model {
    /// Finds a closed value type in the relation.
    ///
    /// What is found holds until the next module is defined.
    #[must_use]
    pub fn operand(&self, t: ValType) -> Operand {
        Operand(match t {
            ValType::Ref(rt) => match self.heaptype_sub().node(rt.ht) {
                Some(ht) => Kind::Ref { null: rt.null, ht },
                None => Kind::Unknown,
            },
            ValType::Num(nt) => Kind::Num(nt),
            ValType::Vec(vt) => Kind::Vec(vt),
            ValType::Bot => Kind::Bot,
        })
    }

    /// Finds the least type of a reference in the relation; `None` for what is no value: `REF.EXTERN` of null
    /// or of a reference that is not below `ANY`.
    #[must_use]
    pub fn least_operand(&self, r: &Ref) -> Option<Operand> {
        let any = RefType { null: false, ht: HeapType::Abs(AbsHeapType::Any) };
        let well_formed = match r {
            Ref::Extern(inner) => **inner != Ref::Null && self.ref_ok_holds(inner, any),
            _ => true,
        };
        well_formed.then(|| self.operand(ValType::Ref(least(r))))
    }

    /// Whether `t1 <: t2`, as [`Model::subtype_holds`] says, in constant time.
    #[inline]
    #[must_use]
    pub fn operand_holds(&self, t1: Operand, t2: Operand) -> bool {
        match (t1.0, t2.0) {
            (Kind::Ref { null: null1, ht: ht1 }, Kind::Ref { null: null2, ht: ht2 }) => {
                (null2 || !null1) && self.heaptype_sub().has(ht1, ht2)
            }
            (Kind::Num(nt1), Kind::Num(nt2)) => nt1 == nt2,
            (Kind::Vec(vt1), Kind::Vec(vt2)) => vt1 == vt2,
            (Kind::Bot, _) => true,
            _ => false,
        }
    }

    /// Whether `t1 <: t2`, for closed value types, without a reason: [`Model::subtype`] gives one.
    #[must_use]
    pub fn subtype_holds(&self, t1: ValType, t2: ValType) -> bool {
        self.operand_holds(self.operand(t1), self.operand(t2))
    }

    /// Whether a reference has a closed type, without a reason: [`Model::ref_ok`] gives one.
    #[must_use]
    pub fn ref_ok_holds(&self, r: &Ref, rt: RefType) -> bool {
        let least = self.least_operand(r);
        least.is_some_and(|least| self.operand_holds(least, self.operand(ValType::Ref(rt))))
    }

    /// Whether what has the external type `xt1` may be imported at `xt2`, without a reason:
    /// [`Model::extern_subtype`] gives one.
    #[must_use]
    pub fn extern_subtype_holds(&self, xt1: ExternType, xt2: ExternType) -> bool {
        let both = |t1, t2| self.subtype_holds(t1, t2) && self.subtype_holds(t2, t1);
        let typeuses = |tu1, tu2| self.heaptype_sub().holds(HeapType::Use(tu1), HeapType::Use(tu2));
        match (xt1, xt2) {
            (ExternType::Func(tu1), ExternType::Func(tu2)) => typeuses(tu1, tu2) == Some(true),
            (ExternType::Tag(tu1), ExternType::Tag(tu2)) => {
                typeuses(tu1, tu2) == Some(true) && typeuses(tu2, tu1) == Some(true)
            }
            (ExternType::Global(gt1), ExternType::Global(gt2)) => {
                match (gt1.mutable, gt2.mutable) {
                    (false, false) => self.subtype_holds(gt1.t, gt2.t),
                    (true, true) => both(gt1.t, gt2.t),
                    _ => false,
                }
            }
            (ExternType::Mem(mt1), ExternType::Mem(mt2)) => {
                mt1.at == mt2.at && limits_hold(mt1.lim, mt2.lim)
            }
            (ExternType::Table(tt1), ExternType::Table(tt2)) => {
                tt1.at == tt2.at
                    && limits_hold(tt1.lim, tt2.lim)
                    && both(ValType::Ref(tt1.rt), ValType::Ref(tt2.rt))
            }
            _ => false,
        }
    }
}

/// `Limits_sub`.
fn limits_hold(lim1: Limits, lim2: Limits) -> bool {
    let max = match (lim1.max, lim2.max) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(m1), Some(m2)) => m1 <= m2,
    };
    lim1.min >= lim2.min && max
}
